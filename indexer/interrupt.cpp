#include "indexer/interrupt.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <initializer_list>
#include <string_view>

#include "indexer/exit_code.hpp"

namespace backfile {
namespace {

/// People and service managers count on five seconds.
constexpr unsigned patience_seconds = 4;

std::atomic<bool> signalled = false;  // asked by all threads
static_assert(std::atomic<bool>::is_always_lock_free);

// Both only call what POSIX allows in a handler.
extern "C" void note_signal(int) {
  if (signalled.exchange(true)) return;
  alarm(patience_seconds);
}

extern "C" void end_here(int) {
  constexpr std::string_view message = "backfile-index: interrupted; what was saved before stays, and the next run goes on from it\n";
  [[maybe_unused]] const auto told = write(STDERR_FILENO, message.data(), message.size());
  _exit(static_cast<int>(ExitCode::interrupted));
}

bool is_ignored(int signal) {
  struct sigaction inherited = {};
  return sigaction(signal, nullptr, &inherited) == 0 && inherited.sa_handler == SIG_IGN;
}

}  // namespace

void watch_signals() {
  struct sigaction action = {};
  action.sa_flags = SA_RESTART;
  action.sa_handler = end_here;
  sigaction(SIGALRM, &action, nullptr);
  action.sa_handler = note_signal;
  // A shell without job control starts what runs in the background with SIGINT ignored, and still means it when it sends one.
  for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
  if (!is_ignored(SIGHUP)) sigaction(SIGHUP, &action, nullptr);
  action.sa_handler = SIG_IGN;
  for (const int signal : {SIGPIPE, SIGXFSZ}) sigaction(signal, &action, nullptr);
}

bool interrupted() noexcept { return signalled.load(std::memory_order_relaxed); }

}  // namespace backfile
