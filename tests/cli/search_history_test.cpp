// An article in three captures with two texts, from crawl to --history, --cat and --versions.
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "tests/cli/search_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/gzip.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile::test;

namespace {

const std::string address = "https://sound.example/2025/05/ferry";

std::string page(const std::string& menu, const std::string& title, const std::string& text) {
  return "<!doctype html><html lang=en><head><title>" + title + "</title><meta property=og:type content=article>" +
         "<meta property=article:published_time content=2025-05-04T09:00:00Z></head><body><ul><li><a href=/>" + menu +
         "</a></ul><article><h1>" + title + "</h1><p>" + text +
         "</p><p>Passengers with tickets need do nothing, the harbour office said, and the next sailing will be told at noon.</p>"
         "</article></body></html>\n";
}

const std::string late = "The ferry over the sound was late on Sunday because of fog, the company said in a note to the press.";
const std::string on_time = "The ferry over the sound sails to its timetable again after two days of fog, the company said on Monday.";

/// The same article as pages of three crawls, and others as JSON lines.
class CrawledArchive {
 public:
  CrawledArchive() {
    folder_.write("crawl/3/ferry.html", page("Weather", "Ferry back on time", on_time));
    folder_.write("crawl/2/ferry.html.gz", gzipped(page("Sport", "Ferry late", late)));
    folder_.write("crawl/1/ferry.html", page("Home", "Ferry late", late));
    folder_.write("crawl/lines.jsonl", R"({"url":"https://sound.example/note","title":"A note","body":"Nothing sailed."})"
                                       "\n"
                                       R"({"url":"https://sound.example/tide","title":"Tide","body":"The tide was high.","captured":"2025-05-04"})"
                                       "\n");
    folder_.write("captured.tsv", "path\turl\tcaptured\n3/ferry.html\t" + address + "\t2025-05-05T08:00:00Z\n2/ferry.html.gz\t" + address +
                                      "\t2025-05-04T22:00:00Z\n1/ferry.html\t" + address + "\t2025-05-04T10:00:00Z\n");
    const Finished indexed = run({.program = "backfile-index", .arguments = {"--manifest", "captured.tsv", "archive", "crawl"}, .folder = folder_.path()});
    if (indexed.exit_code != 0) throw std::runtime_error("backfile-index failed: " + indexed.err);
  }

  [[nodiscard]] Finished search(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "archive");
    return run({.program = "backfile-search", .arguments = std::move(arguments), .folder = folder_.path()});
  }
  [[nodiscard]] const TemporaryDirectory& folder() const { return folder_; }

 private:
  TemporaryDirectory folder_;
};

}  // namespace

TEST_CASE("option --history tells versions, their captures, times and sources") {
  const CrawledArchive archive;
  const Finished text = archive.search({"--history", address});
  CHECK(text.exit_code == 0);
  CHECK(text.err.empty());
  check_golden("cli/history.txt", text.out);
  const Finished json = archive.search({"--history", address, "--format=json"});
  CHECK(json.exit_code == 0);
  check_golden("cli/history.json", json.out);
  const Finished none = archive.search({"--history", "https://sound.example/none"});
  CHECK(none.exit_code == 1);
  CHECK(none.err == "backfile-search: there is no article 'https://sound.example/none' in 'archive'\n");
}

TEST_CASE("option --diff tells what changed between two versions") {
  const CrawledArchive archive;
  const Finished text = archive.search({"--diff", address});
  CHECK(text.exit_code == 0);
  CHECK(text.err.empty());
  check_golden("cli/diff.txt", text.out);
  const Finished json = archive.search({"--diff", address, "--from=2025-05-04", "--to=2025-05-05", "--format=json"});
  CHECK(json.exit_code == 0);
  check_golden("cli/diff.json", json.out);
  struct Case {
    std::vector<std::string> arguments;
    int exit_code;
    std::string err;
  };
  const auto c = GENERATE(values<Case>({
      {{"--diff", address, "--from=2025-05-04T10:00Z", "--to=2025-05-04"}, 0, ""},
      {{"--diff", "https://sound.example/none"}, 1, "backfile-search: there is no article 'https://sound.example/none' in 'archive'\n"},
      {{"--diff", "https://sound.example/note"}, 1, "backfile-search: there is only one version of 'https://sound.example/note'\n"},
      {{"--diff", address, "--from=2024"}, 1, "backfile-search: no version of '" + address + "' is as old as 2024\n"},
      {{"--diff", address, "--from=soon"}, 2, "backfile-search: from: 'soon' is not a date (as in 2024, 2024-05-01 or 2024-05-01T12:00Z)\n"},
  }));
  CAPTURE(c.arguments);
  const Finished done = archive.search(c.arguments);
  CHECK(done.exit_code == c.exit_code);
  CHECK(done.err == c.err);
}

