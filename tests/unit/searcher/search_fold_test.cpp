#include "searcher/src/fold.hpp"

#include "searcher/src/facets.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

MatchSet matches(const std::vector<std::pair<double, SortKey>>& rows) {
  std::vector<Matched> found;
  std::vector<SortKey> keys;
  for (const auto& [score, key] : rows) {
    found.push_back({0, static_cast<Xapian::docid>(found.size() + 1), score});
    keys.push_back(key);
  }
  return {found, keys};
}

GroupIds ids(const std::vector<std::uint64_t>& of_matches) {
  GroupIds groups;
  groups.ids = of_matches;
  return groups;
}

std::vector<std::uint32_t> order_of(const MatchSet& set, Order order) {
  return page_of(Grouping(set.matches.size()), set, order, nullptr, 100).lines;
}

std::vector<std::string> shown(const Facet& facet) {
  std::vector<std::string> out;
  for (const Bucket& bucket : facet.buckets)
    out.push_back((bucket.other ? "other" : bucket.value ? *bucket.value : "none") + " " + std::to_string(bucket.count));
  return out;
}

}  // namespace

TEST_CASE("a story is shown at its earliest member, with the best score of all") {
  MatchSet set = matches({{1, {500, 1}}, {9, {700, 2}}, {3, {300, 3}}, {5, {0, 4}}, {4, {300, 9}}});
  const Grouping grouping(set, ids({7, 7, 7, 7, 8}));
  CHECK(grouping.count() == 2);
  CHECK(grouping.representatives() == std::vector<std::uint32_t>{2, 4});
  grouping.raise_scores(set);
  CHECK(set.matches[2].score == 9);
  CHECK(set.matches[4].score == 4);
  std::vector<std::uint32_t> members = grouping.members(2);
  std::ranges::sort(members);
  CHECK(members == std::vector<std::uint32_t>{0, 1, 2, 3});
  CHECK(grouping.members(4) == std::vector<std::uint32_t>{4});
}

TEST_CASE("without a story every match stands alone") {
  const MatchSet set = matches({{1, {1, 1}}, {1, {2, 2}}, {1, {3, 3}}});
  CHECK(Grouping(set, ids({0, 0, 0})).count() == 3);
  CHECK(Grouping(set, ids({5, 6, 7})).count() == 3);
}

TEST_CASE("undated matches come last in both directions") {
  const MatchSet set = matches({{1, {0, 5}}, {1, {200, 1}}, {1, {100, 2}}, {1, {0, 9}}, {1, {300, 3}}});
  CHECK(order_of(set, Order::newest) == std::vector<std::uint32_t>{4, 1, 2, 3, 0});
  CHECK(order_of(set, Order::oldest) == std::vector<std::uint32_t>{2, 1, 4, 3, 0});
}

TEST_CASE("equal scores are ordered by date and key, never by document number") {
  const MatchSet set = matches({{2, {100, 1}}, {2, {100, 8}}, {5, {0, 1}}, {2, {900, 1}}});
  CHECK(order_of(set, Order::relevance) == std::vector<std::uint32_t>{2, 3, 1, 0});
}

TEST_CASE("pages continue after the last line") {
  std::vector<std::pair<double, SortKey>> rows;
  for (std::uint64_t i = 0; i < 50; ++i) rows.push_back({static_cast<double>(i % 3), {i % 4 * 100, i * 7919 % 101 + 1}});
  const MatchSet set = matches(rows);
  const Order order = GENERATE(Order::relevance, Order::newest, Order::oldest);
  const std::vector<std::uint32_t> whole = order_of(set, order);
  std::vector<std::uint32_t> paged;
  LineKey last;
  for (bool more = true; more;) {
    const Page page = page_of(Grouping(set.matches.size()), set, order, paged.empty() ? nullptr : &last, 7);
    paged.insert(paged.end(), page.lines.begin(), page.lines.end());
    last = line_key(page.lines.back(), set);
    more = page.more;
    REQUIRE(paged.size() <= whole.size());
  }
  CHECK(paged == whole);
}

TEST_CASE("facets are put in the order people read") {
  struct Case {
    const char* name;
    Field field;
    std::vector<std::pair<std::string, std::uint64_t>> stored;
    std::size_t limit;
    std::vector<std::string> expected;
  };
  const auto c = GENERATE(values<Case>({
      {"dates ascend, undated last, what is known stays", Field::month,
       {{"20250504", 2}, {"", 3}, {"1851", 1}, {"185106", 4}, {"20250501", 1}}, 1, {"1851 1", "1851-06 4", "2025-05 3", "none 3"}},
      {"years join all that is known of them", Field::year, {{"20250504", 2}, {"2025", 3}, {"185106", 4}}, 20, {"1851 4", "2025 5"}},
      {"days", Field::day, {{"20250504", 2}, {"2025", 3}}, 20, {"2025 3", "2025-05-04 2"}},
      {"values by count, then by value", Field::site, {{"b.example", 2}, {"a.example", 2}, {"c.example", 5}}, 20,
       {"c.example 5", "a.example 2", "b.example 2"}},
      {"the rest is one bucket", Field::site, {{"a", 5}, {"b", 4}, {"c", 3}, {"d", 2}, {"", 4}}, 2, {"a 5", "b 4", "none 4", "other 5"}},
      {"a limit that is not reached leaves no rest", Field::language, {{"en", 5}, {"de", 4}}, 2, {"en 5", "de 4"}},
      {"spellings are joined under the most frequent", Field::section, {{"WORLD", 2}, {"World", 3}, {"world", 1}, {"Sport", 4}}, 20,
       {"World 6", "Sport 4"}},
      {"an article counts for each of its authors", Field::author,
       {{std::string("Ann Ode\0Bo Li\0", 14), 2}, {std::string("Bo Li\0", 6), 1}, {"", 1}}, 20, {"Bo Li 3", "Ann Ode 2", "none 1"}},
      {"but once for one person", Field::author, {{std::string("Bo Li\0BO LI\0", 12), 2}}, 20, {"Bo Li 2"}},
  }));
  CAPTURE(c.name);
  ValueCounts counts;
  for (const auto& [value, count] : c.stored) count_value(counts, c.field, value, count);
  CHECK(shown(make_facet(c.field, counts, c.limit)) == c.expected);
}
