// Atom feeds: what an entry says of a hit, and what makes two hits one entry.
#include "searcher/cli/atom.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;
using namespace backfile::cli;

namespace {

Hit ferry() {
  Hit hit;
  hit.title = "Ferry <b>strike</b> & \"rain\"";
  hit.url = "https://a.example/1?x=1&y=2";
  hit.authors = {"Ada & Bo"};
  hit.language = "pt-BR";
  hit.published = PartialDate{2025, 5, 4, 9, 0, 0, Precision::second, std::int16_t{120}};
  hit.snippet = {"Left <early> from the harbour.", {{22, 29}}};
  hit.arrived = "2025-06-01T00:00:00.000001Z";
  return hit;
}

std::string feed_of(const std::vector<std::pair<std::string, std::vector<Hit>>>& answers) {
  AtomFeed feed("test", "Ferries & more");
  for (const auto& [category, hits] : answers) {
    Results results;
    results.hits = hits;
    feed.add(results, category);
  }
  std::string out;
  feed.render(out, "2030-01-01T00:00:00Z");
  return out;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("an entry tells an article, escaped as XML and its passage also as HTML") {
  const std::string feed = feed_of({{"harbour \"news\"", {ferry()}}});
  CHECK(feed.substr(feed.find("<title>")) ==
        "<title>Ferries &amp; more</title>\n"
        "  <updated>2025-06-01T00:00:00.000001Z</updated>\n"
        "  <generator version=\"" + std::string(version()) + "\">Backfile</generator>\n"
        "<entry xml:lang=\"pt-BR\">\n"
        "  <id>" + feed.substr(feed.rfind("urn:uuid:"), 45) + "</id>\n"
        "  <title>Ferry &lt;b&gt;strike&lt;/b&gt; &amp; &quot;rain&quot;</title>\n"
        "  <updated>2025-06-01T00:00:00.000001Z</updated>\n"
        "  <published>2025-05-04T09:00:00+02:00</published>\n"
        "  <link rel=\"alternate\" href=\"https://a.example/1?x=1&amp;y=2\"/>\n"
        "  <author><name>Ada &amp; Bo</name></author>\n"
        "  <category term=\"harbour &quot;news&quot;\"/>\n"
        "  <summary type=\"html\">Left &amp;lt;early&amp;gt; from the &lt;b&gt;harbour&lt;/b&gt;.</summary>\n"
        "</entry>\n"
        "</feed>\n");
}

TEST_CASE("an article that several queries find is one entry, and its latest text stands in it") {
  Hit again = ferry();
  again.title = "Ferry strike ends";
  again.arrived = "2025-07-01T00:00:00.000000Z";
  const std::string feed = feed_of({{"one", {ferry()}}, {"two", {again}}});
  CHECK(count(feed, "<entry") == 1);
  CHECK_THAT(feed, Catch::Contains("<title>Ferry strike ends</title>") && Catch::Contains("term=\"one\"") && Catch::Contains("term=\"two\""));
  CHECK(count(feed, "<updated>2025-07-01T00:00:00.000000Z</updated>") == 2);
}

TEST_CASE("what an article lacks is made up for as a feed demands it") {
  struct Case {
    const char* name;
    void (*change)(Hit&);
    std::string expected, absent;
  };
  const auto c = GENERATE(values<Case>({
      {"no address: the passage is the content", [](Hit& hit) { hit.url.clear(); hit.id = "D1"; }, "<content type=\"html\">", "<link"},
      {"no author: the publisher", [](Hit& hit) { hit.authors.clear(); hit.publisher = "Coast"; hit.site = "coast.example"; }, "<name>Coast</name>", "coast.example"},
      {"no author and no publisher: the site", [](Hit& hit) { hit.authors.clear(); hit.site = "coast.example"; }, "<name>coast.example</name>", "<name></name>"},
      {"nameless authors are none", [](Hit& hit) { hit.authors = {"", "Ada"}; }, "<name>Ada</name>", "<name></name>"},
      {"a day is no instant", [](Hit& hit) { hit.published = PartialDate{2025, 5, 4, 0, 0, 0, Precision::day}; }, "<dcterms:issued>2025-05-04</dcterms:issued>", "<published>"},
      {"nor is a time without a zone", [](Hit& hit) { hit.published->offset_minutes.reset(); }, "<dcterms:issued>2025-05-04</dcterms:issued>", "<published>"},
      {"a year alone", [](Hit& hit) { hit.published = PartialDate{1851}; }, "<dcterms:issued>1851</dcterms:issued>", "<published>"},
      {"undated", [](Hit& hit) { hit.published.reset(); }, "<updated>2025-06-01", "<dcterms:issued>"},
      {"no title", [](Hit& hit) { hit.title.clear(); }, "<title>(no title)</title>", "<title></title>"},
      {"no language", [](Hit& hit) { hit.language.clear(); }, "<entry>", "xml:lang"},
      {"arrived nobody knows when: fetched", [](Hit& hit) { hit.arrived.clear(); hit.captured = "2025-05-05T10:00:00Z"; }, "<updated>2025-05-05T10:00:00Z</updated>", "2030"},
      {"fetched on a day: published", [](Hit& hit) { hit.arrived.clear(); hit.captured = "2025-05-05"; }, "<updated>2025-05-04T09:00:00+02:00</updated>", "2030"},
      {"nothing told: now", [](Hit& hit) { hit.arrived.clear(); hit.published.reset(); }, "<updated>2030-01-01T00:00:00Z</updated>", "<published>"},
      {"control characters", [](Hit& hit) { hit.title = "a\x1b[2J\x01\xff\xef\xbf\xbf"; }, "<title>a[2J\xef\xbf\xbd</title>", "\x1b"},
  }));
  CAPTURE(c.name);
  Hit hit = ferry();
  c.change(hit);
  const std::string feed = feed_of({{"", {hit}}});
  CHECK_THAT(feed, Catch::Contains(c.expected) && !Catch::Contains(c.absent) && !Catch::Contains("<category"));
}

TEST_CASE("entries that came last are first, and a feed without any is whole") {
  Hit late = ferry();
  late.url = "https://a.example/late";
  late.arrived = "2025-08-01T00:00:00.000000Z";
  const std::string feed = feed_of({{"", {ferry(), late}}});
  CHECK(feed.find("a.example/late") < feed.find("a.example/1"));
  const std::string empty = feed_of({});
  CHECK_THAT(empty, Catch::Contains("<updated>2030-01-01T00:00:00Z</updated>") && Catch::EndsWith("</feed>\n") && !Catch::Contains("<entry"));
}
