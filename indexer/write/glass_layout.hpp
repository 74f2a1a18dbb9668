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
#include <optional>
#include <string_view>

namespace backfile::glass {

inline constexpr std::size_t block_bytes = 8192, directory_begin = 11, directory_entry_bytes = 2;
inline constexpr std::size_t leaf_item_head_bytes = 3, branch_item_bytes_besides_key = 7, component_bytes = 2, block_number_bytes = 4;
/// Four of the largest items fit into a block.
inline constexpr std::size_t most_item_bytes = (block_bytes - directory_begin - 4 * directory_entry_bytes) / 4;
/// Xapian tries to deflate tags of more bytes, in the tables of records and term lists.
inline constexpr std::size_t least_to_compress = 4;
inline constexpr unsigned is_compressed_flag = 0x8000, is_last_flag = 0x4000, is_first_flag = 0x2000, size_mask = 0x1fff;
inline constexpr unsigned highest_level = 10, level_of_free_lists = 254;

/// `length` bytes of `bytes` from `at` on, which are there.
[[nodiscard]] constexpr unsigned number_at(std::string_view bytes, std::size_t at, std::size_t length) {
  unsigned value = 0;
  for (std::size_t i = 0; i < length; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

[[nodiscard]] constexpr unsigned level_of(std::string_view block) { return number_at(block, 4, 1); }

struct LeafItem {
  std::string_view whole, key, piece;  // of the tag
  std::size_t piece_begin = 0;  // in the block
  unsigned component = 1;
  bool is_first = false, is_last = false, is_compressed = false;
};

/// A leaf, of which nothing is believed but what lies within its bounds. `block` has at least a head.
class Leaf {
 public:
  constexpr explicit Leaf(std::string_view block) : block_(block), directory_end_(number_at(block, 9, 2)) {}

  [[nodiscard]] constexpr bool is_sound() const { return directory_end_ >= directory_begin && directory_end_ <= block_.size() && directory_end_ % 2 == directory_begin % 2; }
  [[nodiscard]] constexpr std::size_t items() const { return (directory_end_ - directory_begin) / directory_entry_bytes; }

  /// Of a sound leaf; nothing for an item beyond its bounds.
  [[nodiscard]] constexpr std::optional<LeafItem> item(std::size_t index) const {
    const std::size_t at = number_at(block_, directory_begin + directory_entry_bytes * index, 2);
    if (at < directory_end_ || at + leaf_item_head_bytes > block_.size()) return std::nullopt;
    const unsigned head = number_at(block_, at, 2);
    const bool is_first = (head & is_first_flag) != 0;
    const std::size_t size = (head & size_mask) + leaf_item_head_bytes, key_bytes = number_at(block_, at + 2, 1);
    const std::size_t tag = leaf_item_head_bytes + key_bytes + (is_first ? 0 : component_bytes);
    if (at + size > block_.size() || tag > size) return std::nullopt;
    return LeafItem{.whole = block_.substr(at, size),
                    .key = block_.substr(at + leaf_item_head_bytes, key_bytes),
                    .piece = block_.substr(at + tag, size - tag),
                    .piece_begin = at + tag,
                    .component = is_first ? 1 : number_at(block_, at + leaf_item_head_bytes + key_bytes, 2),
                    .is_first = is_first,
                    .is_last = (head & is_last_flag) != 0,
                    .is_compressed = (head & is_compressed_flag) != 0};
  }

 private:
  std::string_view block_;
  std::size_t directory_end_;
};

}  // namespace backfile::glass
