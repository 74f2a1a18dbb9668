// JSON-LD shapes: which item is the page's, references, lenient syntax, hostile input; meta families and microdata.
#include <algorithm>

#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/entities.hpp"
#include "indexer/extract/metadata/lenient_json.hpp"
#include "indexer/extract/metadata/metadata.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

Candidates read(const std::string& json, const std::string& head = "<title>Rain at last</title>") {
  const HtmlDocument document =
      HtmlDocument::parse("<html><head>" + head + R"(<script type="application/ld+json">)" + json + "</script></head><body><h1>Rain at last</h1></body></html>");
  Candidates candidates;
  read_json_ld(document, candidates);
  return candidates;
}

/// Values of the page's own item, joined by "; ".
std::string values(const Candidates& candidates, MetaField field) {
  std::string all;
  for (const Candidate& c : candidates.all())
    if (c.field == field && c.of_main_item) all += (all.empty() ? "" : "; ") + c.value;
  return all;
}

std::size_t count_of_others(const Candidates& candidates) {
  return static_cast<std::size_t>(std::ranges::count_if(candidates.all(), [](const Candidate& c) { return !c.of_main_item; }));
}

}  // namespace

TEST_CASE("the page's own article is found in any shape of JSON-LD") {
  struct Case {
    const char* name;
    std::string json;
    MetaField field;
    std::string expected;
  };
  const auto c = GENERATE(values<Case>({
      {"one object", R"({"@type":"NewsArticle","headline":"Rain"})", MetaField::title, "Rain"},
      {"an array", R"([{"@type":"Organization","name":"Post"},{"@type":"NewsArticle","headline":"Rain"}])", MetaField::title, "Rain"},
      {"a graph", R"({"@graph":[{"@type":"WebSite","name":"Post"},{"@type":"Article","headline":"Rain"}]})", MetaField::title, "Rain"},
      {"types as a list", R"({"@type":["WebPage","NewsArticle"],"headline":"Rain"})", MetaField::title, "Rain"},
      {"types as addresses", R"({"@type":"http://schema.org/NewsArticle","headline":"Rain"})", MetaField::title, "Rain"},
      {"types with a prefix", R"({"@type":"schema:NewsArticle","headline":"Rain"})", MetaField::title, "Rain"},
      {"mainEntity of a page", R"({"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"Rain"}})", MetaField::title, "Rain"},
      {"a live blog without its posts",
       R"({"@type":"LiveBlogPosting","headline":"Rain","liveBlogUpdate":[{"@type":"BlogPosting","headline":"First drops"}]})", MetaField::title, "Rain"},
      {"a related article in a list",
       R"([{"@type":"NewsArticle","headline":"Rain"},{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Sun"}]}])",
       MetaField::title, "Rain"},
      {"the one that is named like the page", R"([{"@type":"NewsArticle","headline":"Sun"},{"@type":"NewsArticle","headline":"Rain at last"}])",
       MetaField::title, "Rain at last"},
      {"four articles of which none is the page's",
       R"([{"@type":"Article","headline":"A1"},{"@type":"Article","headline":"B2"},{"@type":"Article","headline":"C3"},{"@type":"Article","headline":"D4"}])",
       MetaField::title, ""},
      {"an embedded video", R"({"@type":"VideoObject","name":"Boats","uploadDate":"2020-01-01"})", MetaField::published, ""},
      {"a video that the page is about", R"({"@type":"VideoObject","name":"Rain at last","uploadDate":"2020-01-01"})", MetaField::published, "2020-01-01"},
      {"no type but a headline", R"({"headline":"Rain","datePublished":"2020-01-01"})", MetaField::published, "2020-01-01"},
      {"name instead of headline", R"({"@type":"Article","name":"Rain"})", MetaField::title, "Rain"},
      {"an author as text", R"({"@type":"Article","headline":"R","author":"Jane Doe"})", MetaField::author, "Jane Doe"},
      {"authors as objects", R"({"@type":"Article","headline":"R","author":[{"name":"Jane Doe"},{"name":"John Roe"}]})", MetaField::author, "Jane Doe; John Roe"},
      {"names as a list", R"({"@type":"Article","headline":"R","author":{"name":["Jane Doe","John Roe"]}})", MetaField::author, "Jane Doe; John Roe"},
      {"an author by reference", R"({"@graph":[{"@type":"Article","headline":"R","author":{"@id":"#jane"}},{"@type":"Person","@id":"#jane","name":"Jane Doe"}]})",
       MetaField::author, "Jane Doe"},
      {"given and family name", R"({"@type":"Article","headline":"R","author":{"givenName":"Jane","familyName":"Doe"}})", MetaField::author, "Jane Doe"},
      {"@list", R"({"@type":"Article","headline":"R","author":{"@list":[{"name":"Jane Doe"}]}})", MetaField::author, "Jane Doe"},
      {"@value", R"({"@type":"Article","headline":{"@value":"Rain"}})", MetaField::title, "Rain"},
      {"entities once", R"({"@type":"Article","headline":"Rain &amp; floods &quot;at last&quot;"})", MetaField::title, "Rain & floods \"at last\""},
      {"a date as a number", R"({"@type":"Article","headline":"R","datePublished":1600000000})", MetaField::published, "1600000000"},
      {"the page's date is kept beside", R"([{"@type":"Article","headline":"R"},{"@type":"WebPage","datePublished":"2020-01-01"}])", MetaField::published, "2020-01-01"},
      {"the body", R"({"@type":"Article","headline":"R","articleBody":"One.\nTwo."})", MetaField::body, "One.\n\nTwo."},
      {"breadcrumbs", R"({"@type":"BreadcrumbList","itemListElement":[{"item":{"name":"Home"}},{"name":"World"}]})", MetaField::section, "Home; World"},
  }));
  CAPTURE(c.name);
  CHECK(values(read(c.json), c.field) == c.expected);
}

