// How a glass database (Xapian 1.4) lies on disk, as far as we read and write its tables ourselves.
//
// A table is a sequence of blocks of 8,192 bytes, which form a B-tree. A block begins with its revision (4 bytes, as all numbers big-endian), level (1; 0 is a
// leaf), two counts of free bytes (2 each) and the end of its directory (2), which begins at byte 11 and holds offsets of items (2 each). A leaf's item is
// its size less three (2 bytes, the upper three bits flags: compressed, last, first), the key's length (1), the key, the number of the component
// (2, absent in the first), and a piece of the entry's tag, which is raw deflate if compressed. A branch's item is the number of a block (4), a key's length (1), the
// key, which may be shortened to what tells it from the one before, and a component (2): what lies from there on. The first item of the first leaf, and of every
// branch, has an empty key.
#pragma once

#include <cstddef>
#include <cstdint>

namespace backfile::glass {

inline constexpr std::size_t block_bytes = 8192, directory_begin = 11, directory_entry_bytes = 2;
inline constexpr std::size_t leaf_item_head_bytes = 3, branch_item_bytes_besides_key = 7, component_bytes = 2;
/// Four of the largest items fit into a block.
inline constexpr std::size_t most_item_bytes = (block_bytes - directory_begin - 4 * directory_entry_bytes) / 4;
inline constexpr unsigned is_compressed_flag = 0x8000, is_last_flag = 0x4000, is_first_flag = 0x2000, size_mask = 0x1fff;
inline constexpr unsigned highest_level = 10, level_of_free_lists = 254;

}  // namespace backfile::glass
