// From a capture, as an archive remembers it, back to the bytes: the way of reading a crawl in which one address is asked for and
// nothing else is read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include <backfile/history.hpp>

#include "indexer/crawl/byte_source.hpp"
#include "indexer/crawl/file_kind.hpp"
#include "indexer/crawl/page.hpp"
#include "indexer/crawl/record_format.hpp"

namespace backfile {

/// The payload that `capture` names, content codings undone: the page's for a file or a record, the line for JSON lines. Rejects say in
/// words for people why there is none: gone, unreadable, or changed since, which the digest tells. Relative paths are taken from the
/// working directory. At most `max_bytes` are read.
[[nodiscard]] std::variant<std::string, Reject> captured_bytes(const Capture& capture, std::uint64_t max_bytes);

/// The file that `path` names, or that lies in a zip file and is named behind "!/".
[[nodiscard]] std::variant<std::unique_ptr<ByteSource>, Reject> open_captured_file(const std::string& path);

/// A file that holds many captures, told by its content. A zip file without its directory is read as the gzip members of WARC records in it.
struct CapturedContainer {
  std::unique_ptr<ByteSource> bytes;
  const RecordFormat* format = nullptr;  // none: JSON lines
  FileCoding coding = FileCoding::plain;
};

[[nodiscard]] std::variant<CapturedContainer, Reject> open_captured_container(const std::string& path);

/// "a.warc.gz#1200+340": 340 bytes into the text of the gzip member; 0 without.
[[nodiscard]] std::uint64_t offset_in_member(std::string_view source);

}  // namespace backfile
