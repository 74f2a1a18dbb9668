#include "indexer/write/archive_writer.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <backfile/error.hpp>

#include "indexer/write/file_system.hpp"
#include "indexer/write/first_build.hpp"
#include "indexer/write/update.hpp"

namespace backfile {

bool archive_stands_at(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return false;
    throw_io("cannot look at " + path, errno);
  }
  if (!S_ISDIR(status.st_mode)) throw Error(Errc::foreign, path + " is not a directory, so not an archive");
  std::error_code error;
  const std::filesystem::directory_iterator entries(path, error);
  if (error) throw_io("cannot list " + path, error.value());
  if (entries == std::filesystem::directory_iterator()) return false;
  if (std::filesystem::exists(path + "/iamglass", error)) return true;
  throw Error(Errc::foreign, path + " holds other files and is not an archive: name another directory");
}

std::unique_ptr<ArchiveWriter> open_archive_writer(const WriterOptions& options) {
  if (archive_stands_at(options.archive)) return std::make_unique<Update>(options);
  return std::make_unique<FirstBuild>(options);
}

}  // namespace backfile
