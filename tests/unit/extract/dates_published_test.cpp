// The resolver on small pages: which of several dates is the article's. Each page is a whole document; {BODY} stands for a few sentences.
#include "tests/support/catch.hpp"

#include <string>

#include "common/date.hpp"
#include "indexer/extract/dates/published.hpp"
#include "indexer/extract/metadata/metadata.hpp"

using namespace backfile;

namespace {

constexpr std::string_view sentences =
    "<p>The harbour of the old town will be dredged again, the council decided after a long night of debate among its members and guests.</p>"
    "<p>Work begins in autumn and takes two winters; ferries keep running from the northern pier, the owner of the line said on the quay.</p>"
    "<p>Fishermen had asked for a pause during the herring season, which the plan grants them for six weeks, with the right to two more.</p>";

std::string page(std::string_view html) {
  std::string out(html);
  const auto at = out.find("{BODY}");
  if (at != std::string::npos) out.replace(at, 6, sentences);
  return out;
}

NodeId first_paragraph(const HtmlDocument& document) {
  const auto& all = document.all(Tag::p);
  for (const NodeId id : all)
    if (document.text_of(id).starts_with("The harbour")) return id;
  return no_node;
}

NodeId last_paragraph(const HtmlDocument& document) {
  NodeId last = no_node;
  for (const NodeId id : document.all(Tag::p))
    if (document.text_of(id).starts_with("Fishermen")) last = id;
  return last;
}

struct Case {
  const char* name;
  const char* html;
  const char* address;
  const char* language;
  const char* captured;
  const char* published;
};

Dates dates_of(const Case& c, std::string_view timezone = {}) {
  const std::string html = page(c.html);
  const HtmlDocument document = HtmlDocument::parse(html);
  Candidates candidates;
  read_json_ld(document, candidates);
  read_meta(document, candidates);
  read_microdata(document, candidates);
  DateContext context{.address = c.address, .language = c.language, .default_timezone = timezone, .captured = parse_iso_date(c.captured)};
  if (!document.all(Tag::h1).empty()) context.headline = document.all(Tag::h1).front();
  context.body_first = first_paragraph(document);
  context.body_last = last_paragraph(document);
  return find_dates(document, candidates, context);
}

std::string shown(const std::optional<PartialDate>& date) { return date ? to_string(*date) : std::string(); }

}  // namespace

