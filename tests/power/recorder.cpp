// Preloaded into backfile-index: writes down, in order, what is asked of the file system below one directory, for disk.hpp to say what a power
// cut may leave of it. BACKFILE_POWER_ROOT names the directory, BACKFILE_POWER_LOG the file (its form: operation_log.hpp). Every call is done as
// asked, one at a time. Where BACKFILE_POWER_LAST is a number, the program is killed with that many calls done; where BACKFILE_POWER_ROOM is one, the disk takes
// so many bytes more and then refuses every write with the error number BACKFILE_POWER_REFUSES. What no part of the programs and their libraries
// calls is not here; the tests see that a whole log gives what lies there.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>

namespace {

/// Recursive, since a handler of the program's may write while its thread is in here.
std::recursive_mutex order;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "/nowhere";
}

const std::string& root() {
  static const std::string path = variable("BACKFILE_POWER_ROOT");
  return path;
}

int log_file() {
  static const int fd =
      static_cast<int>(::syscall(SYS_openat, AT_FDCWD, variable("BACKFILE_POWER_LOG").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  return fd;
}

/// Before the program gives up opening files elsewhere.
[[gnu::constructor]] void open_log() { log_file(); }

/// Relative to the root, which is "."; empty: not of interest.
std::string below_root(std::string path) {
  while (path.ends_with("/.") || path.ends_with('/')) path.pop_back();
  if (path == root()) return ".";
  return path.starts_with(root() + "/") ? path.substr(root().size() + 1) : std::string();
}

std::string path_of(int fd) {
  char link[64], target[4096];
  std::snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
  const ssize_t bytes = ::readlink(link, target, sizeof(target));
  return bytes < 0 ? std::string() : below_root({target, static_cast<std::size_t>(bytes)});
}

std::string path_at(int directory, const char* name) {
  if (name[0] == '/') return below_root(name);
  char here[4096];
  if (directory == AT_FDCWD) return ::getcwd(here, sizeof(here)) ? below_root(std::string(here) + "/" + name) : std::string();
  const std::string base = path_of(directory);
  if (base.empty()) return {};
  return base == "." ? name : base + "/" + name;
}

/// Not by a signal: the program would take it for a crash of its own.
[[noreturn]] void give_up() {
  constexpr std::string_view line = "power recorder: the log could not be written\n";
  ::syscall(SYS_write, STDERR_FILENO, line.data(), line.size());
  ::_exit(70);
}

void note(char what, const std::string& path, const std::string& other = "", std::uint64_t offset = 0, std::string_view bytes = {}) {
  if (path.empty()) return;
  std::string record(1, what);
  const auto number = [&](std::uint64_t value) { record.append(reinterpret_cast<const char*>(&value), sizeof(value)); };
  const auto text = [&](std::string_view value) {
    number(value.size());
    record += value;
  };
  text(path);
  text(other);
  number(offset);
  text(bytes);
  if (::syscall(SYS_write, log_file(), record.data(), record.size()) != static_cast<long>(record.size())) give_up();
  static const unsigned long last = std::strtoul(variable("BACKFILE_POWER_LAST").c_str(), nullptr, 10);
  static unsigned long done = 0;
  if (++done == last) ::raise(SIGKILL);
}

bool exists(int directory, const char* name) { return ::syscall(SYS_faccessat, directory, name, F_OK) == 0; }

void note_opened(int fd, bool is_new, bool is_cut) {
  if (is_new)
    note('c', path_of(fd));
  else if (is_cut)
    note('t', path_of(fd));
}

int open_at(int directory, const char* name, int flags, mode_t mode) {
  const std::lock_guard lock(order);
  const bool is_new = (flags & O_CREAT) && !exists(directory, name);
  const int fd = static_cast<int>(::syscall(SYS_openat, directory, name, flags, mode));
  if (fd >= 0) note_opened(fd, is_new, flags & O_TRUNC);
  return fd;
}

FILE* open_stream(const char* function, const char* name, const char* mode) {
  const std::lock_guard lock(order);
  const bool is_new = mode[0] != 'r' && !exists(AT_FDCWD, name);
  FILE* stream = reinterpret_cast<FILE* (*)(const char*, const char*)>(::dlsym(RTLD_NEXT, function))(name, mode);
  if (stream) note_opened(::fileno(stream), is_new, mode[0] == 'w');
  return stream;
}

std::uint64_t place_of(int fd) {
  struct stat status {};
  if ((::fcntl(fd, F_GETFL) & O_APPEND) && ::fstat(fd, &status) == 0) return static_cast<std::uint64_t>(status.st_size);
  return static_cast<std::uint64_t>(::lseek(fd, 0, SEEK_CUR));
}

/// How many of these bytes the disk takes; 0: it is full.
std::size_t room_for(std::size_t count) {
  static const char* asked = std::getenv("BACKFILE_POWER_ROOM");
  static std::uint64_t left = asked ? std::strtoull(asked, nullptr, 10) : UINT64_MAX;
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(left, count));
  left -= taken;
  return taken;
}

/// `call` is given how many bytes to write.
template <typename Call>
ssize_t written(int fd, std::uint64_t offset, std::string_view bytes, Call call) {
  const std::string path = path_of(fd);
  const std::size_t taken = path.empty() ? bytes.size() : room_for(bytes.size());
  if (taken == 0 && !bytes.empty()) {
    errno = std::atoi(variable("BACKFILE_POWER_REFUSES").c_str());
    return -1;
  }
  const ssize_t count = static_cast<ssize_t>(call(taken));
  if (count > 0) note('w', path, "", offset, bytes.substr(0, static_cast<std::size_t>(count)));
  return count;
}

template <typename Call>
int noted(char what, const std::string& path, const std::string& other, std::uint64_t offset, Call call) {
  const int result = static_cast<int>(call());
  if (result == 0) note(what, path, other, offset);
  return result;
}

}  // namespace

