// Titles: which source wins, and what is cut off.
#include "indexer/extract/metadata/metadata.hpp"
#include "indexer/extract/metadata/title_text.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

/// A page in short: what each source says; empty = absent.
struct Sources {
  std::string title_element{}, h1{}, og{}, json_ld{}, site{}, second_h1{}, twitter{}, feed{};
};

std::string page_of(const Sources& p) {
  std::string html = "<!doctype html><html><head><title>" + p.title_element + "</title>";
  if (!p.og.empty()) html += "<meta property='og:title' content='" + p.og + "'>";
  if (!p.twitter.empty()) html += "<meta name='twitter:title' content='" + p.twitter + "'>";
  if (!p.site.empty()) html += "<meta property='og:site_name' content='" + p.site + "'>";
  if (!p.json_ld.empty())
    html += R"(<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":")" + p.json_ld + R"("}</script>)";
  html += "</head><body>";
  if (!p.h1.empty()) html += "<h1>" + p.h1 + "</h1>";
  if (!p.second_h1.empty()) html += "<h1>" + p.second_h1 + "</h1>";
  return html + "<p>Some text of the article.</p></body></html>";
}

TitleChoice title_of(const Sources& page, std::string_view address = "https://www.harbourpost.example/world/rain") {
  const HtmlDocument document = HtmlDocument::parse(page_of(page));
  Candidates candidates;
  read_json_ld(document, candidates);
  read_meta(document, candidates);
  read_microdata(document, candidates);
  read_visible(document, candidates);
  if (!page.feed.empty()) candidates.add(MetaField::title, Evidence::feed, page.feed);
  return resolve_title(document, candidates, address);
}

}  // namespace

