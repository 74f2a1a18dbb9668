// Reads a table of a glass database whose leaves lie in the order of their keys, as compaction and TableWriter write them, from its first block to its last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

#include "indexer/write/glass_layout.hpp"
#include "indexer/write/glass_version.hpp"

namespace backfile::glass {

/// Whether the table's blocks are all in force, and its leaves in order.
[[nodiscard]] bool can_be_read_in_order(const Root& root);

/// A place in such a table, before its first entry at first. Not for several threads. Throws Error(io), and Error(corrupt) if what is read is not such a table.
class TableReader {
 public:
  /// `buffer_bytes`: how much is read at once.
  TableReader(std::string path, const Root& root, std::size_t buffer_bytes = 64 * block_bytes);

  /// Goes on to the next entry. False: there is none.
  bool next();

  /// The entry's, valid until the next call of next(). The tag is as it is stored.
  [[nodiscard]] std::string_view key() const { return key_; }
  [[nodiscard]] std::string_view tag() const { return tag_; }
  [[nodiscard]] bool is_compressed() const { return is_compressed_; }

 private:
  bool next_leaf();
  void read_blocks();
  bool take_item(const LeafItem& item);
  void check(bool is_sound) const;

  std::string path_;
  Root root_;
  std::ifstream file_;
  std::size_t blocks_at_once_;
  std::string blocks_;                    // some that follow each other
  std::uint64_t blocks_read_ = 0;         // these among them
  std::size_t next_block_ = 0;            // in `blocks_`
  std::string_view leaf_;
  std::size_t next_item_ = 0, items_ = 0;  // of the leaf
  std::uint64_t entries_ = 0;
  std::string key_, tag_;
  bool is_whole_ = true, is_compressed_ = false;
};

}  // namespace backfile::glass
