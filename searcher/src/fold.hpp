// From matches to lines of an answer: what belongs together (copies in a story, versions in an article), who stands for it, and the
// three orders.
#pragma once

#include <cstdint>
#include <vector>

#include <backfile/searcher.hpp>

#include "searcher/src/collector.hpp"

namespace backfile {

/// How matches fall into groups: most stand alone, some stand for others. Who stands for a group is its earliest member. Costs memory for
/// groups of several alone.
class Grouping {
 public:
  /// Every match stands alone.
  explicit Grouping(std::size_t matches = 0) : matches_(matches) {}
  /// Matches with equal ids form a group; id 0 stands alone. Linear.
  Grouping(const MatchSet&, const GroupIds&);

  [[nodiscard]] std::size_t count() const { return matches_ - hidden_count_; }
  /// False for a match that another one of its group stands for.
  [[nodiscard]] bool stands(std::uint32_t index) const { return hidden_.empty() || !hidden_[index]; }
  /// The matches that stand for a group, ascending.
  [[nodiscard]] std::vector<std::uint32_t> representatives() const;
  /// All members of a group, its representative first.
  [[nodiscard]] std::vector<std::uint32_t> members(std::uint32_t representative) const;
  /// Gives each representative the best score of its group.
  void raise_scores(MatchSet&) const;

 private:
  static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);
  struct Group {
    std::uint32_t representative = 0;
    std::uint32_t others = none;  // the first of a chain through `links_`
    double score = 0;             // the best
  };
  struct Link {
    std::uint32_t member = 0, next = none;
  };
  template <typename Table>
  void add_all(Table, const MatchSet&, const GroupIds&);
  void hide(std::uint32_t index);

  std::size_t matches_;
  std::size_t hidden_count_ = 0;
  std::vector<bool> hidden_;   // empty while none is
  std::vector<Group> groups_;  // of several, by representative
  std::vector<Link> links_;
};

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

[[nodiscard]] LineKey line_key(std::uint32_t index, const MatchSet&);

/// The lines of one page, in order: the matches that stand for them.
struct Page {
  std::vector<std::uint32_t> lines;
  bool more = false;  // lines come after these
};
/// The first `limit` groups that come after `after` (null = from the start), by their representatives' scores and keys. O(matches + limit log limit).
[[nodiscard]] Page page_of(const Grouping&, const MatchSet&, Order order, const LineKey* after, std::size_t limit);

}  // namespace backfile