TEST_CASE("the article's date wins over all others on its page") {
  const auto c = GENERATE(values<Case>({
      {"JSON-LD with a zone is taken as it is",
       R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour","datePublished":"2025-05-04T09:06:00-04:00"}</script><h1>Harbour</h1>{BODY})",
       "https://example.com/a", "en", "", "2025-05-04T09:06:00-04:00"},
      {"the site's own date in JSON-LD is not the article's",
       R"(<script type="application/ld+json">{"@graph":[{"@type":"WebSite","datePublished":"2009-01-01","name":"x"}]}</script><h1>Harbour</h1><p class="byline">By A. Writer, 4 May 2025</p>{BODY})",
       "https://example.com/a", "en", "", "2025-05-04"},
      {"a catalogue's year beats the day of digitisation below the text",
       R"(<meta name="DC.date" content="1851"><h1>Harbour</h1>{BODY}<div><h3>Cite</h3><p>The Packet, 1851, p. 3. Digitised 12 April 2016.</p></div>)",
       "https://example.com/a", "en", "", "1851"},
      {"OpenGraph alone",
       R"(<meta property="article:published_time" content="2025-05-04T09:06:00+02:00"><h1>Harbour</h1>{BODY})", "https://example.com/a", "en", "", "2025-05-04T09:06:00+02:00"},
      {"a crawl's day in the masthead is not taken",
       R"(<div class="masthead"><span>Sunday, 27 Jul 2025</span><ul><li>News from the world of shipping</li><li>Sports and other pastimes of the coast</li><li>Opinion of our editors and readers</li><li>Weather, tides and moon for sailors</li><li>Culture, books and theatre in the region</li><li>Business and finance for the trade</li><li>Photographs and films of the week</li><li>Classified advertisements and jobs</li></ul></div><h1>Harbour</h1>{BODY})",
       "https://example.com/a", "en", "", ""},
      {"the masthead loses to the byline",
       R"(<div class="date">Sunday, 27 Jul 2025</div><h1>Harbour</h1><p>By A. Writer</p><p>May 4, 2025</p>{BODY})", "https://example.com/a", "en", "", "2025-05-04"},
      {"a footer's date is not taken",
       R"(<h1>Harbour</h1>{BODY}<footer><p>Page made on 12 June 2024</p><p>Copyright 2025</p></footer>)", "https://example.com/a", "en", "", ""},
      {"a sidebar's dates are not taken",
       R"(<h1>Harbour</h1>{BODY}<div class="sidebar"><ul><li>May 1, 2025 Ferry</li><li>May 2, 2025 Pier</li><li>May 3, 2025 Quay</li></ul></div>)", "https://example.com/a", "en", "", ""},
      {"comments have dates of their own",
       R"(<h1>Harbour</h1><p class="meta">4 May 2025</p>{BODY}<div class="comments"><time datetime="2025-05-06T10:00:00Z">6 May</time> Nice. <time datetime="2025-05-07T10:00:00Z">7 May</time></div>)",
       "https://example.com/a", "en", "", "2025-05-04"},
      {"a date of the story is not the article's",
       R"(<h1>Harbour</h1><p>By A. Writer</p>{BODY}<p>The first pier was opened with music and a regatta on 4 June 1911, when the emperor himself had come to the coast for the summer.</p><p>It was torn down later.</p>)",
       "https://example.com/a", "en", "", ""},
      {"a lone 'last updated' counts",
       R"(<h1>Harbour</h1><p>Last updated: 4 May 2025, 9:06</p>{BODY})", "https://example.com/a", "en", "", "2025-05-04T09:06:00"},
      {"published beats updated wherever it stands",
       R"(<h1>Harbour</h1><p>Updated 5 May 2025</p><p>Published 4 May 2025</p>{BODY})", "https://example.com/a", "en", "", "2025-05-04"},
      {"a time element beside the headline",
       R"(<h1>Harbour</h1><time datetime="2025-05-04T09:06:00+02:00">4 May</time>{BODY}<div class="related"><time datetime="2025-06-01">1 June</time></div>)",
       "https://example.com/a", "en", "", "2025-05-04T09:06:00+02:00"},
      {"a bare time element", R"(<h1>Harbour</h1><time>4 May 2025</time>{BODY})", "https://example.com/a", "en", "", "2025-05-04"},
      {"a date split over elements", R"(<h1>Harbour</h1><div><b>4</b><i>May</i><span>2025</span></div>{BODY})", "https://example.com/a", "en", "", "2025-05-04"},
      {"a label in the element before", R"(<h1>Harbour</h1><dl><dt>Datum</dt><dd>04.05.2025</dd></dl>{BODY})", "https://example.de/a", "de", "", "2025-05-04"},
      {"UTC in JSON-LD and a printed local time: same moment, printed day",
       R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-05-04T22:30:00Z"}</script><h1>Harbour</h1><p>5. Mai 2025, 00:30 Uhr</p>{BODY})",
       "https://example.com/a", "de", "", "2025-05-05T00:30:00+02:00"},
      {"UTC in JSON-LD and a printed local day: the country's zone",
       R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-05-04T22:30:00Z"}</script><h1>Harbour</h1><p>5. Mai 2025</p>{BODY})",
       "https://example.de/a", "de", "", "2025-05-05T00:30:00+02:00"},
      {"UTC in JSON-LD and the same printed day stays",
       R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-05-04T22:30:00Z"}</script><h1>Harbour</h1><p>4 May 2025</p>{BODY})",
       "https://example.de/a", "de", "", "2025-05-04T22:30:00+00:00"},
      {"midnight of the publisher's country told in UTC",
       R"(<meta property="article:published_time" content="2025-05-03T22:00:00+00:00"><h1>Harbour</h1>{BODY})", "https://example.de/a", "de", "", "2025-05-04T00:00:00+02:00"},
      {"UTC and no printed day: the day of the country in the address",
       R"(<meta property="article:published_time" content="2025-05-04T22:30:10Z"><h1>Harbour</h1>{BODY})", "https://example.de/a", "de", "", "2025-05-05T00:30:10+02:00"},
      {"UTC and no printed day: a wide country's zones agree",
       R"(<meta property="article:published_time" content="2025-05-04T02:30:10Z"><h1>Harbour</h1>{BODY})", "https://example.ca/a", "en", "", "2025-05-03T22:30:10-04:00"},
      {"UTC and no printed day: a wide country's zones differ",
       R"(<meta property="article:published_time" content="2025-05-04T05:30:10Z"><h1>Harbour</h1>{BODY})", "https://example.ca/a", "en", "", "2025-05-04T05:30:10+00:00"},
      {"UTC and no printed day: a language's region is a template's default",
       R"(<meta property="article:published_time" content="2025-05-04T22:30:10Z"><h1>Harbour</h1>{BODY})", "https://example.com/a", "es-ES", "", "2025-05-04T22:30:10+00:00"},
      {"the printed day of the last change replaces a declared one that nobody sees",
       R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-02-01T09:00:00Z","dateModified":"2025-05-04T09:06:00Z"}</script><h1>Harbour</h1><p>4 May 2025</p>{BODY})",
       "https://example.com/a", "en", "", "2025-05-04"},
      {"a day in the address speaks for the declared one",
       R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-02-01T09:00:00Z","dateModified":"2025-05-04T09:06:00Z"}</script><h1>Harbour</h1><p>4 May 2025</p>{BODY})",
       "https://example.com/2019/02/01/a", "en", "", "2019-02-01T09:00:00+00:00"},
      {"a printed day that says it is the change's does not",
       R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-02-01T09:00:00Z","dateModified":"2025-05-04T09:06:00Z"}</script><h1>Harbour</h1><p>Updated 4 May 2025</p>{BODY})",
       "https://example.com/a", "en", "", "2019-02-01T09:00:00+00:00"},
      {"a page of 1851", R"(<h1>Harbour</h1><p>June 14, 1851</p>{BODY})", "https://example.com/1851/06/14/harbour", "en", "", "1851-06-14"},
      {"a page of 1963, by meta", R"(<meta name="pubdate" content="19631222"><h1>Harbour</h1>{BODY})", "https://example.com/a", "en", "", "1963-12-22"},
      {"no more than a month", R"(<meta name="dc.date" content="1963-12"><h1>Harbour</h1>{BODY})", "https://example.com/a", "en", "", "1963-12"},
      {"the address alone", R"(<h1>Harbour</h1>{BODY})", "https://example.com/2025/05/04/harbour", "en", "", "2025-05-04"},
      {"the address's month and the page's day",
       R"(<h1>Harbour</h1>{BODY}<p>Read more of it in the print edition.</p><p class="postmetadata"><small>Dieser Beitrag wurde am Samstag, 3. Dezember 2011 abgelegt.</small></p>)",
       "https://example.com/2011/12/harbour", "de", "", "2011-12-03"},
      {"nothing after the capture", R"(<h1>Harbour</h1><p>Published 4 May 2026</p>{BODY})", "https://example.com/a", "en", "2025-05-04T09:06:00Z", ""},
      {"the capture rules out one order of day and month", R"(<h1>Harbour</h1><p>05/04/2025</p>{BODY})", "https://example.com/a", "en", "2025-04-10", "2025-04-05"},
      {"day first where the language says so", R"(<h1>Harbour</h1><p>04/05/2025</p>{BODY})", "https://example.com/a", "en-GB", "", "2025-05-04"},
      {"month first in the United States", R"(<h1>Harbour</h1><p>05/04/2025</p>{BODY})", "https://example.com/a", "en-US", "", "2025-05-04"},
      {"the country of the address orders day and month", R"(<h1>Harbour</h1><p>04/05/2025</p>{BODY})", "https://example.com.au/a", "en", "", "2025-05-04"},
      {"the address settles the order", R"(<h1>Harbour</h1><p>04/05/2025</p>{BODY})", "https://example.com/2025/05/04/a", "en", "", "2025-05-04"},
      {"another number of the page settles the order",
       R"(<h1>Harbour</h1><p>04/05/2025</p>{BODY}<div class="comments"><p>25/05/2025</p></div>)", "https://example.com/a", "en", "", "2025-05-04"},
      {"the title's end", R"(<html><head><title>Harbour to be dredged | The Coast | 04.05.2025</title></head><body><h1>Harbour</h1>{BODY})", "https://example.com/a", "de", "", "2025-05-04"},
      {"'entry-date updated' is hAtom's name for the day of publication",
       R"(<h1>Harbour</h1><time class="entry-date updated" datetime="2025-05-04T09:06:00+02:00">4 May 2025</time>{BODY})", "https://example.com/a", "en", "", "2025-05-04T09:06:00+02:00"},
      {"words of distance count from the capture", R"(<h1>Harbour</h1><p>By A. Writer</p><p>3 days ago</p>{BODY})", "https://example.com/a", "en", "2025-05-07", "2025-05-04"},
      {"words of distance say nothing without a capture", R"(<h1>Harbour</h1><p>3 days ago</p>{BODY})", "https://example.com/a", "en", "", ""},
      {"a box of facts beside the text", R"(<h1>Harbour</h1>{BODY}<div class="sidebar"><h6>Info</h6><ul><li><div>Datum</div><div>04.05.2025</div></li></ul></div>)", "https://example.de/a", "de", "", "2025-05-04"},
      {"an article with no date has none", R"(<h1>Harbour</h1><p>By A. Writer</p>{BODY})", "https://example.com/a", "en", "2025-07-27", ""},
      {"no page at all", "", "", "", "", ""},
  }));
  CAPTURE(c.name);
  CHECK(shown(dates_of(c).published) == c.published);
}

