// The sample crawl is generated; what is committed is what its sources give.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace backfile::test {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string, std::string> files_below(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files[fs::relative(entry.path(), folder).string()] = bytes_of(entry.path());
  return files;
}

TEST_CASE("corpus/make.py gives the committed sample crawl byte for byte") {
  const fs::path corpus = fs::path(BACKFILE_SOURCE_DIR) / "corpus";
  const TemporaryDirectory folder;
  const fs::path made = folder.path();
  const Finished finished = run({.program = "/usr/bin/python3", .arguments = {"-B", (corpus / "make.py").string(), made.string()}});
  INFO(finished.err);
  REQUIRE(finished.exit_code == 0);
  CHECK(bytes_of(made / "truth.jsonl") == bytes_of(corpus / "truth.jsonl"));
  for (const std::string half : {"mirror", "warc"}) {
    CAPTURE(half);
    const auto committed = files_below(corpus / half), generated = files_below(made / half);
    CHECK_FALSE(committed.empty());
    CHECK(committed.size() == generated.size());
    for (const auto& [path, bytes] : generated) {
      CAPTURE(path);
      const auto it = committed.find(path);
      REQUIRE(it != committed.end());
      CHECK((it->second == bytes));  // the brackets keep whole pages out of the message
    }
  }
}

}  // namespace
}  // namespace backfile::test
