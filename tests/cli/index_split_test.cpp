// backfile-index --split and --merge on the sample crawl, run as a user would.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/archive_contents.hpp"
#include "tests/support/catch.hpp"

using namespace backfile::test;

namespace {

const std::string corpus = std::string(BACKFILE_SOURCE_DIR) + "/corpus";

Finished index_sample(const TemporaryDirectory& folder) { return index(folder, {"all", corpus + "/mirror", corpus + "/warc"}); }

std::string answer(const TemporaryDirectory& folder, const std::string& archive, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), archive);
  Finished finished = run({.program = "backfile-search", .arguments = arguments, .folder = folder.path()});
  CAPTURE(finished.err);
  CHECK(finished.exit_code == 0);
  return finished.out;
}

}  // namespace

TEST_CASE("the sample crawl split by year is sound in every part, answers as before, and joins to what it was") {
  const TemporaryDirectory folder;
  REQUIRE(index_sample(folder).exit_code == 0);
  const Finished split = index(folder, {"--split", "year", "all", "parts/"});
  CAPTURE(split.err);
  REQUIRE(split.exit_code == 0);
  std::size_t parts = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "parts")) {
    const Finished checked = index(folder, {"--check", entry.path()});
    CAPTURE(entry.path(), checked.out);
    CHECK(checked.exit_code == 0);
    ++parts;
  }
  CHECK(parts > 2);
  CHECK_THAT(split.err, Catch::Contains(std::to_string(parts) + " archives in parts"));
  for (const std::vector<std::string>& question : std::vector<std::vector<std::string>>{
           {"--format", "jsonl", "--sort", "newest", "*"},
           {"--format", "csv", "harbour OR the"},
           {"--count", "--copies", "show", "*"},
           {"--format", "csv", "--timeline", "--compare", "storm", "harbour"},
       })
    CHECK(answer(folder, "parts", question) == answer(folder, "all", question));
  REQUIRE(index(folder, {"--merge", "merged", "parts"}).exit_code == 0);
  CHECK(contents_of(folder / "merged") == contents_of(folder / "all"));
  for (const char* kind : {"pay/", "can/", "gone/", "backfile/"}) CHECK(metadata_of(folder / "merged", kind) == metadata_of(folder / "all", kind));
}

TEST_CASE("where something stands, or from nothing, no parts are made") {
  const TemporaryDirectory folder;
  REQUIRE(index_sample(folder).exit_code == 0);
  CHECK(index(folder, {"--split", "month", "absent", "parts"}).exit_code == 2);
  CHECK(index(folder, {"--split", "month", "all", "all"}).exit_code == 2);
  folder.write("parts/precious", "x");
  CHECK(index(folder, {"--split", "month", "all", "parts"}).exit_code == 2);
  CHECK(std::filesystem::exists(folder / "parts/precious"));
  CHECK_FALSE(std::filesystem::exists(folder / "parts.lock"));
}
