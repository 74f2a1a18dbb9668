// Several databases, or one that many updates have stretched, as one of full blocks.
#pragma once

#include <string>
#include <vector>

namespace backfile {

/// Writes the databases at `from` as one in the new directory `to`: merge_databases(), or for what that does not know, as of another version of Xapian, Xapian's compaction.
/// Throws Error, and Interrupted once a signal has come (but not in the midst of a table that Xapian writes), and leaves what it wrote so far.
void join_databases(const std::vector<std::string>& from, const std::string& to);

}  // namespace backfile
