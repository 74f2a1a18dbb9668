#include "searcher/src/fold.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

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

/// Calls `use` with a table for these ids. Filling an array for all numbers there are must not cost more than the matches do.
template <typename Use>
auto with_table(const GroupIds& groups, Use&& use) {
  constexpr std::uint64_t numbers_per_match = 8;
  if (groups.dense_count > 0 && groups.dense_count / numbers_per_match <= groups.ids.size()) return use(NumberTable(groups.dense_count));
  return use(IdTable(groups.ids.size()));
}

template <typename Table>
Grouping grouped_with(Table table, const MatchSet& set, std::span<const std::uint64_t> ids) {
  Grouping grouping;
  grouping.groups.reserve(set.matches.size());
  grouping.next.resize(set.matches.size());
  for (std::uint32_t i = 0; i < set.matches.size(); ++i) {
    grouping.next[i] = i;
    const auto fresh = static_cast<std::uint32_t>(grouping.groups.size());
    const std::uint32_t found = ids[i] == 0 ? fresh : table.find_or_add(ids[i], fresh);
    if (found == fresh) {
      grouping.groups.push_back({i, set.matches[i].score});
      continue;
    }
    Group& group = grouping.groups[found];
    std::swap(grouping.next[i], grouping.next[group.representative]);
    group.score = std::max(group.score, set.matches[i].score);
    if (is_earlier(set.keys[i], set.keys[group.representative])) group.representative = i;
  }
  return grouping;
}

}  // namespace

std::vector<std::uint32_t> Grouping::members(std::uint32_t representative) const {
  std::vector<std::uint32_t> out{representative};
  if (next.empty()) return out;
  for (std::uint32_t i = next[representative]; i != representative; i = next[i]) out.push_back(i);
  return out;
}

std::vector<std::uint32_t> Grouping::representatives() const {
  // Nearly in order already, but for the groups that an earlier member came to stand for.
  std::vector<std::uint32_t> out;
  out.reserve(groups.size());
  for (const Group& group : groups) out.push_back(group.representative);
  if (!std::ranges::is_sorted(out)) {
    std::vector<bool> chosen(next.size());
    for (const std::uint32_t i : out) chosen[i] = true;
    out.clear();
    for (std::uint32_t i = 0; i < chosen.size(); ++i)
      if (chosen[i]) out.push_back(i);
  }
  return out;
}

Grouping ungrouped(const MatchSet& set) {
  Grouping grouping;
  grouping.groups.reserve(set.matches.size());
  for (std::uint32_t i = 0; i < set.matches.size(); ++i) grouping.groups.push_back({i, set.matches[i].score});
  return grouping;
}

Grouping grouped_by(const MatchSet& set, const GroupIds& groups) {
  return with_table(groups, [&](auto table) { return grouped_with(std::move(table), set, groups.ids); });
}

std::uint64_t group_count(const GroupIds& groups) {
  return with_table(groups, [&](auto table) {
    std::uint32_t count = 0;
    for (const std::uint64_t id : groups.ids)
      if (id == 0 || table.find_or_add(id, count) == count) ++count;
    return std::uint64_t{count};
  });
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

LineKey line_key(const Group& group, const MatchSet& set) {
  return {group.score, set.keys[group.representative], set.matches[group.representative].archive};
}

Page page_of(std::vector<Group> groups, const MatchSet& set, Order order, const LineKey* after, std::size_t limit) {
  const auto key_of = [&](const Group& group) { return line_key(group, set); };
  if (after) std::erase_if(groups, [&](const Group& group) { return !comes_before(*after, key_of(group), order); });
  const auto before = [&](const Group& a, const Group& b) { return comes_before(key_of(a), key_of(b), order); };
  Page page;
  page.more = groups.size() > limit;
  if (page.more) {
    std::nth_element(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(limit), groups.end(), before);
    groups.resize(limit);
  }
  std::ranges::sort(groups, before);
  page.lines = std::move(groups);
  return page;
}

}  // namespace backfile
