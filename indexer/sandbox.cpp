#include "indexer/sandbox.hpp"

#include <backfile/error.hpp>

#include "indexer/sandbox_layers.hpp"

#include <filesystem>

namespace backfile {

SandboxHolds enter_sandbox(Sandbox sandbox, const SandboxPlaces& places) {
  SandboxHolds holds;
  if (sandbox == Sandbox::off) return holds;
  const bool reads_too = sandbox == Sandbox::strict;
  holds.no_writes = confine_files(places, reads_too);
  holds.no_reads = holds.no_writes && reads_too;
  holds.no_network = deny_calls();
  if (reads_too && !(holds.no_reads && holds.no_network))
    throw Error(Errc::usage, "--sandbox strict needs a kernel with Landlock (5.19 or later) and seccomp; this one does not offer both");
  return holds;
}

std::vector<std::string> places_of_archive(const std::string& archive) {
  namespace fs = std::filesystem;
  std::vector<std::string> places;
  if (archive.empty()) return places;
  std::error_code error;
  for (const fs::path& path : {fs::absolute(archive, error), fs::weakly_canonical(archive, error)})
    if (!path.empty()) places.push_back(path.parent_path().string());
  return places;
}

}  // namespace backfile
