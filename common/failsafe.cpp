#include "common/failsafe.hpp"

#include <pthread.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <filesystem>
#include <limits>
#include <string>
#include <system_error>

#include <backfile/error.hpp>

#include "common/xapian_guard.hpp"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BACKFILE_HAS_SANITIZER 1
#endif

namespace backfile {
namespace {

constexpr std::array crash_signals{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr std::size_t longest_name = 300;
#ifdef BACKFILE_HAS_SANITIZER
constexpr double slower_by = 5;
#else
constexpr double slower_by = 1;
#endif
constexpr double least_seconds = 3 * slower_by, seconds_per_mb = slower_by;

/// All that the handlers say, made before.
struct Line {
  std::array<char, 32> program{};
  std::array<char, longest_name + 1> archives{};
  int exit_code = 0;
};
Line line;
std::atomic_flag ending;
std::atomic<bool> memory_ended = false;

/// What Patience expects. The handler runs in any thread: `seconds` is 0 while the rest is written. When a work began is for the handler to find out, which
/// looks once in a second: two looks at a clock for each work would be a tenth of a run in which nothing changed.
struct Expected {
  std::atomic<double> seconds{0};
  std::atomic<std::uint64_t> works{0};  // begun so far
  std::atomic<clockid_t> time_of{CLOCK_PROCESS_CPUTIME_ID};
  Patience::Clock clock = Patience::Clock::thread;  // of the thread that works alone
};
Expected expected;
static_assert(std::atomic<double>::is_always_lock_free && std::atomic<clockid_t>::is_always_lock_free);

template <std::size_t Size>
void keep(std::array<char, Size>& kept, std::string_view text) {
  text = text.substr(0, Size - 1);
  std::ranges::copy(text, kept.begin());
  kept[text.size()] = '\0';
}

/// Pieces of a line, in a buffer that needs no allocation.
class Text {
 public:
  Text& operator<<(std::string_view text) {
    text = text.substr(0, bytes_.size() - size_);
    std::ranges::copy(text, bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += text.size();
    return *this;
  }
  Text& operator<<(int number) {
    std::array<char, 12> digits{};
    return *this << std::string_view(digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr);
  }
  void print() const { [[maybe_unused]] const auto told = ::write(STDERR_FILENO, bytes_.data(), size_); }

 private:
  std::array<char, 500> bytes_{};
  std::size_t size_ = 0;
};

/// Only calls what POSIX allows in a handler. It cannot know whose fault it was, and so does not say.
[[noreturn]] void end_with_line(std::string_view what, int number, std::string_view unit) {
  while (ending.test_and_set()) ::pause();  // another thread is telling
  Text text;
  text << line.program.data() << ": ";
  if (memory_ended) {
    text << "not enough memory\n";
    text.print();
    ::_exit(line.exit_code);
  }
  text << what << number << unit << ": ";
  if (line.archives[0]) text << "backfile-index --check tells whether " << line.archives.data() << " is damaged; if not, ";
  text << "this is a bug\n";
  text.print();
  ::_exit(line.exit_code);
}

extern "C" [[maybe_unused]] void crash_handler(int signal) { end_with_line("crashed (signal ", signal, ")"); }

[[noreturn]] void end_with_error(std::string_view error) {
  while (ending.test_and_set()) ::pause();
  Text text;
  text << line.program.data() << ": " << error.substr(0, longest_name + 100) << "\n";
  text.print();
  ::_exit(line.exit_code);
}

bool refuses_a_write(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG || error == EIO || error == EROFS; }

[[noreturn]] void end_uncaught() {
  const std::string failure = uncaught_failure();
  if (!failure.empty()) end_with_error(failure);
#ifndef BACKFILE_HAS_SANITIZER
  crash_handler(SIGABRT);
#endif
  std::abort();
}

double seconds_of(clockid_t clock) {
  timespec now{};
  return ::clock_gettime(clock, &now) == 0 ? static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 : 0;
}

/// Once in a second of processor time.
extern "C" void look_at_time(int) {
  const double seconds = expected.seconds;
  if (seconds <= 0) return;
  static std::atomic<std::uint64_t> work_seen{0};
  static std::atomic<double> seen_at{0};
  const std::uint64_t work = expected.works;
  const double now = seconds_of(expected.time_of);
  if (work_seen.exchange(work) != work) {
    seen_at = now;
    return;
  }
  const double spent = now - seen_at;
  if (spent > seconds && expected.works == work && expected.seconds > 0) end_with_line("no end after ", static_cast<int>(spent), " s of processor time");
}

void handle(int signal, void (*handler)(int), int flags) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  ::sigaction(signal, &action, nullptr);
}

void expect(double seconds, Patience::Clock clock) {
  expected.seconds = 0;
  clockid_t time_of = CLOCK_PROCESS_CPUTIME_ID;
  if (clock == Patience::Clock::thread) ::pthread_getcpuclockid(::pthread_self(), &time_of);
  expected.clock = clock;
  expected.time_of = time_of;
  ++expected.works;
  expected.seconds = seconds;
}

}  // namespace

void end_when_lost(std::string_view program, int exit_code) {
  keep(line.program, program);
  line.exit_code = exit_code;
#ifndef BACKFILE_HAS_SANITIZER  // which tells more of a crash
  static std::array<char, 16384> stack;  // one that overflowed has no room for the handler
  stack_t alternative = {};
  alternative.ss_sp = stack.data();
  alternative.ss_size = stack.size();
  ::sigaltstack(&alternative, nullptr);
  for (const int signal : crash_signals) handle(signal, crash_handler, SA_ONSTACK);
#endif
  std::set_terminate(end_uncaught);
  handle(SIGPROF, look_at_time, SA_RESTART);
  const itimerval every_second{{1, 0}, {1, 0}};
  ::setitimer(ITIMER_PROF, &every_second, nullptr);
}

std::string uncaught_failure() {
  const int last_error = errno;
  const std::string what = line.archives[0] ? line.archives.data() : "an archive";
  const std::exception_ptr thrown = std::current_exception();
  if (!thrown) return std::uncaught_exceptions() > 0 && refuses_a_write(last_error) ? what + ": a write failed (" + std::strerror(last_error) + ")" : std::string();
  try {
    guarded(what, [&] { std::rethrow_exception(thrown); });
  } catch (const Error& error) {
    if (error.code() == Errc::io || error.code() == Errc::corrupt || error.code() == Errc::memory) return error.what();
  }
  return {};
}

void note_end_of_memory() { memory_ended = true; }

void suspect(std::string_view archives) { keep(line.archives, archives); }

void die_of_crashes() {
  for (const int signal : crash_signals) handle(signal, SIG_DFL, 0);
  std::set_terminate(std::abort);
}

double patience_with(const std::string& archive) {
  double bytes = 0;
  std::error_code error;
  const std::filesystem::recursive_directory_iterator files(archive, error);
  if (error) return std::numeric_limits<double>::infinity();
  for (const auto& entry : files) {
    std::error_code gone;
    if (const auto size = entry.file_size(gone); !gone) bytes += static_cast<double>(size);
  }
  return least_seconds + seconds_per_mb * bytes / 1e6;
}

Patience::Patience(double cpu_seconds, Clock clock) : outer_seconds_(expected.seconds), outer_clock_(expected.clock) { expect(cpu_seconds, clock); }

Patience::~Patience() { expect(outer_seconds_, outer_clock_); }

void Patience::renew() { ++expected.works; }

}  // namespace backfile
