// Writes what was gathered in memory as a database of Xapian's, table by table in the order of their keys, without Xapian.
#pragma once

#include <string>

#include "indexer/write/memory_index.hpp"

namespace backfile {

/// Makes a glass database of `index` in the new directory `directory`: what Xapian's add_document and set_metadata would have
/// made of it, in full blocks. Not synced. Cost: a sort of the terms; time and memory in proportion to the postings. Throws Error(io).
void write_database(const MemoryIndex& index, const std::string& directory);

}  // namespace backfile
