// Files as wget --warc-file writes them, from a server of our own on this machine, through the whole indexer.
#include <iostream>
#include <set>

#include "indexer/run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/unit/crawl/local_server.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

#include <xapian.h>

using namespace backfile;
using namespace backfile::test;

namespace {

std::string last_run(const std::string& archive) { return Xapian::Database(archive).get_metadata("backfile/last-run"); }

}  // namespace

TEST_CASE("what wget keeps is indexed, and what it deduplicates is a further capture") {
  const std::string wget = program("wget"), python = program("python3");
  if (wget.empty() || python.empty()) {
    std::cout << "skipped: " << (wget.empty() ? "wget" : "python3") << " is not installed\n";
    return;
  }
  const LocalServer server(python, local_site);
  REQUIRE_FALSE(server.port.empty());
  const TemporaryDirectory folder;
  const auto crawl = [&](std::vector<std::string> arguments) {
    std::vector<std::string> all{"--quiet", "--delete-after", "--no-proxy", "--tries=1"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    for (const char* name : {"plain", "zipped", "chunked", "moved", "gone", "x.png"})
      all.push_back("http://127.0.0.1:" + server.port + "/" + name);
    const Finished finished = run({.program = wget, .arguments = all, .folder = folder.path()});
    CAPTURE(finished.err);
    REQUIRE(finished.exit_code == 8);  // "the server answered with an error": the missing page
  };
  crawl({"--warc-file=one", "--no-warc-compression", "--warc-cdx"});
  crawl({"--warc-file=two", "--warc-dedup=one.cdx"});

  IndexOptions options;
  options.archive = folder / "archive";
  options.crawls = {folder / "one.warc", folder / "two.warc.gz"};
  options.quiet = true;
  REQUIRE(index_crawl(options) == ExitCode::done);
  const Xapian::Database database(options.archive);
  CHECK(database.get_doccount() == 4);
  // The first file has four articles, a redirect, a missing page and a picture; the second a revisit for each.
  const std::string summary = last_run(options.archive);
  CAPTURE(summary);
  CHECK_THAT(summary, Catch::Contains("articles 4 new, 0 updated, 4 unchanged"));
  CHECK_THAT(summary, Catch::Contains("6 rejected (4 http-status, 2 media-type)"));
  CHECK_THAT(summary, Catch::Contains("records: 2 metadata, 14 request, 4 resource, 7 response, 7 revisit, 2 warcinfo (4 of other schemes)"));
  std::uint64_t captures = 0;
  for (auto key = database.metadata_keys_begin("cap/"); key != database.metadata_keys_end("cap/"); ++key) {
    ++captures;
    CHECK_THAT(database.get_metadata(*key), Catch::Contains("offset=") && Catch::Contains("captured=20"));
  }
  CHECK(captures == 8);
}

TEST_CASE("captures again are noted with the version of their original, in later runs not read again") {
  const TemporaryDirectory folder;
  const std::string words = "The harbour was closed on Monday after waves broke over the quay in the old town.";
  const auto page = [&](const std::string& title) {
    return http_message("<!doctype html><meta property='og:type' content='article'><title>" + title + "</title><article><h1>" + title + "</h1><p>" +
                        words + "</p></article>");
  };
  const std::string file = warc_record({}, page("Storm")) + warc_record({.type = "revisit", .date = "2024-03-02T00:00:00Z"}, "") +
                           warc_record({.target = "http://daily.example/x"}, http_message("<!doctype html>", "", "HTTP/1.1 404 x")) +
                           warc_record({.type = "revisit", .target = "http://daily.example/x"}, "") +
                           warc_record({.type = "revisit", .target = "http://daily.example/y"}, "");
  IndexOptions options;
  options.archive = folder / "archive";
  options.crawls = {folder.write("a.warc", file)};
  options.report = folder / "report";
  options.quiet = true;
  REQUIRE(index_crawl(options) == ExitCode::done);
  CHECK_THAT(last_run(options.archive), Catch::Contains("articles 1 new, 0 updated, 1 unchanged") &&
                                            Catch::Contains("3 rejected (2 http-status, 1 unresolved-revisit)") &&
                                            Catch::Contains("records: 2 response, 3 revisit"));
  const Xapian::Database database(options.archive);
  std::set<std::string> versions;
  std::uint64_t captures = 0;
  for (auto key = database.metadata_keys_begin("cap/"); key != database.metadata_keys_end("cap/"); ++key, ++captures) versions.insert((*key).substr(0, 20));
  CHECK(captures == 2);
  CHECK(versions.size() == 1);
  options.report.clear();  // a report names every reject, so it reads such files again
  REQUIRE(index_crawl(options) == ExitCode::done);
  CHECK(Xapian::Database(options.archive).get_revision() == database.get_revision());
}
