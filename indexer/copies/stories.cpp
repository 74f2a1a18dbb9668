#include "indexer/copies/stories.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace backfile {
namespace {

constexpr std::int64_t longest_span = story_days * 86400;

/// Sets of articles that grow together, each within the bounds of a story.
class Sets {
 public:
  explicit Sets(const std::vector<FoldArticle>& articles) : articles_(articles) {}

  std::uint32_t root(std::uint32_t i) {
    const auto [place, fresh] = sets_.try_emplace(i);
    if (fresh) {
      const FoldArticle& article = articles_[i];
      place->second = {i, 1, article.is_dated() ? article.instant : INT64_MAX, article.is_dated() ? article.instant : INT64_MIN};
      return i;
    }
    std::uint32_t up = i;
    while (sets_[up].parent != up) up = sets_[up].parent;
    while (sets_[i].parent != up) i = std::exchange(sets_[i].parent, up);
    return up;
  }

  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a == b) return;
    if (sets_[a].members < sets_[b].members) std::swap(a, b);
    sets_[a] = joined(a, b);
    sets_[b].parent = a;
  }

  /// Whether the two sets as one would be a story.
  bool fit(std::uint32_t a, std::uint32_t b) { return is_within_bounds(joined(root(a), root(b))); }
  bool fits(std::uint32_t a) { return is_within_bounds(sets_[root(a)]); }

 private:
  struct Set {
    std::uint32_t parent = 0, members = 0;
    std::int64_t first = 0, last = 0;
  };

  Set joined(std::uint32_t a, std::uint32_t b) {
    const Set &one = sets_[a], &other = sets_[b];
    return {a, one.members + other.members, std::min(one.first, other.first), std::max(one.last, other.last)};
  }
  static bool is_within_bounds(const Set& set) {
    return set.members <= most_members && (set.last < set.first || set.last - set.first <= longest_span);
  }

  const std::vector<FoldArticle>& articles_;
  std::unordered_map<std::uint32_t, Set> sets_;
};

class StoryFinder {
 public:
  StoryFinder(const std::vector<FoldArticle>& articles, const std::vector<CandidatePair>& pairs, const Judge& judge)
      : articles_(articles), judge_(judge), begins_(articles.size() + 1, 0) {
    for (const CandidatePair& pair : pairs) ++begins_[pair.a + 1], ++begins_[pair.b + 1];
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    edges_.resize(2 * pairs.size());
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for (const CandidatePair& pair : pairs) {
      edges_[next[pair.a]++] = {pair.b, pair.strength};
      edges_[next[pair.b]++] = {pair.a, pair.strength};
    }
  }

  std::vector<std::vector<std::uint32_t>> find(std::span<const std::uint32_t> changed) {
    std::vector<std::vector<std::uint32_t>> stories;
    for (const std::uint32_t start : changed) {
      if (reached_.contains(start)) continue;
      std::vector<std::uint32_t> component = reach(start);
      if (simple_)
        stories.push_back(std::move(component));
      else
        resolve(component, stories);
    }
    return stories;
  }

 private:
  struct Edge {
    std::uint32_t other = 0;
    std::uint16_t strength = 0;
  };
  struct Link {
    std::uint32_t a = 0, b = 0;  // by id
    std::uint16_t strength = 0;
    Likeness likeness = Likeness::unlike;
    [[nodiscard]] bool is_part() const { return likeness != Likeness::alike; }
    [[nodiscard]] std::uint32_t whole() const { return likeness == Likeness::holds ? a : b; }
    [[nodiscard]] std::uint32_t part() const { return likeness == Likeness::holds ? b : a; }
  };

  [[nodiscard]] std::span<const Edge> edges_of(std::uint32_t i) const { return {edges_.data() + begins_[i], edges_.data() + begins_[i + 1]}; }

  /// Seen from the one with the lesser id: texts of the same length are compared in one order, whatever the documents' numbers.
  Likeness ask(std::uint32_t a, std::uint32_t b) {
    if (articles_[b].id < articles_[a].id) std::swap(a, b);
    const auto [place, fresh] = known_.try_emplace(std::uint64_t{a} << 32 | b, Likeness::unlike);
    if (fresh) place->second = judge_(a, b);
    return place->second;
  }

