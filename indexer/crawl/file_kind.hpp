// What a file of the crawl is, and how it is packed: looked into just far enough to know who reads it.
#pragma once

#include <string_view>
#include <variant>

#include "indexer/crawl/byte_source.hpp"
#include "indexer/crawl/page.hpp"
#include "indexer/crawl/sniff.hpp"
#include "indexer/crawl/warc_stream.hpp"

namespace backfile {

struct FileKind {
  Content content = Content::other;  // of what is packed; Content::gzip for a packed file that only its name was asked about
  FileCoding coding = FileCoding::plain;
};

/// `name`: the file's, which counts where its bytes leave its kind open. Reads a few kilobytes, of zstd a dictionary besides.
[[nodiscard]] std::variant<FileKind, Reject> kind_of_file(ByteSource& file, std::string_view name);

/// How the records of such a file are told apart; null if it holds none.
[[nodiscard]] const RecordFormat* format_of_records(Content content) noexcept;

}  // namespace backfile
