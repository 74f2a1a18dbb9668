#include "indexer/child.hpp"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string_view>

#include <fmt/format.h>

#include "common/failsafe.hpp"
#include "indexer/exit_code.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/file_system.hpp"

namespace backfile {
namespace {

/// The last line of a child that failed.
constexpr std::string_view failure_mark = "\x01";

void write_line(int fd, std::string line) {
  std::ranges::replace(line, '\n', ' ');
  line += '\n';
  for (std::string_view rest = line; !rest.empty();) {
    const ssize_t written = ::write(fd, rest.data(), rest.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

int told_at = -1;  // the child's

[[noreturn]] void end_uncaught() {
  const std::string failure = uncaught_failure();
  if (failure.empty()) std::abort();
  write_line(told_at, std::string(failure_mark) + failure);
  ::_exit(static_cast<int>(ExitCode::fatal));
}

void limit(decltype(RLIMIT_CPU) resource, rlim_t value) {
  const rlimit wanted{value, value};
  ::setrlimit(resource, &wanted);
}

template <typename Work>
[[noreturn]] void be_child(int fd, unsigned cpu_seconds, const Work& work) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  die_of_crashes();
  told_at = fd;
  std::set_terminate(end_uncaught);
  limit(RLIMIT_CPU, cpu_seconds);
  limit(RLIMIT_CORE, 0);
  ExitCode code = ExitCode::done;
  try {
    work([fd](const std::string& line) { write_line(fd, line); });
  } catch (const Interrupted&) {
    code = ExitCode::interrupted;
  } catch (const std::exception& error) {
    write_line(fd, std::string(failure_mark) + error.what());
    code = ExitCode::fatal;
  }
  ::_exit(static_cast<int>(code));
}

/// Waits for something to read. A signal that came to this process alone goes on to the child, once.
void wait_for_lines(int fd, pid_t child, bool& told_child) {
  constexpr int look_at_signals_ms = 100;
  for (pollfd lines{fd, POLLIN, 0}; ::poll(&lines, 1, look_at_signals_ms) <= 0;) {
    if (!interrupted() || told_child) continue;
    ::kill(child, SIGTERM);
    told_child = true;
  }
}

void read_lines(int fd, pid_t child, const std::function<void(const std::string&)>& line) {
  std::string pending;
  std::array<char, 4096> bytes{};
  for (bool told_child = false;;) {
    wait_for_lines(fd, child, told_child);
    const ssize_t count = ::read(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    pending.append(bytes.data(), static_cast<std::size_t>(count));
    for (std::size_t end; (end = pending.find('\n')) != std::string::npos; pending.erase(0, end + 1)) line(pending.substr(0, end));
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

ChildEnd run_in_child(unsigned cpu_seconds, const std::function<void(const std::function<void(const std::string&)>& tell)>& work,
                      const std::function<void(const std::string& line)>& line) {
  std::fflush(nullptr);
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw_io("cannot make a pipe", errno);
  const pid_t child = ::fork();
  if (child < 0) throw_io("cannot start a process", errno);
  if (child == 0) {
    ::close(ends[0]);
    be_child(ends[1], cpu_seconds, work);
  }
  ::close(ends[1]);
  ChildEnd end;
  read_lines(ends[0], child, [&](const std::string& told) {
    if (told.starts_with(failure_mark))
      end.failure = told.substr(failure_mark.size());
    else
      line(told);
  });
  ::close(ends[0]);
  const int status = wait_for(child);
  if (WIFSIGNALED(status))
    end.failure = WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL ? fmt::format("did not end in {} s of processor time", cpu_seconds)
                                                                            : fmt::format("crashed (signal {})", WTERMSIG(status));
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  end.is_interrupted = code == static_cast<int>(ExitCode::interrupted);
  end.is_done = code == static_cast<int>(ExitCode::done);
  if (!end.is_done && !end.is_interrupted && end.failure.empty()) end.failure = fmt::format("ended with exit code {}", code);
  return end;
}

}  // namespace backfile
