// --export: the records of all hits leave the crawl as a WARC file that our own indexer reads as the same articles, and an index leads to
// where they lie.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "indexer/crawl/gzip.hpp"
#include "indexer/crawl/record_format.hpp"
#include "tests/quality/sample_crawl.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/gzip.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

using nlohmann::json;

const std::string site = "https://sound.example/";

/// Too short to be a copy of another that differs in one word.
std::string page(const std::string& title) {
  return "<!doctype html><html lang=en><head><title>" + title + "</title><meta property=og:type content=article>" +
         "<meta property=article:published_time content=2025-05-04T09:00:00Z></head><body><article><h1>" + title + "</h1><p>The harbour office told of " +
         title + " on Sunday, and of what it will cost the town in the coming year.</p></article></body></html>\n";
}

std::string response(const std::string& name, const std::string& more = {}) {
  return warc_record({.target = site + name, .date = "2025-05-05T10:00:00Z", .more = more}, http_message(page(name)));
}

/// One article in each kind of place that a crawl can hold one.
class ManyPlaces {
 public:
  ManyPlaces() {
    const std::string request = warc_record({.type = "request", .target = site + "member", .content_type = "application/http; msgtype=request",
                                             .more = "WARC-Concurrent-To: <urn:uuid:1>\r\n"}, "GET /member HTTP/1.1\r\nHost: sound.example\r\n\r\n");
    const std::string stranger = warc_record({.type = "metadata", .target = site + "other", .content_type = "application/warc-fields",
                                              .more = "WARC-Concurrent-To: <urn:uuid:2>\r\n"}, "via: nothing\r\n");
    member_ = gzipped(response("member"));
    request_ = gzipped(request);
    folder_.write("crawl/members.warc.gz", member_ + request_ + gzipped(stranger));
    folder_.write("crawl/plain.warc", response("plain") + stranger);
    folder_.write("crawl/shared.warc.gz", gzipped(response("shared") + stranger));
    folder_.write("crawl/sound.example/timed.html", page("timed"));
    folder_.write("crawl/sound.example/untimed.html.gz", gzipped(page("untimed")));
    folder_.write("crawl/lines.jsonl", R"({"url":"https://sound.example/line","title":"line","body":"The harbour office told of a line."})"
                                       "\n");
    folder_.write("captured.tsv", "path\turl\tcaptured\nsound.example/timed.html\t" + site + "timed\t2025-05-06T08:00:00+02:00\nsound.example/untimed.html.gz\t" +
                                      site + "untimed\t\n");
    index({"--manifest", "captured.tsv", "archive", "crawl"});
  }

  void index(std::vector<std::string> arguments) const {
    const Finished indexed = run({.program = "backfile-index", .arguments = std::move(arguments), .folder = folder_.path()});
    if (indexed.exit_code != 0) throw std::runtime_error("backfile-index failed: " + indexed.err);
  }
  [[nodiscard]] Finished search(std::vector<std::string> arguments, const std::string& archive = "archive") const {
    arguments.insert(arguments.begin(), archive);
    return run({.program = "backfile-search", .arguments = std::move(arguments), .folder = folder_.path(), .environment = {{"SOURCE_DATE_EPOCH", "1750000000"}}});
  }
  [[nodiscard]] const TemporaryDirectory& folder() const { return folder_; }
  [[nodiscard]] const std::string& member() const { return member_; }
  [[nodiscard]] const std::string& request() const { return request_; }

 private:
  TemporaryDirectory folder_;
  std::string member_, request_;
};

std::string inflated(std::string_view bytes) {
  auto text = inflate_gzip(bytes, 1u << 26);
  REQUIRE(std::holds_alternative<std::string>(text));
  return std::get<std::string>(std::move(text));
}

/// Records by kind.
std::map<std::string, std::size_t> kinds_in(const std::string& warc) {
  const std::string text = inflated(warc);
  std::map<std::string, std::size_t> kinds;
  for (std::size_t at = warc_format().find_start(text, true); at != std::string::npos;) {
    ++kinds[std::string(record_kind_name(warc_format().parse_head(std::string_view(text).substr(at)).kind))];
    const std::size_t next = warc_format().find_start(std::string_view(text).substr(at + 1), false);
    at = next == std::string::npos ? next : at + 1 + next;
  }
  return kinds;
}

