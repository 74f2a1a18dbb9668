// What must be true of every archive, held against one as it lies on disk: what Xapian says of its tables, and what docs/format.md says of
// terms, values, captures, metadata and files of ours. Nothing is changed.
#pragma once

#include <functional>
#include <string>

namespace backfile {

/// Takes one line of damage, or of what cannot be told. Of a kind that is met again and again only the first lines are told one by one.
using TellDamage = std::function<void(const std::string& line)>;

/// Xapian's own check of each table: structure, checks across tables. Damaged bytes can crash it or keep it busy for ever: to be called in a
/// process of its own (indexer/child.hpp).
void check_tables(const std::string& archive, const TellDamage& tell);

/// Our own statements, each document against its record. As slow as analysing all articles once, in one thread; the same caution.
void check_contents(const std::string& archive, const TellDamage& tell);

}  // namespace backfile