TEST_CASE("the title is the headline that the publisher displays or declares") {
  struct Case {
    const char* name;
    Sources page;
    const char* expected;
  };
  const auto c = GENERATE(values<Case>({
      {"only <title>", {.title_element = "Rain at last"}, "Rain at last"},
      {"site behind a pipe", {.title_element = "Rain at last | Harbour Post", .site = "Harbour Post"}, "Rain at last"},
      {"site behind a hyphen", {.title_element = "Rain at last - Harbour Post", .site = "Harbour Post"}, "Rain at last"},
      {"site behind an en dash", {.title_element = "Rain at last – Harbour Post", .site = "Harbour Post"}, "Rain at last"},
      {"site behind an em dash", {.title_element = "Rain at last — Harbour Post", .site = "Harbour Post"}, "Rain at last"},
      {"site behind a middle dot", {.title_element = "Rain at last · Harbour Post", .site = "Harbour Post"}, "Rain at last"},
      {"site before a colon", {.title_element = "Harbour Post: Rain at last", .site = "Harbour Post"}, "Rain at last"},
      {"site before a colon, known by its host, with an article", {.title_element = "The Harbour Post: Rain at last"}, "Rain at last"},
      {"site before a colon, as shown", {.title_element = "x", .h1 = "Harbour Post: our apology", .site = "Harbour Post"}, "Harbour Post: our apology"},
      {"site before a spaced mark", {.title_element = "Harbour Post » Rain at last", .site = "Harbour Post"}, "Rain at last"},
      {"site known by its host", {.title_element = "Rain at last - HarbourPost"}, "Rain at last"},
      {"site known by its domain", {.title_element = "Rain at last | harbourpost.example"}, "Rain at last"},
      {"section and site", {.title_element = "Rain at last | World | Harbour Post", .site = "Harbour Post"}, "Rain at last"},
      {"a word for the site behind its name", {.title_element = "Rain at last – Harbour Post – Blog", .site = "Harbour Post"}, "Rain at last"},
      {"such a word alone stays", {.title_element = "Rain at last – Blog", .site = "Harbour Post"}, "Rain at last – Blog"},
      {"headings of boxes do not agree with a <title> of the site's name", {.title_element = "Harbour Post", .h1 = "Rain at last", .second_h1 = "Harbour Post Letters"}, "Rain at last"},
      {"a pipe before an unknown name", {.title_element = "Rain at last in the valley | Unknown Name"}, "Rain at last in the valley"},
      {"a title's own dash stays", {.title_element = "Rain at last – and then the flood"}, "Rain at last – and then the flood"},
      {"its own dash stays before the site", {.title_element = "Rain – and floods - Harbour Post", .site = "Harbour Post"}, "Rain – and floods"},
      {"its own colon stays", {.title_element = "Weather: Rain at last"}, "Weather: Rain at last"},
      {"a hyphenated word stays", {.title_element = "Long-awaited rain"}, "Long-awaited rain"},
      {"a title that mentions the paper", {.title_element = "Why we at Harbour Post cover rain - Harbour Post", .site = "Harbour Post"}, "Why we at Harbour Post cover rain"},
      {"the h1 beats <title>", {.title_element = "Rain news today", .h1 = "Rain at last"}, "Rain at last"},
      {"the h1 beats og:title", {.title_element = "Rain comes", .h1 = "The rain comes at last", .og = "The rain comes"}, "The rain comes at last"},
      {"quotes as shown", {.title_element = "'Rain' at last", .h1 = "‘Rain’ at last", .og = "&#39;Rain&#39; at last"}, "‘Rain’ at last"},
      {"a declared headline beats the h1", {.title_element = "Town: Rain at last", .h1 = "Rain at last", .og = "Town: Rain at last", .json_ld = "Town: Rain at last"}, "Town: Rain at last"},
      {"a headline for search engines loses", {.title_element = "Rain weather update | Post", .h1 = "Rain at last", .og = "Rain at last", .json_ld = "Rain weather update"}, "Rain at last"},
      {"a section behind the declared headline", {.title_element = "Rain at last | Sport", .h1 = "Rain at last", .og = "Rain at last", .json_ld = "Rain at last | Sport"}, "Rain at last"},
      {"a site name behind the declared headline", {.title_element = "x", .json_ld = "Rain at last | Harbour Post", .site = "Harbour Post"}, "Rain at last"},
      {"a cut headline gets its rest", {.title_element = "x", .h1 = "Rain at last in the whole valley", .json_ld = "Rain at last in the..."}, "Rain at last in the whole valley"},
      {"cut with an ellipsis character", {.title_element = "x", .h1 = "Rain at last in the whole valley", .json_ld = "Rain at last in…"}, "Rain at last in the whole valley"},
      {"an ellipsis of its own stays", {.title_element = "And then the rain...", .h1 = "And then the rain..."}, "And then the rain..."},
      {"a login box is no headline", {.title_element = "Rain at last | Harbour Post", .h1 = "Log in", .og = "Rain at last", .site = "Harbour Post", .second_h1 = "Rain at last"}, "Rain at last"},
      {"a lone login box", {.title_element = "Rain at last | Harbour Post", .h1 = "Log in", .og = "Rain at last", .site = "Harbour Post"}, "Rain at last"},
      {"the site's logo is no headline", {.title_element = "Rain at last | Harbour Post", .h1 = "Harbour Post", .site = "Harbour Post", .second_h1 = "Rain at last"}, "Rain at last"},
      {"a site name that only <title> shows", {.title_element = "Rain at last | The Wool and Webcomics", .h1 = "The Wool and Webcomics", .second_h1 = "Rain at last"}, "Rain at last"},
      {"escaped twice", {.title_element = "Rain &amp;amp; floods", .og = "Rain &amp;amp; floods"}, "Rain & floods"},
      {"escaped twice with a number", {.title_element = "x", .h1 = "", .og = "Caf&amp;#233; closed"}, "Café closed"},
      {"tags inside", {.title_element = "x", .og = "Rain &lt;em&gt;at&lt;/em&gt; last"}, "Rain at last"},
      {"soft hyphens", {.title_element = "x", .h1 = "Regen&shy;wasser in der Ge&#173;meinde"}, "Regenwasser in der Gemeinde"},
      {"no-break spaces", {.title_element = "x", .h1 = "Rain&nbsp;at&#8239;last"}, "Rain at last"},
      {"white space", {.title_element = " \n Rain \t at   last\n"}, "Rain at last"},
      {"kicker inside the h1", {.title_element = "Rain at last today | Post", .h1 = "<span>Weather</span> Rain at last today", .og = "Rain at last today"}, "Rain at last today"},
      {"Japanese bar", {.title_element = "大雨の予報｜港新聞", .site = "港新聞"}, "大雨の予報"},
      {"Japanese colon", {.title_element = "大雨の予報：港新聞", .site = "港新聞"}, "大雨の予報"},
      {"a tail that JSON-LD and og:title have too", {.title_element = "Rain at last - Live updates", .h1 = "Rain at last", .og = "Rain at last - Live updates", .json_ld = "Rain at last - Live updates"}, "Rain at last - Live updates"},
      {"a tail that og:title alone has", {.title_element = "Rain at last - Old Name", .h1 = "Rain at last", .og = "Rain at last - Old Name", .json_ld = "Rain at last"}, "Rain at last"},
      {"a declared headline of which nothing else has a word", {.title_element = "Rain at last | Post", .h1 = "Rain at last", .og = "Rain at last", .json_ld = "cms"}, "Rain at last"},
      {"a declared headline of other words than the rest, but one", {.title_element = "Rain at last | Post", .h1 = "Rain at last", .og = "Rain at last", .json_ld = "Farmers dance in the rain"}, "Farmers dance in the rain"},
      {"an h1 that the address repeats", {.title_element = "An event of its kind | Post", .h1 = "Rain", .og = "An event of its kind"}, "Rain"},
      {"words for screen readers behind the headline", {.title_element = "x", .h1 = "Rain at last <span class='sr-only'>, topic: weather</span>"}, "Rain at last"},
      {"small print behind the headline", {.title_element = "x", .h1 = "Rain at last <small><span class='aural'>Date:</span> <time>4 May</time></small>"}, "Rain at last"},
      {"a colon of its own stays", {.title_element = "x", .h1 = "Rain<span class='sr-only'>:</span> at last"}, "Rain: at last"},
      {"words for screen readers before it", {.title_element = "x", .h1 = "<span class='visually-hidden'>Article: </span>Rain at last"}, "Rain at last"},
      {"a banner that leads to the root", {.title_element = "Rain at last", .h1 = "<a href='/'>All about rain</a>"}, "Rain at last"},
      {"a banner that leads to the page's folder", {.title_element = "Rain at last", .h1 = "<a href='https://www.harbourpost.example/world'>All about rain</a>"}, "Rain at last"},
      {"a headline that leads to itself", {.title_element = "Weather", .h1 = "<a href='https://www.harbourpost.example/world/rain'>Rain at last</a>"}, "Rain at last"},
      {"spelling of most sources", {.title_element = "Town: Rain at last - Politics", .h1 = "Rain at last", .og = "Town: Rain at last", .json_ld = "Town - Rain at last"}, "Town: Rain at last"},
      {"nothing but the site's name", {.title_element = "Harbour Post", .site = "Harbour Post"}, "Harbour Post"},
      {"og alone", {.title_element = "", .og = "Rain at last"}, "Rain at last"},
      {"twitter alone", {.title_element = "", .twitter = "Rain at last"}, "Rain at last"},
      {"nothing", {.title_element = ""}, ""},
  }));
  CAPTURE(c.name);
  CHECK(title_of(c.page).title == c.expected);
}

