// Gzip (RFC 1952), as crawls hold it: a whole page at once with libdeflate, twice as fast as zlib; the head of a file, long
// streams and the words for what is wrong with damaged data with zlib. Members that follow one another are one text, as gzip(1) reads them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "indexer/crawl/file_reader.hpp"
#include "indexer/crawl/page.hpp"

namespace backfile {

[[nodiscard]] bool looks_like_gzip(std::string_view bytes) noexcept;

/// The inflated text. Rejects: damaged (the detail says how and after how many bytes), too_large beyond `max_bytes`, so that a
/// bomb costs at most that. Zeros or other bytes after the last member are ignored. Thread-safe.
[[nodiscard]] std::variant<std::string, Reject> inflate_gzip(std::string_view bytes, std::uint64_t max_bytes);

/// The text when `bytes` are gzip, else `bytes` themselves. Gzip in gzip happens (a server's coding kept, then compressed by the crawler);
/// the fourth layer is a trick and stays. Rejects as inflate_gzip does. Thread-safe.
[[nodiscard]] std::variant<std::string, Reject> inflate_layers(std::string bytes, std::uint64_t max_bytes);

/// As much of the text's start as `head` (the first bytes of a gzip file) gives, at most `max_bytes`; empty when it is not gzip.
[[nodiscard]] std::string inflate_gzip_head(std::string_view head, std::size_t max_bytes);

/// `text` as one gzip member, the same for the same text. Thread-safe.
[[nodiscard]] std::string gzip_member(std::string_view text);

/// A gzip file read from its position on, in bounded memory.
class GzipStream {
 public:
  explicit GzipStream(FileHandle file);
  GzipStream(GzipStream&&) noexcept;
  GzipStream& operator=(GzipStream&&) noexcept;
  ~GzipStream();
  /// Reads some bytes: 0 at the end; or why not (damaged, unreadable), after which the stream is at its end.
  [[nodiscard]] std::variant<std::size_t, Reject> read(char* to, std::size_t bytes);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace backfile