std::size_t pages_in(const std::string& warc) {
  if (warc.empty()) return 0;
  auto kinds = kinds_in(warc);
  return kinds["response"] + kinds["resource"] + kinds["conversion"];
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Articles as they are exported, in an order that does not depend on where they lie.
std::set<std::string> articles_in(const std::string& jsonl) {
  std::set<std::string> articles;
  for (const std::string& line : lines_of(jsonl)) articles.insert(line);
  return articles;
}

json index_line(const std::string& line) { return json::parse(line.substr(line.find('{'))); }

/// The bytes on disk that an index's line names.
std::string bytes_at(const std::filesystem::path& folder, const json& line) {
  const std::string file = file_text(folder / line.at("filename").get<std::string>());
  return file.substr(std::stoul(line.at("offset").get<std::string>()), std::stoul(line.at("length").get<std::string>()));
}

}  // namespace

TEST_CASE("an exported WARC file holds a page for every hit, those of WARC files byte for byte") {
  const ManyPlaces crawl;
  const Finished warc = crawl.search({"--export=warc"});
  CHECK(warc.exit_code == 0);
  CHECK(warc.err.empty());
  CHECK(kinds_in(warc.out) == std::map<std::string, std::size_t>{{"warcinfo", 1}, {"response", 3}, {"request", 1}, {"resource", 3}});
  CHECK(warc.out.find(crawl.member() + crawl.request()) != std::string::npos);
  const std::string text = inflated(warc.out);
  CHECK(text.starts_with("WARC/1.0\r\nWARC-Type: warcinfo\r\n"));
  for (const std::string name : {"plain", "shared"}) CHECK(text.find(response(name)) != std::string::npos);
  for (const std::string name : {"timed", "untimed"}) CHECK(text.find("\r\n\r\n" + page(name) + "\r\n\r\n") != std::string::npos);
  CHECK(text.find("WARC-Target-URI: https://sound.example/timed\r\nWARC-Date: 2025-05-06T06:00:00Z\r\n") != std::string::npos);
  CHECK(text.find("WARC-Date: 2025-06-15T15:06:40Z\r\n") != std::string::npos);
  CHECK(crawl.search({"--export=warc"}).out == warc.out);
  const Finished one = crawl.search({"--export=warc", "title:plain"});
  CHECK(pages_in(one.out) == 1);
  CHECK(crawl.search({"--export=warc", "--limit=2"}).exit_code == 0);
  CHECK(pages_in(crawl.search({"--export=warc", "--limit=2"}).out) == 2);
}

TEST_CASE("our own indexer reads an exported WARC file as the same articles and captures") {
  const ManyPlaces crawl;
  crawl.folder().write("out.warc.gz", crawl.search({"-title:line", "--export=warc"}).out);
  crawl.index({"again", "out.warc.gz"});
  const std::string fields = "--fields=url,title,body,published,language,payload_digest";
  const Finished before = crawl.search({"-title:line", "--format=jsonl", fields});
  CHECK(articles_in(before.out).size() == 5);
  CHECK(articles_in(crawl.search({"--format=jsonl", fields}, "again").out) == articles_in(before.out));
  for (const std::string name : {"timed", "plain", "member"}) {
    const auto captured = [&](const std::string& archive) { return index_line(crawl.search({"title:" + name, "--format=jsonl", "--fields=captured"}, archive).out); };
    const auto instant = [](const json& line) { return line.at("captured").get<std::string>(); };
    CAPTURE(name);
    CHECK((instant(captured("again")) == instant(captured("archive")) || name == "timed"));
  }
}

TEST_CASE("an exported index leads to the records, and says what it leaves out") {
  const ManyPlaces crawl;
  const Finished index = crawl.search({"--export=cdxj"});
  CHECK(index.exit_code == 0);
  CHECK(index.err == "backfile-search: 3 hits not in the index: no WARC file holds them (--export warc makes one)\n"
                     "backfile-search: 1 hit not in the index: their records share a gzip member with others (--export warc separates them)\n");
  const std::vector<std::string> lines = lines_of(index.out);
  REQUIRE(lines.size() == 2);
  CHECK(std::ranges::is_sorted(lines));
  CHECK(lines[0].starts_with("example,sound)/member 20250505100000 {\"url\":\"https://sound.example/member\",\"mime\":\"text/html\",\"status\":\"200\",\"digest\":\""));
  for (const std::string& text : lines) {
    const json line = index_line(text);
    std::string bytes = bytes_at(crawl.folder().path(), line);
    if (looks_like_gzip(bytes)) bytes = inflated(bytes);
    CHECK(warc_format().parse_head(bytes).target == line.at("url"));
    CHECK(warc_format().find_start(bytes.substr(1), false) == std::string::npos);
  }
}