TEST_CASE("a heading that shows og:title outranks an h1 for search engines above it") {
  struct Case {
    const char* name;
    const char* below_the_h1;
    const char* expected;
  };
  const auto c = GENERATE(values<Case>({
      {"a heading without a class", "<header><p>After the drought</p><h2>Farmers dance in the rain</h2></header>", "Farmers dance in the rain"},
      {"kicker and headline in one heading", "<h2><span class='kicker'>Drought</span> <span class='headline'>Farmers dance in the rain</span></h2>",
       "Farmers dance in the rain"},
      {"the h1's own words with a kicker, in parts", "<h2><span>Rain in the valley:</span> <span class='headline'>drought is over</span></h2><h3 class='title'>Farmers dance in the rain</h3>",
       "Rain in the valley: drought is over"},
      {"a link around it", "<a href='/rain'><h2>Farmers dance in the rain</h2></a>", "Rain in the valley: drought is over"},
      {"no such heading", "<h2>What comes next</h2>", "Rain in the valley: drought is over"},
  }));
  CAPTURE(c.name);
  const std::string seo = "Rain in the valley: drought is over";
  const std::string html = "<html><head><title>" + seo + " | Harbour Post</title><meta property='og:title' content='Farmers dance in the rain'>" +
                           R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":")" + seo + R"("}</script></head><body>)" +
                           "<ul class='breadcrumb'><li><a href='/'>Home</a></li><li><h1>" + seo + "</h1></li></ul>" + c.below_the_h1 +
                           "<p>Some text of the article.</p></body></html>";
  const HtmlDocument document = HtmlDocument::parse(html);
  Candidates candidates;
  read_json_ld(document, candidates);
  read_meta(document, candidates);
  read_visible(document, candidates);
  CHECK(resolve_title(document, candidates, "https://www.harbourpost.example/rain").title == c.expected);
}

