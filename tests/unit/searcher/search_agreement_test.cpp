// Counts, facets, pages and exports of random archives against a naive scan of the same articles.
#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>

#include <backfile/backfile.hpp>

#include "common/date.hpp"
#include "common/text.hpp"
#include "indexer/write/column_file.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

using Random = std::mt19937;

template <typename T>
const T& one_of(Random& random, const std::vector<T>& items) {
  return items[random() % items.size()];
}

/// Few words, sites, days and texts, so that copies, versions and equal scores abound.
Article random_article(Random& random) {
  static const std::vector<std::string> words{"alpha", "beta", "gamma", "delta"};
  static const std::vector<std::string> dates{"",           "",           "1851",       "1963-12",    "1963-12-06", "2024-05-04",
                                              "2024-05-04T10:00:00Z", "2024-05-05", "2025-01-01", "2025-01-01T09:06:00-04:00"};
  Article a;
  a.site = one_of<std::string>(random, {"a.example", "b.example", "c.example"});
  a.url = "https://" + a.site + "/" + std::to_string(random() % 40);
  a.source = "crawl/x";
  a.title = one_of(random, words);
  for (unsigned i = 0, count = random() % 4; i < count; ++i) a.body += one_of(random, words) + " ";
  if (const std::string& date = one_of(random, dates); !date.empty()) a.published = parse_iso_date(date);
  if (random() % 2) a.captured = parse_iso_date("2025-02-0" + std::to_string(random() % 9 + 1));
  a.section = one_of<std::string>(random, {"", "World", "WORLD", "Sport"});
  a.language = one_of<std::string>(random, {"", "en", "de-AT"});
  if (random() % 3) a.authors.push_back(one_of<std::string>(random, {"Ann Ode", "Bo Li"}));
  if (random() % 4 == 0) a.authors.emplace_back("Cy Poe");
  return a;
}

/// What the archive must hold after all of them were added in this order.
struct Stored {
  Article article;
  VersionKey key;
  bool latest = false;
  std::string story = {};  // as the archive has it: which texts are copies is tested with the writer
  [[nodiscard]] std::string sort_key() const {
    return article.published ? schema::newest_key(earliest_instant(*article.published), key.unique) : schema::undated_key(key.unique);
  }
  [[nodiscard]] std::string early_key() const {
    return article.published ? schema::oldest_key(earliest_instant(*article.published), key.unique) : schema::undated_key(key.unique);
  }
};

std::vector<Stored> stored_versions(const std::vector<Article>& articles) {
  std::vector<Stored> versions;
  for (const Article& article : articles) {
    const VersionKey key = version_key(article);
    const auto same = [&](const Stored& v) { return v.key.unique == key.unique; };
    if (const auto known = std::ranges::find_if(versions, same); known != versions.end())
      known->article = article;
    else
      versions.push_back({article, key});
  }
  std::map<std::string, Stored*> latest;
  for (Stored& v : versions) {
    Stored*& best = latest[v.key.address_key];
    if (!best || version_order_value(v.article) >= version_order_value(best->article)) best = &v;
  }
  for (auto& [address, v] : latest) v->latest = true;
  return versions;
}

struct Asked {
  const char* text;
  std::function<bool(const Article&)> matches;
};

bool has(const Article& a, const std::string& word) { return (a.title + " " + a.body).find(word) != std::string::npos; }

const std::vector<Asked> questions{
    {"alpha", [](const Article& a) { return has(a, "alpha"); }},
    {"alpha beta", [](const Article& a) { return has(a, "alpha") && has(a, "beta"); }},
    {"alpha OR delta", [](const Article& a) { return has(a, "alpha") || has(a, "delta"); }},
    {"alpha -beta", [](const Article& a) { return has(a, "alpha") && !has(a, "beta"); }},
    {"site:b.example", [](const Article& a) { return a.site == "b.example"; }},
    {"gamma date:1963", [](const Article& a) { return has(a, "gamma") && a.published && a.published->year == 1963; }},
    {"alpha section:world", [](const Article& a) { return has(a, "alpha") && folded_value(a.section) == "world"; }},
    {"omega", [](const Article&) { return false; }},
};

/// Lines by the naive way: each the members of a story (or one alone), earliest first.
using Line = std::vector<const Stored*>;

std::vector<Line> naive_lines(const std::vector<const Stored*>& matching, CopyHandling copies) {
  std::vector<Line> lines;
  if (copies == CopyHandling::show) {
    for (const Stored* v : matching) lines.push_back({v});
    return lines;
  }
  std::map<std::string, Line> stories;
  for (const Stored* v : matching) stories[v->story].push_back(v);
  for (auto& [story, members] : stories) {
    std::ranges::sort(members, [](const Stored* a, const Stored* b) { return a->early_key() > b->early_key(); });
    lines.push_back(members);
  }
  return lines;
}

