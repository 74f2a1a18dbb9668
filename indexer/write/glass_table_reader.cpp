#include "indexer/write/glass_table_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

#include <backfile/error.hpp>

#include "indexer/interrupt.hpp"
#include "indexer/write/file_system.hpp"

namespace backfile::glass {

bool has_known_form(const Root& root) { return root.is_absent || (root.block_size == block_bytes && root.level < highest_level); }

TableReader::TableReader(std::string path, const Root& root, std::size_t buffer_bytes)
    : path_(std::move(path)), root_(root), leaves_at_once_(std::max<std::size_t>(buffer_bytes / block_bytes, 1)) {
  if (root_.is_absent) return;
  file_.open(path_, std::ios::binary);
  if (!file_) throw_io("cannot read " + path_, errno);
}

void TableReader::check(bool is_sound) const {
  if (!is_sound) throw Error(Errc::corrupt, "unexpected bytes in " + path_);
}

void TableReader::read_blocks(std::uint64_t first, std::size_t count, std::string& to) {
  check(first < root_.blocks && count <= root_.blocks - first);
  to.resize(count * block_bytes);
  file_.seekg(static_cast<std::streamoff>(first * block_bytes));
  file_.read(to.data(), static_cast<std::streamsize>(to.size()));
  if (file_.bad()) throw_io("cannot read " + path_, errno);
  check(file_.good());
}

void TableReader::enter_branch(std::uint64_t number, unsigned level) {
  Branch branch;
  read_blocks(number, 1, branch.block);
  const Leaf directory(branch.block);  // which a branch has as well
  check(level_of(branch.block) == level && directory.is_sound());
  branch.items = directory.items();
  branches_.push_back(std::move(branch));
}

std::uint64_t TableReader::child_of(const Branch& branch, std::size_t item) const {
  const std::size_t at = number_at(branch.block, directory_begin + directory_entry_bytes * item, directory_entry_bytes);
  check(at + branch_item_bytes_besides_key <= block_bytes);
  return number_at(branch.block, at, block_number_bytes);
}

/// Goes down to the next branch above leaves some of which have not been read. False: there is none.
bool TableReader::find_branch_with_leaves() {
  if (!has_begun_) enter_branch(root_.block, static_cast<unsigned>(root_.level));
  has_begun_ = true;
  while (!branches_.empty()) {
    Branch& branch = branches_.back();
    if (branch.next == branch.items)
      branches_.pop_back();
    else if (const auto level = static_cast<unsigned>(root_.level - (branches_.size() - 1)); level == 1)
      return true;
    else
      enter_branch(child_of(branch, branch.next++), level - 1);
  }
  return false;
}

/// The next leaves that lie side by side. False: there are none.
bool TableReader::read_leaves() {
  std::uint64_t first = root_.block;
  std::size_t count = 1;
  if (root_.level == 0) {
    if (std::exchange(has_begun_, true)) return false;
  } else {
    if (!find_branch_with_leaves()) return false;
    Branch& branch = branches_.back();
    first = child_of(branch, branch.next++);
    for (; count < leaves_at_once_ && branch.next < branch.items && child_of(branch, branch.next) == first + count; ++count) ++branch.next;
  }
  read_blocks(first, count, leaves_);
  next_leaf_ = 0;
  return true;
}

bool TableReader::next_leaf() {
  if (root_.is_absent || (next_leaf_ * block_bytes == leaves_.size() && !read_leaves())) return false;
  leaf_ = std::string_view(leaves_).substr(next_leaf_++ * block_bytes, block_bytes);
  const Leaf leaf(leaf_);
  check(level_of(leaf_) == 0 && leaf.is_sound());
  next_item_ = 0;
  items_ = leaf.items();
  return true;
}

bool TableReader::next() {
  for (;;) {
    if (next_item_ == items_ && !next_leaf()) {
      check(is_whole_ && entries_ == root_.entries);
      return has_entry_ = false;
    }
    if (next_item_ == items_) continue;
    const std::optional<LeafItem> item = Leaf(leaf_).item(next_item_++);
    check(item.has_value());
    if (!item->key.empty() && take_item(*item)) return has_entry_ = true;
  }
}

bool TableReader::copy_before(std::optional<std::string_view> bound, TableWriter& writer) {
  do {
    stop_if_interrupted();
    writer.add(key_, tag_, is_compressed_);
    copy_whole_items(bound, writer);
  } while (next() && (!bound || key_ < *bound));
  return has_entry_;
}

/// Of this leaf, up to one that has but a part of its entry, or is not below the bound.
void TableReader::copy_whole_items(std::optional<std::string_view> bound, TableWriter& writer) {
  std::string_view last = key_;
  for (; next_item_ < items_; ++next_item_) {
    const std::optional<LeafItem> item = Leaf(leaf_).item(next_item_);
    check(item.has_value());
    if (!item->is_first || !item->is_last || (bound && item->key >= *bound)) break;
    check(item->key > last);
    writer.add(*item);
    last = item->key;
    ++entries_;
  }
  if (last.data() != key_.data()) key_.assign(last);
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
