// Words that stand side by side in the query and in an article: the first of the ranked list are ranked again by them. Not in the
// matcher, which would read the positions of every match (2 to 24 times the time of the whole search, docs/ranking.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/src/query_compile.hpp"

namespace backfile {

/// So many of the best matches are looked at. More change nothing among the first ten.
inline constexpr std::size_t reranked_matches = 20;

/// Pairs of a query that an archive can have, with what each adds to the score of an article that has it.
class NeighbourBonus {
 public:
  /// `merged`: all archives that are searched together; its statistics weigh the pairs.
  NeighbourBonus(const Xapian::Database& merged, const std::vector<Neighbours>& pairs);

  [[nodiscard]] bool empty() const { return pairs_.empty(); }
  /// What each of `documents`, in ascending order, gains. Reads the lists of one word after the other, as they lie in the table.
  [[nodiscard]] std::vector<double> of(const Xapian::Database&, const std::vector<Xapian::docid>& documents) const;
  /// A line for each pair that the document has, "WEIGHT PAIR".
  [[nodiscard]] std::vector<std::string> explain(const Xapian::Database&, Xapian::docid) const;
  /// A query that gives documents which match `documents` their bonus, under Xapian::CoordWeight: for remote archives, whose
  /// positions would be fetched list by list.
  [[nodiscard]] Xapian::Query query(const Xapian::Query& documents) const;

 private:
  struct Pair {
    Neighbours words;
    double weight = 0;
    bool first_is_rarer = true;  // where the rarer is missing, the other need not be looked for
  };
  std::vector<Pair> pairs_;
};

}  // namespace backfile
