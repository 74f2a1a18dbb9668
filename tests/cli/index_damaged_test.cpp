// Archives whose files were damaged: the damage is named, what can be read is saved, and neither program crashes or hangs.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/archive_contents.hpp"
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
    CAPTURE(file, offset, rebuilt.err);
    CHECK(rebuilt.exit_code <= 1);
    CHECK(archive.check().exit_code == 0);
    CHECK(run({.program = "backfile-search", .arguments = {"archive", "--count", "ferry"}, .folder = archive.folder.path()}).out == "100\n");
    ++saved;
  }
  CHECK(saved > 0);
}

TEST_CASE("an archive that does not open is rebuilt from the blocks of its tables") {
  struct Case {
    std::string name, file;
    std::optional<std::uintmax_t> cut_to;  // none: the file is not there
  };
  const auto c = GENERATE(values<Case>({
      {"no version file", "iamglass", std::nullopt},
      {"an empty version file", "iamglass", 0},
      {"no postings", "postlist.glass", std::nullopt},
      {"postings cut short", "postlist.glass", 8192 + 100},
      {"no terms", "termlist.glass", std::nullopt},
      {"positions cut short", "position.glass", 100},
  }));
  CAPTURE(c.name);
  const Archive archive;
  const std::vector<std::string> before = documents_of(archive.folder / "archive");
  if (c.cut_to)
    fs::resize_file(archive.path(c.file), *c.cut_to);
  else
    fs::remove(archive.path(c.file));
  const Finished rebuilt = index(archive.folder, {"--rebuild", "archive"});
  CAPTURE(rebuilt.err);
  CHECK(rebuilt.exit_code <= 1);
  const Finished checked = archive.check();
  CAPTURE(checked.out);
  CHECK(checked.exit_code == 0);
  CHECK(documents_of(archive.folder / "archive") == before);
  CHECK_FALSE(fs::exists(archive.folder / "archive.building"));
}

TEST_CASE("of an archive that lost records the rest is rebuilt, and the next run on its crawl brings them back") {
  const Archive archive;
  const std::vector<std::string> before = documents_of(archive.folder / "archive");
  REQUIRE(index(archive.folder, {"--remove", "https://harbour.example/7", "archive"}).exit_code == 0);
  const std::vector<std::string> kept = documents_of(archive.folder / "archive");
  fs::copy(archive.folder / "archive", archive.folder / "whole");
  for (std::uintmax_t offset = 0; archive.check().exit_code == 0; offset += 8192) {  // until it is no block that was freed
    REQUIRE(offset < fs::file_size(archive.path("docdata.glass")));
    fs::copy(archive.folder / "whole", archive.folder / "archive", fs::copy_options::overwrite_existing);
    overwrite(archive.path("docdata.glass"), offset, std::string(8192, '\0'));
  }
  const Finished rebuilt = index(archive.folder, {"--rebuild", "archive"});
  CAPTURE(rebuilt.err);
  REQUIRE(rebuilt.exit_code == 1);
  CHECK(archive.check().exit_code == 0);
  const std::vector<std::string> left = documents_of(archive.folder / "archive");
  CHECK(left.size() < kept.size());
  const Finished again = index(archive.folder, {"archive", "crawl"});
  CAPTURE(again.err);
  CHECK(again.exit_code == 0);
  CHECK(documents_of(archive.folder / "archive") == kept);  // what was taken down stays out
  CHECK(archive.check().exit_code == 0);
}

TEST_CASE("where there is no record to save, a rebuild leaves the archive as it is") {
  const Archive archive;
  fs::resize_file(archive.path("docdata.glass"), 0);
  CHECK(index(archive.folder, {"--rebuild", "archive"}).exit_code == 2);
  CHECK(fs::exists(archive.path("postlist.glass")));
  CHECK_FALSE(fs::exists(archive.folder / "archive.building"));
}

TEST_CASE("what is no archive cannot be checked") {
  const TemporaryDirectory folder;
  CHECK(index(folder, {"--check", "nothing"}).exit_code == 2);
}

