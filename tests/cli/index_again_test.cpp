// backfile-index, run as a user would: what later runs owe to earlier ones, and what must not go unsaid.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gzip.hpp"

using backfile::test::Finished;
using backfile::test::gzipped;
using backfile::test::hits;
using backfile::test::index;
using backfile::test::lines_in;
using backfile::test::page;
using backfile::test::run;
using backfile::test::TemporaryDirectory;

TEST_CASE("failures are told under --quiet, and nothing else is") {
  const TemporaryDirectory folder;
  folder.write("crawl/a.html", page("Alpha", "Text of alpha."));
  const Finished good = index(folder, {"archive", "crawl", "--quiet"});
  CHECK(good.exit_code == 0);
  CHECK(good.err.empty());
  folder.write("crawl/cut.html.gz", gzipped(page("Cut", std::string(5000, 'x'))).substr(0, 60));
  const Finished bad = index(folder, {"archive", "crawl", "--quiet"});
  CHECK(bad.exit_code == 1);
  CHECK(bad.err.find("cut.html.gz: damaged") != std::string::npos);
  CHECK(lines_in(bad.err) == 1);
}

TEST_CASE("a language or time zone that is none is refused") {
  struct Case {
    std::string name, value;
    int exit_code;
  };
  const auto c = GENERATE(values<Case>({
      {"--language", "de", 0},
      {"--language", "pt_br", 0},
      {"--language", "x y", 2},
      {"--timezone", "Europe/Berlin", 0},
      {"--timezone", "+05:30", 0},
      {"--timezone", "Nowhere", 2},
      {"--timezone", "Zürich", 2},
  }));
  CAPTURE(c.name, c.value);
  const TemporaryDirectory folder;
  folder.write("a.html", page("Alpha", "Text of alpha."));
  const Finished finished = index(folder, {"--extract-only", c.name + "=" + c.value, "a.html"});
  CAPTURE(finished.err);
  CHECK(finished.exit_code == c.exit_code);
  if (c.exit_code == 2) CHECK(finished.err.find(c.name + " takes a ") != std::string::npos);
}

TEST_CASE("a manifest that comes later or changes is obeyed") {
  const TemporaryDirectory folder;
  folder.write("crawl/a.html", page("Alpha", "Text of alpha."));
  folder.write("crawl/b.html", page("Beta", "Text of beta."));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  const std::vector<std::string> again{"archive", "crawl", "--manifest", "manifest.tsv"};
  for (const char* address : {"https://news.example/alpha", "https://news.example/renamed"}) {
    CAPTURE(address);
    folder.write("manifest.tsv", std::string("path\turl\na.html\t") + address + "\n");
    CHECK(index(folder, again).err.find("articles 1 new, 0 updated, 0 unchanged, 1 files unchanged") != std::string::npos);
    CHECK(hits(folder, std::string("url:") + address) == std::string(address) + "\n");
    CHECK(index(folder, again).err.find("2 files unchanged") != std::string::npos);
  }
}

