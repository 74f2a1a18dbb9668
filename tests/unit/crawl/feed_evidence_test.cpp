// What feeds say of pages, kept by address; and which files and records are looked into for it.
#include "indexer/crawl/feed_evidence.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "common/date.hpp"
#include "indexer/crawl/feed_names.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

struct Said {
  std::string address, published, modified, title;
};

FeedNote note_of(const Said& said) {
  FeedNote note;
  if ((note.published = parse_iso_date(said.published))) note.published_in = "rss";
  if ((note.modified = parse_iso_date(said.modified))) note.modified_in = "sitemap";
  if (!said.title.empty()) note.titles.push_back(said.title);
  return note;
}

FeedEvidence gathered(const std::vector<Said>& all, std::size_t most_pages = 100) {
  FeedEvidence evidence(most_pages);
  for (const Said& said : all) evidence.add(said.address, note_of(said));
  evidence.seal();
  return evidence;
}

}  // namespace

TEST_CASE("of several dates of a page one with a time counts, then the earliest") {
  const auto evidence = gathered({{"https://a.example/x", "2025-05-04", "", "One"},
                                  {"https://a.example/x", "2025-05-06T10:00:00Z", "2025-05-08", "Two"},
                                  {"http://a.example/x", "2025-05-05T10:00:00Z", "", "One"}});
  const auto note = evidence.find("https://a.example/x");
  REQUIRE(note);
  CHECK(to_string(*note->published) == "2025-05-05T10:00:00+00:00");
  CHECK(to_string(*note->modified) == "2025-05-08");
  CHECK(note->modified_in == "sitemap");
  CHECK(note->titles == std::vector<std::string>{"One", "Two"});
  CHECK_FALSE(evidence.find("https://a.example/y"));
}

TEST_CASE("evidence is a function of the set of what was said, also beyond its bound") {
  std::vector<Said> all;
  for (int i = 0; i < 500; ++i) {
    const std::string address = "https://a.example/" + std::to_string(i);
    all.push_back({address, "2025-05-0" + std::to_string(1 + i % 9), "", "Title " + std::to_string(i % 7)});
    all.push_back({address, "2025-04-1" + std::to_string(i % 9), "2025-06-0" + std::to_string(1 + i % 9), "Title"});
  }
  const auto forwards = gathered(all, 40);
  std::ranges::reverse(all);
  const auto backwards = gathered(all, 40);
  CHECK(forwards.is_cut());
  CHECK(forwards.digest() == backwards.digest());
  std::size_t kept = 0;
  for (int i = 0; i < 500; ++i) {
    const auto note = forwards.find("https://a.example/" + std::to_string(i));
    kept += note && note->published;
  }
  CHECK(kept == 40);
}

TEST_CASE("the digest of a page changes with what is said of it and with nothing else") {
  const auto before = gathered({{"https://a.example/x", "2025-05-04", "", "T"}, {"https://a.example/y", "2025-05-04", "", ""}});
  const auto after = gathered({{"https://a.example/x", "2025-05-04", "", "T"}, {"https://a.example/y", "2025-05-05", "", ""}});
  CHECK(before.digest_of("https://a.example/x") == after.digest_of("https://a.example/x"));
  CHECK(before.digest_of("https://a.example/y") != after.digest_of("https://a.example/y"));
  CHECK(before.digest() != after.digest());
  CHECK(before.digest_of("https://a.example/z") == 0);
  CHECK(gathered({}).digest() == 0);
}

TEST_CASE("what is worth a look as a feed") {
  struct Case {
    const char *type, *path;
    bool expected;
  };
  const auto c = GENERATE(values<Case>({
      {"application/rss+xml", "/anything", true},
      {"text/xml", "/anything", true},
      {"", "news.example/feed/index.html", true},
      {"", "news.example/rss.xml", true},
      {"", "news.example/sitemap-news.xml.gz", true},
      {"", "news.example/FEED", true},
      {"text/html", "/section/rss/", true},
      {"application/x-gzip", "/sitemap.xml.gz", true},
      {"application/json", "/feed.json", true},
      {"", "news.example/how-to-feed-a-cat.html", false},
      {"", "news.example/story/index.html", false},
      {"text/html", "/2025/05/ferry", false},
      {"image/png", "/feed/", false},
      {"application/json", "/api/state.json", false},
      {"", "", false},
  }));
  CAPTURE(c.type, c.path);
  CHECK(may_be_feed(c.type, c.path) == c.expected);
}
