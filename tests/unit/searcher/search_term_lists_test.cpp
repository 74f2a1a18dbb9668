// Matches from lists of postings against Xapian's own matcher: the same documents with the same scores.
#include "searcher/src/term_lists.hpp"

#include <map>
#include <random>

#include "indexer/write/column_file.hpp"
#include "searcher/src/ranking.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

using Q = Xapian::Query;
using Random = std::mt19937;

/// By archive and number within it.
using Scores = std::map<std::pair<std::uint32_t, Xapian::docid>, double>;

Article random_article(Random& random, int number) {
  Article a;
  a.url = "https://news.example/" + std::to_string(number);
  a.source = "crawl/x";
  a.title = random() % 2 ? "alpha" : "beta";
  // Some words are in more than half of the articles: their rarity is counted otherwise.
  for (unsigned i = 0, count = random() % 60; i < count; ++i)
    a.body += std::vector<std::string>{"alpha ", "beta ", "gamma ", "delta ", "epsilon ", "zeta "}[std::min(random() % 6, random() % 6)];
  a.language = "en";
  a.section = random() % 2 ? "world" : "sport";
  a.published = parse_iso_date(random() % 2 ? "2024-05-04" : "1963-12-06");
  return a;
}

Scores by_xapian(const Archives& archives, const CompiledQuery& compiled) {
  Xapian::Enquire enquire(archives.merged());
  enquire.set_query(compiled.query);
  if (compiled.ranked)
    enquire.set_weighting_scheme(ranking_weight(compiled.words));
  else
    enquire.set_weighting_scheme(Xapian::BoolWeight());
  const Xapian::MSet found = enquire.get_mset(0, archives.merged().get_doccount());
  Scores scores;
  for (Xapian::MSetIterator i = found.begin(); i != found.end(); ++i) {
    const Archives::Place place = archives.place_of(*i);
    scores[{static_cast<std::uint32_t>(place.part), place.number}] = rounded_score(i.get_weight());
  }
  return scores;
}

Scores by_lists(const Archives& archives, const CompiledQuery& compiled) {
  const auto found = match_term_lists(archives, compiled, Deadline());
  REQUIRE(found);
  Scores scores;
  std::pair<std::uint32_t, Xapian::docid> last{0, 0};
  for (const Matched& match : *found) {
    const std::pair place{match.archive, match.document};
    REQUIRE(place > last);  // each once, in order
    last = place;
    scores[place] = match.score;
  }
  return scores;
}

const Q alpha("Zalpha"), beta("Zbeta"), gamma("Zgamma"), delta("Zdelta"), epsilon("Zepsilon"), zeta("Zzeta"), titled("ZSalpha"), absent("Zabsent"), old("XOLD"), world("XSECTION:world"), sport("XSECTION:sport"),
    year("Y2024");

Q all_of(const std::vector<Q>& parts) { return {Q::OP_AND, parts.begin(), parts.end()}; }
Q any_of(const std::vector<Q>& parts) { return {Q::OP_OR, parts.begin(), parts.end()}; }
Q synonym(const std::vector<Q>& parts) { return {Q::OP_SYNONYM, parts.begin(), parts.end()}; }

// As a wildcard's.
const std::vector<Q> very_many{alpha, beta, gamma, delta, epsilon, zeta, absent, old, titled, world, sport, year, Q("Zb"), Q("Zc"), Q("Zd"), Q("Ze"), Q("Zf"), Q("Zg")};

