#include "searcher/src/fold.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

namespace backfile {
namespace {

/// From an id to the group that has it. Ids are digests already, so open addressing needs no hash of its own; a general map takes
/// several times as long, and this runs over every match.
class IdTable {
 public:
  explicit IdTable(std::size_t expected) : slots_(std::bit_ceil(expected * 2 + 2)) {}

  /// The group of `id`, which becomes `fresh` when there was none.
  std::uint32_t find_or_add(std::uint64_t id, std::uint32_t fresh) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = id & mask;; i = (i + 1) & mask) {
      if (slots_[i].id == id) return slots_[i].group;
      if (slots_[i].id != 0) continue;
      slots_[i] = {id, fresh};
      return fresh;
    }
  }

 private:
  struct Slot {
    std::uint64_t id = 0;
    std::uint32_t group = 0;
  };
  std::vector<Slot> slots_;
};

/// The same for ids that are small numbers.
class NumberTable {
 public:
  explicit NumberTable(std::uint64_t greatest) : groups_(greatest + 1, none) {}

  std::uint32_t find_or_add(std::uint64_t id, std::uint32_t fresh) {
    std::uint32_t& group = groups_[id];
    if (group == none) group = fresh;
    return group;
  }

 private:
  static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);
  std::vector<std::uint32_t> groups_;
};

}  // namespace

Grouping::Grouping(const MatchSet& set, const GroupIds& ids) : matches_(set.matches.size()) {
  // Filling an array for all numbers there are must not cost more than the matches do.
  constexpr std::uint64_t numbers_per_match = 8;
  if (ids.column && ids.column->count / numbers_per_match <= matches_)
    add_all(NumberTable(ids.column->count), set, ids);
  else
    add_all(IdTable(matches_), set, ids);
}

template <typename Table>
void Grouping::add_all(Table table, const MatchSet& set, const GroupIds& ids) {
  for (std::uint32_t i = 0; i < matches_; ++i) {
    const std::uint64_t id = ids.of(set, i);
    if (id == 0) continue;
    const auto fresh = static_cast<std::uint32_t>(groups_.size());
    const std::uint32_t found = table.find_or_add(id, fresh);
    if (found == fresh) {
      groups_.push_back({i, none, set.matches[i].score});
      continue;
    }
    Group& group = groups_[found];
    group.score = std::max(group.score, set.matches[i].score);
    const bool leads = is_earlier(set.key(i), set.key(group.representative));
    const std::uint32_t other = leads ? std::exchange(group.representative, i) : i;
    links_.push_back({other, std::exchange(group.others, static_cast<std::uint32_t>(links_.size()))});
    hide(other);
  }
  std::erase_if(groups_, [](const Group& group) { return group.others == none; });
  std::ranges::sort(groups_, {}, &Group::representative);
}

void Grouping::hide(std::uint32_t index) {
  if (hidden_.empty()) hidden_.resize(matches_);
  hidden_[index] = true;
  ++hidden_count_;
}

std::vector<std::uint32_t> Grouping::representatives() const {
  std::vector<std::uint32_t> out;
  out.reserve(count());
  for (std::uint32_t i = 0; i < matches_; ++i)
    if (stands(i)) out.push_back(i);
  return out;
}

std::vector<std::uint32_t> Grouping::members(std::uint32_t representative) const {
  std::vector<std::uint32_t> out{representative};
  const auto group = std::ranges::lower_bound(groups_, representative, {}, &Group::representative);
  if (group == groups_.end() || group->representative != representative) return out;
  for (std::uint32_t i = group->others; i != none; i = links_[i].next) out.push_back(links_[i].member);
  return out;
}

void Grouping::raise_scores(MatchSet& set) const {
  for (const Group& group : groups_) set.matches[group.representative].score = group.score;
}

bool is_earlier(const SortKey& a, const SortKey& b) {
  // Undated (0) wraps around to the greatest.
  if (a.instant != b.instant) return a.instant - 1 < b.instant - 1;
  return a.hash > b.hash;
}

bool comes_before(const LineKey& a, const LineKey& b, Order order) {
  if (order == Order::relevance && a.score != b.score) return a.score > b.score;
  if (a.key == b.key) return a.archive < b.archive;
  if (order == Order::oldest) return is_earlier(a.key, b.key);
  if (a.key.instant != b.key.instant) return a.key.instant > b.key.instant;
  return a.key.hash > b.key.hash;
}

LineKey line_key(std::uint32_t index, const MatchSet& set) {
  return {set.matches[index].score, set.key(index), set.matches[index].archive};
}

Page page_of(const Grouping& grouping, const MatchSet& set, Order order, const LineKey* after, std::size_t limit) {
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    // Most comparisons end here, without a look at the keys.
    if (order == Order::relevance && set.matches[a].score != set.matches[b].score) return set.matches[a].score > set.matches[b].score;
    return comes_before(line_key(a, set), line_key(b, set), order);
  };
  // One more than the page holds tells whether there are more. What comes after the last of the best so far is passed over.
  const std::size_t wanted = std::min(limit, grouping.count()) + 1;
  std::vector<std::uint32_t> best;
  std::optional<std::uint32_t> last;
  const auto cut = [&](std::size_t size) {
    std::ranges::nth_element(best, best.begin() + static_cast<std::ptrdiff_t>(size - 1), before);
    best.resize(size);
  };
  for (std::uint32_t i = 0; i < set.matches.size(); ++i) {
    if (!grouping.stands(i) || (last && !before(i, *last)) || (after && !comes_before(*after, line_key(i, set), order))) continue;
    best.push_back(i);
    if (best.size() < 2 * wanted) continue;
    cut(wanted);
    last = best.back();
  }
  Page page;
  page.more = best.size() > limit;
  if (page.more && limit > 0) cut(limit);
  if (limit == 0) best.clear();
  std::ranges::sort(best, before);
  page.lines = std::move(best);
  return page;
}

}  // namespace backfile
