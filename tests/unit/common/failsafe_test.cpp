// Each way to be lost, in a forked child.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <stdexcept>
#include <string>
#include <thread>

#include <xapian.h>

#include "common/failsafe.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sanitizer.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

struct Ended {
  int status = 0;
  std::string told;
};

template <typename Work>
Ended in_child(Work work) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDERR_FILENO);
    end_when_lost("program", 7);
    work();
    ::_exit(0);
  }
  ::close(ends[1]);
  Ended ended;
  std::array<char, 4096> bytes{};
  for (ssize_t count; (count = ::read(ends[0], bytes.data(), bytes.size())) > 0;) ended.told.append(bytes.data(), static_cast<std::size_t>(count));
  ::close(ends[0]);
  ::waitpid(child, &ended.status, 0);
  return ended;
}

/// Without end, which the compiler is not to know.
int overflow_stack(volatile char* above) {
  volatile char here[4096];
  here[0] = above[0];
  if (here[0] != 0) return 0;
  return overflow_stack(here) + here[0];
}

void throw_error() { throw std::runtime_error("what"); }

const std::string no_handlers = "they report crashes themselves, so that end_when_lost does not";

}  // namespace

TEST_CASE("a crash is one line and the program's exit code") {
  if (skipped_by_sanitizers(no_handlers)) return;
  struct Case {
    std::string name;
    void (*crash)();
    std::string signal;
  };
  const auto c = GENERATE(values<Case>({
      {"a bad address", [] { ::raise(SIGSEGV); }, "11"},
      {"a mapping without file", [] { ::raise(SIGBUS); }, "7"},
      {"an abort", [] { std::abort(); }, "6"},
      {"an exception that nothing catches", []() noexcept { throw_error(); }, "6"},
      {"a stack that overflows", [] { char first = 0; overflow_stack(&first); }, "11"},
  }));
  CAPTURE(c.name);
  const Ended ended = in_child([&] {
    suspect("'archive'");
    c.crash();
  });
  CHECK(ended.told == "program: crashed (signal " + c.signal + "): backfile-index --check tells whether 'archive' is damaged; if not, this is a bug\n");
  CHECK(WIFEXITED(ended.status));
  CHECK(WEXITSTATUS(ended.status) == 7);
}

TEST_CASE("a crash far from any archive is called a bug, and a long name is cut") {
  if (skipped_by_sanitizers(no_handlers)) return;
  CHECK(in_child([] { std::abort(); }).told == "program: crashed (signal 6): this is a bug\n");
  const Ended ended = in_child([] {
    suspect(std::string(5000, 'x'));
    std::abort();
  });
  CHECK(ended.told.size() < 500);
  CHECK(ended.told.back() == '\n');
}

TEST_CASE("an abort for want of memory says so") {
  if (skipped_by_sanitizers(no_handlers)) return;
  const Ended ended = in_child([] {
    suspect("'archive'");
    note_end_of_memory();
    std::abort();
  });
  CHECK(ended.told == "program: not enough memory\n");
  CHECK(WEXITSTATUS(ended.status) == 7);
}

namespace {

/// As Xapian's of a chunk of values, which writes it.
struct ThrowsAtItsEnd {
  ~ThrowsAtItsEnd() { throw_full_disk(); }
  static void throw_full_disk() { throw Xapian::DatabaseError("Error writing block 10", ENOSPC); }
};

/// The same, inlined where an exception passes by.
struct TerminatesAtItsEnd {
  ~TerminatesAtItsEnd() {
    errno = EDQUOT;
    std::terminate();
  }
};

}  // namespace

TEST_CASE("a write that fails where nothing can catch it is told as such") {
  if (skipped_by_sanitizers(no_handlers)) return;
  struct Case {
    void (*fail)();
    std::string told;
  };
  const auto c = GENERATE(values<Case>({
      {[] { const ThrowsAtItsEnd chunk; }, "Error writing block 10 (No space left on device)"},
      {[] { const TerminatesAtItsEnd chunk; throw_error(); }, "a write failed (Disk quota exceeded)"},
  }));
  const Ended ended = in_child([&] {
    suspect("'archive'");
    try {
      c.fail();
    } catch (...) {  // else nothing is unwound
    }
  });
  CHECK(ended.told == "program: 'archive': " + c.told + "\n");
  CHECK(WIFEXITED(ended.status));
  CHECK(WEXITSTATUS(ended.status) == 7);
}

TEST_CASE("a watched child dies of its crash again") {
  const Ended ended = in_child([] {
    die_of_crashes();
    ::raise(SIGSEGV);
  });
  CHECK(ended.told.empty());
  CHECK((sanitizer != Sanitizer::none || (WIFSIGNALED(ended.status) && WTERMSIG(ended.status) == SIGSEGV)));
}

namespace {

void compute_for(std::chrono::milliseconds time) {
  const std::clock_t end = std::clock() + time.count() * CLOCKS_PER_SEC / 1000;
  while (std::clock() < end) {
  }
}

}  // namespace

TEST_CASE("work that does not end in its time is ended, whichever thread it is in") {
  if (skipped_by_thread_sanitizer()) return;
  const auto clock = GENERATE(Patience::Clock::thread, Patience::Clock::process);
  const Ended ended = in_child([&] {
    suspect("'archive'");
    std::thread([&] {
      const Patience patience(0.1, clock);
      compute_for(std::chrono::seconds(60));
    }).join();
  });
  CHECK(ended.told.starts_with("program: no end after "));
  CHECK(ended.told.ends_with(" s of processor time: backfile-index --check tells whether 'archive' is damaged; if not, this is a bug\n"));
  CHECK(WEXITSTATUS(ended.status) == 7);
}

TEST_CASE("work that ends or goes on in its time, or waits, is left alone") {
  const Ended ended = in_child([] {
    {
      const Patience outer(1.5);
      compute_for(std::chrono::milliseconds(800));
      { const Patience inner(0.5); }
      compute_for(std::chrono::milliseconds(800));  // counted anew behind the inner one
      Patience::renew();
      compute_for(std::chrono::milliseconds(800));
    }
    compute_for(std::chrono::milliseconds(1500));
  });
  CHECK(ended.told.empty());
  CHECK(WIFEXITED(ended.status));
  CHECK(WEXITSTATUS(ended.status) == 0);
}
