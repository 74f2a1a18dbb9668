#include "searcher/cli/output.hpp"

#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace backfile::cli {

void Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      throw ClosedPipe{};
    } else if (errno != EINTR) {
      throw OutputError("cannot write to standard output: " + std::generic_category().message(errno));
    }
  }
  buffer_.clear();
}

}  // namespace backfile::cli
