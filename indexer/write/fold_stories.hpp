// Keeps slot::story right: which articles are copies (indexer/copies/), found from the sketches that the archive holds.
#pragma once

#include <cstdint>
#include <string>

#include <xapian.h>

namespace backfile {

/// Own value of slot::story of a version, by its Q term: never all zeros, and what the version keeps unless it is in a story of several.
[[nodiscard]] std::string own_story(std::uint64_t unique_digest);

/// Value of slot::candidates of a version that has none. Always there, so that a document keeps its size when it gets some: else the blocks of a compacted
/// archive, which are full, would split.
[[nodiscard]] std::string no_candidates();

/// Whether readers may have the archive open. One that nobody reads yet is committed after every few hundred documents: the blocks that one
/// commit frees are written again by the next, so that the archive grows by no more than those few touch.
enum class Readers { none_yet, some };

/// Rewrites the story of every version whose story has changed: what was added, removed or superseded since the last call, and their
/// copies. The outcome is a function of the set of latest versions; others stand alone. The caller has a transaction open, which is committed in between
/// when much is rewritten; an interrupted call is made good by the next one. Cost: a scan over the sketches, 3 to 5 microseconds an article, and
/// the texts of what changed. Returns the number of documents rewritten. Throws Interrupted after a signal.
std::uint64_t fold_stories(Xapian::WritableDatabase& database, Readers readers = Readers::some);

}  // namespace backfile