#define RECORDED extern "C" __attribute__((visibility("default")))
#define OPEN_WITH_MODE(directory)                                                                   \
  va_list arguments;                                                                                \
  va_start(arguments, flags);                                                                       \
  const mode_t mode = flags & O_CREAT ? static_cast<mode_t>(va_arg(arguments, unsigned)) : mode_t{0}; \
  va_end(arguments);                                                                                \
  return open_at(directory, name, flags, mode)

RECORDED int open(const char* name, int flags, ...) { OPEN_WITH_MODE(AT_FDCWD); }
RECORDED int open64(const char* name, int flags, ...) { OPEN_WITH_MODE(AT_FDCWD); }
RECORDED int openat(int directory, const char* name, int flags, ...) { OPEN_WITH_MODE(directory); }
RECORDED int openat64(int directory, const char* name, int flags, ...) { OPEN_WITH_MODE(directory); }
RECORDED FILE* fopen(const char* name, const char* mode) { return open_stream("fopen", name, mode); }
RECORDED FILE* fopen64(const char* name, const char* mode) { return open_stream("fopen64", name, mode); }

RECORDED ssize_t write(int fd, const void* bytes, size_t count) {
  const std::lock_guard lock(order);
  return written(fd, place_of(fd), {static_cast<const char*>(bytes), count}, [&](std::size_t taken) { return ::syscall(SYS_write, fd, bytes, taken); });
}
RECORDED ssize_t writev(int fd, const iovec* pieces, int count) {
  const std::lock_guard lock(order);
  std::string all;
  for (int i = 0; i < count; ++i) all.append(static_cast<const char*>(pieces[i].iov_base), pieces[i].iov_len);
  return written(fd, place_of(fd), all, [&](std::size_t taken) { return ::syscall(SYS_write, fd, all.data(), taken); });
}
RECORDED ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t offset) {
  const std::lock_guard lock(order);
  return written(fd, static_cast<std::uint64_t>(offset), {static_cast<const char*>(bytes), count},
                 [&](std::size_t taken) { return ::syscall(SYS_pwrite64, fd, bytes, taken, offset); });
}
RECORDED ssize_t pwrite(int fd, const void* bytes, size_t count, off_t offset) { return pwrite64(fd, bytes, count, offset); }

RECORDED int ftruncate64(int fd, off64_t size) noexcept {
  const std::lock_guard lock(order);
  return noted('t', path_of(fd), "", static_cast<std::uint64_t>(size), [&] { return ::syscall(SYS_ftruncate, fd, size); });
}
RECORDED int ftruncate(int fd, off_t size) noexcept { return ftruncate64(fd, size); }
RECORDED int fsync(int fd) {
  const std::lock_guard lock(order);
  return noted('s', path_of(fd), "", 0, [&] { return ::syscall(SYS_fsync, fd); });
}
RECORDED int fdatasync(int fd) { return fsync(fd); }

RECORDED int renameat2(int from_directory, const char* from, int to_directory, const char* to, unsigned flags) noexcept {
  const std::lock_guard lock(order);
  return noted(flags & RENAME_EXCHANGE ? 'x' : 'r', path_at(from_directory, from), path_at(to_directory, to), 0,
               [&] { return ::syscall(SYS_renameat2, from_directory, from, to_directory, to, flags); });
}
RECORDED int rename(const char* from, const char* to) noexcept { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

RECORDED int unlinkat(int directory, const char* name, int flags) noexcept {
  const std::lock_guard lock(order);
  return noted('u', path_at(directory, name), "", 0, [&] { return ::syscall(SYS_unlinkat, directory, name, flags); });
}
RECORDED int unlink(const char* name) noexcept { return unlinkat(AT_FDCWD, name, 0); }
RECORDED int rmdir(const char* name) noexcept { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
RECORDED int remove(const char* name) noexcept {
  const int result = unlink(name);
  return result != 0 && (errno == EISDIR || errno == EPERM) ? rmdir(name) : result;
}
RECORDED int mkdir(const char* name, mode_t mode) noexcept {
  const std::lock_guard lock(order);
  return noted('m', path_at(AT_FDCWD, name), "", 0, [&] { return ::syscall(SYS_mkdirat, AT_FDCWD, name, mode); });
}
