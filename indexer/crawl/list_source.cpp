// A list of paths on standard input, as find(1), git ls-files or a shell prints them: one a line, or NUL-separated (find -print0)
// if the first chunk holds a NUL. Read as it comes, so that a list of millions costs no memory; also one path given by name.
#include <algorithm>
#include <array>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "indexer/crawl/file_finder.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_path_bytes = 1 << 16;
/// How long a signal may go unseen while a pipe gives nothing: it may be another thread that is told of it.
constexpr int poll_ms = 100;

class SingleFile final : public FileFinder {
 public:
  explicit SingleFile(FoundFile file) : file_(std::move(file)) {}
  std::optional<FoundFile> next() override { return std::exchange(file_, std::nullopt); }
  [[nodiscard]] std::uint64_t pending() const override { return file_ ? 1 : 0; }

 private:
  std::optional<FoundFile> file_;
};

/// Splits a stream at line ends or NULs.
class PathLines {
 public:
  explicit PathLines(int fd) : fd_(fd) {}

  std::optional<std::string> next() {
    while (true) {
      const std::size_t end = buffer_.find(separator_, begin_);
      if (end != std::string::npos) {
        std::string path = buffer_.substr(begin_, end - begin_);
        begin_ = end + 1;
        if (separator_ == '\n' && path.ends_with('\r')) path.pop_back();
        if (!path.empty()) return path;
        continue;
      }
      if (!fill()) break;
    }
    if (interrupted()) return std::nullopt;
    std::string last = buffer_.substr(begin_);
    begin_ = buffer_.size();
    if (last.empty()) return std::nullopt;
    return last;
  }

 private:
  bool fill() {
    if (at_end_ || !wait_for_bytes()) return false;
    buffer_.erase(0, begin_);
    begin_ = 0;
    if (buffer_.size() > max_path_bytes) buffer_.resize(max_path_bytes);  // no path: what is kept names it in the report
    std::array<char, 1 << 14> chunk;
    ssize_t got = 0;
    do got = read(fd_, chunk.data(), chunk.size());
    while (got < 0 && errno == EINTR);
    at_end_ = got <= 0;
    if (at_end_) return false;
    if (first_ && std::find(chunk.begin(), chunk.begin() + got, '\0') != chunk.begin() + got) separator_ = '\0';
    first_ = false;
    buffer_.append(chunk.data(), static_cast<std::size_t>(got));
    return true;
  }

  /// False once a signal has come; a pipe may be silent for ever.
  [[nodiscard]] bool wait_for_bytes() const {
    pollfd waiting{.fd = fd_, .events = POLLIN, .revents = 0};
    while (!interrupted())
      if (poll(&waiting, 1, poll_ms) != 0 && waiting.revents != 0) return true;
    return false;
  }

  int fd_;
  std::string buffer_;
  std::size_t begin_ = 0;
  char separator_ = '\n';
  bool first_ = true, at_end_ = false;
};

class PathList final : public FileFinder {
 public:
  explicit PathList(int fd) : lines_(fd) {}

  std::optional<FoundFile> next() override {
    while (!interrupted()) {
      if (current_) {
        if (auto found = current_->next()) return found;
        current_.reset();
      }
      auto path = lines_.next();
      if (!path) return std::nullopt;
      auto finder = find_at(*path, HostPlace::anywhere, [](const std::string&) { return false; });
      if (auto* reject = std::get_if<Reject>(&finder)) {
        FoundFile missing;
        missing.source = missing.relative_path = *path;
        missing.failure = std::move(*reject);
        return missing;
      }
      current_ = std::move(std::get<std::unique_ptr<FileFinder>>(finder));
    }
    return std::nullopt;
  }
  [[nodiscard]] std::uint64_t pending() const override { return current_ ? current_->pending() : 0; }

 private:
  PathLines lines_;
  std::unique_ptr<FileFinder> current_;
};

/// "dir/x.html" for "./dir/x.html" and "/dir/x.html".
std::string relative_form(std::string path) {
  while (path.starts_with("./")) path.erase(0, 2);
  path.erase(0, std::min(path.find_first_not_of('/'), path.size()));
  return path;
}

}  // namespace

std::unique_ptr<FileFinder> read_path_list(int fd) { return std::make_unique<PathList>(fd); }

std::variant<std::unique_ptr<FileFinder>, Reject> find_at(const std::string& path, HostPlace place_of_files,
                                                          std::function<bool(const std::string&)> is_elsewhere, NameFilter is_wanted) {
  auto status = status_at(AT_FDCWD, path);
  if (auto* reject = std::get_if<Reject>(&status)) return std::move(*reject);
  const auto& known = std::get<FileStatus>(status);
  if (known.kind == FileStatus::Kind::directory) {
    auto opened = open_directory(AT_FDCWD, path);
    if (auto* reject = std::get_if<Reject>(&opened)) return std::move(*reject);
    return walk_directory(path, std::move(std::get<FileHandle>(opened)), std::move(is_elsewhere), std::move(is_wanted));
  }
  FoundFile file;
  file.source = path;
  file.relative_path = relative_form(path);
  file.host_place = place_of_files;
  file.stamp = known.stamp;
  file.directory_fd = AT_FDCWD;
  file.name = path;
  if (known.kind == FileStatus::Kind::other) file.failure = Reject{.reason = Reason::not_html, .detail = "not a regular file"};
  return std::make_unique<SingleFile>(std::move(file));
}

}  // namespace backfile
