// backfile-index, run as a user would: outputs, counts, exit codes, and archives that are added to, interrupted, killed and refused.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gzip.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_directory.hpp"

using backfile::test::Command;
using backfile::test::extracted;
using backfile::test::Finished;
using backfile::test::gzipped;
using backfile::test::hits;
using backfile::test::index;
using backfile::test::lines_in;
using backfile::test::page;
using backfile::test::run;
using backfile::test::TemporaryDirectory;
using nlohmann::json;

TEST_CASE("a mirror becomes an archive, and its paths become addresses") {
  const TemporaryDirectory folder;
  folder.write("crawl/news.example/2024/bridge.html", page("Bridge closed", "The old bridge was closed on Monday."));
  folder.write("crawl/news.example/2024/ferry.html.gz", gzipped(page("Ferry sails", "The ferry sailed on Tuesday.")));
  const Finished finished = index(folder, {"archive", "crawl"});
  CHECK(finished.exit_code == 0);
  CHECK(finished.err.starts_with("backfile-index: 2 pages, articles 2 new, 0 updated, 0 unchanged, 0 rejected"));
  CHECK(lines_in(finished.err) == 1);
  CHECK(hits(folder, "bridge") == "https://news.example/2024/bridge.html\n");
  CHECK(hits(folder, "ferry") == "https://news.example/2024/ferry.html.gz\n");
}