TEST_CASE("where the h1 is the site's name the heading below it is the title") {
  const HtmlDocument document = HtmlDocument::parse(
      "<html><head><title>Rain at last &raquo; Harbour Post</title></head><body><h1><a href='/'>Harbour Post</a></h1>"
      "<h2><a href='/rain'>Rain at last</a></h2><p>Some text of the article.</p></body></html>");
  Candidates candidates;
  read_meta(document, candidates);
  read_visible(document, candidates);
  CHECK(resolve_title(document, candidates, "https://blog.example/rain").title == "Rain at last");
}

TEST_CASE("a publisher's name that is the headline is no site's name") {
  const HtmlDocument document = HtmlDocument::parse(
      R"(<html><head><title>Rain at last in the valley</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain at last in the valley",)"
      R"("publisher":{"name":"Rain at last in the valley"}}</script></head><body><h1>Rain at last in the valley</h1><h2>All about weather, farms and the rest of it</h2></body></html>)");
  Candidates candidates;
  read_json_ld(document, candidates);
  read_meta(document, candidates);
  read_visible(document, candidates);
  CHECK(resolve_title(document, candidates, "https://blog.example/rain").title == "Rain at last in the valley");
  CHECK(resolve_publisher(candidates, "https://blog.example/rain").empty());
}

TEST_CASE("under a banner in the h1 the heading that says what <title> says is the title") {
  const HtmlDocument document = HtmlDocument::parse(
      "<html><head><title>Rain at last - What it means for the farms | Anne's page</title></head><body><h1>Farming . Weather . Travel</h1>"
      "<h2>Rain at last What it means for the farms</h2><p>Some text of the article.</p></body></html>");
  Candidates candidates;
  read_meta(document, candidates);
  read_visible(document, candidates);
  CHECK(resolve_title(document, candidates, "https://blog.example/rain").title == "Rain at last What it means for the farms");
}

TEST_CASE("the headline's node is the h1 even when another source gives the words") {
  const TitleChoice choice = title_of({.title_element = "x", .h1 = "Rain at last", .json_ld = "Town: Rain at last"});
  CHECK(choice.title == "Town: Rain at last");
  CHECK(choice.headline != no_node);
}

TEST_CASE("a title of a megabyte of separators is read in linear time") {
  std::string title;
  for (int i = 0; i < 100'000; ++i) title += "a - ";
  SiteNames site;
  site.add_name("Harbour Post");
  CHECK(without_site_name(title, site).size() >= title.size() - 4);
  CHECK(before_hard_mark(title) == title);
}

TEST_CASE("a feed's title chooses among those of the page that disagree") {
  struct Case {
    const char* name;
    Sources page;
    const char* expected;
  };
  const auto c = GENERATE(values<Case>({
      {"for og:title against the <h1>", {.title_element = "Weather", .h1 = "All we know", .og = "Rain at last", .feed = "Rain at last"}, "Rain at last"},
      {"for the <h1> against a declared headline", {.h1 = "Rain at last", .json_ld = "Rain: live", .feed = "Rain at last!"}, "Rain at last"},
      {"not against two that agree", {.title_element = "Rain at last", .h1 = "Rain at last", .og = "It rains", .feed = "It rains"}, "Rain at last"},
      {"not by itself", {.h1 = "Rain at last", .feed = "Floods feared in the valley"}, "Rain at last"},
      {"where a <title> ends", {.title_element = "Rain falls at last Weather Local", .feed = "Rain falls at last"}, "Rain falls at last"},
      {"a page without any", {.feed = "Rain at last"}, "Rain at last"},
  }));
  CAPTURE(c.name);
  CHECK(title_of(c.page).title == c.expected);
}
