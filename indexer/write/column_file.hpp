// backfile.columns.*: written when an archive stands as readers will see it, from its value slots alone.
#pragma once

#include <string>

namespace backfile {

/// Writes the column file of the database in the directory `archive`, in its present revision, unless it is there; durable, renamed into
/// place; then removes those of other revisions. Reads each value slot once, in order; holds up to about 30 bytes a document. Throws
/// Error(io), Xapian::Error.
void write_columns(const std::string& archive);

/// Removes column files of other revisions than the present one. Before a writer's first commit: one that a restored backup left could else
/// be taken for that of a revision yet to come.
void remove_stale_columns(const std::string& archive);

}  // namespace backfile