  /// All that confirmed pairs join to `start`. Sets simple_: it is a story as it is.
  std::vector<std::uint32_t> reach(std::uint32_t start) {
    known_.clear();
    Sets sets(articles_);
    std::vector<std::uint32_t> component{start};
    reached_.insert(start);
    simple_ = true;
    for (std::size_t i = 0; i < component.size(); ++i)
      for (const Edge& edge : edges_of(component[i])) {
        if (reached_.contains(edge.other)) continue;
        const Likeness likeness = ask(component[i], edge.other);
        if (likeness == Likeness::unlike) continue;
        simple_ = simple_ && likeness == Likeness::alike;
        sets.join(component[i], edge.other);
        reached_.insert(edge.other);
        component.push_back(edge.other);
      }
    simple_ = simple_ && (component.size() == 1 || sets.fits(start));
    return component;
  }

  void resolve(const std::vector<std::uint32_t>& component, std::vector<std::vector<std::uint32_t>>& stories) {
    Sets sets(articles_);
    const std::vector<Link> links = links_of(component);
    for (const Link& link : links)
      if (!link.is_part()) join(link, sets);
    const std::unordered_set<std::uint32_t> collections = collections_of(links, sets);
    for (const Link& link : links)
      if (link.is_part() && !collections.contains(link.whole())) join(link, sets);
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_root;
    for (const std::uint32_t i : component) by_root[sets.root(i)].push_back(i);
    for (auto& [root, members] : by_root) stories.push_back(std::move(members));
  }

  /// Confirmed pairs, the likeliest first.
  std::vector<Link> links_of(const std::vector<std::uint32_t>& component) {
    std::vector<Link> links;
    for (const std::uint32_t i : component)
      for (const Edge& edge : edges_of(i)) {
        if (articles_[edge.other].id < articles_[i].id || !reached_.contains(edge.other)) continue;
        const Likeness likeness = ask(i, edge.other);
        if (likeness != Likeness::unlike) links.push_back({i, edge.other, edge.strength, likeness});
      }
    std::ranges::sort(links, {}, [&](const Link& link) { return std::tuple(-int{link.strength}, articles_[link.a].id, articles_[link.b].id); });
    return links;
  }

  static void join(const Link& link, Sets& sets) {
    if (sets.fit(link.a, link.b)) sets.join(link.a, link.b);
  }

  std::unordered_set<std::uint32_t> collections_of(const std::vector<Link>& links, Sets& sets) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> parts;
    for (const Link& link : links)
      if (link.is_part()) parts[link.whole()].push_back(link.part());
    std::unordered_set<std::uint32_t> collections;
    for (const auto& [whole, held] : parts)
      if (!are_one(held, links, sets)) collections.insert(whole);
    return collections;
  }

  /// Whether these articles are copies of each other, directly or by the sets that there are.
  bool are_one(const std::vector<std::uint32_t>& held, const std::vector<Link>& links, Sets& sets) {
    if (held.size() == 1) return true;
    const std::unordered_set<std::uint32_t> among(held.begin(), held.end());
    Sets groups(articles_);
    for (const std::uint32_t i : held) groups.join(i, sets.root(i));
    for (const Link& link : links)
      if (among.contains(link.a) && among.contains(link.b)) groups.join(link.a, link.b);
    return std::ranges::all_of(held, [&](std::uint32_t i) { return groups.root(i) == groups.root(held.front()); });
  }

  const std::vector<FoldArticle>& articles_;
  const Judge& judge_;
  std::vector<std::uint32_t> begins_;  // of each article's edges
  std::vector<Edge> edges_;
  std::unordered_set<std::uint32_t> reached_;
  std::unordered_map<std::uint64_t, Likeness> known_;  // of the component at hand
  bool simple_ = true;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> find_stories(const std::vector<FoldArticle>& articles, const std::vector<CandidatePair>& pairs,
                                                     std::span<const std::uint32_t> changed, const Judge& judge) {
  return StoryFinder(articles, pairs, judge).find(changed);
}

}  // namespace backfile
