#include "indexer/copies/stories.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

struct Edge {
  std::uint32_t a, b;
  Likeness likeness = Likeness::alike;
  std::uint16_t strength = 8;
};

std::vector<FoldArticle> articles_on(const std::vector<std::int64_t>& days) {
  std::vector<FoldArticle> articles;
  for (const std::int64_t day : days) articles.push_back({articles.size() + 1, day * 86400});
  return articles;
}

using Stories = std::vector<std::vector<std::uint32_t>>;

Stories stories_of(const std::vector<FoldArticle>& articles, std::vector<Edge> edges, std::vector<std::uint32_t> changed = {}) {
  if (changed.empty()) {
    changed.resize(articles.size());
    std::iota(changed.begin(), changed.end(), 0u);
  }
  std::vector<CandidatePair> pairs;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Likeness> likeness;
  std::ranges::sort(edges, {}, [](const Edge& edge) { return std::pair(edge.a, edge.b); });
  for (const Edge& edge : edges) {
    pairs.push_back({edge.a, edge.b, edge.strength});
    likeness[{edge.a, edge.b}] = edge.likeness;
  }
  Stories stories = find_stories(articles, pairs, changed, [&](std::uint32_t a, std::uint32_t b) { return likeness.at({a, b}); });
  for (auto& story : stories) std::ranges::sort(story);
  std::ranges::sort(stories);
  return stories;
}

}  // namespace

TEST_CASE("a chain of copies is one story; what is unlike joins nothing") {
  CHECK(stories_of(articles_on({0, 0, 0, 0}), {{0, 1}, {1, 2}, {2, 3, Likeness::unlike}}) == Stories{{0, 1, 2}, {3}});
}

TEST_CASE("only what a chain of copies joins to a change is looked at") {
  CHECK(stories_of(articles_on({0, 0, 0, 0, 0}), {{0, 1}, {2, 3}}, {3, 4}) == Stories{{2, 3}, {4}});
}

TEST_CASE("a chain over too many days is cut at its weakest pairs") {
  const auto articles = articles_on({0, 20, 40, 60});
  CHECK(stories_of(articles, {{0, 1, Likeness::alike, 4}, {1, 2, Likeness::alike, 9}, {2, 3, Likeness::alike, 5}}) == Stories{{0}, {1, 2}, {3}});
  CHECK(stories_of(articles, {{0, 1, Likeness::alike, 9}, {1, 2, Likeness::alike, 4}, {2, 3, Likeness::alike, 5}}) == Stories{{0, 1}, {2, 3}});
}

TEST_CASE("a story has no more members than the bound") {
  std::vector<std::int64_t> days(most_members + 5, 0);
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i + 1 < days.size(); ++i) edges.push_back({i, i + 1});
  const Stories stories = stories_of(articles_on(days), edges);
  CHECK(std::ranges::all_of(stories, [](const auto& story) { return story.size() <= most_members; }));
  CHECK(stories.size() == 2);
}

TEST_CASE("a story that has grown holds its beginning; a collection of several is a copy of none") {
  const auto articles = articles_on({0, 0, 0, 0});
  CHECK(stories_of(articles, {{0, 1, Likeness::holds}}) == Stories{{0, 1}, {2}, {3}});
  CHECK(stories_of(articles, {{0, 1, Likeness::holds}, {0, 2, Likeness::holds}}) == Stories{{0}, {1}, {2}, {3}});
  CHECK(stories_of(articles, {{0, 1, Likeness::holds}, {0, 2, Likeness::holds}, {1, 2}}) == Stories{{0, 1, 2}, {3}});
}