namespace {

/// How often each command ended in which way.
using Ends = std::map<std::string, int>;

std::string way_of(const Finished& finished) {
  for (const char* line : {"crashed (signal", "no end after"})
    if (finished.err.find(line) != std::string::npos) return line;
  return "exit " + std::to_string(finished.exit_code);
}

/// What each program does with the archive at `folder`/archive: it ends by itself, with a code of its own and a line where it fails.
void check_ends(const TemporaryDirectory& folder, bool mends, Ends& ends) {
  std::vector<Command> commands{
      {.program = "backfile-search", .arguments = {"archive", "--facets", "month,site", "ferry OR lock*"}},
      {.program = "backfile-search", .arguments = {"archive", "--format", "jsonl", "\"at dawn\" OR \"lock gates\""}},
      {.program = "backfile-index", .arguments = {"--quiet", "--batch", "20", "archive", "later"}},
      {.program = "backfile-index", .arguments = {"--check", "archive"}},
  };
  if (mends) commands.push_back({.program = "backfile-index", .arguments = {"--rebuild", "archive"}});
  for (Command& command : commands) {
    command.folder = folder.path();
    command.timeout = std::chrono::seconds(600);  // programs that are lost count processor time
    const Finished finished = run(command);
    CAPTURE(command.arguments, finished.exit_code, finished.err);
    CHECK_FALSE(finished.timed_out);
    CHECK(finished.signal == 0);
    CHECK((finished.exit_code == 0 || !finished.err.empty()));
    ++ends[command.program + " " + command.arguments[command.arguments[0] == "archive" ? 1 : 0] + ": " + way_of(finished)];
  }
}

/// New versions of some articles, and new ones.
void write_later_crawl(const TemporaryDirectory& folder) {
  std::string lines = R"({"url":"https://compat.example/2024/03/14/lock-gates","title":"Lock gates","body":"Other text.","captured":"2025-01-01"})" "\n";
  for (int i = 80; i < 120; ++i)
    lines += R"({"url":"https://harbour.example/)" + std::to_string(i) + R"(","title":"Ferry","body":"The ferry is late.","captured":"2024-06-01"})" "\n";
  folder.write("later/later.jsonl", lines);
}

/// One kind of damage after the other, at random places.
void damage(const fs::path& file, int kind, std::mt19937& random) {
  const std::uintmax_t size = fs::file_size(file);
  const auto anywhere = [&] { return random() % size; };
  const auto noise = [&](std::size_t bytes) {
    std::string text(bytes, '\0');
    for (char& byte : text) byte = static_cast<char>(random());
    return text;
  };
  switch (kind % 8) {
    case 0: fs::resize_file(file, anywhere()); break;
    case 1: overwrite(file, anywhere(), noise(1)); break;
    case 2: for (int flips = 0; flips < 20; ++flips) overwrite(file, anywhere(), noise(1)); break;
    case 3: overwrite(file, anywhere(), noise(512)); break;
    case 4: for (int places = 0; places < 20; ++places) overwrite(file, anywhere(), noise(512)); break;
    case 5: overwrite(file, anywhere(), std::string(4096, '\0')); break;
    case 6: overwrite(file, size, noise(9000)); break;
    default: random() % 2 ? fs::resize_file(file, 0) : static_cast<void>(fs::remove(file)); break;
  }
}

}  // namespace

TEST_CASE("damage that once crashed Xapian, or kept it busy for ever, does so no more") {
  struct Case {
    std::string file;
    std::uintmax_t offset;
    std::string bytes;
  };
  const auto c = GENERATE(values<Case>({
      {"position.glass", 10, std::string(512, '\0')},  // a directory of items that ends at an odd place: searched for ever
      {"postlist.glass", 16416, std::string(4, '\xff')},
      {"postlist.glass", 16435, std::string(4, '\x5a')},
      {"postlist.glass", 22519, std::string(64, '\xff')},
      {"postlist.glass", 16437, std::string(512, '\x5a')},
  }));
  CAPTURE(c.file, c.offset);
  const TemporaryDirectory folder;
  fs::copy(BACKFILE_SOURCE_DIR "/tests/compat/index_v1", folder / "archive");
  write_later_crawl(folder);
  overwrite(fs::path(folder / "archive") / c.file, c.offset, c.bytes);
  Ends ends;
  check_ends(folder, false, ends);
}

TEST_CASE("on damaged archives both programs end by themselves, with a message where they fail") {
  const Archive archive;
  write_later_crawl(archive.folder);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(archive.folder / "archive"))
    if (entry.file_size() > 0) files.push_back(entry.path());
  std::ranges::sort(files);
  fs::copy(archive.folder / "archive", archive.folder / "whole");
  const char* asked = std::getenv("BACKFILE_DAMAGE_ROUNDS");  // the soak asks for more
  const char* first = std::getenv("BACKFILE_DAMAGE_FIRST");  // to see one round of the soak again
  Ends ends;
  for (int round = first ? std::atoi(first) : 0, rounds = asked ? std::atoi(asked) : 24; round < rounds; ++round) {
    fs::remove_all(archive.folder / "archive");
    fs::copy(archive.folder / "whole", archive.folder / "archive");
    std::mt19937 random(static_cast<unsigned>(round));
    const fs::path file = files[random() % files.size()];
    damage(file, round, random);
    CAPTURE(round, file.filename().string());
    check_ends(archive.folder, true, ends);
  }
  if (asked)
    for (const auto& [way, count] : ends) WARN(way << " " << count);
}