TEST_CASE("a lone update says in its evidence what it is") {
  const Case c{"", R"(<h1>Harbour</h1><p>Last updated: 4 May 2025</p>{BODY})", "https://example.com/a", "en", "", ""};
  const Dates dates = dates_of(c);
  CHECK(dates.published_from.find("updated") != std::string::npos);
  CHECK(shown(dates.modified) == "2025-05-04");
}

TEST_CASE("the change is told apart from the publication") {
  const Case c{"",
               R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-05-04T09:06:00Z","dateModified":"2025-05-06T10:00:00Z"}</script><h1>Harbour</h1>{BODY})",
               "https://example.com/a", "en", "", ""};
  const Dates dates = dates_of(c);
  CHECK(shown(dates.published) == "2025-05-04T09:06:00+00:00");
  CHECK(shown(dates.modified) == "2025-05-06T10:00:00+00:00");
}

TEST_CASE("the default zone applies to times without one") {
  const Case c{"", R"(<h1>Harbour</h1><p>4 May 2025, 9:06 am</p>{BODY})", "https://example.com/a", "en", "", ""};
  CHECK(shown(dates_of(c, "America/New_York").published) == "2025-05-04T09:06:00-04:00");
}

TEST_CASE("a page of nothing but dates is read in bounded time") {
  std::string html = "<h1>Harbour</h1>";
  for (int i = 0; i < 20'000; ++i) html += "<div class='date'><span>4 May 2025</span></div>";
  const Case c{"", html.c_str(), "https://example.com/a", "en", "", ""};
  CHECK(dates_of(c).candidates.size() <= 300);
}

TEST_CASE("what a feed says of the page is weighed with what the page says") {
  struct FeedCase {
    const char *name, *html, *address, *published, *modified, *from, *expected, *expected_from;
  };
  const auto c = GENERATE(values<FeedCase>({
      {"the page says nothing", "<h1>T</h1>{BODY}", "https://a.example/t", "2025-05-04T09:06:00+02:00", "", "rss", "2025-05-04T09:06:00+02:00", "feed:rss"},
      {"the address knows the day", "<h1>T</h1>{BODY}", "https://a.example/2025/05/04/t", "2025-05-04T09:06:00+02:00", "", "rss", "2025-05-04T09:06:00+02:00", "address"},
      {"a byline and the address agree on another day", "<h1>T</h1><p>3 May 2025</p>{BODY}", "https://a.example/2025/05/03/t", "2025-05-05T09:06:00+02:00", "", "rss",
       "2025-05-03", "address"},
      {"the page's own metadata", "<meta property='article:published_time' content='2025-05-03T08:00:00+02:00'><h1>T</h1>{BODY}", "https://a.example/t",
       "2025-05-05T09:06:00+02:00", "", "rss", "2025-05-03T08:00:00+02:00", "og:article:published_time"},
      {"the last change, where an Atom feed has nothing else", "<h1>T</h1>{BODY}", "https://a.example/t", "", "2025-05-04T09:06:00+02:00", "atom",
       "2025-05-04T09:06:00+02:00", "feed:atom (updated)"},
      {"a sitemap's change dates no page", "<h1>T</h1>{BODY}", "https://a.example/t", "", "2025-05-04", "sitemap", "", ""},
  }));
  CAPTURE(c.name);
  const HtmlDocument document = HtmlDocument::parse(page(c.html));
  Candidates candidates;
  read_meta(document, candidates);
  if (*c.published) candidates.add(MetaField::published, Evidence::feed, c.published, c.from);
  if (*c.modified) candidates.add(MetaField::modified, Evidence::feed, c.modified, c.from);
  const Dates dates = find_dates(document, candidates,
                                 {.address = c.address, .language = "en", .default_timezone = {}, .captured = {}, .headline = document.all(Tag::h1).front(),
                                  .body_first = first_paragraph(document), .body_last = last_paragraph(document)});
  CHECK((dates.published ? to_string(*dates.published) : "") == c.expected);
  CHECK(dates.published_from == c.expected_from);
  CHECK(dates.modified.has_value() == (*c.modified != 0));
}
