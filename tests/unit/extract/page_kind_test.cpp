#include "indexer/extract/page_kind.hpp"

#include "indexer/extract/extract.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

const std::string paragraph =
    "<p>The council of the island met on Tuesday to hear what the engineers had found beneath the old bridge, and it decided to close "
    "the road until the spring, when the water is low enough for divers to work.</p>\n";

/// Headlines with a summary each.
std::string teasers(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    out += "<div class=t><h3><a href='/news/story-of-the-harbour-" + number + ".html'>A story of the harbour, number " + number +
           "</a></h3><p>What happened at the pier in a sentence or two, for those who pass by.</p></div>\n";
  }
  return out;
}

/// A headline, a line break and a summary in one element.
std::string broken_lines(int count) {
  std::string out;
  for (int i = 0; i < count; ++i)
    out += "<div>4 May <a href='/news/" + std::to_string(i) + ".html'>A story of the harbour in spring</a><br>What happened at the pier, for those who pass by.</div>\n";
  return out;
}

std::string page(const std::string& title, const std::string& body, const std::string& head = {}, const std::string& body_attributes = {}) {
  return "<!doctype html><html lang=en><head><title>" + title + "</title>" + head + "</head><body " + body_attributes +
         "><nav><ul><li><a href=/world/>World</a><li><a href=/sport/>Sport</a></ul></nav>" + body +
         "<footer><p>The Daily, all rights reserved.</p></footer></body></html>";
}

/// "list-page", or empty for an article.
std::string verdict(const std::string& address, const std::string& html) {
  Page input;
  input.source = "x.html";
  input.address = address;
  input.address_from = AddressFrom::manifest;
  input.bytes = html;
  const Extraction result = extract(std::move(input), {});
  return result.rejected ? std::string(reason_name(result.rejected->reason)) : std::string();
}

const std::string story = "https://daily.example/2025/05/the-old-bridge-is-closed.html";
const std::string ld_article = R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"The old bridge","datePublished":"2025-05-04"}</script>)";

}  // namespace

TEST_CASE("pages that are no articles are told by what they say and by their shape") {
  struct Case {
    std::string name, address, html, expected;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"home", "https://daily.example/", page("The Daily", teasers(12)), "home-page"},
      {"home of a language", "https://daily.example/en/", page("The Daily", teasers(12)), "home-page"},
      {"home that declares itself an article", "https://daily.example/", page("The Daily", teasers(12), "<meta property=og:type content=article>"), "home-page"},
      {"section", "https://daily.example/world/", page("World | The Daily", "<h1>World</h1>" + teasers(5)), "list-page"},
      {"section without a name", "https://daily.example/world/", page("The Daily", teasers(10)), "list-page"},
      {"section that only its menu names", "https://daily.example/society/",
       page("Общество | Вестник", "<nav><a href='/society/'>Общество</a></nav><h1>Общество</h1>" + teasers(5)), "list-page"},
      {"section at its index", "https://daily.example/society/index.html",
       page("Society", "<nav><a href='/society/'>Society</a></nav><h1>Society</h1>" + teasers(5)), "list-page"},
      {"section of headlines and summaries parted by line breaks", "https://daily.example/world/", page("World", "<h1>World</h1>" + broken_lines(5)), "list-page"},
      {"section with a summary that is long in bytes only", "https://daily.example/society/",
       page("Society", "<h1>Society</h1><p>" + repeated("Мост открыли весной, и паром снова ходит. ", 14) + "</p>" + teasers(5)), "list-page"},
      {"section in a file", "https://daily.example/town.htm", page("The Daily: Town", "<p><a href='/town.htm'>Town</a></p>" + teasers(5)), "list-page"},
      {"tag", "https://daily.example/tag/bridges", page("Bridges", "<h1>Bridges</h1>" + teasers(4)), "list-page"},
      {"author's page", "https://daily.example/autor/ann-alder", page("Ann Alder", "<h1>Ann Alder</h1>" + teasers(6)), "list-page"},
      {"list by JSON-LD", "https://daily.example/x-1234.html",
       page("All about bridges", teasers(4), R"(<script type="application/ld+json">{"@type":"CollectionPage","name":"Bridges"}</script>)"), "list-page"},
      {"archive by the body's class", "https://daily.example/2025/05/", page("May 2025", teasers(6), "", "class='archive date'"), "list-page"},
      {"flat list", "https://daily.example/category/sea",
       page("Sea", "<div>" + repeated("<h2><a href='/a/one-of-the-stories-REPLACED'>One of the stories of the sea</a></h2><p>Its summary follows here.</p>", 1) + teasers(6) + "</div>"),
       "list-page"},
      {"file's address, a bare list", "file:a.html", page("The Daily", teasers(25)), "list-page"},
      {"search", "https://daily.example/search?q=bridge", page("Search results for bridge", teasers(5)), "search-page"},
      {"search without hits", "https://daily.example/?s=bridge", page("You searched for bridge - The Daily", "<p>Nothing found."), "search-page"},
      {"search in German", "https://zeitung.example/suche/?suchbegriff=x", page("Suchergebnisse", teasers(3)), "search-page"},
      {"search by JSON-LD", "https://daily.example/find.do",
       page("The Daily", teasers(3), R"(<script type="application/ld+json">{"@type":"SearchResultsPage"}</script>)"), "search-page"},
      {"error", story, page("Page not found | The Daily", "<h1>Sorry</h1><p>The page you asked for is gone.</p>" + teasers(4)), "error-page"},
      {"error by number", story, page("404", "<p>Gone."), "error-page"},
      {"error in the headline", story, page("The Daily", "<h1>Seite nicht gefunden</h1><p>Leider."), "error-page"},
      {"error in Japanese", story, page("ページが見つかりません - 新聞", "<p>申し訳ありません。"), "error-page"},
      {"error in Russian", story, page("Страница не найдена", "<p>Увы."), "error-page"},
      {"error by the body's class", story, page("Oh dear", "<p>Nothing here.", "", "class='error404 logged-out'"), "error-page"},
      {"redirect", story, page("Wait", "<p>You are being taken there.", "<meta http-equiv=refresh content='0; url=https://daily.example/new'>"), "redirect-page"},
      {"redirect by title", story, page("301 Moved Permanently", "<p>The document has moved <a href=x>here</a>."), "redirect-page"},
      {"consent", "https://daily.example/consent.html",
       page("Before you continue", "<div><h1>Your privacy</h1><p>We use cookies and other techniques. Our partners process personal data.</p><button>Accept all</button></div>"),
       "consent-page"},
      {"consent in German", "https://zeitung.example/zustimmung",
       page("Zustimmung | Zeitung", "<div><p>Lesen Sie mit Werbung und Tracking. Unsere Partner verarbeiten personenbezogene Daten. Alle akzeptieren?</p></div>"),
       "consent-page"},
      {"login", "https://daily.example/account", page("Log in | The Daily", "<form><input name=u><input type=password name=p></form>"), "login-page"},
      {"login by address", "https://daily.example/login?next=/a", page("The Daily", "<p>Welcome back.<form><input type=password></form>"), "login-page"},
  }));
  CAPTURE(c.name);
  CHECK(verdict(c.address, c.html) == c.expected);
}

