// Reads a table of a glass database (Xapian 1.4) block by block, without its tree and without Xapian: for archives that Xapian does not open, or is
// lost in. Nothing that a block says is believed before it was held against the block's bounds. How they lie: glass_layout.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

struct GlassReading {
  std::uint64_t blocks = 0, damaged_blocks = 0;  // the latter: wholly or in part
  std::uint64_t broken_entries = 0;              // of which pieces are missing, or do not inflate
};

/// Takes an entry: what blocks hold for its key, from the newest revision to older ones. Deleted entries that nothing has written over yet are among
/// them, and the older ones of an entry that changed.
using TakeEntry = std::function<void(const std::string& key, const std::vector<std::string>& tags)>;

/// Every entry whose key begins with `key_prefix`, in order of keys. Throws Error(io) for a table that cannot be read from disk. In memory at once: about 100
/// bytes an entry.
GlassReading read_glass_table(const std::string& path, std::string_view key_prefix, const TakeEntry& take);

}  // namespace backfile
