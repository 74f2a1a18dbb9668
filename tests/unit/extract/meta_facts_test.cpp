// Sections, tags, publisher, image, canonical address and language.
#include "indexer/extract/language.hpp"
#include "indexer/extract/metadata/metadata.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

constexpr std::string_view page_address = "https://www.harbourpost.example/world/rain-at-last";

HtmlDocument page(const std::string& head, const std::string& body = "<h1>Rain at last</h1><p>Text.</p>") {
  return HtmlDocument::parse("<html><head>" + head + "</head><body>" + body + "</body></html>");
}

Candidates candidates_of(const HtmlDocument& document) {
  Candidates candidates;
  read_json_ld(document, candidates);
  read_meta(document, candidates);
  read_microdata(document, candidates);
  read_visible(document, candidates);
  return candidates;
}

std::string ld(const std::string& json) {
  return R"(<script type="application/ld+json">)" + json + "</script>";
}

}  // namespace

TEST_CASE("the section is what metadata declares, else the last breadcrumb, the label, the address") {
  struct Case {
    const char* name;
    std::string head, body, address, expected;
  };
  const std::string h1 = "<h1>Rain at last</h1>";
  const auto c = GENERATE_COPY(values<Case>({
      {"JSON-LD", ld(R"({"@type":"NewsArticle","headline":"Rain","articleSection":"Weather"})"), h1, "", "Weather"},
      {"a list: the first", ld(R"({"@type":"NewsArticle","headline":"Rain","articleSection":["Weather","World"]})"), h1, "", "Weather"},
      {"article:section", "<meta property='article:section' content='Weather'>", h1, "", "Weather"},
      {"meta section", "<meta name='section' content='Weather'>", h1, "", "Weather"},
      {"joined by commas", "<meta name='section' content='Weather, World'>", h1, "", "Weather"},
      {"a slug as the breadcrumbs show it", "<meta name='section' content='espana'>",
       "<nav class='breadcrumb'><a>Inicio</a><a>España</a></nav>" + h1, "", "España"},
      {"a vague section gives way to a step", "<meta name='section' content='News'>",
       "<nav class='breadcrumb'><a>Home</a><a>News</a><a>Economy</a></nav>" + h1, "", "Economy"},
      {"a vague section alone", "<meta name='section' content='News'>", h1, "", "News"},
      {"breadcrumbs in JSON-LD",
       ld(R"({"@type":"BreadcrumbList","itemListElement":[{"name":"Home"},{"item":{"name":"World"}},{"name":"Rain at last"}]})"), h1, "", "World"},
      {"visible breadcrumbs", "", "<ol class='c-breadcrumbs'><li>Startseite</li><li>Welt</li><li>Rain at last</li></ol>" + h1, "", "Welt"},
      {"breadcrumbs by their label", "", "<nav aria-label='Breadcrumb'><a>Home</a> / <a>World</a></nav>" + h1, "", "World"},
      {"a menu is no trail", "", "<div class='breadcrumb'><a>A1a</a><a>B1b</a><a>C1c</a><a>D1d</a><a>E1e</a><a>F1f</a><a>G1g</a></div>" + h1, "", ""},
      {"the label above the headline", "", "<div><a class='post-category' href='/w'>World</a>" + h1 + "</div>", "", "World"},
      {"an advertisement above the headline", "", "<div><span class='label'>Advertisement</span>" + h1 + "</div>", "", ""},
      {"a label below the headline is another's", "", h1 + "<p>x</p><a class='category'>Sport</a>", "", ""},
      {"the site's name is no section", "<meta property='og:site_name' content='Harbour Post'><meta name='section' content='Harbour Post'>", h1, "", ""},
      {"the title is no section", "", "<nav class='breadcrumb'><a>Home</a><a>Rain at last</a></nav>" + h1, "", ""},
      {"a system's name is no section", "<meta name='section' content='culture_lifestyle'>", h1, "", ""},
      {"a day and hour are no section", "", "<nav class='breadcrumb'><a>Weather</a><a>6 de mayo de 2022 05:30</a></nav>" + h1, "", "Weather"},
      {"a year's event is one", "", "<nav class='breadcrumb'><a>Sport</a><a>Games 2024</a></nav>" + h1, "", "Games 2024"},
      {"the months of an archive are none", "", "<nav class='breadcrumb'><a>Weather</a><a>2020</a><a>August</a></nav>" + h1, "", "Weather"},
      {"a cut title is none", "", "<nav class='breadcrumb'><a>Weather</a><a>Rain at...</a></nav>" + h1, "", "Weather"},
      {"an address is none", "<meta property='article:section' content='www.harbourpost.example/weather'>", h1, "", ""},
      {"the address", "", h1, "https://www.harbourpost.example/world/2025/rain", "World"},
      {"the address with a hyphen", "", h1, "https://www.harbourpost.example/middle-east/rain", "Middle east"},
      {"a folder named as the site is no section", "", h1, "https://www.harbourpost.example/harbour-post/rain", ""},
      {"an article's folder is no section", "", h1, "https://www.harbourpost.example/articles/rain", ""},
      {"a language is no section", "", h1, "https://www.harbourpost.example/en/rain", ""},
      {"a page at the top has none", "", h1, "https://www.harbourpost.example/rain", ""},
      {"a file has none", "", h1, "file:world/rain.html", ""},
  }));
  CAPTURE(c.name);
  const HtmlDocument document = page(c.head, c.body);
  CHECK(resolve_section(document, candidates_of(document), c.address) == c.expected);
}

