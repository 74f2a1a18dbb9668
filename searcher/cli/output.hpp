// Standard output, buffered, with every failure noticed: a full disk is an error, a reader who went away is not.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace backfile::cli {

/// The reader closed the pipe: the program ends quietly and successfully.
struct ClosedPipe {};

/// Standard output cannot be written (disk full, closed descriptor ...).
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Writes to a file descriptor it does not own. One thread. write() and flush() throw ClosedPipe or OutputError.
class Output {
 public:
  explicit Output(int fd) : fd_(fd) {}

  void write(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= buffered_bytes) flush();
  }
  void flush();

 private:
  static constexpr std::size_t buffered_bytes = 1 << 16;
  int fd_;
  std::string buffer_;
};

}  // namespace backfile::cli
