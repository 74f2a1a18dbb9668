// backfile-index, run as a user would: feeds and news sitemaps of the crawl date its pages and choose among their titles.
#include <filesystem>
#include <string>
#include <utility>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gzip.hpp"
#include "tests/support/zip.hpp"

using backfile::test::extracted;
using backfile::test::Finished;
using backfile::test::gzipped;
using backfile::test::index;
using backfile::test::run;
using backfile::test::TemporaryDirectory;

namespace {

/// Says nothing of when it was published.
std::string undated(const std::string& title, const std::string& more = "", const std::string& title_element = "") {
  return "<!DOCTYPE html><html lang=\"en\"><head><title>" + (title_element.empty() ? title : title_element) + "</title>" + more + "</head><body><h1>" + title + "</h1><p>The story of " + title +
         " kept the council until midnight, its clerk said, and both banks of the river will hear of it again.</p></body></html>";
}

std::string rss(const std::string& address, const std::string& date, const std::string& title = "") {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The News</title><item><title>" + title + "</title><link>" + address + "</link><pubDate>" +
         date + "</pubDate></item></channel></rss>";
}

std::string record(const std::string& target, const std::string& type, const std::string& body) {
  const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n" + body;
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2025-05-06T00:00:00Z\r\nWARC-Target-URI: " + target +
         "\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

const std::string address = "https://news.example/a.html", date = "Sun, 04 May 2025 09:06:00 +0200", as_told = "2025-05-04T09:06:00+02:00";

std::string published(const TemporaryDirectory& folder, const std::string& archive) {
  return run({.program = "backfile-search", .arguments = {archive, "--format", "tsv", "--fields", "url,published", "--sort", "oldest", "--", "council"},
              .folder = folder.path()}).out;
}

}  // namespace

TEST_CASE("a page without a date has that of the crawl's feed, wherever both lie") {
  const std::string page_bytes = undated("Ferry aground"), feed = rss(address, date);
  const std::string page_record = record(address, "text/html", page_bytes), feed_record = record("https://news.example/feed", "application/rss+xml", feed);
  const std::string sitemap =
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>" + address +
      "</loc><news:news><news:publication_date>" + as_told + "</news:publication_date></news:news></url></urlset>";
  struct Case {
    const char* name;
    std::vector<std::pair<std::string, std::string>> files;
    const char* from;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"a mirror, the feed before the page", {{"news.example/a.html", page_bytes}, {"news.example/Feed/index.html", feed}}, "feed:rss"},
      {"a mirror, the feed behind it", {{"news.example/a.html", page_bytes}, {"news.example/rss.xml", feed}}, "feed:rss"},
      {"a packed news sitemap", {{"news.example/a.html", page_bytes}, {"news.example/sitemap-news.xml.gz", gzipped(sitemap)}}, "feed:news-sitemap"},
      {"a WARC file, the feed before the page", {{"a.warc", feed_record + page_record}}, "feed:rss"},
      {"a WARC file, the feed behind it", {{"a.warc", page_record + feed_record}}, "feed:rss"},
      {"a packed WARC file", {{"a.warc.gz", gzipped(page_record) + gzipped(feed_record)}}, "feed:rss"},
      {"a WACZ file", {{"a.wacz", backfile::test::zipped({{"archive/1.warc.gz", gzipped(page_record)}, {"archive/2.warc.gz", gzipped(feed_record)}})}}, "feed:rss"},
  }));
  CAPTURE(c.name);
  const TemporaryDirectory folder;
  for (const auto& [name, bytes] : c.files) folder.write("crawl/" + name, bytes);
  for (const char* threads : {"1", "3"}) {
    const Finished finished = index(folder, {"--extract-only", "--threads", threads, "crawl"});
    CAPTURE(finished.out, finished.err);
    CHECK(finished.exit_code == 0);
    CHECK(finished.out.find("\"published\":\"" + as_told + "\"") != std::string::npos);
    CHECK(finished.out.find("\"published_from\":\"" + std::string(c.from) + "\"") != std::string::npos);
  }
}

TEST_CASE("a feed tells the time of a page that tells the day, and yields to one that knows better") {
  struct Case {
    const char *name, *head;
    std::string date, expected;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"the day alone", "<meta name=\"date\" content=\"2025-05-04\">", date, as_told},
      {"the page's own moment", "<meta property=\"article:published_time\" content=\"2025-05-03T08:00:00+02:00\">", date, "2025-05-03T08:00:00+02:00"},
  }));
  CAPTURE(c.name);
  const TemporaryDirectory folder;
  folder.write("crawl/news.example/a.html", undated("Ferry aground", c.head));
  folder.write("crawl/news.example/rss.xml", rss(address, c.date));
  CHECK(extracted(folder, {"crawl"}).at("a.html").at("published") == c.expected);
}

TEST_CASE("a feed chooses among titles that disagree") {
  const TemporaryDirectory folder;
  folder.write("crawl/news.example/a.html", undated("What we know about ferries", "<meta property=\"og:title\" content=\"Ferry runs aground off the cape\">", "Ferries"));
  CHECK(extracted(folder, {"crawl"}).at("a.html").at("title") == "What we know about ferries");
  folder.write("crawl/news.example/rss.xml", rss(address, date, "Ferry runs aground off the cape"));
  CHECK(extracted(folder, {"crawl"}).at("a.html").at("title") == "Ferry runs aground off the cape");
}

TEST_CASE("an update obeys feeds as a build from nothing does") {
  const TemporaryDirectory folder;
  folder.write("crawl/news.example/a.html", undated("Ferry aground"));
  folder.write("crawl/news.example/b.html", undated("Dockers vote"));
  const auto same_as_anew = [&](const std::string& told) {
    std::filesystem::remove_all(folder / "anew");
    REQUIRE(index(folder, {"anew", "crawl"}).exit_code == 0);
    CAPTURE(told);
    CHECK(published(folder, "archive") == published(folder, "anew"));
    CHECK((published(folder, "archive").find(told) != std::string::npos) == true);
    CHECK(run({.program = "backfile-index", .arguments = {"--check", "archive"}, .folder = folder.path()}).exit_code == 0);
  };
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  folder.write("crawl/news.example/rss.xml", rss(address, date));
  CHECK(index(folder, {"archive", "crawl"}).err.find("0 new, 1 updated, 0 unchanged, 1 files unchanged") != std::string::npos);
  same_as_anew("a.html\t" + as_told);
  CHECK(index(folder, {"archive", "crawl"}).err.find("0 pages") != std::string::npos);
  folder.write("crawl/news.example/rss.xml", rss(address, "Mon, 05 May 2025 10:00:00 +0200"));
  CHECK(index(folder, {"archive", "crawl"}).err.find("0 new, 1 updated, 0 unchanged, 1 files unchanged") != std::string::npos);
  same_as_anew("a.html\t2025-05-05T10:00:00+02:00");
  std::filesystem::remove(folder / "crawl/news.example/rss.xml");
  CHECK(index(folder, {"archive", "crawl"}).err.find("0 new, 1 updated, 0 unchanged, 1 files unchanged") != std::string::npos);
  same_as_anew("a.html\t\n");
}
