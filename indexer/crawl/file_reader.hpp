// Opening and reading files of a crawl without trusting it: only regular files are opened (a FIFO would block, a device act),
// sizes are bounded before memory is taken, and paths beyond PATH_MAX work. POSIX calls stay in this file and the walk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "indexer/crawl/page.hpp"
#include "indexer/crawl/page_source.hpp"

namespace backfile {

/// A file descriptor with one owner.
class FileHandle {
 public:
  FileHandle() = default;
  explicit FileHandle(int fd) noexcept : fd_(fd) {}
  FileHandle(FileHandle&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileHandle& operator=(FileHandle&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~FileHandle();
  [[nodiscard]] int get() const noexcept { return fd_; }
  [[nodiscard]] explicit operator bool() const noexcept { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// Where a file or directory is, whatever its name.
struct FileIdentity {
  std::uint64_t device = 0, inode = 0;
  friend auto operator<=>(const FileIdentity&, const FileIdentity&) = default;
};

/// What stands at a name, links followed.
struct FileStatus {
  enum class Kind { regular, directory, other };
  Kind kind = Kind::other;
  bool is_link = false;
  FileIdentity identity;
  FileStamp stamp;
};

/// "Permission denied": the system's words for an errno value, as a Reject of reason unreadable.
[[nodiscard]] Reject unreadable(std::string_view doing, int error_number);

/// `directory_fd` may be AT_FDCWD. Follows links, also dangling ones (which are unreadable).
[[nodiscard]] std::variant<FileStatus, Reject> status_at(int directory_fd, const std::string& name);

/// Opens a regular file for reading; anything else is a Reject without having been opened. Paths of any length.
[[nodiscard]] std::variant<FileHandle, Reject> open_regular(int directory_fd, const std::string& name);
[[nodiscard]] std::variant<FileHandle, Reject> open_regular(const std::string& path);
/// Opens a directory. Paths of any length.
[[nodiscard]] std::variant<FileHandle, Reject> open_directory(int directory_fd, const std::string& name);

/// All bytes of the file, at most `max_bytes` (beyond: too_large). What counts is what can be read, not what the size says.
[[nodiscard]] std::variant<std::string, Reject> read_whole(const FileHandle& file, std::uint64_t max_bytes);
/// Up to `bytes` from the file's start; the file's position is left alone.
[[nodiscard]] std::variant<std::string, Reject> read_head(const FileHandle& file, std::size_t bytes);
/// Reads some bytes at `offset`, whatever the file's position: 0 at the end, or why not.
[[nodiscard]] std::variant<std::size_t, Reject> read_at(const FileHandle& file, std::uint64_t offset, char* to, std::size_t bytes);
/// Where the next bytes that are stored lie, at `offset` or behind the hole that it lies in, else the file's end: a sparse terabyte is passed in one
/// step. `offset` itself where the file system knows no holes.
[[nodiscard]] std::uint64_t next_stored(const FileHandle& file, std::uint64_t offset);
/// Moves the file's position there; returns by how many bytes.
std::uint64_t skip_hole(const FileHandle& file);
/// Reads some bytes at the file's position: 0 at the end, or why not.
[[nodiscard]] std::variant<std::size_t, Reject> read_some(const FileHandle& file, char* to, std::size_t bytes);

}  // namespace backfile