TEST_CASE("one bad input costs itself, is told with its reason, and makes the exit code 1") {
  struct Case {
    std::string name, content, reason;
    int exit_code;
  };
  const auto c = GENERATE(values<Case>({
      {"empty.html", "", "empty", 0},
      {"picture.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16), "not-html", 0},
      {"cut.html.gz", gzipped(page("Cut", std::string(5000, 'x'))).substr(0, 60), "damaged", 1},
      {"bad.jsonl", "{\"title\": \"T\", \"body\": \n{\"title\": \"good line\", \"body\": \"kept\"}\n", "bad-json", 1},
  }));
  CAPTURE(c.name);
  const TemporaryDirectory folder;
  folder.write("crawl/a.html", page("Good page", "It is read all the same."));
  folder.write("crawl/" + c.name, c.content);
  const Finished finished = index(folder, {"archive", "crawl", "--report", "report.jsonl"});
  CAPTURE(finished.err);
  CHECK(finished.exit_code == c.exit_code);
  std::ifstream report(folder / "report.jsonl");
  std::string line;
  REQUIRE(std::getline(report, line));
  CHECK(json::parse(line).at("reason") == c.reason);
  CHECK(json::parse(line).at("source").get<std::string>().starts_with("crawl/" + c.name));
  CHECK(finished.err.find("1 " + c.reason) != std::string::npos);
  CHECK(hits(folder, "title:good").find("a.html") != std::string::npos);
}

TEST_CASE("a later run adds what is new, keeps versions, and skips what is unchanged") {
  const TemporaryDirectory folder;
  folder.write("crawl/news.example/a.html", page("Alpha", "First text of alpha."));
  folder.write("crawl/news.example/b.html", page("Beta", "Text of beta."));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  CHECK(index(folder, {"archive", "crawl"}).err.find("0 pages, articles 0 new, 0 updated, 0 unchanged, 2 files unchanged") != std::string::npos);

  folder.write("crawl/news.example/a.html", page("Alpha", "Second text of alpha, longer than the first."));
  folder.write("crawl/news.example/c.html", page("Gamma", "Text of gamma."));
  const Finished finished = index(folder, {"archive", "crawl"});
  CHECK(finished.err.find("articles 1 new, 1 updated, 0 unchanged, 1 files unchanged") != std::string::npos);
  CHECK(hits(folder, "\"second text\"") == "https://news.example/a.html\n");
  CHECK(hits(folder, "\"first text\"").empty());
}

TEST_CASE("a list of paths on standard input is a crawl, NUL-separated too") {
  const TemporaryDirectory folder;
  folder.write("a.html", page("Alpha", "Text of alpha."));
  folder.write("with space.html", page("Beta", "Text of beta."));
  const std::string separator = GENERATE(as<std::string>(), "\n", std::string(1, '\0'));
  const auto articles = extracted(folder, {"-"}, "a.html" + separator + "with space.html" + separator);
  CHECK(articles.size() == 2);
  CHECK(articles.at("with space.html").at("title") == "Beta");
}

TEST_CASE("a manifest gives addresses, capture times and types") {
  const TemporaryDirectory folder;
  folder.write("crawl/1", page("Alpha", "Text of alpha."));
  folder.write("manifest.tsv", "path\turl\tcaptured\tcontent_type\n1\thttps://news.example/alpha\t20250727120000\ttext/html; charset=utf-8\n");
  const auto articles = extracted(folder, {"--manifest", "manifest.tsv", "crawl"});
  REQUIRE(articles.contains("1"));
  CHECK(articles.at("1").at("url") == "https://news.example/alpha");
  CHECK(articles.at("1").at("captured") == "2025-07-27T12:00:00+00:00");
  CHECK(articles.at("1").at("site") == "news.example");
}

TEST_CASE("the output of --extract-only is the same whatever the threads") {
  const TemporaryDirectory folder;
  for (int i = 0; i < 40; ++i) folder.write("crawl/" + std::to_string(i % 7) + "/" + std::to_string(i) + ".html", page("Page " + std::to_string(i), "Text."));
  const std::string one = index(folder, {"--extract-only", "--threads", "1", "crawl"}).out;
  CHECK(lines_in(one) == 40);
  CHECK(index(folder, {"--extract-only", "--threads", "4", "crawl"}).out == one);
}

// ThreadSanitizer sees in about one run of three whether the threads ask in a safe way.
TEST_CASE("a reader of --extract-only that goes away is a quiet success, whatever the threads") {
  const TemporaryDirectory folder;
  for (int i = 0; i < 600; ++i) folder.write("crawl/" + std::to_string(i) + ".html", page("Page " + std::to_string(i), std::string(300, 'x')));
  for (int time = 0; time < 10; ++time) {
    const Finished finished =
        run({.program = "backfile-index", .arguments = {"--extract-only", "--threads", "5", "crawl"}, .folder = folder.path(), .close_output_after = 1});
    CHECK(finished.exit_code == 0);
    CHECK(finished.err.empty());
  }
}

TEST_CASE("articles as JSON lines go in as they come out") {
  const TemporaryDirectory folder;
  folder.write("crawl/news.example/a.html", page("Alpha", "Text of alpha."));
  const std::string first = index(folder, {"--extract-only", "crawl"}).out;
  folder.write("articles.jsonl", first);
  json before = json::parse(first), after = json::parse(index(folder, {"--extract-only", "articles.jsonl"}).out);
  CHECK(after.at("source") == "articles.jsonl#0");
  before.erase("source");
  after.erase("source");
  // How a date was found is not part of what a line says.
  before.erase("published_from");
  after.erase("published_from");
  CHECK(after == before);
}

TEST_CASE("unlike texts that claim one canonical address keep their own") {
  const TemporaryDirectory folder;
  const std::string claimed = "https://news.example/front-story";
  folder.write("crawl/news.example/a.html", page("Alpha", "The mayor of Westerlock opened the new lock before a crowd of four hundred people on Sunday morning.", claimed));
  folder.write("crawl/news.example/b.html", page("Beta", "Two trawlers collided off the northern light; nobody was hurt, but fishing stops until the wreck is raised.", claimed));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  CHECK(hits(folder, "mayor") == claimed + "\n");
  CHECK(hits(folder, "trawlers") == "https://news.example/b.html\n");
}

TEST_CASE("option --explain shows the evidence and what won") {
  const TemporaryDirectory folder;
  folder.write("a.html", page("Alpha", "Text of alpha."));
  const Finished finished = index(folder, {"--explain", "a.html"});
  CHECK(finished.exit_code == 0);
  CHECK(finished.out.find("* title") != std::string::npos);
  CHECK(finished.out.find("article:published_time") != std::string::npos);
}

TEST_CASE("what cannot be done is one line on standard error and exit code 2") {
  struct Case {
    std::string name;
    std::vector<std::string> arguments;
    std::string says;
  };
  const auto c = GENERATE(values<Case>({
      {"the only crawl is missing", {"archive", "nowhere"}, "nowhere"},
      {"no parent", {"no/such/archive", "crawl"}, "no/such/archive"},
      {"a file in the archive's place", {"file", "crawl"}, "file"},
      {"a directory of other files", {"crawl", "crawl"}, "crawl"},
      {"unknown option", {"--frobnicate", "archive", "crawl"}, "frobnicate"},
      {"no archive to rebuild", {"--rebuild", "archive"}, "archive"},
      {"a manifest that is not there", {"--manifest", "nowhere.tsv", "archive", "crawl"}, "nowhere.tsv"},
  }));
  CAPTURE(c.name);
  const TemporaryDirectory folder;
  folder.write("crawl/a.html", page("Alpha", "Text of alpha."));
  folder.write("file", "hello");
  const Finished finished = index(folder, c.arguments);
  CAPTURE(finished.err);
  CHECK(finished.exit_code == 2);
  CHECK(finished.out.empty());
  CHECK(lines_in(finished.err) == 1);
  CHECK(finished.err.find(c.says) != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder / "archive"));
  CHECK(std::filesystem::exists(folder / "crawl/a.html"));
}

