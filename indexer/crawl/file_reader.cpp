#include "indexer/crawl/file_reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>

namespace backfile {
namespace {

// One openat step takes less than PATH_MAX (4096 with its NUL); longer paths go in steps.
constexpr std::size_t max_step_bytes = 4000;

FileStatus status_of(const struct stat& s) {
  FileStatus status;
  if (S_ISREG(s.st_mode)) status.kind = FileStatus::Kind::regular;
  if (S_ISDIR(s.st_mode)) status.kind = FileStatus::Kind::directory;
  status.identity = {.device = s.st_dev, .inode = s.st_ino};
  status.stamp = {.size = static_cast<std::uint64_t>(s.st_size),
                  .modified_ns = static_cast<std::int64_t>(s.st_mtim.tv_sec) * 1'000'000'000 + s.st_mtim.tv_nsec};
  return status;
}

/// Where to open the rest of a name: the directory of a long path's last step, and what is left of it.
struct Step {
  FileHandle holder;  // keeps `directory_fd` open
  int directory_fd = AT_FDCWD;
  std::string name;
  int error_number = 0;
};

Step last_step(int directory_fd, const std::string& name) {
  Step step{.holder = {}, .directory_fd = directory_fd, .name = name};
  while (step.name.size() > max_step_bytes) {
    const std::size_t slash = step.name.rfind('/', max_step_bytes);
    if (slash == std::string::npos || slash == 0) {
      step.error_number = ENAMETOOLONG;
      return step;
    }
    FileHandle next(openat(step.directory_fd, step.name.substr(0, slash).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!next) {
      step.error_number = errno;
      return step;
    }
    step.holder = std::move(next);
    step.directory_fd = step.holder.get();
    step.name.erase(0, step.name.find_first_not_of('/', slash));
  }
  return step;
}

}  // namespace

FileHandle::~FileHandle() {
  if (fd_ >= 0) close(fd_);
}

Reject unreadable(std::string_view doing, int error_number) {
  std::string detail(doing);
  detail += ": ";
  detail += std::generic_category().message(error_number);
  return {.reason = Reason::unreadable, .detail = std::move(detail)};
}

std::variant<FileStatus, Reject> status_at(int directory_fd, const std::string& name) {
  const Step step = last_step(directory_fd, name);
  if (step.error_number != 0) return unreadable("cannot look at it", step.error_number);
  struct stat s {};
  if (fstatat(step.directory_fd, step.name.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0)
    return unreadable("cannot look at it", errno);
  const bool is_link = S_ISLNK(s.st_mode);
  if (is_link && fstatat(step.directory_fd, step.name.c_str(), &s, 0) != 0)
    return unreadable("cannot follow the link", errno);
  FileStatus status = status_of(s);
  status.is_link = is_link;
  return status;
}

std::variant<FileHandle, Reject> open_regular(int directory_fd, const std::string& name) {
  const Step step = last_step(directory_fd, name);
  if (step.error_number != 0) return unreadable("cannot open", step.error_number);
  struct stat s {};
  if (fstatat(step.directory_fd, step.name.c_str(), &s, 0) != 0) return unreadable("cannot open", errno);
  if (!S_ISREG(s.st_mode)) return Reject{.reason = Reason::not_html, .detail = "not a regular file"};
  // O_NONBLOCK: should a FIFO take the file's place just now, opening it must not hang.
  FileHandle file(openat(step.directory_fd, step.name.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file) return unreadable("cannot open", errno);
  if (fstat(file.get(), &s) != 0) return unreadable("cannot open", errno);
  if (!S_ISREG(s.st_mode)) return Reject{.reason = Reason::not_html, .detail = "not a regular file"};
  return file;
}

std::variant<FileHandle, Reject> open_regular(const std::string& path) { return open_regular(AT_FDCWD, path); }

std::variant<FileHandle, Reject> open_directory(int directory_fd, const std::string& name) {
  const Step step = last_step(directory_fd, name);
  if (step.error_number != 0) return unreadable("cannot open the directory", step.error_number);
  FileHandle directory(openat(step.directory_fd, step.name.c_str(), O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC));
  if (!directory) return unreadable("cannot open the directory", errno);
  return directory;
}

std::variant<std::size_t, Reject> read_some(const FileHandle& file, char* to, std::size_t bytes) {
  while (true) {
    const ssize_t got = read(file.get(), to, bytes);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return unreadable("cannot read", errno);
  }
}

std::variant<std::size_t, Reject> read_at(const FileHandle& file, std::uint64_t offset, char* to, std::size_t bytes) {
  if (offset > static_cast<std::uint64_t>(std::numeric_limits<off_t>::max())) return std::size_t{0};
  while (true) {
    const ssize_t got = pread(file.get(), to, bytes, static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return unreadable("cannot read", errno);
  }
}

std::uint64_t next_stored(const FileHandle& file, std::uint64_t offset) {
  const off_t before = lseek(file.get(), 0, SEEK_CUR);
  off_t found = lseek(file.get(), static_cast<off_t>(offset), SEEK_DATA);
  if (found < 0 && errno == ENXIO) found = lseek(file.get(), 0, SEEK_END);
  if (before >= 0) lseek(file.get(), before, SEEK_SET);
  return std::max(offset, found < 0 ? 0 : static_cast<std::uint64_t>(found));
}

std::uint64_t skip_hole(const FileHandle& file) {
  const off_t from = lseek(file.get(), 0, SEEK_CUR);
  if (from < 0) return 0;
  const std::uint64_t to = next_stored(file, static_cast<std::uint64_t>(from));
  return lseek(file.get(), static_cast<off_t>(to), SEEK_SET) < 0 ? 0 : to - static_cast<std::uint64_t>(from);
}

std::variant<std::string, Reject> read_whole(const FileHandle& file, std::uint64_t max_bytes) {
  struct stat s {};
  if (fstat(file.get(), &s) != 0) return unreadable("cannot read", errno);
  const Reject too_large{.reason = Reason::too_large, .detail = "over the limit of " + std::to_string(max_bytes) + " bytes"};
  if (static_cast<std::uint64_t>(s.st_size) > max_bytes) return too_large;
  // One byte more than the size, so that a file that did not grow ends within the first read.
  std::string bytes(static_cast<std::size_t>(s.st_size) + 1, '\0');
  std::size_t used = 0;
  while (true) {
    if (used == bytes.size()) bytes.resize(used + std::max<std::size_t>(used, 4096));
    auto got = read_some(file, bytes.data() + used, bytes.size() - used);
    if (auto* reject = std::get_if<Reject>(&got)) return std::move(*reject);
    const std::size_t count = std::get<std::size_t>(got);
    used += count;
    if (used > max_bytes) return too_large;
    if (count == 0) break;
  }
  bytes.resize(used);
  return bytes;
}

std::variant<std::string, Reject> read_head(const FileHandle& file, std::size_t bytes) {
  std::string head(bytes, '\0');
  std::size_t used = 0;
  while (used < bytes) {
    const ssize_t got = pread(file.get(), head.data() + used, bytes - used, static_cast<off_t>(used));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable("cannot read", errno);
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  head.resize(used);
  return head;
}

}  // namespace backfile
