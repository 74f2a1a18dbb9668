#include "indexer/write/glass_table_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

#include <backfile/error.hpp>

#include "indexer/write/file_system.hpp"

namespace backfile::glass {

bool can_be_read_in_order(const Root& root) { return root.leaves_in_order && !root.has_free_blocks && root.block_size == block_bytes; }

TableReader::TableReader(std::string path, const Root& root, std::size_t buffer_bytes)
    : path_(std::move(path)), root_(root), blocks_at_once_(std::max<std::size_t>(buffer_bytes / block_bytes, 1)) {
  if (root_.is_absent) return;
  file_.open(path_, std::ios::binary);
  if (!file_) throw_io("cannot read " + path_, errno);
}

void TableReader::check(bool is_sound) const {
  if (!is_sound) throw Error(Errc::corrupt, "unexpected bytes in " + path_);
}

void TableReader::read_blocks() {
  const std::uint64_t count = std::min<std::uint64_t>(blocks_at_once_, root_.blocks - blocks_read_);
  blocks_.resize(count * block_bytes);
  file_.read(blocks_.data(), static_cast<std::streamsize>(blocks_.size()));
  if (file_.bad()) throw_io("cannot read " + path_, errno);
  check(file_.good());
  blocks_read_ += count;
  next_block_ = 0;
}

bool TableReader::next_leaf() {
  for (;;) {
    if (next_block_ * block_bytes == blocks_.size()) {
      if (root_.is_absent || blocks_read_ == root_.blocks) return false;
      read_blocks();
    }
    leaf_ = std::string_view(blocks_).substr(next_block_++ * block_bytes, block_bytes);
    if (level_of(leaf_) != 0) continue;
    const Leaf leaf(leaf_);
    check(leaf.is_sound());
    next_item_ = 0;
    items_ = leaf.items();
    return true;
  }
}

bool TableReader::next() {
  for (;;) {
    if (next_item_ == items_ && !next_leaf()) {
      check(is_whole_ && entries_ == root_.entries);
      return false;
    }
    if (next_item_ == items_) continue;
    const std::optional<LeafItem> item = Leaf(leaf_).item(next_item_++);
    check(item.has_value());
    if (!item->key.empty() && take_item(*item)) return true;
  }
}

/// Whether the entry is whole now.
bool TableReader::take_item(const LeafItem& item) {
  if (item.is_first) {
    check(is_whole_ && (entries_ == 0 || item.key > key_));
    key_.assign(item.key);
    tag_.assign(item.piece);
  } else {
    check(!is_whole_ && item.key == key_);
    tag_ += item.piece;
  }
  is_whole_ = item.is_last;
  is_compressed_ = item.is_compressed;
  if (is_whole_) ++entries_;
  return is_whole_;
}

}  // namespace backfile::glass