TEST_CASE("has:edits finds the articles with several versions") {
  const CrawledArchive archive;
  CHECK(archive.search({"has:edits", "--format=urls"}).out == address + "\n");
  CHECK(archive.search({"-has:edits", "--count"}).out == "2\n");
}

TEST_CASE("option --versions=all lists every version, and hits count them") {
  const CrawledArchive archive;
  const auto latest = nlohmann::json::parse(archive.search({"ferry", "--format=json"}).out);
  REQUIRE(latest["hits"].size() == 1);
  CHECK(latest["hits"][0]["versions"] == 2);
  CHECK(latest["hits"][0]["title"] == "Ferry back on time");
  CHECK(latest["hits"][0]["source"] == "crawl/3/ferry.html");
  CHECK(latest["hits"][0]["captured"] == "2025-05-05T08:00:00+00:00");
  for (const std::string copies : {"--copies=fold", "--copies=show"}) {
    CAPTURE(copies);
    const auto all = nlohmann::json::parse(archive.search({"ferry", "--versions=all", copies, "--format=json"}).out);
    CHECK(all["total"] == 2);
    CHECK(all["articles"] == 1);
    REQUIRE(all["hits"].size() == 2);
    CHECK(all["hits"][0]["title"] != all["hits"][1]["title"]);
    for (const auto& hit : all["hits"]) CHECK(hit["versions"] == 2);
  }
  CHECK(archive.search({"ferry late", "--count"}).out == "0\n");
  CHECK(archive.search({"ferry late", "--count", "--versions=all"}).out == "1\n");
  CHECK(archive.search({"tide", "--format=jsonl", "--fields=versions,source"}).out.find("\"versions\":1") != std::string::npos);
}

TEST_CASE("option --show says where the article was read, when it was fetched, and its text's digest") {
  const CrawledArchive archive;
  const auto history = nlohmann::json::parse(archive.search({"--history", address, "--format=json"}).out);
  const auto digest = history["versions"][1]["digest"].get<std::string>();
  CHECK_THAT(archive.search({"--show", address}).out, Catch::Contains("crawl/3/ferry.html · captured 2025-05-05T08:00:00+00:00 · text " + digest + "\n"));
  const auto shown = nlohmann::json::parse(archive.search({"--show", address, "--format=json"}).out);
  CHECK(shown["source"] == "crawl/3/ferry.html");
  CHECK(shown["captured"] == "2025-05-05T08:00:00+00:00");
  CHECK(shown["digest"] == digest);
}

