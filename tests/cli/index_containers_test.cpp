// Every kind of file that holds pages, from crawl to search, --cat, --report and the run after.
#include <algorithm>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/zip.hpp"
#include "tests/support/zstd.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile::test;
using nlohmann::json;

namespace {

/// One page in a file of some kind.
struct Kind {
  std::string file, word;
  std::string place = {};  // of the page in the file, as its source has it
};

const std::vector<Kind> kinds{{"a.warc", "walnut", "#0"},
                              {"b.warc.gz", "gherkin", "#0"},
                              {"c.warc.zst", "zucchini", "#0"},
                              {"d.wacz", "wasabi", "!/archive/data.warc.gz#0"},
                              {"e.arc", "artichoke", "#0"},
                              {"f.arc.gz", "apricot", "#0"},
                              {"g.mhtml", "mango"},
                              {"h.html", "hazelnut"}};

std::string address_of(const Kind& kind) { return "https://daily.example/" + kind.word; }
std::string page_of(const Kind& kind) {
  return page("A " + kind.word, "Nobody had seen a " + kind.word + " of that size before, said those who came to the market on Saturday.", address_of(kind));
}

std::string mhtml(const Kind& kind) {
  return "From: <Saved by Blink>\r\nSnapshot-Content-Location: " + address_of(kind) +
         "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n" + page_of(kind) +
         "\r\n--x--\r\n";
}

std::string arc(const Kind& kind) {
  const std::string block = http_message(page_of(kind));
  return address_of(kind) + " 192.0.2.1 20240315000000 text/html " + std::to_string(block.size()) + "\n" + block + "\n";
}

std::string content_of(const Kind& kind) {
  const std::string record = warc_record({.target = address_of(kind)}, http_message(page_of(kind)));
  switch (kind.file.front()) {
    case 'a': return record;
    case 'b': return gzipped(record);
    case 'c': return zstd_frame(record);
    case 'd': return zipped({{"archive/data.warc.gz", gzipped(record)}, {"datapackage.json", "{}"}});
    case 'e': return arc(kind);
    case 'f': return gzipped(arc(kind));
    case 'g': return mhtml(kind);
    default: return page_of(kind);
  }
}

/// Reasons by the file's name.
std::map<std::string, std::vector<std::string>> reported(const std::string& path) {
  std::map<std::string, std::vector<std::string>> reasons;
  std::ifstream report(path);
  for (std::string line; std::getline(report, line);) {
    const json reject = json::parse(line);
    const std::string source = reject.at("source").get<std::string>();
    reasons[source.substr(0, source.find_first_of("#!"))].push_back(reject.at("reason"));
  }
  return reasons;
}

}  // namespace

TEST_CASE("pages are found, and printed again, whatever kind of file they lie in") {
  const TemporaryDirectory folder;
  for (const Kind& kind : kinds) folder.write("crawl/" + kind.file, content_of(kind));
  const Finished built = index(folder, {"archive", "crawl"});
  CAPTURE(built.err);
  REQUIRE(built.exit_code == 0);
  for (const Kind& kind : kinds) {
    CAPTURE(kind.file);
    CHECK(hits(folder, kind.word) == address_of(kind) + "\n");
    const Finished cat = run({.program = "backfile-search", .arguments = {"archive", "--cat", address_of(kind)}, .folder = folder.path()});
    CAPTURE(cat.err);
    CHECK(cat.out == page_of(kind));
    const auto lines = extracted(folder, {"crawl/" + kind.file});
    REQUIRE(lines.size() == 1);
    CHECK(lines.begin()->second.at("source") == "crawl/" + kind.file + kind.place);
  }
  const Finished again = index(folder, {"archive", "crawl"});
  CHECK_THAT(again.err, Catch::Contains("0 pages, articles 0 new") && Catch::Contains(std::to_string(kinds.size()) + " files unchanged"));
}

TEST_CASE("a container that is damaged is told with its reason, and read again when it is whole") {
  const TemporaryDirectory folder;
  for (const Kind& kind : kinds) {
    // Of an MHTML file, as of a page, what there is counts as the page.
    const bool is_container = !kind.place.empty();
    const std::string content = content_of(kind);
    folder.write("crawl/" + kind.file, is_container ? cut(content, content.size() / 3) : content);
  }
  const Finished damaged = index(folder, {"archive", "crawl", "--report", "report"});
  CAPTURE(damaged.err);
  CHECK(damaged.exit_code == 1);
  auto reasons = reported(folder / "report");
  for (const Kind& kind : kinds) {
    CAPTURE(kind.file);
    const auto& told = reasons["crawl/" + kind.file];
    CHECK(std::ranges::all_of(told, [](const std::string& reason) { return reason == "damaged"; }));
    CHECK(told.empty() == kind.place.empty());
  }
  for (const Kind& kind : kinds) folder.write("crawl/" + kind.file, content_of(kind));
  CHECK(index(folder, {"archive", "crawl"}).exit_code == 0);
  for (const Kind& kind : kinds) CHECK(hits(folder, kind.word) == address_of(kind) + "\n");
}