std::uint64_t distinct_articles(const std::vector<const Stored*>& matching) {
  std::set<std::string> addresses;
  for (const Stored* v : matching) addresses.insert(v->key.address_key);
  return addresses.size();
}

std::vector<std::string> names(const std::vector<Line>& lines) {
  std::vector<std::string> out;
  for (const Line& line : lines) out.push_back(line.front()->article.url + " " + line.front()->article.body);
  return out;
}

/// Bucket of an article in a single-valued facet.
std::string bucket_of(const Article& a, Field field) {
  switch (field) {
    case Field::site: return a.site;
    case Field::language: return primary_language(a.language);
    case Field::section: return folded_value(a.section);
    default: break;
  }
  if (!a.published) return "";
  return day_bucket(*a.published).substr(0, field == Field::year ? 4 : field == Field::month ? 6 : 8);
}

std::map<std::string, std::uint64_t> naive_counts(const std::vector<Line>& lines, Field field) {
  std::map<std::string, std::uint64_t> counts;
  for (const Line& line : lines) {
    std::string bucket = bucket_of(line.front()->article, field);
    const bool date = field == Field::year || field == Field::month || field == Field::day;
    ++counts[date && !bucket.empty() ? show_bucket(bucket) : bucket];
  }
  return counts;
}

std::map<std::string, std::uint64_t> counts_of(const Facet& facet) {
  std::map<std::string, std::uint64_t> counts;
  for (const Bucket& bucket : facet.buckets)
    counts[facet.field == Field::section ? folded_value(bucket.value.value_or("")) : bucket.value.value_or("")] += bucket.count;
  return counts;
}

struct World {
  test::TemporaryDirectory directory;
  std::vector<Stored> versions;
  std::string archive;

  explicit World(unsigned seed) : archive(directory / "archive") {
    Random random(seed);
    std::vector<Article> articles;
    for (unsigned i = 0, count = 60 + random() % 120; i < count; ++i) articles.push_back(random_article(random));
    test::build_archive(archive, articles);
    if (seed % 2) write_columns(archive);  // answers with and without columns
    versions = stored_versions(articles);
    const Xapian::Database database(archive);
    for (Stored& v : versions) v.story = database.get_document(*database.postlist_begin(v.key.unique)).get_value(schema::slot::story);
  }

  [[nodiscard]] std::vector<const Stored*> matching(const Asked& asked, VersionChoice choice) const {
    std::vector<const Stored*> out;
    for (const Stored& v : versions)
      if ((choice == VersionChoice::all || v.latest) && asked.matches(v.article)) out.push_back(&v);
    return out;
  }
};

std::string shown(const Hit& hit, const StoredArticle& article) { return hit.url + " " + article.body; }

}  // namespace

TEST_CASE("total, articles, facets, pages and export agree with a naive scan") {
  const unsigned seed = GENERATE(range(1u, 9u));
  const World world(seed);
  Searcher searcher = Searcher::open(world.archive);
  for (const Asked& asked : questions) {
    for (const CopyHandling copies : {CopyHandling::fold, CopyHandling::show}) {
      for (const VersionChoice versions : {VersionChoice::latest, VersionChoice::all}) {
        for (const Order order : {Order::relevance, Order::newest, Order::oldest}) {
          CAPTURE(seed, asked.text, static_cast<int>(copies), static_cast<int>(versions), static_cast<int>(order));
          const Query query = Query::parse(asked.text);
          const std::vector<const Stored*> matching = world.matching(asked, versions);
          std::vector<Line> lines = naive_lines(matching, copies);
          SearchOptions options{.limit = 7, .order = order, .copies = copies, .versions = versions};
          options.facets = {Field::year, Field::month, Field::day, Field::site, Field::section, Field::language};
          const Results first = searcher.search(query, options);
          REQUIRE(first.total == lines.size());
          REQUIRE(first.articles == distinct_articles(matching));
          for (const Facet& facet : first.facets) REQUIRE(counts_of(facet) == naive_counts(lines, facet.field));

          std::vector<Hit> paged = first.hits;
          for (Results page = first; page.next;) {
            options.after = page.next;
            page = searcher.search(query, options);
            REQUIRE(page.total == first.total);
            REQUIRE_FALSE(page.hits.empty());
            paged.insert(paged.end(), page.hits.begin(), page.hits.end());
            REQUIRE(paged.size() <= first.total);
          }
          std::vector<Hit> exported;
          std::vector<std::string> found;
          const std::uint64_t count = searcher.for_each(query, options, [&](const Hit& hit, const StoredArticle& article) {
            exported.push_back(hit);
            found.push_back(shown(hit, article));
            return true;
          });
          REQUIRE(count == lines.size());
          REQUIRE(exported.size() == paged.size());
          for (std::size_t i = 0; i < paged.size(); ++i) {
            REQUIRE(paged[i].url == exported[i].url);
            REQUIRE(paged[i].rank == i + 1);
            REQUIRE(exported[i].rank == i + 1);
            REQUIRE(paged[i].score == exported[i].score);
            if (order == Order::relevance && i > 0) REQUIRE(paged[i].score <= paged[i - 1].score);
          }
          const bool newest = order == Order::newest || std::string_view(asked.text) == "site:b.example";
          std::ranges::sort(lines, [&](const Line& a, const Line& b) {
            return order == Order::oldest ? a.front()->early_key() > b.front()->early_key()
                                          : a.front()->sort_key() > b.front()->sort_key();
          });
          std::vector<std::string> expected = names(lines);
          if (order == Order::relevance && !newest) {
            std::ranges::sort(expected);
            std::ranges::sort(found);
          }
          REQUIRE(found == expected);
        }
      }
    }
  }
}

