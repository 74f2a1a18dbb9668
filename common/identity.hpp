// What names an archive whatever is done to it: Xapian gives a compacted or rewritten database another UUID, and it is still the same archive to
// those who remember what they have seen of it.
#pragma once

#include <string>

#include <xapian.h>

namespace backfile {

/// The UUID of the database that the archive was first. Throws Xapian::Error.
[[nodiscard]] std::string identity_of(const Xapian::Database&);

/// Notes that `rewritten` is what `former` was. Throws Xapian::Error.
void keep_identity(const Xapian::Database& former, Xapian::WritableDatabase& rewritten);

}  // namespace backfile