TEST_CASE("articles of others are marked as such") {
  CHECK(count_of_others(read(R"([{"@type":"NewsArticle","headline":"Rain at last"},
    {"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Sun"},{"@type":"NewsArticle","headline":"Wind"}]}])")) == 2);
}

TEST_CASE("broken JSON is read where its meaning is clear") {
  struct Case {
    const char* name;
    std::string json, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"raw line break", "{\"a\":\"one\ntwo\"}", R"([{"a":"one\ntwo"}])"},
      {"raw tab", "{\"a\":\"one\ttwo\"}", R"([{"a":"one two"}])"},
      {"trailing commas", R"({"a":[1,2,],})", R"([{"a":[1,2]}])"},
      {"doubled commas", R"({"a":1,,"b":2})", R"([{"a":1,"b":2}])"},
      {"a lost comma", "{\"a\":\"x\"\n\"b\":\"y\"}", R"([{"a":"x","b":"y"}])"},
      {"a lost comma between objects", R"([{"a":1}{"b":2}])", R"([[{"a":1},{"b":2}]])"},
      {"a lost value", R"({"a":,"b":2})", R"([{"a":null,"b":2}])"},
      {"HTML comment marks", "<!-- {\"a\":1} -->", R"([{"a":1}])"},
      {"CDATA", "//<![CDATA[\n{\"a\":1}\n//]]>", R"([{"a":1}])"},
      {"comments", "{/* x */\"a\":1 // y\n}", R"([{"a":1}])"},
      {"two values", R"({"a":1}{"b":2})", R"([{"a":1},{"b":2}])"},
      {"a semicolon behind", R"({"a":1};)", R"([{"a":1}])"},
      {"quotes inside", R"({"a":"she said "no" to it","b":1})", R"([{"a":"she said \"no\" to it","b":1}])"},
      {"a wrong escape", R"({"a":"it\'s"})", R"([{"a":"it's"}])"},
      {"a path", R"({"a":"c:\dir"})", R"([{"a":"c:\\dir"}])"},
      {"cut in a string", R"({"a":"one","b":"tw)", R"([{"a":"one","b":"tw"}])"},
      {"cut behind a colon", R"({"a":"one","b":)", R"([{"a":"one","b":null}])"},
      {"cut in a list", R"({"a":[1,2)", R"([{"a":[1,2]}])"},
      {"escaped as HTML", "{&quot;a&quot;:&quot;x&quot;}", R"([{"a":"x"}])"},
      {"a lone surrogate", R"({"a":"x\ud800y\ud83d\ude00","b":1,})", "[{\"a\":\"x\xef\xbf\xbdy\xf0\x9f\x98\x80\",\"b\":1}]"},
      {"hopeless", "just words", "[]"},
      {"empty", "", "[]"},
  }));
  CAPTURE(c.name);
  const nlohmann::json all = parse_lenient_json(c.json);
  CHECK(all.dump() == c.expected);
}

