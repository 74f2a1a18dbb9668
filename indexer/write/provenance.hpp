// What the archive remembers of inputs and captures, as Xapian metadata written in the same commit as the documents:
// "in/" + hash of the source -> what was read there last; "cap/" + hash of the version + "/" + hash of the source -> one capture.
// One key per capture: nothing is ever read to be appended to, and shards never share a key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <backfile/date.hpp>
#include <xapian.h>

#include "indexer/crawl/page_source.hpp"

namespace backfile {

/// One input and what became of it.
struct SourceNote {
  std::string source;
  FileStamp stamp;
  bool is_file = false;   // a whole file: remembered, so that it is not read again while unchanged
  bool rejected = false;  // no article, or some lines of it are none: a run that reports rejects reads it again
  std::string unique;     // Q term of the version it is a capture of; empty: no article
  std::optional<PartialDate> captured;
  std::uint64_t version = 0;  // instead of `unique`, where only its digest64 is known
  std::optional<std::uint64_t> offset = {}, length = {};  // of the record or line in its container
  std::string digest = {};  // of the payload, hex16; empty = unknown
};

/// Digest of everything besides the file that decides what is extracted: rules, options.
[[nodiscard]] std::string extraction_fingerprint(std::string_view language, std::string_view timezone);

[[nodiscard]] std::string input_key(std::string_view source);
[[nodiscard]] std::string input_state(const FileStamp& stamp, std::string_view fingerprint);
[[nodiscard]] std::string input_state_rejected(const FileStamp& stamp, std::string_view fingerprint);

/// Writes both metadata entries.
void write_note(Xapian::WritableDatabase& database, const SourceNote& note, std::string_view fingerprint);

}  // namespace backfile
