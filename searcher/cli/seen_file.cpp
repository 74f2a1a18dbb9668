#include "searcher/cli/seen_file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <backfile/error.hpp>

namespace backfile::cli {

namespace {

constexpr std::string_view heading = "# What backfile-search --watch has seen: name, time, mark, query. Without its line a query tells everything anew.\n";

[[noreturn]] void fail(const std::string& what, int error_number) { throw Error(Errc::io, what + ": " + std::generic_category().message(error_number)); }

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

class OpenFile {
 public:
  OpenFile(const std::string& path, int flags) : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (fd_ < 0) fail("cannot open " + path, errno);
  }
  ~OpenFile() { ::close(fd_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  void write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t written = ::write(fd_, text.data(), text.size());
      if (written < 0 && errno != EINTR) fail("cannot write " + path_, errno);
      if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() const {
    if (::fsync(fd_) != 0) fail("cannot write " + path_ + " to disk", errno);
  }

 private:
  const std::string& path_;
  int fd_;
};

/// The four cells of a line; false when there are fewer. A query may hold tabs.
bool split(std::string_view line, std::array<std::string_view, 4>& cells) {
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || tab == 0) return false;
    cells[i] = line.substr(0, tab);
    line.remove_prefix(tab + 1);
  }
  cells[3] = line;
  return true;
}

}  // namespace

SeenFile::SeenFile(std::string path) : path_(std::move(path)) {
  if (::access(folder_of(path_).c_str(), W_OK | X_OK) != 0) fail("cannot write " + path_, errno);
  std::ifstream in(path_, std::ios::binary);
  if (!in && errno == ENOENT) return;
  // Opening a directory succeeds; reading it does not.
  if (!in || (in.peek(), in.bad())) fail("cannot read " + path_, errno);
  std::string line;
  for (std::uint64_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.starts_with('#')) continue;
    std::array<std::string_view, 4> cells;
    if (split(line, cells))
      queries_[std::string(cells[0])] = {std::string(cells[1]), {std::string(cells[2])}, std::string(cells[3])};
    else
      mistakes_.push_back(path_ + ":" + std::to_string(number) + ": not a line of name, time, mark and query");
  }
}

const SeenQuery* SeenFile::find(std::string_view name) const {
  const auto found = queries_.find(name);
  return found == queries_.end() ? nullptr : &found->second;
}

void SeenFile::save() const {
  std::string text(heading);
  for (const auto& [name, seen] : queries_)
    text.append(name).append("\t").append(seen.when).append("\t").append(seen.seen.token).append("\t").append(seen.query).append("\n");
  const std::string written = path_ + ".new";
  {
    const OpenFile file(written, O_WRONLY | O_CREAT | O_TRUNC);
    file.write(text);
    file.sync();
  }
  if (std::rename(written.c_str(), path_.c_str()) != 0) fail("cannot rename " + written + " to " + path_, errno);
  const std::string folder = folder_of(path_);
  OpenFile(folder, O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace backfile::cli
