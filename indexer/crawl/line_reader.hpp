// Lines of a file of any size, plain or gzip, in memory bounded by the longest line allowed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "indexer/crawl/file_reader.hpp"
#include "indexer/crawl/gzip.hpp"

namespace backfile {

class LineReader {
 public:
  struct Line {
    std::string text;          // without its line end ("\n" or "\r\n"); the start of it if it is too long
    std::uint64_t offset = 0;  // of its first byte in the (inflated) stream
    std::uint64_t number = 1;
    bool too_long = false;
  };

  enum class Coding { plain, gzip };
  LineReader(FileHandle file, Coding coding, std::uint64_t max_line_bytes);

  /// The next line, nullopt at the end or after a signal, or why reading stopped (then the stream is at its end; an unfinished last line is dropped
  /// with it). A byte order mark at the start is skipped.
  [[nodiscard]] std::variant<std::optional<Line>, Reject> next();

 private:
  [[nodiscard]] std::variant<std::size_t, Reject> fill();
  [[nodiscard]] Line take(std::size_t end, std::size_t skip);

  FileHandle plain_;
  std::optional<GzipStream> gzip_;
  std::uint64_t max_line_bytes_;
  std::string buffer_;
  std::size_t begin_ = 0;      // of the line in buffer_
  std::size_t searched_ = 0;   // bytes of the line known to hold no line end
  std::uint64_t offset_ = 0, number_ = 1;
  std::uint64_t dropped_ = 0;  // bytes of a line too long that are gone already
  bool at_end_ = false;
};

}  // namespace backfile
