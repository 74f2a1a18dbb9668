// Writes a table of a glass database from entries that come in the order of their keys, each block once and full, as Xapian's own compaction does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/write/glass_layout.hpp"
#include "indexer/write/glass_version.hpp"

namespace backfile::glass {

/// Not for several threads. What it has written counts when finish() has returned.
class TableWriter {
 public:
  /// Makes the file `path`. Every block gets `revision`. Throws Error(io), as do the others.
  TableWriter(std::string path, std::uint32_t revision);
  ~TableWriter();
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;

  /// `key` (at most 255 bytes) is beyond all before; `tag` is written as it is, and marked as deflated if it `is_compressed`.
  void add(std::string_view key, std::string_view tag, bool is_compressed = false);
  /// The same of an entry that lies in one item of a leaf.
  void add(const LeafItem& item);
  /// Writes what is left, and says where the tree begins. Not synced.
  [[nodiscard]] Root finish();

 private:
  struct Block {
    std::uint64_t number = 0;
    std::size_t directory_end = directory_begin, items_begin = block_bytes;
    std::string bytes = std::string(block_bytes, '\0');
  };
  [[nodiscard]] static std::size_t room(const Block& block);
  static char* append_item(Block& block, std::size_t size);
  void start(Block& block);
  void write(Block& block, unsigned level);
  void append_leaf_item(std::string_view key, unsigned component, std::string_view piece, unsigned flags);
  [[nodiscard]] std::string_view last_key() const;
  void start_leaf(std::string_view key, unsigned component);
  void point_to(std::size_t level, std::uint64_t child, std::string_view key, unsigned component);
  static void append_branch_item(Block& block, std::uint64_t child, std::string_view key, unsigned component);
  void flush();

  std::string path_;
  std::uint32_t revision_;
  int file_ = -1;
  std::uint64_t blocks_ = 0, entries_ = 0;
  Block leaf_;
  std::vector<Block> branches_;               // by level, less one
  std::vector<std::uint64_t> first_of_level_;  // the first block of each, leaves included
  std::string pending_;  // blocks that follow each other from `pending_begin_` on
  std::uint64_t pending_begin_ = 0;
};

}  // namespace backfile::glass
