// From matches to lines of an answer: what belongs together (copies in a story, versions in an article), who stands for it, and the
// three orders.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <backfile/searcher.hpp>

#include "searcher/src/collector.hpp"

namespace backfile {

/// What one line of an answer stands for.
struct Group {
  std::uint32_t representative = 0;  // index into MatchSet: the earliest member
  double score = 0;                  // the best of the members
};

struct Grouping {
  std::vector<Group> groups;
  std::vector<std::uint32_t> next;  // rings through the members of each group; empty when every match is alone

  /// All members of a group, its representative first.
  [[nodiscard]] std::vector<std::uint32_t> members(std::uint32_t representative) const;
  /// The representatives as ascending indices, for reading values.
  [[nodiscard]] std::vector<std::uint32_t> representatives() const;
};

[[nodiscard]] Grouping ungrouped(const MatchSet&);
/// Matches with equal ids form a group; id 0 stands alone. Linear.
[[nodiscard]] Grouping grouped_by(const MatchSet&, const GroupIds&);
/// How many groups that makes.
[[nodiscard]] std::uint64_t group_count(const GroupIds&);

/// Earlier published; undated last; then by hash.
[[nodiscard]] bool is_earlier(const SortKey& a, const SortKey& b);

/// The place of a line in an order: what a cursor remembers of it.
struct LineKey {
  double score = 0;
  SortKey key;
  std::uint32_t archive = 0;  // two archives may hold the same version
};
/// True when `a` comes before `b`. A strict weak order in which no two documents are equal.
[[nodiscard]] bool comes_before(const LineKey& a, const LineKey& b, Order order);

[[nodiscard]] LineKey line_key(const Group&, const MatchSet&);

/// The lines of one page, in order.
struct Page {
  std::vector<Group> lines;
  bool more = false;  // lines come after these
};
/// The first `limit` groups that come after `after` (null = from the start), in order. O(groups + limit log limit).
[[nodiscard]] Page page_of(std::vector<Group> groups, const MatchSet&, Order order, const LineKey* after, std::size_t limit);

}  // namespace backfile
