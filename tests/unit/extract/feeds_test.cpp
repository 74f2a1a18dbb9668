// Feeds and sitemaps: what each format says, and what is no evidence though it is said.
#include "indexer/extract/feeds/feed.hpp"

#include <string>
#include <vector>

#include "common/date.hpp"
#include "indexer/extract/feeds/xml_scanner.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

const FeedPlace place{.address = "https://news.example/feed/", .charset = {}, .captured = {}};

/// "address|published|modified|titles", a line each.
std::string shown(const std::vector<FeedEntry>& entries) {
  std::string out;
  for (const FeedEntry& entry : entries) {
    std::string line;
    for (const std::string& address : entry.addresses) line += (line.empty() ? "" : " ") + address;
    line += "|" + (entry.note.published ? to_string(*entry.note.published) : "") + "|" + (entry.note.modified ? to_string(*entry.note.modified) : "");
    for (const std::string& title : entry.note.titles) line += "|" + title;
    out += line + "\n";
  }
  return out;
}

std::string rss(const std::string& items) { return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The News</title><link>https://news.example/</link>" + items + "</channel></rss>"; }

std::string item(const std::string& link, const std::string& date) { return "<item><link>" + link + "</link><pubDate>" + date + "</pubDate></item>"; }

std::vector<FeedEntry> judged(const std::string& feed, const char* captured = "") {
  FeedPlace there = place;
  there.captured = parse_iso_date(captured);
  auto entries = read_feed(feed, there);
  drop_false_dates(entries, there);
  return entries;
}

}  // namespace

TEST_CASE("every format of feeds gives addresses, dates and titles") {
  struct Case {
    const char* name;
    std::string feed, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"RSS 2.0",
       rss("<item><title>Ferry &amp; fog</title><link>https://news.example/a</link><guid isPermaLink=\"false\">17</guid>"
           "<pubDate>Sun, 04 May 2025 09:06:00 +0200</pubDate></item>"),
       "https://news.example/a|2025-05-04T09:06:00+02:00||Ferry & fog\n"},
      {"CDATA, and references twice",
       rss("<item><title><![CDATA[Caf&eacute; &#8220;Sol&#8221;]]></title><link> https://news.example/a?utm_source=rss </link></item>"),
       "https://news.example/a|||Café “Sol”\n"},
      {"a permanent link beside one that counts clicks",
       rss("<item><link>https://clicks.example/~r/1</link><guid>https://news.example/a</guid><pubDate>4 May 2025 09:06 GMT</pubDate></item>"),
       "https://clicks.example/~r/1 https://news.example/a|2025-05-04T09:06:00+00:00|\n"},
      {"RSS 1.0 with Dublin Core",
       "<rdf:RDF xmlns:d=\"http://purl.org/dc/elements/1.1/\" xmlns=\"http://purl.org/rss/1.0/\"><channel rdf:about=\"x\"><title>The News</title></channel>"
       "<item rdf:about=\"https://news.example/a\"><title>Ferry</title><d:date>2025-05-04T09:06+02:00</d:date></item></rdf:RDF>",
       "https://news.example/a|2025-05-04T09:06:00+02:00||Ferry\n"},
      {"Atom",
       "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The News</title><updated>2025-05-05T00:00:01Z</updated><entry><id>tag:news.example,2025:1</id>"
       "<title type=\"xhtml\"><div>Ferry <b>aground</b></div></title><link rel=\"self\" href=\"/a.atom\"/><link href=\"/a\"/>"
       "<published>2025-05-04T07:06:00Z</published><updated>2025-05-04T08:00:00Z</updated>"
       "<source><title>Elsewhere</title><updated>2020-01-01T00:00:00Z</updated></source></entry></feed>",
       "https://news.example/a|2025-05-04T07:06:00+00:00|2025-05-04T08:00:00+00:00|Ferry aground\n"},
      {"a news sitemap, whatever it calls its namespace",
       "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>https://news.example/a</loc>"
       "<n:news><n:publication><n:name>The News</n:name></n:publication><n:publication_date>2025-05-04T09:06:00+02:00</n:publication_date>"
       "<n:title>Ferry aground</n:title></n:news></url></urlset>",
       "https://news.example/a|2025-05-04T09:06:00+02:00||Ferry aground\n"},
      {"a sitemap tells of changes only",
       "<urlset><url><loc>https://news.example/a</loc><lastmod>2025-05-04</lastmod><image:image xmlns:image=\"x\"><image:loc>https://news.example/i.jpg</image:loc>"
       "<image:title>A ferry</image:title></image:image></url></urlset>",
       "https://news.example/a||2025-05-04\n"},
      {"JSON Feed",
       R"({"version":"https://jsonfeed.org/version/1.1","title":"The News","items":[{"id":"1","url":"https://news.example/a","title":"Ferry",)"
       R"("date_published":"2025-05-04T09:06:00+02:00"},7]})",
       "https://news.example/a|2025-05-04T09:06:00+02:00||Ferry\n"},
      {"end tags that were lost, and a bare ampersand",
       rss("<item><title>One & two<link>https://news.example/a?x=1&y=2<pubDate>2025-05-04T09:06:00Z<item><link>https://news.example/b</link></item>"),
       "https://news.example/a?x=1&y=2|2025-05-04T09:06:00+00:00||One & two\nhttps://news.example/b||\n"},
      {"a feed that was cut", rss("").substr(0, 60) + item("https://news.example/a", "2025-05-04T09:06:00Z").substr(0, 70),
       "https://news.example/a|2025-05-04T09:06:00+00:00|\n"},
      {"a DTD and its entities are not looked at",
       "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY e SYSTEM \"file:///etc/passwd\"><!ENTITY f \"&e;&e;\">]><rss><item><title>&e;&f;x</title>"
       "<link>https://news.example/a</link></item></rss>",
       "https://news.example/a|||&e;&f;x\n"},
      {"the site's home, another scheme and no address at all are nobody's article",
       rss("<item><link>https://news.example/</link><title>Home</title></item><item><link>javascript:alert(1)</link></item><item><title>T</title></item>"), ""},
      {"comments on a page", rss(item("https://news.example/a#comment-12", "Sun, 04 May 2025 09:06:00 GMT")), ""},
      {"a page", "<!doctype html><html><body><item><link>https://news.example/a</link></item></body></html>", ""},
      {"a JSON Feed with brackets in its texts",
       R"({"version":"https://jsonfeed.org/version/1.1","items":[{"url":"https://news.example/a","title":")" + std::string(100, '[') + R"(\"{"}]})",
       "https://news.example/a|||" + std::string(100, '[') + "\"{\n"},
      {"a JSON Feed that nests without end", R"({"version":"https://jsonfeed.org/version/1.1","items":[{"url":"https://news.example/a"},)" + std::string(100, '[') + std::string(100, ']') + "]}", ""},
      {"JSON of something else", R"({"items":[{"url":"https://news.example/a"}]})", ""},
      {"nothing", " \n", ""},
  }));
  CAPTURE(c.name);
  CHECK(shown(read_feed(c.feed, place)) == c.expected);
}

