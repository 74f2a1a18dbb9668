// Landlock by its raw system calls: the C library has no names for them.
#include "indexer/sandbox_layers.hpp"

#if defined(__linux__) && __has_include(<linux/landlock.h>)
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>

#include "indexer/crawl/file_reader.hpp"
#endif

namespace backfile {

#if defined(__linux__) && __has_include(<linux/landlock.h>) && defined(LANDLOCK_ACCESS_FS_REFER) && defined(SYS_landlock_create_ruleset)
namespace {

constexpr std::uint64_t truncation = 1ull << 14;  // since version 3; older headers do not name it
constexpr std::uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t writing = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                  LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                  LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_REFER;
/// What can be allowed of a file; the rest is of directories.
constexpr std::uint64_t of_files = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | truncation;
/// What the C library, ICU and the public suffix list read, or fall back to. Single files where the rest of a folder is others' secrets: keys in /etc, files
/// in memory in /dev/shm, and the environment of other processes in /proc, which Landlock itself does not close to root.
constexpr std::array system_places = std::to_array<const char*>({"/usr", "/lib", "/lib64", "/sys/devices/system", "/proc/self", "/proc/sys", "/proc/cpuinfo", "/proc/meminfo",
                                                                 "/proc/stat", "/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/zero", "/dev/full", "/dev/random",
                                                                 "/dev/urandom"});

bool allow(int ruleset, const std::string& place, std::uint64_t rights) {
  const FileHandle handle(open(place.c_str(), O_PATH | O_CLOEXEC));
  if (!handle) return true;  // nothing there to be allowed
  struct stat status {};
  if (fstat(handle.get(), &status) != 0) return false;
  landlock_path_beneath_attr rule{};
  rule.allowed_access = S_ISDIR(status.st_mode) ? rights : rights & of_files;
  rule.parent_fd = handle.get();
  return rule.allowed_access == 0 || syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

}  // namespace

bool confine_files(const SandboxPlaces& places, bool reads_too) {
  const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 2) return false;
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = writing | (version >= 3 ? truncation : 0) | (reads_too ? reading : 0);
  const std::uint64_t handled = attributes.handled_access_fs;
  const FileHandle ruleset(static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
  if (!ruleset) return false;
  for (const std::string& place : places.written)
    if (!allow(ruleset.get(), place, handled)) return false;
  if (reads_too) {
    for (const std::string& place : places.read)
      if (!allow(ruleset.get(), place, reading)) return false;
    for (const char* place : system_places)
      if (!allow(ruleset.get(), place, reading)) return false;
  }
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, ruleset.get(), 0) == 0;
}
#else
bool confine_files(const SandboxPlaces&, bool) { return false; }
#endif

}  // namespace backfile
