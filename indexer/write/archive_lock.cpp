#include "indexer/write/archive_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include <backfile/error.hpp>

#include "indexer/write/file_system.hpp"

namespace backfile {
namespace {

/// A killed writer holds its lock until the kernel has taken it apart: that long we wait, well under the second that is promised.
constexpr std::chrono::milliseconds patience{500};

/// The file we locked may have been removed by the holder before us: then the lock is on nothing.
bool still_there(int fd, const std::string& path) {
  struct stat held {}, named {};
  return ::fstat(fd, &held) == 0 && ::stat(path.c_str(), &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

}  // namespace

ArchiveLock::ArchiveLock(const std::string& archive) : path_(archive + ".lock") {
  const auto patience_ends = std::chrono::steady_clock::now() + patience;
  for (;;) {
    fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd_ < 0) throw_io("cannot create the lock " + path_, errno);
    if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
      const int error_number = errno;
      ::close(fd_);
      fd_ = -1;
      if (error_number == EWOULDBLOCK && std::chrono::steady_clock::now() < patience_ends) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        continue;
      }
      if (error_number == EWOULDBLOCK) throw Error(Errc::locked, archive + " is locked by another writer (" + path_ + ")");
      throw_io("cannot take the lock " + path_, error_number);
    }
    if (still_there(fd_, path_)) return;
    ::close(fd_);
  }
}

ArchiveLock::~ArchiveLock() {
  if (fd_ < 0) return;
  ::unlink(path_.c_str());
  ::close(fd_);
}

}  // namespace backfile