TEST_CASE("an article stays one, however little of it there is") {
  struct Case {
    std::string name, address, html;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"plain", story, page("The old bridge", "<h1>The old bridge</h1>" + repeated(paragraph, 6))},
      {"a title alone", story, page("The old bridge is closed", "")},
      {"nothing at all", story, ""},
      {"three lines and forty headlines", story, page("The old bridge", "<h1>The old bridge</h1>" + paragraph + teasers(12))},
      {"declared, with a page full of headlines", "https://daily.example/bridge", page("Bridge", paragraph + teasers(40), ld_article)},
      {"declared as a website", story, page("The old bridge", repeated(paragraph, 6) + teasers(20), "<meta property=og:type content=website>")},
      {"at the site's root", "https://daily.example/", page("The old bridge", repeated(paragraph, 8) + teasers(9))},
      {"under a list's segment", "https://daily.example/archive/63076", page("The old bridge", "<h1>The old bridge</h1>" + repeated(paragraph, 6))},
      {"at a short address", "https://daily.example/bridge/", page("Bridge", "<h1>Bridge</h1>" + repeated(paragraph, 6) + teasers(9))},
      {"about an error", story, page("404: the story of a number", repeated(paragraph, 6))},
      {"named like an error, declared", story, page("Not found", "<p>Short.", ld_article)},
      {"about cookies", story, page("Cookies", "<h1>Cookies</h1>" + repeated("<p>We use cookies, say the sites, and ask to accept all. Our partners want personal data.</p>" + paragraph, 20))},
      {"about search", "https://daily.example/2025/05/search-for-the-ferry.html", page("Search for the ferry goes on", repeated(paragraph, 6))},
      {"with a login form", story, page("The old bridge", repeated(paragraph, 6) + "<form>Log in <input type=password></form>")},
      {"behind a login form", story, page("The old bridge", paragraph + "<form>Log in <input type=password></form>")},
      {"that reloads itself", story, page("The old bridge", repeated(paragraph, 6), "<meta http-equiv=refresh content=300>")},
      {"that reloads itself soon and is short", story, page("The old bridge", "<p>Short.", "<meta http-equiv=refresh content=10>")},
      {"that leaves without scripts", story, page("The bridge", "<p>Short.", "<noscript><meta http-equiv=refresh content='0; url=/nojs'></noscript>")},
      {"laid out with line breaks, links among its lines", "https://daily.example/bridge/",
       page("Bridge", "<h1>Bridge</h1><div>" + repeated("The council met on Tuesday to hear what the engineers found.<br><a href='/a'>See what the engineers had drawn</a><br>", 20) + "</div>" + teasers(4))},
      {"cut into boxes", "https://daily.example/bridge/",
       page("The bridge", "<h1>The bridge</h1>" + repeated("<section><div>" + paragraph + "</div><hr></section>", 40) + teasers(9))},
  }));
  CAPTURE(c.name);
  CHECK(verdict(c.address, c.html).empty());
}

TEST_CASE("what HTTP says outranks the page") {
  const auto [status, type, expected] = GENERATE(table<int, std::string, std::string>({
      {0, "", ""}, {200, "text/html", ""}, {200, "application/xhtml+xml", ""}, {203, "application/octet-stream", ""},
      {404, "text/html", "http-status: HTTP status 404"}, {301, "", "http-status: HTTP status 301"}, {503, "text/html", "http-status: HTTP status 503"},
      {200, "application/json", "media-type: application/json"}, {0, "image/png", "media-type: image/png"}, {0, "text/plain", "media-type: text/plain"},
      {0, "application/rss+xml", "media-type: application/rss+xml"},
  }));
  Page input;
  input.http_status = status;
  input.media_type = type;
  const auto rejected = reject_by_http(input);
  CHECK((rejected ? std::string(reason_name(rejected->reason)) + ": " + rejected->detail : std::string()) == expected);
}