TEST_CASE("the page's own address is believed within the site") {
  struct Case {
    const char* name;
    std::string head;
    std::string_view address;
    bool known;
    std::string expected;
  };
  const std::string shop = "https://shop.harbourpost.example/";
  const auto c = GENERATE_COPY(values<Case>({
      {"same site", "<link rel=canonical href='https://www.harbourpost.example/a'>", page_address, true, "https://www.harbourpost.example/a"},
      {"relative", "<link rel=canonical href='/a'>", page_address, true, "https://www.harbourpost.example/a"},
      {"another host of the site", "<link rel=canonical href='https://m.harbourpost.example/a'>", page_address, true, "https://m.harbourpost.example/a"},
      {"another site", "<link rel=canonical href='https://elsewhere.example/a'>", page_address, true, ""},
      {"the home page", "<link rel=canonical href='https://www.harbourpost.example/'>", page_address, true, ""},
      {"no http", "<link rel=canonical href='ftp://www.harbourpost.example/a'>", page_address, true, ""},
      {"javascript", "<link rel=canonical href='javascript:alert(1)'>", page_address, true, ""},
      {"too long", "<link rel=canonical href='https://www.harbourpost.example/" + std::string(2100, 'a') + "'>", page_address, true, ""},
      {"og:url does not replace what the crawl knows", "<meta property='og:url' content='https://www.harbourpost.example/b'>", page_address, true, ""},
      {"nothing", "", page_address, true, ""},
      {"unknown address: the link", "<link rel=canonical href='https://www.harbourpost.example/a'>", "file:a.html", false, "https://www.harbourpost.example/a"},
      {"unknown address: og:url", "<meta property='og:url' content='https://www.harbourpost.example/b'>", "file:a.html", false, "https://www.harbourpost.example/b"},
      {"unknown address: a bad link, a good og:url", "<link rel=canonical href='/a'><meta property='og:url' content='https://www.harbourpost.example/b'>",
       "file:a.html", false, "https://www.harbourpost.example/b"},
      {"unknown address: nothing", "", "file:a.html", false, ""},
  }));
  CAPTURE(c.name);
  CHECK(canonical_address(candidates_of(page(c.head)), c.address, c.known) == c.expected);
}

