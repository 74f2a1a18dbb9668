// Reads a table of a glass database whose leaves lie in the order of their keys, as compaction writes them, from its first block to its last.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "indexer/write/glass_version.hpp"

namespace backfile::glass {

using TakeEntry = std::function<void(std::string_view key, std::string_view tag, bool is_compressed)>;

/// Every entry of the table at `path`, in order; tags are given as they are stored. Throws Error(io), and Error(corrupt) if what is read is not such a table.
void read_in_order(const std::string& path, const Root& root, const TakeEntry& take);

}  // namespace backfile::glass