const std::vector<Q> ranked{
    alpha,
    zeta,
    absent,
    all_of({alpha, zeta}),
    all_of({zeta, beta, gamma}),
    all_of({alpha, absent}),
    any_of({alpha, beta}),
    any_of({zeta, gamma, beta, alpha}),
    any_of({absent, zeta}),
    any_of(very_many),
    all_of({any_of({zeta, gamma}), any_of({alpha, beta})}),
    any_of({all_of({alpha, beta}), all_of({gamma, zeta})}),
    synonym({alpha, beta}),
    synonym({zeta, epsilon, delta}),
    synonym({zeta, gamma, alpha, beta, absent}),
    synonym({old, titled}),  // few documents
    all_of({synonym({gamma, zeta}), beta}),
    any_of({synonym({gamma, zeta}), alpha, synonym({beta, zeta})}),
    {Q::OP_AND_NOT, alpha, old},
    {Q::OP_AND_NOT, any_of({alpha, gamma}), any_of({old, zeta})},
    {Q::OP_FILTER, alpha, year},
    {Q::OP_FILTER, any_of({gamma, zeta}), Q(0.0, any_of({world, year}))},
    {Q::OP_AND_NOT, Q(Q::OP_FILTER, all_of({alpha, gamma}), all_of({world, year})), old},
    {Q::OP_FILTER, alpha, Q(Q::OP_AND_NOT, Q(std::string()), world)},
};
const std::vector<Q> filters{
    Q(std::string()),
    Q(0.0, world),
    Q(0.0, all_of({world, year})),
    Q(0.0, any_of({world, sport})),
    any_of(very_many),
    {Q::OP_AND_NOT, Q(std::string()), old},
    {Q::OP_AND_NOT, Q(0.0, Q(Q::OP_SYNONYM, alpha, zeta)), world},
    {Q::OP_FILTER, Q(std::string()), year},
};

}  // namespace

TEST_CASE("lists of postings give the documents and scores of Xapian's matcher") {
  Random random(GENERATE(range(1u, 9u)));
  const unsigned parts = 1 + random() % 3;
  test::TemporaryDirectory directory;
  std::vector<ArchiveLocation> locations;
  int number = 0;
  for (unsigned part = 0; part < parts; ++part) {
    locations.push_back({directory / std::to_string(part)});
    test::ArchiveBuilder builder(locations.back().where);
    std::vector<Article> articles;
    for (unsigned i = 0, count = 50 + random() % 400; i < count; ++i) articles.push_back(random_article(random, ++number));
    builder.add(articles);
    for (unsigned i = 0; i < 20; ++i) {
      Article later = articles[random() % articles.size()];
      later.body += " again";
      builder.add(later);
      builder.remove(articles[random() % articles.size()]);
    }
    builder.commit();
    write_columns(locations.back().where);
  }
  const Archives archives(locations);
  for (const std::size_t words : {1u, 8u, 20u}) {
    for (const Q& query : ranked) {
      CompiledQuery compiled;
      compiled.query = query;
      compiled.words = words;
      compiled.ranked = true;
      CAPTURE(query.get_description(), words);
      REQUIRE(by_lists(archives, compiled) == by_xapian(archives, compiled));
    }
  }
  for (const Q& query : filters) {
    CompiledQuery compiled;
    compiled.query = query;
    compiled.ranked = false;
    CAPTURE(query.get_description());
    REQUIRE(by_lists(archives, compiled) == by_xapian(archives, compiled));
  }
}

TEST_CASE("what is more than lists of terms is left to Xapian") {
  Random random(3);
  test::TemporaryDirectory directory;
  test::build_archive(directory / "archive", {random_article(random, 1), random_article(random, 2)});
  const auto is_taken = [&](const Q& query) {
    const Archives archives({{directory / "archive"}});
    CompiledQuery compiled;
    compiled.query = query;
    compiled.ranked = true;
    return match_term_lists(archives, compiled, Deadline()).has_value();
  };
  CHECK_FALSE(is_taken(alpha));  // no column of lengths
  write_columns(directory / "archive");
  CHECK(is_taken(alpha));
  const std::vector<Q> words{alpha, beta};
  CHECK_FALSE(is_taken({Q::OP_PHRASE, words.begin(), words.end(), 2}));
  CHECK_FALSE(is_taken(synonym({alpha, Q(Q::OP_PHRASE, words.begin(), words.end(), 2)})));
  CHECK_FALSE(is_taken({Q::OP_AND_MAYBE, alpha, beta}));
  CHECK_FALSE(is_taken(any_of({alpha, Q(2.0, beta)})));
}

TEST_CASE("lists mind the time budget") {
  Random random(4);
  test::TemporaryDirectory directory;
  test::build_archive(directory / "archive", {random_article(random, 1)});
  write_columns(directory / "archive");
  const Archives archives({{directory / "archive"}});
  CompiledQuery compiled;
  compiled.query = alpha;
  compiled.ranked = true;
  CHECK_THROWS_AS(match_term_lists(archives, compiled, Deadline(std::chrono::milliseconds(0))), Error);
}
