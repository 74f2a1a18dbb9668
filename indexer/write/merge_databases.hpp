// Joins databases to one of full blocks, without Xapian: shards that were written in one go (write_database.hpp), or an archive that Xapian has changed.
#pragma once

#include <string>
#include <vector>

namespace backfile {

/// Whether the database is of the form that is known here: Xapian 1.4, blocks of 8 kB, no spellings or synonyms. Throws Error(io).
[[nodiscard]] bool can_be_merged(const std::string& directory);

/// Which of several databases keeps its value of a metadata key that they share.
enum class Keep { first, last };

/// Writes the databases at `from`, which nobody writes to, as one in the new directory `to`: the documents of the first, those of the second, and so on, numbered without gaps but
/// for those within a database. Posting lists of a term become one, in full chunks, but where several are joined and the first alone has a term, that list is kept as it lies. Not synced. False,
/// and nothing done, if one of them is not can_be_merged(). Fastest where the first is the largest, since its documents keep their numbers. Reads and writes each table once, in at most two
/// threads; memory: 8 MB, and for many databases 64 kB each. Throws Error(io), Error(corrupt), and Interrupted after a signal, and leaves what it wrote so far.
[[nodiscard]] bool merge_databases(const std::vector<std::string>& from, const std::string& to, Keep metadata = Keep::first);

}  // namespace backfile
