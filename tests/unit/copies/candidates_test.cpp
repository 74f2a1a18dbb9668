#include "indexer/copies/candidates.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

constexpr std::int64_t day = 86400;

struct Entry {
  FoldArticle article;
  Sketch sketch;
};

/// Pairs by ids, with their strength.
std::map<std::pair<std::uint64_t, std::uint64_t>, int> candidates(const std::vector<Entry>& entries) {
  CandidateFinder finder;
  for (const Entry& entry : entries) finder.add(entry.article, entry.sketch);
  finder.prepare();
  for (std::uint32_t i = 0; i < entries.size(); ++i) finder.look_up(i, entries[i].sketch);
  std::map<std::pair<std::uint64_t, std::uint64_t>, int> found;
  for (const CandidatePair& pair : finder.take_pairs()) {
    CHECK(pair.a < pair.b);
    const std::uint64_t a = entries[pair.a].article.id, b = entries[pair.b].article.id;
    found[{std::min(a, b), std::max(a, b)}] = pair.strength;
  }
  return found;
}

Entry dated(std::uint64_t id, std::int64_t on, Sketch sketch) { return {{id, on * day}, std::move(sketch)}; }
Entry undated(std::uint64_t id, Sketch sketch) { return {{id}, std::move(sketch)}; }

}  // namespace

TEST_CASE("candidates share several probes, and one where there is but one") {
  const Sketch eight{1, 2, 3, 4, 5, 6, 7, 8};
  CHECK(candidates({dated(1, 0, eight), dated(2, 0, eight)}) == decltype(candidates({})){{{1, 2}, 16}});
  CHECK(candidates({dated(1, 0, eight), dated(2, 0, {1, 12, 13, 14, 15, 16, 17, 18})}).empty());
  CHECK(candidates({dated(1, 0, {90}), dated(2, 0, {90})}).size() == 1);
}

TEST_CASE("candidates lie within the window; the undated are near everyone") {
  const Sketch sketch{1, 2, 3};
  CHECK(candidates({dated(1, 0, sketch), dated(2, story_days, sketch)}).size() == 1);
  CHECK(candidates({dated(1, 0, sketch), dated(2, story_days + 1, sketch)}).empty());
  CHECK(candidates({undated(1, sketch), dated(2, 10'000, sketch), dated(3, -10'000, sketch), undated(4, sketch)}).size() == 5);
}

TEST_CASE("candidates are a function of the set, and few for each of a thousand alike") {
  std::vector<Entry> entries;
  for (std::uint64_t i = 0; i < 1000; ++i)
    entries.push_back(i % 50 == 0 ? undated(i + 1, {1, 2, 3, 4}) : dated(i + 1, static_cast<std::int64_t>(i % 100), {1, 2, 3, static_cast<std::uint32_t>(i)}));
  const auto found = candidates(entries);
  CHECK(found.size() <= 12 * entries.size());
  std::ranges::reverse(entries);
  CHECK(candidates(entries) == found);
  std::set<std::uint64_t> met;
  for (const auto& [pair, strength] : found) met.insert({pair.first, pair.second});
  CHECK(met.size() == entries.size());
}
