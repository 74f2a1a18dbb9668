// Runs a program as a user would: arguments, standard input, a folder, an environment; gives back both outputs and the exit
// code. For tests: what goes wrong in running it is an exception.
#pragma once

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace backfile::test {

struct Command {
  std::string program;                 // a path, or a name below BACKFILE_BIN_DIR
  std::vector<std::string> arguments = {};
  std::string input = {};              // standard input
  std::string input_file = {};         // standard input comes from there instead
  std::filesystem::path folder = {};   // working directory; empty = the test's own
  std::map<std::string, std::string> environment = {};  // besides the test's own
  std::string output_file = {};        // standard output goes there instead of into Finished::out
  std::size_t close_output_after = SIZE_MAX;  // bytes after which the reader of standard output goes away
  std::chrono::seconds timeout{60};
};

struct Finished {
  int exit_code = -1;  // -1: ended by a signal
  int signal = 0;
  bool timed_out = false;
  std::string out, err;
};

namespace process_detail {

[[noreturn]] inline void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

struct Pipe {
  int read = -1, write = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2");
    read = ends[0];
    write = ends[1];
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    shut(read);
    shut(write);
  }
  static void shut(int& fd) {
    if (fd >= 0) ::close(std::exchange(fd, -1));
  }
};

inline std::string program_path(const std::string& program) {
  return program.find('/') != std::string::npos ? program : std::string(BACKFILE_BIN_DIR) + "/" + program;
}

[[noreturn]] inline void become(const Command& command, const std::string& program, const Pipe& in, const Pipe& out, const Pipe& err) {
  std::vector<char*> arguments{const_cast<char*>(program.c_str())};
  for (const std::string& argument : command.arguments) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  int input = in.read, output = out.write;
  if (!command.input_file.empty()) input = ::open(command.input_file.c_str(), O_RDONLY | O_CLOEXEC);
  if (!command.output_file.empty()) output = ::open(command.output_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  const bool ready = ::dup2(input, 0) == 0 && ::dup2(output, 1) == 1 && ::dup2(err.write, 2) == 2 &&
                     (command.folder.empty() || ::chdir(command.folder.c_str()) == 0);
  if (ready) {
    for (const auto& [name, value] : command.environment) ::setenv(name.c_str(), value.c_str(), 1);
    ::execv(program.c_str(), arguments.data());
  }
  ::_exit(127);
}

/// Moves bytes until the program has closed both outputs.
class Pump {
 public:
  Pump(const Command& command, pid_t child, Pipe& in, Pipe& out, Pipe& err)
      : command_(command), child_(child), in_(in), out_(out), err_(err), deadline_(Clock::now() + command.timeout) {}

  Finished run() {
    ::fcntl(in_.write, F_SETFL, O_NONBLOCK);
    if (command_.input.empty()) Pipe::shut(in_.write);
    while (out_.read >= 0 || err_.read >= 0) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
      if (left <= 0) {
        finished_.timed_out = true;
        ::kill(child_, SIGKILL);
        break;
      }
      std::array<pollfd, 3> fds{{{out_.read, POLLIN, 0}, {err_.read, POLLIN, 0}, {in_.write, POLLOUT, 0}}};
      if (::poll(fds.data(), fds.size(), static_cast<int>(left)) < 0 && errno != EINTR) fail("poll");
      if (fds[0].revents) take(out_.read, finished_.out);
      if (fds[1].revents) take(err_.read, finished_.err);
      if (fds[2].revents) give();
      if (finished_.out.size() >= command_.close_output_after) Pipe::shut(out_.read);
    }
    return std::move(finished_);
  }

 private:
  using Clock = std::chrono::steady_clock;

  static void take(int& fd, std::string& text) {
    std::array<char, 65536> bytes{};
    const ssize_t count = ::read(fd, bytes.data(), bytes.size());
    if (count > 0) text.append(bytes.data(), static_cast<std::size_t>(count));
    if (count == 0) Pipe::shut(fd);
  }

  void give() {
    const std::string_view rest = std::string_view(command_.input).substr(given_);
    const ssize_t count = ::write(in_.write, rest.data(), rest.size());
    if (count > 0) given_ += static_cast<std::size_t>(count);
    if (given_ == command_.input.size() || (count < 0 && errno != EAGAIN)) Pipe::shut(in_.write);
  }

  const Command& command_;
  pid_t child_;
  Pipe &in_, &out_, &err_;
  Clock::time_point deadline_;
  std::size_t given_ = 0;
  Finished finished_;
};

}  // namespace process_detail

/// A program that is running. It is killed with the object.
class Running {
 public:
  explicit Running(Command command) : command_(std::move(command)) {
    std::signal(SIGPIPE, SIG_IGN);
    const std::string program = process_detail::program_path(command_.program);
    child_ = ::fork();
    if (child_ < 0) process_detail::fail("fork");
    if (child_ == 0) {
      std::signal(SIGPIPE, SIG_DFL);
      process_detail::become(command_, program, in_, out_, err_);
    }
    process_detail::Pipe::shut(in_.read);
    process_detail::Pipe::shut(out_.write);
    process_detail::Pipe::shut(err_.write);
  }
  ~Running() {
    if (child_ < 0) return;
    ::kill(child_, SIGKILL);
    reap();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  void send(int signal) const { ::kill(child_, signal); }
  [[nodiscard]] bool has_ended() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(child_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
  }

  /// To the program's end; at the timeout it is killed.
  Finished finish() {
    Finished finished = process_detail::Pump(command_, child_, in_, out_, err_).run();
    const int status = reap();
    if (WIFEXITED(status)) finished.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) finished.signal = WTERMSIG(status);
    return finished;
  }

 private:
  int reap() {
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0) {
      if (errno != EINTR) process_detail::fail("waitpid");
    }
    child_ = -1;
    return status;
  }

  Command command_;
  process_detail::Pipe in_, out_, err_;
  pid_t child_ = -1;
};

/// Runs `command` to its end, or kills it at the timeout.
inline Finished run(const Command& command) { return Running(command).finish(); }

}  // namespace backfile::test
