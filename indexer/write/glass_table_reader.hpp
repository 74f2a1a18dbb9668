// Reads a table of a glass database in the order of its keys, whoever wrote it, along its tree and in runs of leaves that lie side by side.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/write/glass_layout.hpp"
#include "indexer/write/glass_table_writer.hpp"
#include "indexer/write/glass_version.hpp"

namespace backfile::glass {

/// Whether the table is absent, or has blocks of the size that is known here.
[[nodiscard]] bool has_known_form(const Root& root);

/// A place in such a table, before its first entry at first. Nothing is believed that could lead astray: a block is of the level below the one that names
/// it, and keys grow. In memory: the buffer, and a block for each level. Not for several threads. Throws Error(io), and Error(corrupt) if what is read is not
/// such a table.
class TableReader {
 public:
  /// `buffer_bytes`: how much is read at once.
  TableReader(std::string path, const Root& root, std::size_t buffer_bytes = 64 * block_bytes);

  /// Goes on to the next entry. False: there is none.
  bool next();
  /// Hands this entry and those that follow on to `writer`, as they are stored, up to the first whose key is not below `bound` (all, without one), to which it
  /// goes on. False: there is none. Where it stands at an entry. Throws Interrupted after a signal.
  bool copy_before(std::optional<std::string_view> bound, TableWriter& writer);

  /// The entry's, valid until the next call of next(). The tag is as it is stored.
  [[nodiscard]] std::string_view key() const { return key_; }
  [[nodiscard]] std::string_view tag() const { return tag_; }
  [[nodiscard]] bool is_compressed() const { return is_compressed_; }

 private:
  struct Branch {
    std::string block;
    std::size_t next = 0, items = 0;
  };

  bool next_leaf();
  bool find_branch_with_leaves();
  bool read_leaves();
  void enter_branch(std::uint64_t number, unsigned level);
  std::uint64_t child_of(const Branch& branch, std::size_t item) const;
  void read_blocks(std::uint64_t first, std::size_t count, std::string& to);
  bool take_item(const LeafItem& item);
  void copy_whole_items(std::optional<std::string_view> bound, TableWriter& writer);
  void check(bool is_sound) const;

  std::string path_;
  Root root_;
  std::ifstream file_;
  std::size_t leaves_at_once_;
  std::vector<Branch> branches_;          // from the root to the one above the leaves
  bool has_begun_ = false;
  std::string leaves_;                    // some that lie side by side
  std::size_t next_leaf_ = 0;             // of these
  std::string_view leaf_;
  std::size_t next_item_ = 0, items_ = 0;  // of the leaf
  std::uint64_t entries_ = 0;
  std::string key_, tag_;
  bool has_entry_ = false, is_whole_ = true, is_compressed_ = false;
};

}  // namespace backfile::glass
