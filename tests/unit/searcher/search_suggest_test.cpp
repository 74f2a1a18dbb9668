// Other spellings of queries that found little.
#include <backfile/backfile.hpp>

#include "common/date.hpp"
#include "searcher/src/spelling.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

TEST_CASE("edits are counted, neighbours swapped are one") {
  struct Case {
    std::u32string a, b;
    unsigned limit, expected;
  };
  const auto c = GENERATE(values<Case>({
      {U"harbour", U"harbour", 2, 0},
      {U"harbour", U"harbor", 2, 1},
      {U"harbor", U"harbour", 2, 1},
      {U"harbour", U"ahrbour", 2, 1},
      {U"harbour", U"arbor", 2, 2},
      {U"harbour", U"labor", 2, 3},
      {U"harbour", U"h", 2, 3},
      {U"", U"ab", 2, 2},
      {U"Берн", U"Бонн", 2, 2},
      {U"abcdef", U"fedcba", 2, 3},
      {U"ca", U"abc", 3, 3},  // no substring is edited twice
  }));
  CHECK(detail::edit_distance(c.a, c.b, c.limit) == c.expected);
}

TEST_CASE("a query that finds little is answered with another spelling that finds more") {
  const test::TemporaryDirectory directory;
  std::vector<Article> articles;
  for (int i = 0; i < 60; ++i) {
    Article a;
    a.url = "https://news.example/" + std::to_string(i);
    a.site = "news.example";
    a.title = "Harbour closed";
    a.language = "en";
    a.body = "The parliament met in Zürich, number " + std::to_string(i) + ". " + (i < 8 ? "Парламент решил. Ferries sail from New York." : "") +
             (i == 0 ? " The harbur is spelt so once. 台風が上陸した" : "");
    articles.push_back(a);
  }
  test::build_archive(directory / "archive", articles);
  Searcher searcher = Searcher::open(directory / "archive");
  struct Case {
    std::string query, suggestion;
  };
  const auto c = GENERATE(values<Case>({
      {"harbor", "harbour"},
      {"Habrour closed", "Harbour closed"},
      {"parliment", "parliament"},
      {"zuerich", "zurich"},
      {"parlament OR xyzzyxyzzy", "parliament OR xyzzyxyzzy"},
      {"\"harbor clossed\"", "\"harbour closed\""},
      {"title:harbor -fire", "title:harbour -fire"},
      {"парламнт", "парламент"},
      {"arliament", "parliament"},  // the first letter is missing
      {"harbur", "harbour"},        // there, but hardly ever
      {"newyork", "new york"},
      {"harbour", ""},              // finds enough
      {"-harbor", ""},              // finds all
      {"har", ""},                  // too short
      {"台風", ""},
      {"xyzzyxyzzy", ""},
      {"harbor site:other.example", ""},  // finds no more
      {"5555x", ""},
  }));
  CAPTURE(c.query);
  const Results results = searcher.search(Query::parse(c.query));
  CHECK(results.suggestion.value_or("") == c.suggestion);
  CHECK_FALSE(searcher.search(Query::parse(c.query), {.limit = 0}).suggestion);
}

TEST_CASE("a suggestion keeps how the query was to be read") {
  const test::TemporaryDirectory directory;
  Article a;
  a.url = "https://news.example/1";
  a.title = "Harbour fire";
  a.body = "Harbour";
  a.language = "en";
  test::build_archive(directory / "archive", {a});
  Searcher searcher = Searcher::open(directory / "archive");
  CHECK(searcher.search(Query::parse("harbor fire (", Syntax::words)).suggestion == "harbour fire (");
  CHECK(searcher.search(Query::parse("harbor nothing", Syntax::query, Match::any)).suggestion == "harbour nothing");
}
