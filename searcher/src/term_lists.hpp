// Matches of queries that are made of plain terms, from sorted lists of postings. Xapian's matcher weighs one document at a time through a
// tree of iterators and spends more than a thousand instructions on each; since every match is wanted, whole lists are the shorter way.
// Scores are those of Xapian's BM25, to the bit once rounded.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "searcher/src/collector.hpp"

namespace backfile {

/// All matches by archive and document number, with rounded scores (0 when the query does not rank). nullopt: the query has other parts
/// (phrases, weighed or joined forms), or an archive has no column of lengths; then it is for Xapian's matcher. Throws Error(deadline),
/// Xapian::Error.
[[nodiscard]] std::optional<std::vector<Matched>> match_term_lists(const Archives&, const CompiledQuery&, const Deadline&);

}  // namespace backfile
