// Xapian's compaction, posting lists joined, which a signal may end.
#pragma once

#include <string>

#include <xapian.h>

namespace backfile {

/// Writes `from` to the new directory `to`; `flags` are Compactor's. Throws Interrupted once a signal has come (but not in the midst of a
/// table that Xapian writes), and leaves what it wrote so far.
void compact_database(Xapian::Database& from, const std::string& to, unsigned flags);

}  // namespace backfile