TEST_CASE("a report lists every page that is no article, also those that an earlier run had read") {
  const TemporaryDirectory folder;
  folder.write("crawl/a.html", page("Alpha", "Text of alpha."));
  folder.write("crawl/empty.html", "");
  folder.write("crawl/lines.jsonl", "{\"title\": \"T\", \"body\": \n{\"title\": \"good line\", \"body\": \"kept\"}\n");
  const std::vector<std::string> reported{"archive", "crawl", "--report", "report.jsonl"};
  const auto report = [&] {
    std::ifstream in(folder / "report.jsonl");
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  REQUIRE(index(folder, reported).exit_code == 1);
  const std::string first = report();
  CHECK(lines_in(first) == 2);
  CHECK(index(folder, {"archive", "crawl"}).err.find("3 files unchanged") != std::string::npos);
  CHECK(index(folder, reported).exit_code == 1);
  CHECK(report() == first);
  CHECK(hits(folder, "title:good") != "");
}

TEST_CASE("a container that was damaged in part is told again without being read again") {
  struct Case {
    std::string name, content;
  };
  const std::string record = "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n";
  const auto c = GENERATE_COPY(values<Case>({
      {"bad.jsonl", "{\"title\": \"T\", \"body\": \n{\"title\": \"good line\", \"body\": \"kept\"}\n"},
      {"bad.warc", record + "no record at all\r\n" + record},
      {"bad.warc.gz", gzipped(record) + gzipped(record).substr(0, 40)},
  }));
  CAPTURE(c.name);
  const TemporaryDirectory folder;
  folder.write("crawl/a.html", page("Alpha", "Text of alpha."));
  folder.write("crawl/" + c.name, c.content);
  const bool later = GENERATE(false, true);
  if (later) REQUIRE(index(folder, {"archive", "crawl/a.html"}).exit_code == 0);
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 1);
  for (int run = 0; run < 2; ++run) {
    const Finished again = index(folder, {"archive", "crawl", "--quiet"});
    CHECK(again.exit_code == 1);
    CHECK(again.err == "backfile-index: crawl/" + c.name + ": damaged: in part, and unchanged since it was read; --report reads it again\n");
  }
  CHECK(index(folder, {"archive", "crawl"}).err.find("articles 0 new, 0 updated, 0 unchanged, 2 files unchanged, 1 rejected (1 damaged)") != std::string::npos);
  CHECK(index(folder, {"archive", "crawl", "--prune"}).exit_code == 2);
  folder.write("crawl/" + c.name, c.name.ends_with("jsonl") ? std::string("{\"title\": \"good line\"}\n") : record + record + record);
  CHECK(index(folder, {"archive", "crawl"}).exit_code == 0);
  CHECK(index(folder, {"archive", "crawl", "--prune"}).exit_code == 0);
}

TEST_CASE("JSON lines that break off are read again") {
  const TemporaryDirectory folder;
  std::string lines;
  for (int i = 0; i < 400; ++i) lines += "{\"title\": \"Line " + std::to_string(i * 7919) + "\", \"body\": \"Words " + std::to_string(i * 104729) + "\"}\n";
  const std::string whole = gzipped(lines);
  folder.write("lines.jsonl.gz", whole.substr(0, whole.size() / 2));
  CHECK(index(folder, {"archive", "lines.jsonl.gz"}).exit_code == 1);
  const Finished again = index(folder, {"archive", "lines.jsonl.gz"});
  CHECK(again.exit_code == 1);
  CHECK(again.err.find("damaged") != std::string::npos);
}

TEST_CASE("a rewrite that is refused leaves nothing behind") {
  const TemporaryDirectory folder;
  folder.write("a.html", page("Alpha", "Text of alpha."));
  REQUIRE(index(folder, {"archive", "a.html"}).exit_code == 0);
  for (const char* table : {"archive/postlist.glass", "archive/docdata.glass"}) std::filesystem::resize_file(folder / table, 100);
  const std::string action = GENERATE(as<std::string>(), "--rebuild", "--compact");
  CAPTURE(action);
  CHECK(index(folder, {action, "archive"}).exit_code == 2);
  CHECK_FALSE(std::filesystem::exists(folder / "archive.building"));
}

TEST_CASE("output that cannot be written is an error") {
  const TemporaryDirectory folder;
  folder.write("a.html", page("Alpha", "Text of alpha."));
  const auto arguments = GENERATE(values<std::vector<std::string>>({{"--help"}, {"--version"}, {"--explain", "a.html"}, {"--extract-only", "a.html"}}));
  CAPTURE(arguments);
  const Finished finished = run({.program = "backfile-index", .arguments = arguments, .folder = folder.path(), .output_file = "/dev/full"});
  CHECK(finished.exit_code == 2);
  CHECK(finished.err.find("cannot write to standard output") != std::string::npos);
}
