// How relevance is computed: the weighting scheme and what recency does to it. One fixed configuration for all archives, measured in
// docs/ranking.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

namespace backfile {

/// BM25's parameters as this project tuned them, for a query of so many words; k2 and k3 are 0.
struct RankingParameters {
  double k1 = 0, b = 0;
  double shortest_length = 0;  // as a share of the mean length: articles shorter than this count as that long
};
[[nodiscard]] RankingParameters ranking_parameters(std::size_t words);
/// The same as Xapian's scheme.
[[nodiscard]] Xapian::BM25Weight ranking_weight(std::size_t words);

/// Scores that differ by less than this are equal: sums of the same contributions in another order (archives have their own
/// posting orders) differ in their last bits, and equal articles must stay in the order that the sort key gives.
[[nodiscard]] double rounded_score(double score);

/// What a score is multiplied with for an article `age_days` older than the newest match: 1 at age 0, then falling by half every
/// `half_life_days` towards a floor, so that an old article that answers much better still comes before a new one that hardly does.
[[nodiscard]] double recency_factor(double age_days, double half_life_days);
/// The factor of undated articles: the floor.
[[nodiscard]] double undated_recency_factor();

/// Why one document scores what it scores: one line for each part of the query that contributes, "WEIGHT PART". `unique` is the
/// document's Q term, `scheme` what ranked it.
[[nodiscard]] std::vector<std::string> explain_score(const Xapian::Database&, const Xapian::Query&, const Xapian::Weight& scheme,
                                                     const std::string& unique);

/// The weight that `query` gives to the document with this Q term; 0 when it does not match.
[[nodiscard]] double weight_in_document(const Xapian::Database&, const Xapian::Query& query, const Xapian::Weight& scheme,
                                        const std::string& unique);

}  // namespace backfile
