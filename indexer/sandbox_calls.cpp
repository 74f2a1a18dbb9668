// A seccomp filter: a program of the kernel's packet filter that judges each system call by its number.
#include "indexer/sandbox_layers.hpp"

#if defined(__linux__) && __has_include(<linux/seccomp.h>) && (defined(__x86_64__) || defined(__aarch64__))
#define BACKFILE_HAS_SECCOMP 1
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <iterator>
#endif

namespace backfile {

#ifdef BACKFILE_HAS_SECCOMP
namespace {

#ifdef __x86_64__
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#else
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#endif
constexpr std::uint32_t denied = SECCOMP_RET_ERRNO | EACCES;
constexpr std::uint32_t first_of_x32 = 0x40000000;  // the same calls by other numbers; no call of ours is so large

constexpr sock_filter load(std::size_t offset) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)); }
constexpr sock_filter end(std::uint32_t verdict) { return BPF_STMT(BPF_RET | BPF_K, verdict); }
/// The next `steps` are left out when the number is this one.
constexpr sock_filter leap_if(std::uint32_t value, std::uint8_t steps) { return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, steps, 0); }

}  // namespace

bool deny_calls() {
  sock_filter steps[] = {
      load(offsetof(seccomp_data, arch)),
      leap_if(architecture, 1),
      end(denied),
      load(offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, first_of_x32, 5, 0),
      leap_if(SYS_socket, 4),
      leap_if(SYS_execve, 3),
      leap_if(SYS_execveat, 2),
      leap_if(425, 1),  // io_uring_setup, the same number everywhere
      end(SECCOMP_RET_ALLOW),
      end(denied),
  };
  const sock_fprog program{static_cast<unsigned short>(std::size(steps)), steps};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
#else
bool deny_calls() { return false; }
#endif

}  // namespace backfile
