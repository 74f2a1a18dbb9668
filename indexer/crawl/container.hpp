// A file that holds many inputs: JSON lines of articles, records of WARC and ARC files. It is read from its start to its end by one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "indexer/crawl/file_reader.hpp"
#include "indexer/crawl/page_source.hpp"
#include "indexer/crawl/revisits.hpp"
#include "indexer/crawl/warc_stream.hpp"

namespace backfile {

class Container {
 public:
  virtual ~Container() = default;
  /// The next input, nullopt at the end or after a signal. Damage is an input of kind failure.
  virtual std::optional<Input> next() = 0;
};

/// `file_input` lends source, path and stamp to what is in the file.
[[nodiscard]] std::unique_ptr<Container> open_article_lines(FileHandle file, FileCoding coding, Input file_input, std::uint64_t max_line_bytes);
/// `format`, `revisits` and `counts` outlive the container; the last two are shared by those of a run.
[[nodiscard]] std::unique_ptr<Container> open_warc(std::unique_ptr<ByteSource> file, const RecordFormat& format, FileCoding coding, Input file_input,
                                                   std::uint64_t max_page_bytes, Revisits& revisits, RecordCounts& counts);
/// The one record at `place` as open_warc() would give it, without a name; nullopt when there is none or it is no page.
[[nodiscard]] std::optional<Input> read_warc_page(std::unique_ptr<ByteSource> file, const RecordFormat& format, FileCoding coding, RecordPlace place,
                                                  std::uint64_t max_page_bytes);

}  // namespace backfile
