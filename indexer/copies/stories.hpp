// From pairs of candidates to stories: connected components of the pairs that their texts confirm, bounded in members and days. A function
// of the set of articles and pairs alone.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "indexer/copies/candidates.hpp"
#include "indexer/copies/overlap.hpp"

namespace backfile {

inline constexpr std::uint32_t most_members = 1000;

/// Whether two articles are copies, by their texts. Asked once for each pair.
using Judge = std::function<Likeness(std::uint32_t a, std::uint32_t b)>;

/// The stories of all articles that a chain of confirmed pairs joins to one of `changed`: each is a list of articles (indices), those that
/// stand alone included. Of what is beyond the bounds, the likelier pairs join first, and a pair that would break a bound joins nothing.
/// An article that holds several others which are no copies of each other is a collection, and a copy of none of them.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> find_stories(const std::vector<FoldArticle>& articles,
                                                                   const std::vector<CandidatePair>& pairs,
                                                                   std::span<const std::uint32_t> changed, const Judge& judge);

}  // namespace backfile
