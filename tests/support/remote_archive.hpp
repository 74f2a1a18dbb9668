// Archives behind xapian-tcpsrv on the loopback interface, for as long as the object lives.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

extern char** environ;

namespace backfile::test {

class RemoteArchive {
 public:
  explicit RemoteArchive(const std::string& archive) : port_(free_port()) {
    std::vector<std::string> words{"xapian-tcpsrv", "--quiet", "--interface", "127.0.0.1", "--port", std::to_string(port_), archive};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    // A group of its own: the server forks for each connection.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    if (::posix_spawnp(&process_, words[0].c_str(), nullptr, &attributes, arguments.data(), environ) != 0) process_ = 0;
    posix_spawnattr_destroy(&attributes);
    for (int tries = 0; process_ && !listens() && tries < 500; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ~RemoteArchive() {
    if (!process_) return;
    // Not SIGTERM: at times the server's own handler for it waits for a lock for ever.
    ::kill(-process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  RemoteArchive(const RemoteArchive&) = delete;
  RemoteArchive& operator=(const RemoteArchive&) = delete;

  /// From now on it accepts connections, as the kernel does for it, and says nothing; until thaw().
  void freeze() const { ::kill(-process_, SIGSTOP); }
  void thaw() const { ::kill(-process_, SIGCONT); }

  [[nodiscard]] std::string where() const { return "tcp://127.0.0.1:" + std::to_string(port_); }

 private:
  static sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
  }
  static int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
  }
  [[nodiscard]] bool listens() const {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(port_);
    const bool connected = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(socket);
    return connected;
  }

  int port_;
  pid_t process_ = 0;
};

}  // namespace backfile::test
