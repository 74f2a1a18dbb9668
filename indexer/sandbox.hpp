// What a run gives up before it reads a crawl, so that a page that took over a parser finds nothing to do: no sockets, no other programs, nothing to
// write but where the archive lies, and on demand nothing to read but the crawl. Linux only: seccomp(2) for the first two, landlock(7) for files.
#pragma once

#include <string>
#include <vector>

namespace backfile {

enum class Sandbox {
  off,
  automatic,  // what the kernel offers, silently; any file may be read, since links may lead out of a crawl
  strict,     // only the crawl may be read, and a kernel without Landlock is an error
};

struct SandboxPlaces {
  std::vector<std::string> read;     // files and directories with all below them; what does not exist is passed over
  std::vector<std::string> written;  // the same, to read and write
};

struct SandboxHolds {
  bool no_network = false;  // nor other programs
  bool no_writes = false;   // beside the places given
  bool no_reads = false;
};

/// For the rest of the process: of the calling thread and of those it will start, so call it before any. What is open stays so. Throws Error(usage) when
/// strict cannot be kept.
SandboxHolds enter_sandbox(Sandbox, const SandboxPlaces&);

/// Where an archive is written: its directory's directory, by its name and by where a link leads. Empty for no archive.
[[nodiscard]] std::vector<std::string> places_of_archive(const std::string& archive);

}  // namespace backfile
