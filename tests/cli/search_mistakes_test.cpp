// Mistakes and failures: exit code 2, one line on standard error, nothing on standard output.
#include <algorithm>
#include <filesystem>

#include "tests/cli/search_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace backfile::test;

TEST_CASE("a mistake is one line that says where") {
  const SmallArchive archive;
  archive.folder().write("plain.txt", "no archive");
  archive.folder().write("empty/file", "");
  struct Case {
    const char* name;
    std::vector<std::string> arguments;
    std::string part;
  };
  const auto c = GENERATE(values<Case>({
      {"open bracket", {"archive", "one (two"}, "backfile-search: query:4: "},
      {"open quote", {"archive", "one", "\"two"}, "near '\"two'"},
      {"unknown field", {"archive", "colour:red"}, "query:0: unknown field"},
      {"escape sequence in the query", {"archive", "(\x1b[31mred"}, "\\x1b[31mred"},
      {"invalid bytes in the query", {"archive", "(\xff\xfe"}, "query:0: "},
      {"endless query", {"archive", std::string(100'000, '(')}, "query:"},
      {"line break in the query", {"archive", "a\n(b"}, "query:2: "},
      {"bad date", {"archive", "harbour", "--since=someday"}, "since: not a date"},
      {"bad cursor", {"archive", "harbour", "--after=nonsense"}, "cursor"},
      {"unknown option", {"archive", "harbour", "--colour=always"}, "colour"},
      {"unknown option with an escape sequence", {"archive", "--\x1b[31m"}, "\\x1b[31m"},
      {"nothing", {}, "no archive given"},
      {"no such archive", {"missing", "harbour"}, "missing"},
      {"no such second archive", {"archive", "--archive=missing", "harbour"}, "missing"},
      {"a file that is no archive", {"plain.txt", "harbour"}, "plain.txt"},
      {"a directory that is no archive", {"empty", "harbour"}, "empty"},
      {"no such batch", {"archive", "--queries=missing.tsv"}, "missing.tsv"},
      {"a directory as a batch", {"archive", "--queries=empty"}, "empty"},
      {"similar to nothing", {"archive", "--similar=https://nowhere.example/"}, "nowhere.example"},
  }));
  CAPTURE(c.name);
  const Finished done = archive.run_search(c.arguments);
  CAPTURE(done.err);
  CHECK(done.exit_code == 2);
  CHECK(done.out.empty());
  CHECK(done.err.starts_with("backfile-search: "));
  CHECK(done.err.size() <= 500);
  CHECK(std::count(done.err.begin(), done.err.end(), '\n') == 1);
  CHECK(done.err.back() == '\n');
  CHECK_THAT(done.err, Catch::Contains(c.part));
}

TEST_CASE("a mistake leaves no heading behind") {
  const SmallArchive archive;
  CHECK(archive.search({"harbour", "--format=csv", "--since=never"}).out.empty());
}

TEST_CASE("a full disk is an error, whatever the form") {
  const SmallArchive archive;
  const std::string form = GENERATE("text", "json", "jsonl", "csv", "trec");
  CAPTURE(form);
  const Finished done = archive.search({"harbour", "--format=" + form}, {.program = "", .output_file = "/dev/full"});
  CHECK(done.exit_code == 2);
  CHECK(done.err == "backfile-search: cannot write to standard output: No space left on device\n");
}

TEST_CASE("an archive that lost its records is called damaged, not shown empty") {
  const SmallArchive archive;
  std::filesystem::remove(archive.folder() / "archive/docdata.glass");
  const Finished done = archive.search({"harbour"});
  CHECK(done.exit_code == 2);
  CHECK(done.out.empty());
  CHECK(done.err.find("the archive is damaged") != std::string::npos);
}

TEST_CASE("a reader that goes away is a quiet success") {
  const SmallArchive archive;
  std::string queries;
  for (int i = 0; i < 2000; ++i) queries += std::to_string(i) + "\tharbour\n";
  archive.folder().write("queries.tsv", queries);
  const Finished done =
      archive.search({"--queries=queries.tsv", "--format=jsonl"}, {.program = "", .close_output_after = 1});
  CHECK(done.exit_code == 0);
  CHECK(done.signal == 0);
  CHECK(done.err.empty());
}

TEST_CASE("help and version need no archive") {
  const SmallArchive archive;
  const Finished help = archive.run_search({"--help"});
  CHECK(help.exit_code == 0);
  CHECK(help.out.starts_with("usage: backfile-search"));
  CHECK(archive.run_search({"--version"}).out == "backfile-search " BACKFILE_VERSION "\n");
}