TEST_CASE("the original is the canonical link to another site, else the agency that is credited") {
  struct Case {
    const char* name;
    std::string link;
    Article article;
    std::string expected;
  };
  const std::string own = "https://www.harbourpost.example/a";
  const auto by = [](std::vector<std::string> authors, std::string body = {}) {
    Article article;
    article.site = "harbourpost.example";
    article.authors = std::move(authors);
    article.body = std::move(body);
    return article;
  };
  const auto at = [](std::string site, std::string publisher) {
    Article article;
    article.site = std::move(site);
    article.publisher = std::move(publisher);
    article.authors = {"Reuters"};
    return article;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"another site", "https://wire.example/2025/ferry?utm_source=x", by({}), "https://wire.example/2025/ferry"},
      {"another site before the agency", "https://wire.example/ferry", by({"Reuters"}), "https://wire.example/ferry"},
      {"another host of the site", "https://amp.harbourpost.example/a", by({}), ""},
      {"another site's front page", "https://wire.example/", by({}), ""},
      {"not the web's", "ftp://wire.example/a", by({}), ""},
      {"an agency among the authors", own, by({"Jane Doe", "Reuters"}), "Reuters"},
      {"an agency by its name", "", by({"Meridian News Agency"}), "Meridian News Agency"},
      {"a kind of agency names nobody", "", by({"Agencies", "News Agency"}), ""},
      {"a newsroom", "", by({"Harbour Post Staff"}), ""},
      {"in the dateline", "", by({"Jane Doe"}, "BERLIN (dpa/lno) - Der Rat tagt."), "dpa"},
      {"in the dateline without a place", "", by({}, "(Reuters) - The council met."), "Reuters"},
      {"behind a standfirst", "", by({}, "The council meets again.\n\nPARIS, May 4 (AFP) \u2014 The council met."), "AFP"},
      {"a place in brackets", "", by({}, "PARIS (Texas) \u2014 The council met."), ""},
      {"the agency's own site", "", at("reuters.com", "Reuters News"), ""},
      {"the agency's own site by its publisher", "", at("wire.example", "Reuters"), ""},
      {"nothing", "", by({}), ""},
  }));
  CAPTURE(c.name);
  const std::string head = c.link.empty() ? std::string() : "<link rel=canonical href='" + c.link + "'>";
  CHECK(resolve_original(candidates_of(page(head)), c.article, own) == c.expected);
}

TEST_CASE("a canonical link names no original where the crawl knows no address") {
  CHECK(resolve_original(candidates_of(page("<link rel=canonical href='https://wire.example/a'>")), {}, "").empty());
}

TEST_CASE("tags come from the best source alone, without machines' labels") {
  struct Case {
    const char* name;
    std::string head, body;
    std::vector<std::string> expected;
  };
  const auto c = GENERATE(values<Case>({
      {"a list", ld(R"({"@type":"NewsArticle","headline":"R","keywords":["Rain","Floods"]})"), "", {"Rain", "Floods"}},
      {"a string", ld(R"({"@type":"NewsArticle","headline":"R","keywords":"Rain, Floods"})"), "", {"Rain", "Floods"}},
      {"objects", ld(R"({"@type":"NewsArticle","headline":"R","keywords":[{"@type":"DefinedTerm","name":"Rain"}]})"), "", {"Rain"}},
      {"article:tag beats keywords", "<meta property='article:tag' content='Rain'><meta name='keywords' content='a,b'>", "", {"Rain"}},
      {"several article:tag", "<meta property='article:tag' content='Rain'><meta property='article:tag' content='Floods'>", "", {"Rain", "Floods"}},
      {"twice in other letters", "<meta name='keywords' content='Rain,rain,RAIN'>", "", {"Rain"}},
      {"labels of machines", "<meta name='keywords' content='ivw:homepage, 26157981-b4f7-4929-adc1-e860c6f03636, Rain'>", "", {"Rain"}},
      {"links", "", "<a rel=tag href='/t/rain'>Rain</a>", {"Rain"}},
      {"none", "", "", {}},
  }));
  CAPTURE(c.name);
  CHECK(resolve_tags(candidates_of(page(c.head, "<h1>R</h1>" + c.body))) == c.expected);
}

