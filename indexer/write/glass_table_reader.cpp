#include "indexer/write/glass_table_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>

#include <backfile/error.hpp>

#include "indexer/write/file_system.hpp"
#include "indexer/write/glass_layout.hpp"

namespace backfile::glass {
namespace {

constexpr std::size_t blocks_read_at_once = 64;

class Reading {
 public:
  Reading(const std::string& path, const TakeEntry& take) : path_(path), take_(take) {}

  [[nodiscard]] std::uint64_t entries() const { return entries_; }

  void read_block(std::string_view block) {
    if (level_of(block) != 0) return;
    const Leaf leaf(block);
    check(leaf.is_sound());
    for (std::size_t i = 0; i < leaf.items(); ++i) {
      const std::optional<LeafItem> item = leaf.item(i);
      check(item.has_value());
      if (!item->key.empty()) take_item(*item);
    }
  }

  void check(bool is_sound) const {
    if (!is_sound) throw Error(Errc::corrupt, "unexpected bytes in " + path_);
  }

 private:
  void take_item(const LeafItem& item) {
    if (item.is_first) {
      check(is_whole_ && item.key > key_);
      key_.assign(item.key);
      tag_.assign(item.piece);
    } else {
      check(!is_whole_ && item.key == key_);
      tag_ += item.piece;
    }
    is_whole_ = item.is_last;
    if (!is_whole_) return;
    ++entries_;
    take_(key_, tag_, item.is_compressed);
  }

  const std::string& path_;
  const TakeEntry& take_;
  std::string key_, tag_;
  bool is_whole_ = true;
  std::uint64_t entries_ = 0;
};

}  // namespace

void read_in_order(const std::string& path, const Root& root, const TakeEntry& take) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw_io("cannot read " + path, errno);
  Reading reading(path, take);
  std::string blocks;
  for (std::uint64_t block = 0; block < root.blocks;) {
    const std::uint64_t count = std::min<std::uint64_t>(blocks_read_at_once, root.blocks - block);
    blocks.resize(count * block_bytes);
    file.read(blocks.data(), static_cast<std::streamsize>(blocks.size()));
    if (file.bad()) throw_io("cannot read " + path, errno);
    reading.check(file.good());
    for (std::uint64_t i = 0; i < count; ++i) reading.read_block(std::string_view(blocks).substr(i * block_bytes, block_bytes));
    block += count;
  }
  reading.check(reading.entries() == root.entries);
}

}  // namespace backfile::glass
