// Archives whose files were damaged: the damage is named, what can be read is saved, and neither program crashes or hangs.
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "tests/cli/damaged_archive.hpp"
#include "tests/cli/index_fixture.hpp"
#include "tests/support/archive_contents.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sanitizer.hpp"

using namespace backfile::test;
namespace fs = std::filesystem;

TEST_CASE("a sound archive passes the check, also after an update, a removal and a rebuild") {
  const DamagedArchive archive;
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
  const DamagedArchive archive;
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
  const DamagedArchive archive;
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

TEST_CASE("a rebuild names captures by what they say, and leaves out what nobody can read") {
  const DamagedArchive archive;
  const auto captures = metadata_of(archive.folder / "archive", "cap/"), payloads = metadata_of(archive.folder / "archive", "pay/");
  {
    Xapian::WritableDatabase database(archive.folder / "archive", Xapian::DB_OPEN);
    const std::string key = *database.metadata_keys_begin("cap/");
    database.set_metadata(key.substr(0, key.size() - 1) + "*", database.get_metadata(key));
    database.set_metadata(key, "");
    database.set_metadata("pay/damaged", "?");
    database.commit();
  }
  CHECK_THAT(archive.check().out, Catch::Contains("names another source") && Catch::Contains("pay/damaged"));
  REQUIRE(index(archive.folder, {"--rebuild", "archive"}).exit_code == 0);
  const Finished checked = archive.check();
  CAPTURE(checked.out);
  CHECK(checked.exit_code == 0);
  CHECK(metadata_of(archive.folder / "archive", "cap/") == captures);
  CHECK(metadata_of(archive.folder / "archive", "pay/") == payloads);
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
  const DamagedArchive archive;
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
  const DamagedArchive archive;
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
  const DamagedArchive archive;
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

/// Each program ends by itself, with a code of its own and a line where it fails.
void check_ends(const TemporaryDirectory& folder) {
  for (Command command : std::vector<Command>{
           {.program = "backfile-search", .arguments = {"archive", "--facets", "month,site", "ferry OR lock*"}},
           {.program = "backfile-search", .arguments = {"archive", "--format", "jsonl", "\"at dawn\" OR \"lock gates\""}},
           {.program = "backfile-index", .arguments = {"--quiet", "--batch", "20", "archive", "later"}},
           {.program = "backfile-index", .arguments = {"--check", "archive"}},
           {.program = "backfile-index", .arguments = {"--compact", "archive"}},
           {.program = "backfile-index", .arguments = {"--merge", "merged", "archive"}},
           {.program = "backfile-index", .arguments = {"--rebuild", "archive"}},
       }) {
    command.folder = folder.path();
    command.timeout = std::chrono::seconds(600);  // programs that are lost count processor time
    const Finished finished = run(command);
    CAPTURE(command.arguments, finished.exit_code, finished.err);
    CHECK_FALSE(finished.timed_out);
    CHECK(finished.signal == 0);
    CHECK((finished.exit_code == 0 || !finished.err.empty()));
  }
}

/// New versions of some articles, and new ones.
void write_later_crawl(const TemporaryDirectory& folder) {
  std::string lines = R"({"url":"https://compat.example/2024/03/14/lock-gates","title":"Lock gates","body":"Other text.","captured":"2025-01-01"})" "\n";
  for (int i = 80; i < 120; ++i)
    lines += R"({"url":"https://harbour.example/)" + std::to_string(i) + R"(","title":"Ferry","body":"The ferry is late.","captured":"2024-06-01"})" "\n";
  folder.write("later/later.jsonl", lines);
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
  if (c.file == "position.glass" && skipped_by_thread_sanitizer()) return;
  const TemporaryDirectory folder;
  fs::copy(BACKFILE_SOURCE_DIR "/tests/compat/index_v1", folder / "archive");
  write_later_crawl(folder);
  overwrite(fs::path(folder / "archive") / c.file, c.offset, c.bytes);
  check_ends(folder);
}