TEST_CASE("the publisher is the name that readers know") {
  struct Case {
    const char* name;
    std::string head, expected;
  };
  const std::string company = ld(R"({"@type":"NewsArticle","headline":"R","publisher":{"@type":"Organization","name":"Harbour Verlag GmbH"}})");
  const auto c = GENERATE_COPY(values<Case>({
      {"og:site_name", "<meta property='og:site_name' content='Harbour Post'>", "Harbour Post"},
      {"JSON-LD", ld(R"({"@type":"NewsArticle","headline":"R","publisher":{"name":"Harbour Post"}})"), "Harbour Post"},
      {"by reference", ld(R"({"@graph":[{"@type":"NewsArticle","headline":"R","publisher":{"@id":"#o"}},{"@type":"Organization","@id":"#o","name":"Harbour Post"}]})"), "Harbour Post"},
      {"the company behind it", company + "<meta property='og:site_name' content='Harbour Post'>", "Harbour Post"},
      {"the company alone", company, "Harbour Verlag GmbH"},
      {"a domain", "<meta property='og:site_name' content='www.harbourpost.example'>" + ld(R"({"@type":"NewsArticle","headline":"R","publisher":{"name":"Harbour Post"}})"), "Harbour Post"},
      {"with a slogan", "<meta property='og:site_name' content='Harbour Post | News from the coast'>", "Harbour Post"},
      {"a template's variable", "<meta property='og:site_name' content='{$site.name}'>", ""},
      {"nothing", "", ""},
  }));
  CAPTURE(c.name);
  CHECK(resolve_publisher(candidates_of(page(c.head)), page_address) == c.expected);
}

TEST_CASE("the image is resolved against the page") {
  CHECK(resolve_image(candidates_of(page("<meta property='og:image' content='/rain.jpg'>")), page_address) == "https://www.harbourpost.example/rain.jpg");
  CHECK(resolve_image(candidates_of(page(ld(R"({"@type":"NewsArticle","headline":"R","image":[{"url":"https://i.example/r.jpg"}]})"))), page_address) ==
        "https://i.example/r.jpg");
  CHECK(resolve_image(candidates_of(page("<meta property='og:image' content='data:image/png;base64,xx'>")), page_address).empty());
}

TEST_CASE("the language is declared, checked against the text") {
  const std::string english =
      "The rain came late in the evening, when most of the boats were already back in the harbour and nobody expected it any more. It lasted "
      "until the morning, and the people of the old town spent the night carrying furniture to the upper floors of their houses. The mayor said "
      "that the water had never risen so fast, and that the wall which was promised years ago would have kept the market dry.";
  const std::string german =
      "Der Regen kam spät am Abend, als die meisten Boote schon wieder im Hafen lagen und niemand mehr mit ihm rechnete. Er dauerte bis zum "
      "Morgen, und die Leute der alten Stadt trugen in der Nacht ihre Möbel in die oberen Stockwerke. Die Bürgermeisterin sagte, das Wasser sei "
      "noch nie so schnell gestiegen, und die Mauer, die seit Jahren versprochen ist, hätte den Markt trocken gehalten. Am Mittag war alles vorbei.";
  struct Case {
    const char* name;
    std::string declared, text, fallback, expected, from;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"declared", "en-GB", english, "", "en-GB", "declared"},
      {"declared in a system's manner", "en_us", english, "", "en-US", "declared"},
      {"a template lies", "en-US", german, "", "de", "detected"},
      {"too little text to contradict", "en", "Der Regen kam spät am Abend.", "", "en", "declared"},
      {"not declared", "", german, "", "de", "detected"},
      {"a nonsense declaration", "DE, AT, CH", german, "", "de", "detected"},
      {"a language that the detector does not know is believed", "ha", english, "", "ha", "declared"},
      {"nothing but a default", "", "", "fr", "fr", "default"},
      {"nothing", "", "", "", "", ""},
  }));
  CAPTURE(c.name);
  const LanguageChoice choice = resolve_language(c.declared, c.text, c.fallback);
  CHECK(choice.language == c.expected);
  CHECK(choice.from == c.from);
}

TEST_CASE("the language that the page declares") {
  const auto declared = [](const char* html) {
    const HtmlDocument document = HtmlDocument::parse(html);
    return declared_language(document, candidates_of(document));
  };
  CHECK(declared("<html lang='pt-br'><p>x") == "pt-BR");
  CHECK(declared("<html><head><meta http-equiv='Content-Language' content='de'></head><p>x") == "de");
  CHECK(declared("<html><head><meta property='og:locale' content='fr_FR'></head><p>x") == "fr-FR");
  CHECK(declared("<html lang='xx-nonsense-0'><head><meta property='og:locale' content='fr_FR'></head><p>x") != "");
  CHECK(declared("<html><p>x") == "");
}
