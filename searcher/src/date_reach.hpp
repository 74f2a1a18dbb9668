// Which archives a search by date can leave alone. An archive of one year has nothing to say about another: that is told from the first and
// last day it holds, which are known since it was opened, without a look into its tables.
#pragma once

#include <string>

#include <xapian.h>

namespace backfile {

/// Bounds of the day slot ("1851", "20240314") over an archive's dated articles. Never too tight; both empty when nothing is dated.
struct DateReach {
  std::string first, last;
};

/// False only if `query` asks for dates that no article within `reach` has: undated ones have none. Reads nothing.
[[nodiscard]] bool may_match(const Xapian::Query& query, const DateReach& reach);

}  // namespace backfile
