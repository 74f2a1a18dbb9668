// ARCHIVE.lock: one writer at a time. Taken first, before anything is looked at; held until the object dies; the file is removed with it.
#pragma once

#include <string>

namespace backfile {

class ArchiveLock {
 public:
  /// Waits half a second at most. Throws Error(locked) when another process holds it, Error(io) when it cannot be created.
  explicit ArchiveLock(const std::string& archive);
  ~ArchiveLock();
  ArchiveLock(const ArchiveLock&) = delete;
  ArchiveLock& operator=(const ArchiveLock&) = delete;

 private:
  std::string path_;
  int fd_ = -1;
};

}  // namespace backfile
