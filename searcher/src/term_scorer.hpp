// What a term adds to the score of a document, told as Xapian's matcher tells it, for matches that are read without it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

#include <xapian.h>

#include "searcher/src/ranking.hpp"

namespace backfile {

/// Xapian's BM25 without k2 and k3, over all archives. The order of operations is Xapian's: another one rounds otherwise.
class TermScorer {
 public:
  /// For a query of so many words. `merged` has to outlive it.
  TermScorer(const Xapian::Database& merged, std::size_t words);

  [[nodiscard]] double term_weight(const std::string& term) const;
  /// Of terms that count as one: by the number of documents that any of them is in as Xapian estimates it, taking them for independent.
  [[nodiscard]] double synonym_weight(std::span<const std::string> terms) const;
  /// Of a term that occurs `wdf` times in a document of `length` words.
  [[nodiscard]] double weight(double term_weight, double wdf, std::uint32_t length) const {
    const double relative_length = std::max(length * length_factor_, parameters_.shortest_length);
    const double denominator = parameters_.k1 * (relative_length * parameters_.b + (1 - parameters_.b)) + wdf;
    return term_weight * (wdf / denominator);
  }

 private:
  [[nodiscard]] double weight_of_frequency(double frequency) const;

  const Xapian::Database& merged_;
  RankingParameters parameters_;
  double length_factor_ = 0;
};

}  // namespace backfile