TEST_CASE("option --cat prints the captured bytes of the latest version") {
  const CrawledArchive archive;
  struct Case {
    std::string url, out;
  };
  const auto c = GENERATE(values<Case>({
      {address, page("Weather", "Ferry back on time", on_time)},
      {"https://sound.example/note", R"({"url":"https://sound.example/note","title":"A note","body":"Nothing sailed."})"},
      {"https://sound.example/tide", R"({"url":"https://sound.example/tide","title":"Tide","body":"The tide was high.","captured":"2025-05-04"})"},
  }));
  CAPTURE(c.url);
  const Finished done = archive.search({"--cat", c.url});
  CHECK(done.exit_code == 0);
  CHECK(done.err.empty());
  CHECK(done.out == c.out);
}

TEST_CASE("option --cat says when the source is gone or changed") {
  const CrawledArchive archive;
  std::filesystem::remove(archive.folder() / "crawl/3/ferry.html");
  const Finished gone = archive.search({"--cat", address});
  CHECK(gone.exit_code == 2);
  CHECK(gone.out.empty());
  CHECK_THAT(gone.err, Catch::StartsWith("backfile-search: 'crawl/3/ferry.html': cannot open: No such file"));
  archive.folder().write("crawl/3/ferry.html", "<p>another page");
  const Finished changed = archive.search({"--cat", address});
  CHECK(changed.exit_code == 2);
  CHECK(changed.out.empty());
  CHECK_THAT(changed.err, Catch::StartsWith("backfile-search: 'crawl/3/ferry.html': changed since it was indexed: its digest is "));
  archive.folder().write("crawl/lines.jsonl", "{}\n");
  CHECK_THAT(archive.search({"--cat", "https://sound.example/tide"}).err, Catch::Contains("changed since it was indexed"));
  const Finished none = archive.search({"--cat", "https://sound.example/none"});
  CHECK(none.exit_code == 1);
  CHECK(none.err == "backfile-search: there is no article 'https://sound.example/none' in 'archive'\n");
}

TEST_CASE("option --cat goes back to an earlier capture of the same version, and says so") {
  const CrawledArchive archive;
  const std::string more = "crawl/4/ferry.html";
  archive.folder().write(more, page("Food", "Ferry back on time", on_time));
  archive.folder().write("captured.tsv", "path\turl\tcaptured\n" + more + "\t" + address + "\t2025-05-06\n");
  const Finished indexed = run({.program = "backfile-index", .arguments = {"--manifest", "captured.tsv", "archive", more}, .folder = archive.folder().path()});
  REQUIRE(indexed.exit_code == 0);
  CHECK(archive.search({"--cat", address}).out == page("Food", "Ferry back on time", on_time));
  std::filesystem::remove(archive.folder() / more);
  const Finished earlier = archive.search({"--cat", address});
  CHECK(earlier.exit_code == 0);
  CHECK(earlier.out == page("Weather", "Ferry back on time", on_time));
  CHECK_THAT(earlier.err, Catch::StartsWith("backfile-search: '" + more + "': cannot open"));
}

TEST_CASE("option --history and --cat lead into WARC files, past revisits to the payload") {
  const TemporaryDirectory folder;
  const std::string target = "https://sound.example/2025/05/pier";
  const auto response = [&](const std::string& date, const std::string& menu, const std::string& title, const std::string& text) {
    return gzipped(warc_record({.target = target, .date = date},
                               http_message(gzipped(page(menu, title, text)), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")));
  };
  const std::string first = response("2025-05-04T10:00:00Z", "Home", "Ferry late", late);
  const std::string second = response("2025-05-05T10:00:00Z", "Sport", "Ferry back on time", on_time);
  const std::string revisit = gzipped(warc_record({.type = "revisit",
                                                   .target = target,
                                                   .date = "2025-05-06T10:00:00Z",
                                                   .more = "WARC-Refers-To-Target-URI: " + target + "\r\nWARC-Refers-To-Date: 2025-05-05T10:00:00Z\r\n"},
                                                  "HTTP/1.1 304 Not Modified\r\n\r\n"));
  folder.write("crawl.warc.gz", first + second + revisit);
  const Finished indexed = run({.program = "backfile-index", .arguments = {"archive", "crawl.warc.gz"}, .folder = folder.path()});
  REQUIRE(indexed.exit_code == 0);
  const auto search = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "archive");
    return run({.program = "backfile-search", .arguments = std::move(arguments), .folder = folder.path()});
  };
  const auto history = nlohmann::json::parse(search({"--history", target, "--format=json"}).out);
  REQUIRE(history["versions"].size() == 2);
  const auto& captures = history["versions"][1]["captures"];
  REQUIRE(captures.size() == 2);
  CHECK(captures[0]["path"] == "crawl.warc.gz");
  CHECK(captures[0]["offset"] == first.size());
  CHECK(captures[0]["length"] == second.size());
  CHECK(captures[1]["captured"] == "2025-05-06T10:00:00+00:00");
  const Finished bytes = search({"--cat", target});
  CHECK(bytes.exit_code == 0);
  CHECK(bytes.err.empty());
  CHECK(bytes.out == page("Sport", "Ferry back on time", on_time));
  folder.write("crawl.warc.gz", first);
  const Finished cut = search({"--cat", target});
  CHECK(cut.exit_code == 2);
  CHECK(cut.out.empty());
  CHECK_THAT(cut.err, Catch::StartsWith("backfile-search: 'crawl.warc.gz#" + std::to_string(first.size()) + "': changed since it was indexed"));
}
