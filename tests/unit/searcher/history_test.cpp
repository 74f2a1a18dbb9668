// Versions in their order, each with its captures.
#include <string>
#include <vector>

#include <backfile/backfile.hpp>

#include "common/capture.hpp"
#include "common/date.hpp"
#include "common/digest.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/remote_archive.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

const std::string address = "https://news.example/ferry";

struct Text {
  std::string body, source, captured, modified, published;
};

Article article(const Text& text) {
  Article a;
  a.url = address;
  a.site = "news.example";
  a.source = text.source;
  a.title = "Title of " + text.body;
  a.body = text.body;
  a.captured = parse_iso_date(text.captured);
  a.modified = parse_iso_date(text.modified);
  a.published = parse_iso_date(text.published);
  return a;
}

void note_capture(test::ArchiveBuilder& archive, const Text& of, const Capture& capture) {
  const std::string version = hex16(digest64(version_key(article(of)).unique));
  archive.database().set_metadata("cap/" + version + "/" + hex16(digest64(capture.source)), encode_capture({capture}));
}

/// "TEXT: SOURCE@TIME SOURCE@TIME", the latest version marked by "*".
std::vector<std::string> lines_of(const std::vector<Version>& versions) {
  std::vector<std::string> lines;
  for (const Version& version : versions) {
    std::string& line = lines.emplace_back(version.title.substr(9) + (version.superseded ? ":" : "*:"));
    for (const Capture& capture : version.captures) line += " " + capture.source + "@" + capture.captured;
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("versions come oldest first, by capture, modification, publication, then order of input") {
  struct Case {
    std::string name;
    std::vector<Text> texts;
    Lines expected;
  };
  const auto c = GENERATE(values<Case>({
      {"one version", {{"a", "f", "2024-01-01", "", ""}}, {"a*: f@2024-01-01"}},
      {"by capture, whatever the input's order",
       {{"c", "1", "2024-01-03", "", ""}, {"a", "2", "2024-01-01", "", ""}, {"b", "3", "2024-01-02", "", ""}},
       {"a: 2@2024-01-01", "b: 3@2024-01-02", "c*: 1@2024-01-03"}},
      {"by modification, then publication",
       {{"c", "1", "", "2024-01-03", "2024-01-01"}, {"b", "2", "", "", "2024-01-02"}, {"a", "3", "", "", "2023"}},
       {"a: 3@", "b: 2@", "c*: 1@"}},
      {"an instant, not its spelling",
       {{"b", "1", "2024-01-01T11:00:00+00:00", "", ""}, {"a", "2", "2024-01-01T12:00:00+02:00", "", ""}},
       {"a: 2@2024-01-01T12:00:00+02:00", "b*: 1@2024-01-01T11:00:00+00:00"}},
      {"undated versions by their place in a file", {{"a", "f#9", "", "", ""}, {"b", "f#10", "", "", ""}}, {"a: f#9@", "b*: f#10@"}},
  }));
  CAPTURE(c.name);
  const test::TemporaryDirectory directory;
  test::ArchiveBuilder archive(directory / "a");
  for (const Text& text : c.texts) archive.add(article(text));
  archive.commit();
  Searcher searcher = Searcher::open(directory / "a");
  const std::vector<Version> versions = searcher.history(address);
  CHECK(lines_of(versions) == c.expected);
  const auto shown = searcher.show(address);
  REQUIRE(shown);
  CHECK(shown->title == versions.back().title);
  CHECK(shown->digest == versions.back().digest);
  CHECK(versions.back().digest == hex16(schema::text_digest(shown->title, shown->body)));
}

TEST_CASE("captures come by time, those of unknown time last, with where their bytes lie") {
  const test::TemporaryDirectory directory;
  const Text first{"a", "one.html", "2024-01-01", "", ""}, second{"b", "two.html", "2024-01-05", "", ""};
  test::ArchiveBuilder archive(directory / "a");
  archive.add(article(first)).add(article(second));
  note_capture(archive, first, {.source = "z.html", .captured = {}, .path = {}, .digest = {}});
  note_capture(archive, first, {.source = "b.warc.gz#1200", .captured = "2024-01-02", .path = {}, .offset = 1200, .length = 88, .digest = "00000000000000ff"});
  note_capture(archive, first, {.source = "b.warc.gz#300", .captured = "2024-01-02", .path = {}, .offset = 300, .length = 90, .digest = {}});
  note_capture(archive, first, {.source = "one.html", .captured = "2024-01-01", .path = {}, .digest = {}});
  archive.commit();
  Searcher searcher = Searcher::open(directory / "a");
  const std::vector<Version> versions = searcher.history(address);
  CHECK(lines_of(versions) ==
        Lines{"a: one.html@2024-01-01 b.warc.gz#300@2024-01-02 b.warc.gz#1200@2024-01-02 z.html@", "b*: two.html@2024-01-05"});
  const Capture& capture = versions.at(0).captures.at(2);
  CHECK(capture.path == "b.warc.gz");
  CHECK(capture.offset == 1200);
  CHECK(capture.length == 88);
  CHECK(capture.digest == "00000000000000ff");

  const test::RemoteArchive remote(directory / "a");
  Searcher distant = Searcher::open(remote.where());
  CHECK(lines_of(distant.history(address)) == lines_of(versions));
  CHECK(distant.diff(address).body.parts == std::vector<DiffPart>{{Change::removed, "a"}, {Change::added, "b"}});
}

TEST_CASE("several archives tell one history: the same text is one version") {
  const test::TemporaryDirectory directory;
  const Text old{"a", "1", "2024-01-01", "", ""}, again{"a", "2", "2024-01-02", "", ""}, latest{"b", "3", "2024-01-03", "", ""};
  test::build_archive(directory / "one", {article(old)});
  test::build_archive(directory / "two", {article(again), article(latest)});
  const std::vector<ArchiveLocation> both{{directory / "one"}, {directory / "two"}};
  Searcher searcher = Searcher::open(both);
  CHECK(lines_of(searcher.history(address)) == Lines{"a: 1@2024-01-01 2@2024-01-02", "b*: 3@2024-01-03"});
  CHECK(searcher.show(address)->title == "Title of b");
  const ArticleDiff diff = searcher.diff(address);
  CHECK(diff.from.captured == "2024-01-02");
  CHECK(diff.title.parts == std::vector<DiffPart>{{Change::none, "Title of "}, {Change::removed, "a"}, {Change::added, "b"}});
}

TEST_CASE("an address that no archive holds has no history") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "a", {article({"a", "1", "", "", ""})});
  Searcher searcher = Searcher::open(directory / "a");
  CHECK(searcher.history("https://news.example/other").empty());
  CHECK(searcher.history("").empty());
  CHECK(searcher.history("HTTPS://news.example:443/ferry#top").size() == 1);
}
