#include "indexer/write/index_document.hpp"

#include <algorithm>

#include "common/date.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;
namespace slot = backfile::schema::slot;

namespace {

Article sample() {
  Article a;
  a.source = "crawl/news.example.co.uk/a.html";
  a.url = "https://www.news.example.co.uk/a";
  a.site = "example.co.uk";
  a.title = "Ferries";
  a.body = "The ferries sail.\n\nThey sail again.";
  a.authors = {"Jane Doe", "John Roe"};
  a.published = parse_iso_date("2024-03-14T07:30:00+01:00");
  a.section = "World News";
  a.tags = {"Sea Travel"};
  a.language = "en-GB";
  return a;
}

std::vector<std::string> terms_with(const Xapian::Document& document, const std::string& prefix) {
  std::vector<std::string> found;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    if ((*term).starts_with(prefix)) found.push_back(*term);
  return found;
}

Xapian::Document build(const Article& a) {
  DocumentBuilder builder;
  return builder.build(a, version_key(a));
}

}  // namespace

TEST_CASE("a document carries the terms that the schema names") {
  const Xapian::Document document = build(sample());
  struct Case {
    std::string prefix;
    std::vector<std::string> terms;
  };
  const auto c = GENERATE(values<Case>({
      {"H", {"Hexample.co.uk", "Hnews.example.co.uk", "Hwww.news.example.co.uk"}},
      {"L", {"Len", "Len-gb"}},
      {"Y", {"Y2024"}},
      {"M", {"M202403"}},
      {"D", {"D20240314"}},
      {"A", {"Adoe", "Ajane", "Ajohn", "Aroe"}},
      {"XAUTHOR:", {"XAUTHOR:jane doe", "XAUTHOR:john roe"}},
      {"XSECTION:", {"XSECTION:world news"}},
      {"K", {"Ksea travel"}},
      {"XHAS:", {"XHAS:author", "XHAS:date", "XHAS:section", "XHAS:tags"}},
      {"ZS", {"ZSferri"}},
      {"U", {"Uhttps://www.news.example.co.uk/a"}},
  }));
  CAPTURE(c.prefix);
  CHECK(terms_with(document, c.prefix) == c.terms);
}

TEST_CASE("title words count three times, and no phrase spans title and text") {
  const Xapian::Document document = build(sample());
  auto term = document.termlist_begin();
  term.skip_to("ferries");
  REQUIRE(*term == "ferries");
  CHECK(term.get_wdf() == 3 + 1);
  std::vector<Xapian::termpos> positions(term.positionlist_begin(), term.positionlist_end());
  REQUIRE(positions.size() == 2);
  CHECK(positions[1] - positions[0] > 50);
}

TEST_CASE("without a title the first words stand in for it") {
  Article a = sample();
  a.title = "?!";
  a.body = "The ferries sail.";
  for (int i = 0; i < 60; ++i) a.body += " They sail.";
  const Xapian::Document document = build(a);
  const auto count = [&](const char* name) {
    auto term = document.termlist_begin();
    term.skip_to(name);
    return *term == name ? term.get_wdf() : 0;
  };
  CHECK(count("ferries") == 3);
  CHECK(count("Zferri") == 3);
  CHECK(count("they") == 60 + 2 * 14);  // of the first 30 words, 14 are "they"
  CHECK(terms_with(document, "ZS").empty());
  a.standfirst = "Boats, not ships.";
  const Xapian::Document with_standfirst = build(a);
  auto term = with_standfirst.termlist_begin();
  term.skip_to("boats");
  CHECK(term.get_wdf() == 3);
}

TEST_CASE("only the known part of a date becomes terms, and undated articles have no day") {
  Article a = sample();
  a.published = parse_iso_date("1851");
  CHECK(terms_with(build(a), "Y") == std::vector<std::string>{"Y1851"});
  CHECK(terms_with(build(a), "M").empty());
  CHECK(build(a).get_value(slot::day) == "1851");
  a.published.reset();
  CHECK(build(a).get_value(slot::day).empty());
  CHECK(build(a).get_value(slot::newest).substr(0, 8) == std::string(8, '\0'));
}

TEST_CASE("a standfirst that the body holds already is not counted twice") {
  Article a = sample();
  a.body = "Soon.";
  a.standfirst = "Soon.";
  const Xapian::Document document = build(a);
  auto term = document.termlist_begin();
  term.skip_to("soon");
  CHECK(term.get_wdf() == 1);
}

TEST_CASE("articles without any text are copies of nothing") {
  Article a;
  a.url = "https://news.example/empty";
  CHECK(build(a).get_value(slot::sketch).empty());
  CHECK(build(a).get_value(slot::story).size() == 8);
  CHECK_FALSE(build(sample()).get_value(slot::sketch).empty());
}

TEST_CASE("an article is known by its address, else by its id, else by its source") {
  Article a = sample();
  CHECK(version_key(a).address_key == "https://www.news.example.co.uk/a");
  a.id = "17";
  a.url.clear();
  CHECK(version_key(a).address_key == "id:17");
  a.id.clear();
  CHECK(version_key(a).address_key == "source:crawl/news.example.co.uk/a.html");
}

TEST_CASE("the same text with other white space is the same version") {
  Article a = sample(), b = sample();
  b.body = "The  ferries sail.\nThey sail again.";
  CHECK(version_key(a).unique == version_key(b).unique);
  b.body += " More.";
  CHECK(version_key(a).unique != version_key(b).unique);
}