TEST_CASE("hostile JSON costs neither stack nor time") {
  struct Case {
    const char* name;
    std::string json;
  };
  std::string many = "[";
  for (int i = 0; i < 30'000; ++i) many += R"({"@type":"NewsArticle","headline":"x","author":{"name":"A B"}},)";
  many += "{}]";
  std::string self = R"({"@graph":[{"@type":"NewsArticle","@id":"#a","headline":"x","author":{"@id":"#a"},"publisher":{"@id":"#b"},"isPartOf":{"@id":"#b"}},
    {"@id":"#b","@type":"WebSite","isPartOf":{"@id":"#a"}}]})";
  std::string authors = R"({"@type":"NewsArticle","headline":"x","author":[)";
  for (int i = 0; i < 50'000; ++i) authors += R"({"name":"A B"},)";
  authors += "{}]}";
  std::string quotes = R"({"@type":"NewsArticle","headline":")" + std::string(500'000, '"') + R"("})";
  std::string spaces = "[" + std::string(500'000, ' ');
  for (int i = 0; i < 100'000; ++i) spaces += " , ";
  const auto c = GENERATE_COPY(values<Case>({
      {"arrays nested a million deep", std::string(1'000'000, '[')},
      {"objects nested deep", [] { std::string s; for (int i = 0; i < 100'000; ++i) s += R"({"author":)"; return s; }()},
      {"30,000 articles", many},
      {"references in a circle", self},
      {"50,000 authors", authors},
      {"half a million quotes", quotes},
      {"white space and commas", spaces},
      {"a backslash at the end", "{\"a\":\"\\"},
      {"wrong kinds", R"({"@type":5,"headline":[],"author":7,"keywords":{"name":[]},"image":[[]],"publisher":[],"@id":{},"url":1,"articleBody":[]})"},
      {"wrong kinds with a type", R"({"@type":"NewsArticle","headline":{},"author":[[[[[["x"]]]]]],"keywords":[[]],"image":{"url":{}},"mainEntityOfPage":[],"articleSection":[{}]})"},
      {"invalid surrogates", R"({"@type":"NewsArticle","headline":"\ud800 x"})"},
  }));
  CAPTURE(c.name);
  const Candidates candidates = read(c.json);
  CHECK(candidates.all().size() < 5'000);
}

TEST_CASE("meta families are read by name, in any letter case") {
  const auto values_of = [](const std::string& head, MetaField field) {
    const HtmlDocument document = HtmlDocument::parse("<html><head>" + head + "</head><body><p>x</body></html>");
    Candidates candidates;
    read_meta(document, candidates);
    return values(candidates, field);
  };
  CHECK(values_of("<meta property='og:title' content='Rain'>", MetaField::title) == "Rain");
  CHECK(values_of("<meta name='OG:Title' content='Rain'>", MetaField::title) == "Rain");
  CHECK(values_of("<meta name='parsely-author' content='Jane Doe'>", MetaField::author) == "Jane Doe");
  CHECK(values_of("<meta name='DC.date.issued' content='2020-01-01'>", MetaField::published) == "2020-01-01");
  CHECK(values_of("<meta name='citation_author' content='Doe, Jane'>", MetaField::author) == "Doe, Jane");
  CHECK(values_of("<meta name='viewport' content='width'>", MetaField::title) == "");
  CHECK(values_of("<link rel='Canonical' href='/a'>", MetaField::canonical) == "/a");
  CHECK(values_of("<title>Rain</title>", MetaField::title) == "Rain");
}

TEST_CASE("microdata belongs to the article that holds it") {
  const auto values_of = [](const std::string& body, MetaField field) {
    const HtmlDocument document = HtmlDocument::parse("<html><body>" + body + "</body></html>");
    Candidates candidates;
    read_microdata(document, candidates);
    return values(candidates, field);
  };
  CHECK(values_of("<article itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop=headline>Rain</h1>"
                  "<span itemprop=author itemscope itemtype='http://schema.org/Person'><b itemprop=name>Jane Doe</b></span></article>", MetaField::author) == "Jane Doe");
  CHECK(values_of("<article itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop=headline>Rain</h1></article>"
                  "<article itemscope itemtype='http://schema.org/NewsArticle'><h2 itemprop=headline>Sun</h2></article>", MetaField::title) == "Rain");
  CHECK(values_of("<div itemscope itemtype='http://schema.org/Article'><meta itemprop=datePublished content='2020-01-01'></div>", MetaField::published) == "2020-01-01");
  CHECK(values_of("<div itemscope itemtype='http://schema.org/Comment'><span itemprop=author>John Roe</span></div>", MetaField::author) == "");
  CHECK(values_of("<div typeof='schema:Article'><h2 property='schema:headline'>Rain</h2></div>", MetaField::title) == "Rain");
}

TEST_CASE("values are cleaned once") {
  CHECK(clean_value("  Rain \n at&amp;last ") == "Rain at&last");
  CHECK(clean_value("a &lt; b") == "a < b");
  CHECK(clean_value("<b>Rain</b><br>at last") == "Rain at last");
  CHECK(clean_value("a < b and c > d") == "a < b and c > d");
  CHECK(decoded_entities("&auml;&#228;&#xe4;") == "äää");
  CHECK(decoded_entities("&nosuch; & &;") == "&nosuch; & &;");
  CHECK(match_key("„Rain“ — at LAST!") == "rain at last");
  std::vector<std::string> words;
  for_each_class_word("c-byline__authorName", [&](std::string_view word) { words.emplace_back(word); });
  CHECK(words == std::vector<std::string>{"c", "byline", "author", "name"});
}
