#include "indexer/write/file_system.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <new>
#include <system_error>
#include <vector>

#include <xxhash.h>

#include <backfile/error.hpp>

namespace backfile {
namespace {

void sync_path(const std::string& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) throw_io("cannot open " + path, errno);
  const int failed = ::fsync(fd) != 0 ? errno : 0;
  ::close(fd);
  if (failed) throw_io("cannot write " + path + " to disk", failed);
}

}  // namespace

void throw_io(const std::string& what, int error_number) { throw Error(Errc::io, what + ": " + std::strerror(error_number)); }

void make_directory(const std::string& path) {
  if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) throw_io("cannot create " + path, errno);
}

void remove_tree(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(path, error);
  if (error) throw_io("cannot remove " + path, error.value());
}

void sync_directory(const std::string& path) { sync_path(path, O_RDONLY | O_DIRECTORY); }

void sync_flat_tree(const std::string& path) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(path, error))
    if (entry.is_regular_file()) sync_path(entry.path().string(), O_RDONLY);
  if (error) throw_io("cannot list " + path, error.value());
  sync_directory(path);
}

std::uint64_t bytes_of_flat_tree(const std::string& path) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
    std::error_code gone;
    if (const auto size = entry.file_size(gone); !gone) bytes += size;
  }
  return bytes;
}

std::uint64_t digest_of_flat_tree(const std::string& path) {
  std::error_code error;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path, error)) names.push_back(entry.path().filename().string());
  if (error) throw_io("cannot list " + path, error.value());
  std::ranges::sort(names);
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
  if (!state) throw std::bad_alloc();
  XXH3_64bits_reset(state.get());
  std::string buffer(std::size_t{1} << 18, '\0');
  for (const std::string& name : names) {
    XXH3_64bits_update(state.get(), name.c_str(), name.size() + 1);
    const std::string file = path + "/" + name;
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) throw_io("cannot open " + file, errno);
    ssize_t count = 0;
    while ((count = ::read(fd, buffer.data(), buffer.size())) > 0) XXH3_64bits_update(state.get(), buffer.data(), static_cast<std::size_t>(count));
    const int failed = count < 0 ? errno : 0;
    ::close(fd);
    if (failed) throw_io("cannot read " + file, failed);
  }
  return XXH3_64bits_digest(state.get());
}

void rename_durably(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) throw_io("cannot rename " + from + " to " + to, errno);
  sync_directory(parent_of(to));
}

void publish_directory(const std::string& from, const std::string& to) {
  std::error_code error;
  if (!std::filesystem::exists(to, error) || std::filesystem::is_empty(to, error)) return rename_durably(from, to);
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_EXCHANGE) != 0)
    throw_io("cannot exchange " + to + " with its rewritten form", errno);
  sync_directory(parent_of(to));
  sync_directory(parent_of(from));
}

std::string parent_of(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

std::uint64_t raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 256;
  if (limit.rlim_cur < limit.rlim_max) {
    rlimit raised = limit;
    raised.rlim_cur = limit.rlim_max == RLIM_INFINITY ? 65536 : limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  return limit.rlim_cur;
}

}  // namespace backfile
