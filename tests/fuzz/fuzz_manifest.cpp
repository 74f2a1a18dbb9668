// Any bytes as a manifest: it is refused, or each row is found by its path and every problem names a line of the file.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include <backfile/error.hpp>

#include "indexer/crawl/manifest.hpp"
#include "tests/fuzz/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  const FileHandle file(memfd_create("manifest", MFD_CLOEXEC));
  fuzz::require(file && write(file.get(), data, size) == static_cast<ssize_t>(size));
  std::string_view rest = fuzz::text_of(data, size);
  const auto lines = static_cast<std::uint64_t>(std::ranges::count(rest, '\n')) + 1;
  try {
    Manifest manifest("/proc/self/fd/" + std::to_string(file.get()));
    for (const ManifestProblem& problem : manifest.problems()) fuzz::require(problem.line <= lines && !problem.detail.empty());
    const std::uint64_t rows = manifest.unused_rows();
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const std::string_view path = line.substr(0, line.find('\t'));
      if (const auto row = manifest.find(path)) fuzz::require(!row->path.empty());
    }
    fuzz::require(manifest.unused_rows() <= rows);
  } catch (const Error& error) {
    fuzz::require(error.code() == Errc::usage);
  }
  return 0;
}
