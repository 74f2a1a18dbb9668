// The sandbox, entered by children of this program: what it denies is denied, what it allows works.
#include "indexer/sandbox.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using backfile::enter_sandbox;
using backfile::Sandbox;
using backfile::SandboxHolds;
using backfile::SandboxPlaces;
using backfile::test::TemporaryDirectory;

namespace {

/// What `check` returned in a child of its own.
int in_child(const std::function<int()>& check) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      _exit(check());
    } catch (...) {
      _exit(99);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

SandboxHolds offered() {
  const int layers = in_child([] {
    const SandboxHolds holds = enter_sandbox(Sandbox::automatic, {});
    return (holds.no_network ? 1 : 0) | (holds.no_writes ? 2 : 0);
  });
  return {.no_network = (layers & 1) != 0, .no_writes = (layers & 2) != 0};
}

bool opens(const std::string& path, int flags) {
  const int handle = open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (handle >= 0) close(handle);
  return handle >= 0;
}

bool is_denied(int result) { return result < 0 && errno == EACCES; }

}  // namespace

TEST_CASE("a sandbox has no sockets and starts no programs, in threads neither") {
  if (!offered().no_network) {
    WARN("skipped: the kernel offers no seccomp filter");
    return;
  }
  CHECK(in_child([] {
          enter_sandbox(Sandbox::automatic, {});
          int denied = 0;
          std::jthread([&] {
            for (const int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK}) denied += is_denied(socket(family, SOCK_STREAM, 0));
          }).join();
          char name[] = "/bin/true";
          char* const arguments[] = {name, nullptr};
          char* const environment[] = {nullptr};
          denied += is_denied(execve(name, arguments, environment));
          return denied;
        }) == 5);
}

TEST_CASE("a sandbox writes nothing beside its places, and a strict one reads nothing beside them") {
  if (!offered().no_writes) {
    WARN("skipped: the kernel offers no Landlock");
    return;
  }
  const auto sandbox = GENERATE(Sandbox::automatic, Sandbox::strict);
  const bool is_strict = sandbox == Sandbox::strict;
  const TemporaryDirectory folder;
  folder.write("crawl/page.html", "page");
  folder.write("archives/old", "old");
  folder.write("private/key", "key");
  const SandboxPlaces places{.read = {folder / "crawl", folder / "gone"}, .written = {folder / "archives"}};
  const auto holds = [&](const std::function<bool()>& property) {
    return in_child([&] {
             enter_sandbox(sandbox, places);
             return property() ? 1 : 0;
           }) == 1;
  };
  CHECK(holds([&] { return opens(folder / "crawl/page.html", O_RDONLY); }));
  CHECK_FALSE(holds([&] { return opens(folder / "crawl/page.html", O_WRONLY); }));
  CHECK_FALSE(holds([&] { return opens(folder / "crawl/new", O_WRONLY | O_CREAT); }));
  CHECK(holds([&] { return opens(folder / "private/key", O_RDONLY); }) != is_strict);
  CHECK_FALSE(holds([&] { return unlink((folder / "private/key").c_str()) == 0; }));
  CHECK_FALSE(holds([&] { return symlink("/etc/passwd", (folder / "private/link").c_str()) == 0; }));
  CHECK(holds([&] { return opens(folder / "archives/new", O_RDWR | O_CREAT); }));
  CHECK(holds([&] { return mkdir((folder / "archives/building").c_str(), 0700) == 0 && rename((folder / "archives/new").c_str(), (folder / "archives/building/new").c_str()) == 0; }));
  CHECK(std::filesystem::exists(folder / "archives/building/new"));
}

TEST_CASE("a strict sandbox reads what is the system's, but no secrets that lie among it") {
  if (!offered().no_writes) {
    WARN("skipped: the kernel offers no Landlock");
    return;
  }
  const auto reads = [](const std::string& path) {
    return in_child([&] {
             enter_sandbox(Sandbox::strict, {});
             return opens(path, O_RDONLY) ? 1 : 0;
           }) == 1;
  };
  struct Case {
    std::string path;
    bool is_readable;
  };
  const auto c = GENERATE(values<Case>({
      {"/dev/null", true},
      {"/dev/urandom", true},
      {"/etc/localtime", true},
      {"/proc/cpuinfo", true},
      {"/proc/sys/kernel/random/uuid", true},
      {"/sys/devices/system/cpu/online", true},
      {"/dev", false},
      {"/etc/passwd", false},
      {"/proc/" + std::to_string(getpid()) + "/environ", false},  // of the parent, which is in no sandbox
      {"/sys/kernel", false},
  }));
  CAPTURE(c.path);
  CHECK(reads(c.path) == (c.is_readable && opens(c.path, O_RDONLY)));  // not everything is everywhere
}

TEST_CASE("a strict sandbox reads no files in memory") {
  if (!offered().no_writes) {
    WARN("skipped: the kernel offers no Landlock");
    return;
  }
  if (access("/dev/shm", W_OK) != 0) {
    WARN("skipped: no /dev/shm to write to");
    return;
  }
  const TemporaryDirectory memory("/dev/shm");
  const std::string key = memory.write("key", "key");
  CHECK(opens(key, O_RDONLY));
  CHECK(in_child([&] {
          enter_sandbox(Sandbox::strict, {});
          return is_denied(open(key.c_str(), O_RDONLY | O_CLOEXEC)) ? 1 : 0;
        }) == 1);
}

TEST_CASE("off gives nothing up") {
  CHECK(in_child([] {
          enter_sandbox(Sandbox::off, {});
          return is_denied(socket(AF_UNIX, SOCK_STREAM, 0)) ? 1 : 0;
        }) == 0);
}