TEST_CASE("dates that prove nothing are dropped") {
  struct Case {
    const char* name;
    std::string items;
    const char* captured;
    std::vector<bool> dated;
  };
  const std::string a = "https://news.example/a", b = "https://news.example/b", c3 = "https://news.example/c", d = "https://news.example/d";
  const std::string run = "Sun, 04 May 2025 09:06:17 GMT";
  const auto c = GENERATE_COPY(values<Case>({
      {"the moment at which the feed was written", item(a, run) + item(b, run) + item(c3, run) + item(d, "Sat, 03 May 2025 08:00:00 GMT"), "", {false, false, false, true}},
      {"two articles of one moment", item(a, run) + item(b, run) + item(c3, "Sat, 03 May 2025 08:00:00 GMT"), "", {true, true, true}},
      {"a day's edition has no times", item(a, "2025-05-04") + item(b, "2025-05-04") + item(c3, "2025-05-04"), "", {true, true, true}},
      {"later than the feed itself", item(a, "2025-05-09T10:00:00Z") + item(b, "2025-05-04T10:00:00Z"), "2025-05-05T00:00:00Z", {false, true}},
      {"two days for one page", item(a, "2025-05-01T10:00:00Z") + item(a, "2025-05-04T10:00:00Z") + item(b, "2025-05-04T11:00:00Z"), "", {false, false, true}},
      {"the beginning of time", item(a, "Thu, 01 Jan 1970 00:00:00 +0000"), "", {false}},
      {"no date at all", item(a, "yesterday") + item(b, ""), "", {false, false}},
  }));
  CAPTURE(c.name);
  std::vector<bool> dated;
  for (const FeedEntry& entry : judged(rss(c.items), c.captured)) dated.push_back(entry.note.published.has_value());
  CHECK(dated == c.dated);
}

TEST_CASE("a feed in another charset is read by its declaration or that of HTTP") {
  const std::string latin = "<rss><item><title>Caf\xe9</title><link>https://news.example/a</link></item></rss>";
  const std::string expected = "https://news.example/a|||Café\n";
  CHECK(shown(read_feed("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + latin, place)) == expected);
  FeedPlace declared = place;
  declared.charset = "iso-8859-1";
  CHECK(shown(read_feed(latin, declared)) == expected);
}

TEST_CASE("a feed without an end is read in linear time and no further than its bound") {
  for (const std::string piece : {"<!x", "<item", "<", "</", "<item><title>", "<a b='", "<![CDATA[", "&#", "<item><link>https://news.example/a</link>"}) {
    std::string feed = "<rss>";
    while (feed.size() < 1'000'000) feed += piece;
    CAPTURE(piece);
    CHECK(read_feed(feed, place).size() <= 50'000);
  }
}

TEST_CASE("a JSON Feed of a million items is read in linear time") {
  for (const std::string item : {"{}", "[]", R"({"url":7})"}) {
    std::string feed = R"({"version":"https://jsonfeed.org/version/1.1","items":[)";
    while (feed.size() < 4'000'000) feed += item + ",";
    CAPTURE(item);
    CHECK(shown(read_feed(feed + R"({"url":"https://news.example/a"}]})", place)) == "https://news.example/a||\n");
  }
}
