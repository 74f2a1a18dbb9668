// Archives whose files were damaged: the damage is named, what can be read is saved, and neither program crashes or hangs.
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace backfile::test;
namespace fs = std::filesystem;

namespace {

/// An archive of articles with versions, copies and captures.
class Archive {
 public:
  Archive() {
    std::string lines;
    for (int i = 0; i < 120; ++i) {
      const std::string number = std::to_string(i % 100);  // the last twenty are new versions
      lines += R"({"url":"https://harbour.example/)" + number + R"(","title":"Ferry )" + number + R"(","body":"The ferry number )" + std::to_string(i) +
               R"( sails at dawn.","published":"2024-03-1)" + std::to_string(i % 10) + R"(","captured":"2024-04-0)" + std::to_string(1 + i / 100) +
               "\",\"language\":\"en\"}\n";
    }
    folder.write("crawl/articles.jsonl", lines);
    REQUIRE(index(folder, {"--quiet", "archive", "crawl"}).exit_code == 0);
  }
  [[nodiscard]] Finished check() const { return index(folder, {"--check", "archive"}); }
  [[nodiscard]] fs::path path(const std::string& file) const { return fs::path(folder / "archive") / file; }

  TemporaryDirectory folder;
};

void overwrite(const fs::path& path, std::uintmax_t offset, const std::string& bytes) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(offset));
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

TEST_CASE("a sound archive passes the check, also after an update, a removal and a rebuild") {
  const Archive archive;
  CHECK(archive.check().exit_code == 0);
  archive.folder.write("crawl/more.jsonl", R"({"url":"https://harbour.example/1","title":"Ferry 1","body":"Cancelled.","captured":"2024-05-01"})");
  REQUIRE(index(archive.folder, {"archive", "crawl"}).exit_code == 0);
  REQUIRE(index(archive.folder, {"--remove", "https://harbour.example/2", "archive"}).exit_code == 0);
  const Finished changed = archive.check();
  CAPTURE(changed.out, changed.err);
  CHECK(changed.exit_code == 0);
  CHECK(changed.out.empty());
  REQUIRE(index(archive.folder, {"--rebuild", "archive"}).exit_code == 0);
  CHECK(archive.check().exit_code == 0);
}

TEST_CASE("the check names what is damaged") {
  const std::string file = GENERATE("postlist.glass", "docdata.glass", "termlist.glass", "position.glass");
  const Archive archive;
  const std::uintmax_t size = fs::file_size(archive.path(file));
  for (std::uintmax_t offset = 0; offset + 8192 <= size; offset += 8192) overwrite(archive.path(file), offset + 4, std::string(4096, '\xa5'));
  const Finished checked = archive.check();
  CAPTURE(file, checked.out, checked.err);
  CHECK(checked.exit_code == 1);
  CHECK_FALSE(checked.out.empty());
  CHECK_THAT(checked.err, Catch::Contains("--rebuild"));
}

TEST_CASE("a rebuild saves every article whose record can be read, whichever block of another table is damaged") {
  const std::string file = GENERATE("termlist.glass", "position.glass");
  const Archive archive;
  fs::copy(archive.folder / "archive", archive.folder / "whole");
  int saved = 0;
  for (std::uintmax_t offset = 0; offset + 8192 <= fs::file_size(archive.folder / ("whole/" + file)); offset += 8192) {
    fs::remove_all(archive.folder / "archive");
    fs::copy(archive.folder / "whole", archive.folder / "archive");
    overwrite(archive.path(file), offset + 4, std::string(8000, '\x5a'));
    if (archive.check().exit_code == 0) continue;  // a block that is free
    const Finished rebuilt = index(archive.folder, {"--rebuild", "archive"});
    if (rebuilt.exit_code == 2) continue;  // the root: the archive does not open
    CAPTURE(file, offset, rebuilt.err);
    CHECK(archive.check().exit_code == 0);
    CHECK(run({.program = "backfile-search", .arguments = {"archive", "--count", "ferry"}, .folder = archive.folder.path()}).out == "100\n");
    ++saved;
  }
  CHECK(saved > 0);
}

TEST_CASE("what is no archive cannot be checked") {
  const TemporaryDirectory folder;
  CHECK(index(folder, {"--check", "nothing"}).exit_code == 2);
}

TEST_CASE("on damaged archives both programs end by themselves, with a message where they fail") {
  const Archive archive;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(archive.folder / "archive")) files.push_back(entry.path());
  std::ranges::sort(files);
  fs::copy(archive.folder / "archive", archive.folder / "whole");
  std::mt19937 random(7);
  const char* asked = std::getenv("BACKFILE_DAMAGE_ROUNDS");  // the soak asks for more
  for (int round = 0, rounds = asked ? std::atoi(asked) : 24; round < rounds; ++round) {
    fs::remove_all(archive.folder / "archive");
    fs::copy(archive.folder / "whole", archive.folder / "archive");
    const fs::path file = files[random() % files.size()];
    const std::uintmax_t size = fs::file_size(file);
    if (size == 0) continue;
    if (round % 3 == 0)
      fs::resize_file(file, random() % size);
    else
      for (int flips = round % 3 == 1 ? 1 : 20; flips > 0; --flips) overwrite(file, random() % size, std::string(1, static_cast<char>(random())));
    const std::vector<Command> commands{
        {.program = "backfile-search", .arguments = {"archive", "--facets", "month,site", "ferry"}, .folder = archive.folder.path()},
        {.program = "backfile-search", .arguments = {"archive", "\"at dawn\""}, .folder = archive.folder.path()},
        {.program = "backfile-index", .arguments = {"--check", "archive"}, .folder = archive.folder.path()}};
    for (const Command& command : commands) {
      const Finished finished = run(command);
      CAPTURE(round, file.filename().string(), command.arguments[0], finished.err);
      CHECK_FALSE(finished.timed_out);
      CHECK(finished.signal == 0);
      CHECK((finished.exit_code == 0 || !finished.err.empty()));
    }
  }
}
