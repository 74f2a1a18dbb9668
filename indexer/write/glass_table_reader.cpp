#include "indexer/write/glass_table_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>

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
    if (number(block, 4, 1) != 0) return;
    const std::size_t directory_end = number(block, 9, 2);
    check(directory_end >= directory_begin && directory_end <= block_bytes && directory_end % 2 == directory_begin % 2);
    for (std::size_t at = directory_begin; at < directory_end; at += directory_entry_bytes) {
      const std::size_t item = number(block, at, 2);
      check(item < block_bytes);
      read_item(block.substr(item));
    }
  }

  void check(bool is_sound) const {
    if (!is_sound) throw Error(Errc::corrupt, "unexpected bytes in " + path_);
  }

 private:
  static unsigned number(std::string_view bytes, std::size_t at, std::size_t length) {
    unsigned value = 0;
    for (const char byte : bytes.substr(at, length)) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
  }

  void read_item(std::string_view bytes) {
    check(bytes.size() >= leaf_item_head_bytes);
    const unsigned head = number(bytes, 0, 2);
    const std::size_t size = (head & size_mask) + leaf_item_head_bytes, key_bytes = number(bytes, 2, 1);
    const bool is_first = (head & is_first_flag) != 0;
    const std::size_t tag_begin = leaf_item_head_bytes + key_bytes + (is_first ? 0 : component_bytes);
    check(size <= bytes.size() && tag_begin <= size);
    const std::string_view key = bytes.substr(leaf_item_head_bytes, key_bytes), piece = bytes.substr(tag_begin, size - tag_begin);
    if (key.empty()) return;
    if (is_first) {
      check(is_whole_ && key > key_);
      key_.assign(key);
      tag_.assign(piece);
    } else {
      check(!is_whole_ && key == key_);
      tag_ += piece;
    }
    is_whole_ = (head & is_last_flag) != 0;
    if (!is_whole_) return;
    ++entries_;
    take_(key_, tag_, (head & is_compressed_flag) != 0);
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