TEST_CASE("a source that is gone costs its hits alone, and exit code 2") {
  const ManyPlaces crawl;
  std::filesystem::remove(crawl.folder() / "crawl/plain.warc");
  crawl.folder().write("crawl/sound.example/timed.html", "<p>another");
  const Finished warc = crawl.search({"--export=warc"});
  CHECK(warc.exit_code == 2);
  CHECK(pages_in(warc.out) == 4);
  CHECK_THAT(warc.err, Catch::Contains("'crawl/plain.warc#0': cannot open: No such file") && Catch::Contains("'crawl/sound.example/timed.html': changed since") &&
                           Catch::EndsWith("backfile-search: 2 of 6 hits could not be exported\n"));
  CHECK(lines_of(crawl.search({"--export=cdxj"}).out).size() == 1);
  CHECK(crawl.search({"--export=cdxj"}).exit_code == 2);
}

TEST_CASE("an export of nothing is nothing, and what does not go with it is refused") {
  const ManyPlaces crawl;
  for (const std::string form : {"warc", "cdxj"}) {
    const Finished none = crawl.search({"zeppelin", "--export=" + form});
    CHECK(none.exit_code == 1);
    CHECK(none.out.empty());
    CHECK(none.err == "no hits\n");
  }
  CHECK(crawl.search({"--export=zip"}).exit_code == 2);
  CHECK(crawl.search({"--export=warc", "--format=json"}).exit_code == 2);
  CHECK(crawl.search({"--export=warc", "--info"}).exit_code == 2);
}

TEST_CASE("exports have as many pages as the total says, whatever is asked") {
  const auto arguments = GENERATE(values<std::vector<std::string>>({
      {},
      {"--copies=show"},
      {"--versions=all"},
      {"--versions=all", "--copies=show"},
      {"water OR flood", "--sort=oldest"},
      {"has:edits", "--versions=all", "--copies=show"},
      {"--since=2025-02", "-title:water"},
  }));
  CAPTURE(arguments);
  const auto search = [&](const std::string& last) {
    std::vector<std::string> all = arguments;
    all.insert(all.begin(), sample_archive());
    all.push_back(last);
    return run({.program = "backfile-search", .arguments = std::move(all)});
  };
  const std::size_t total = std::stoul(search("--count").out);
  const Finished warc = search("--export=warc");
  CHECK(warc.err.empty());
  CHECK(pages_in(warc.out) == total);
  CHECK(lines_of(search("--format=urls").out).size() == total);
  const Finished index = search("--export=cdxj");
  const std::size_t outside = index.err.empty() ? 0 : std::stoul(index.err.substr(index.err.find(": ") + 2));
  CHECK(lines_of(index.out).size() + outside == total);
}

TEST_CASE("the warcio program of npm reads exported files, and indexes as we do") {
  if (run({.program = "/bin/sh", .arguments = {"-c", "command -v warcio"}}).exit_code != 0) {
    WARN("skipped: there is no warcio program (npm install -g warcio)");
    return;
  }
  const TemporaryDirectory folder;
  const auto search = [&](const std::string& form) { return run({.program = "backfile-search", .arguments = {sample_archive(), "--export", form}}).out; };
  std::set<std::string> theirs;
  const auto add_index_of = [&](const std::string& file) {
    const Finished done = run({.program = "/bin/sh", .arguments = {"-c", "warcio cdx-index \"$0\"", file}});
    CHECK(done.exit_code == 0);
    std::size_t pages = 0;
    for (const std::string& line : lines_of(done.out)) {
      json entry = index_line(line);
      entry.erase("filename");  // a name alone there
      theirs.insert(line.substr(0, line.find('{')) + entry.dump());
      ++pages;
    }
    return pages;
  };
  CHECK(add_index_of(folder.write("out.warc.gz", search("warc"))) == std::stoul(run({.program = "backfile-search", .arguments = {sample_archive(), "--count"}}).out));
  for (const auto& file : std::filesystem::directory_iterator(corpus_folder + "/warc")) add_index_of(file.path().string());
  for (const std::string& line : lines_of(search("cdxj"))) {
    json entry = index_line(line);
    entry.erase("filename");
    CHECK(theirs.contains(line.substr(0, line.find('{')) + entry.dump()));
  }
}