TEST_CASE("facets count the unit that is asked for") {
  const World world(GENERATE(range(20u, 24u)));
  Searcher searcher = Searcher::open(world.archive);
  for (const Asked& asked : questions) {
    for (const VersionChoice versions : {VersionChoice::latest, VersionChoice::all}) {
      CAPTURE(asked.text, static_cast<int>(versions));
      const Query query = Query::parse(asked.text);
      const std::vector<const Stored*> matching = world.matching(asked, versions);
      SearchOptions options{.copies = CopyHandling::show, .versions = versions, .unit = Unit::stories, .facets = {Field::site}};
      const std::vector<Line> stories = naive_lines(matching, CopyHandling::fold);
      CHECK(counts_of(searcher.search(query, options).facets[0]) == naive_counts(stories, Field::site));

      options.copies = CopyHandling::fold;
      options.unit = Unit::articles;
      const Results results = searcher.search(query, options);
      std::uint64_t sum = 0;
      for (const Bucket& bucket : results.facets[0].buckets) sum += bucket.count;
      CHECK(sum == results.articles);
      CHECK(results.total == stories.size());
    }
  }
}

TEST_CASE("copies name what was folded into a hit") {
  const World world(GENERATE(range(30u, 34u)));
  Searcher searcher = Searcher::open(world.archive);
  const std::vector<const Stored*> matching = world.matching(questions[0], VersionChoice::latest);
  std::map<std::string, Copies> expected;
  for (const Line& line : naive_lines(matching, CopyHandling::fold)) {
    Copies& copies = expected[line.front()->article.url];
    std::set<std::string> sites;
    for (std::size_t i = 1; i < line.size(); ++i) sites.insert(line[i]->article.site);
    copies.count = line.size() - 1;
    copies.sites.assign(sites.begin(), sites.end());
  }
  const Results results = searcher.search(Query::parse("alpha"), {.limit = 1000});
  CHECK(results.hits.size() == expected.size());
  for (const Hit& hit : results.hits) {
    CAPTURE(hit.url);
    REQUIRE(expected.contains(hit.url));
    CHECK(hit.copies.count == expected[hit.url].count);
    CHECK(hit.copies.sites == expected[hit.url].sites);
  }
}

TEST_CASE("an archive split in two answers like one") {
  const unsigned seed = GENERATE(range(40u, 44u));
  const World world(seed);
  Random random(seed);
  test::TemporaryDirectory directory;
  std::vector<Article> halves[2];
  for (const Stored& v : world.versions) halves[random() % 2].push_back(v.article);
  test::build_archive(directory / "a", halves[0]);
  test::build_archive(directory / "b", halves[1]);
  const std::vector<ArchiveLocation> both{{directory / "a"}, {directory / "b"}};
  Searcher one = Searcher::open(world.archive);
  Searcher two = Searcher::open(both);
  for (const Asked& asked : questions) {
    for (const Order order : {Order::relevance, Order::newest, Order::oldest}) {
      CAPTURE(seed, asked.text, static_cast<int>(order));
      const SearchOptions options{.limit = 1000, .order = order, .copies = CopyHandling::show, .versions = VersionChoice::all,
                                  .facets = {Field::month, Field::author}};
      const Results a = one.search(Query::parse(asked.text), options);
      const Results b = two.search(Query::parse(asked.text), options);
      REQUIRE(a.total == b.total);
      REQUIRE(a.articles == b.articles);
      for (std::size_t i = 0; i < a.hits.size(); ++i) {
        REQUIRE(a.hits[i].url == b.hits[i].url);
        REQUIRE(a.hits[i].score == b.hits[i].score);
      }
      for (std::size_t i = 0; i < a.facets.size(); ++i) REQUIRE(counts_of(a.facets[i]) == counts_of(b.facets[i]));
    }
  }
}