TEST_CASE("one of several crawls that is missing costs only itself") {
  const TemporaryDirectory folder;
  folder.write("crawl/news.example/a.html", page("Alpha", "Text of alpha."));
  const Finished finished = index(folder, {"archive", "nowhere", "crawl"});
  CHECK(finished.exit_code == 1);
  CHECK(finished.err.find("nowhere") != std::string::npos);
  CHECK(hits(folder, "alpha") == "https://news.example/a.html\n");
}

TEST_CASE("option --prune drops what vanished, within its limit, and never when something could not be read") {
  const TemporaryDirectory folder;
  for (int i = 0; i < 20; ++i)
    folder.write("crawl/news.example/" + std::to_string(i) + ".html", page("Page " + std::to_string(i), "Unique" + std::to_string(i) + " text of its own."));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  std::filesystem::remove(folder / "crawl/news.example/7.html");
  SECTION("without the option nothing goes") {
    REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
    CHECK_FALSE(hits(folder, "unique7").empty());
  }
  SECTION("with it, what vanished goes") {
    REQUIRE(index(folder, {"archive", "crawl", "--prune"}).exit_code == 0);
    CHECK(hits(folder, "unique7").empty());
    CHECK_FALSE(hits(folder, "unique8").empty());
  }
  SECTION("an empty folder is a missing disk") {
    std::filesystem::remove_all(folder / "crawl/news.example");
    CHECK(index(folder, {"archive", "crawl", "--prune"}).exit_code == 2);
    CHECK_FALSE(hits(folder, "unique8").empty());
  }
  SECTION("a damaged file forbids it") {
    folder.write("crawl/news.example/damaged.html.gz", gzipped(std::string(3000, 'x')).substr(0, 25));
    CHECK(index(folder, {"archive", "crawl", "--prune"}).exit_code == 2);
    CHECK_FALSE(hits(folder, "unique7").empty());
  }
}

TEST_CASE("what a run that ended early gathered for an archive is told to be left out of a merge") {
  const TemporaryDirectory folder;
  folder.write("one/news.example/a.html", page("Alpha", "First text of alpha."));
  folder.write("two/news.example/b.html", page("Beta", "Text of beta."));
  REQUIRE(index(folder, {"first", "one"}).exit_code == 0);
  REQUIRE(index(folder, {"second", "two"}).exit_code == 0);
  folder.write("second.building/journal", "backfile-building 2 update\n");
  const Finished merged = index(folder, {"--merge", "archive", "first", "second"});
  CHECK(merged.exit_code == 1);
  CHECK(merged.err.find("second is not finished: second.building holds") != std::string::npos);
  CHECK(merged.err.find("first is not") == std::string::npos);
  CHECK(lines_in(hits(folder, "*")) == 2);
  REQUIRE(index(folder, {"second", "two"}).exit_code == 0);
  CHECK_FALSE(std::filesystem::exists(folder / "second.building"));
}

TEST_CASE("option --rebuild, --compact and --merge keep every answer") {
  const TemporaryDirectory folder;
  folder.write("one/news.example/a.html", page("Alpha", "First text of alpha."));
  folder.write("two/news.example/a.html", page("Alpha", "Second text of alpha."));
  folder.write("two/news.example/b.html", page("Beta", "Text of beta."));
  REQUIRE(index(folder, {"archive", "one"}).exit_code == 0);
  REQUIRE(index(folder, {"archive", "two"}).exit_code == 0);
  const std::string before = hits(folder, "*");
  REQUIRE(lines_in(before) == 2);
  CHECK(index(folder, {"--compact", "archive"}).exit_code == 0);
  CHECK(hits(folder, "*") == before);
  CHECK(index(folder, {"--rebuild", "archive"}).exit_code == 0);
  CHECK(hits(folder, "*") == before);
  REQUIRE(index(folder, {"first", "one"}).exit_code == 0);
  REQUIRE(index(folder, {"second", "two"}).exit_code == 0);
  std::filesystem::remove_all(folder / "archive");
  CHECK(index(folder, {"--merge", "archive", "first", "second"}).exit_code == 0);
  CHECK(hits(folder, "*") == before);
  CHECK(hits(folder, "\"second text\"") == "https://news.example/a.html\n");
}
