#include "indexer/write/glass_table_writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <backfile/error.hpp>

#include "indexer/write/file_system.hpp"

namespace backfile::glass {
namespace {

/// An item is split to fill a block where at least so much of its tag comes to lie there.
constexpr std::size_t least_piece = 64;
constexpr std::size_t most_key_bytes = 255;  // its length stands in a byte
constexpr std::size_t most_pending_bytes = std::size_t{1} << 20;

void put(char* at, std::uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; --i, number >>= 8) at[i] = static_cast<char>(number & 0xff);
}

/// The shortest beginning of `key` that lies beyond `before`.
std::string_view separator(std::string_view before, std::string_view key) {
  const auto differing = std::ranges::mismatch(before, key).in2;
  const auto length = static_cast<std::size_t>(differing - key.begin()) + 1;
  return key.substr(0, length);
}

}  // namespace

TableWriter::TableWriter(std::string path, std::uint32_t revision) : path_(std::move(path)), revision_(revision) {
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file_ < 0) throw_io("cannot create " + path_, errno);
  start(leaf_);
  first_of_level_.push_back(leaf_.number);
  append_leaf_item({}, 1, {}, is_first_flag | is_last_flag);
}

TableWriter::~TableWriter() {
  if (file_ >= 0) ::close(file_);
}

std::size_t TableWriter::room(const Block& block) { return block.items_begin - block.directory_end; }

char* TableWriter::append_item(Block& block, std::size_t size) {
  block.items_begin -= size;
  put(&block.bytes[block.directory_end], block.items_begin, 2);
  block.directory_end += directory_entry_bytes;
  return &block.bytes[block.items_begin];
}

void TableWriter::start(Block& block) {
  block.number = blocks_++;
  block.directory_end = directory_begin;
  block.items_begin = block_bytes;
}

void TableWriter::write(Block& block, unsigned level) {
  char* head = block.bytes.data();
  put(head, revision_, 4);
  put(head + 4, level, 1);
  put(head + 5, room(block), 2);
  put(head + 7, room(block), 2);
  put(head + 9, block.directory_end, 2);
  std::memset(head + block.directory_end, 0, room(block));
  if (block.number * block_bytes != pending_begin_ + pending_.size() || pending_.size() >= most_pending_bytes) {
    flush();
    pending_begin_ = block.number * block_bytes;
  }
  pending_ += block.bytes;
}

void TableWriter::flush() {
  for (std::size_t done = 0; done < pending_.size();) {
    const ssize_t count = ::pwrite(file_, pending_.data() + done, pending_.size() - done, static_cast<off_t>(pending_begin_ + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw_io("cannot write " + path_, count < 0 ? errno : ENOSPC);
    done += static_cast<std::size_t>(count);
  }
  pending_.clear();
}

void TableWriter::append_leaf_item(std::string_view key, unsigned component, std::string_view piece, unsigned flags) {
  const std::size_t head = leaf_item_head_bytes + key.size() + (component > 1 ? component_bytes : 0);
  char* item = append_item(leaf_, head + piece.size());
  put(item, (head + piece.size() - leaf_item_head_bytes) | flags, 2);
  put(item + 2, key.size(), 1);
  std::ranges::copy(key, item + leaf_item_head_bytes);
  if (component > 1) put(item + leaf_item_head_bytes + key.size(), component, 2);
  std::ranges::copy(piece, item + head);
}

void TableWriter::add(std::string_view key, std::string_view tag, bool is_compressed) {
  if (key.size() > most_key_bytes) throw Error(Errc::corrupt, "a key is too long for " + path_);
  ++entries_;
  for (unsigned component = 1;; ++component) {
    const std::size_t head = leaf_item_head_bytes + key.size() + (component > 1 ? component_bytes : 0);
    const std::size_t wanted = std::min(head + tag.size(), most_item_bytes);
    if (room(leaf_) < wanted + directory_entry_bytes && room(leaf_) < head + least_piece + directory_entry_bytes) start_leaf(key, component);
    const std::size_t piece = std::min(wanted, room(leaf_) - directory_entry_bytes) - head;
    const bool is_last = piece == tag.size();
    append_leaf_item(key, component, tag.substr(0, piece),
                     (is_compressed ? is_compressed_flag : 0U) | (component == 1 ? is_first_flag : 0U) | (is_last ? is_last_flag : 0U));
    if (is_last) return;
    tag.remove_prefix(piece);
  }
}

void TableWriter::add(const LeafItem& item) {
  if (room(leaf_) < item.whole.size() + directory_entry_bytes) return add(item.key, item.piece, item.is_compressed);
  std::ranges::copy(item.whole, append_item(leaf_, item.whole.size()));
  ++entries_;
}

/// Of the leaf, which always has an item.
std::string_view TableWriter::last_key() const {
  const char* item = &leaf_.bytes[leaf_.items_begin];
  return {item + leaf_item_head_bytes, static_cast<unsigned char>(item[2])};
}

void TableWriter::start_leaf(std::string_view key, unsigned component) {
  const std::string before(last_key());
  write(leaf_, 0);
  start(leaf_);
  point_to(1, leaf_.number, key == before ? key : separator(before, key), component);
}

void TableWriter::append_branch_item(Block& block, std::uint64_t child, std::string_view key, unsigned component) {
  char* item = append_item(block, branch_item_bytes_besides_key + key.size());
  put(item, child, block_number_bytes);
  put(item + block_number_bytes, key.size(), 1);
  std::ranges::copy(key, item + block_number_bytes + 1);
  put(item + block_number_bytes + 1 + key.size(), component, component_bytes);
}

/// `child`, a block of the level below, holds what lies from `key` and `component` on.
void TableWriter::point_to(std::size_t level, std::uint64_t child, std::string_view key, unsigned component) {
  if (branches_.size() < level) {
    start(branches_.emplace_back());
    first_of_level_.push_back(branches_.back().number);
    append_branch_item(branches_.back(), first_of_level_[level - 1], {}, 0);
  }
  if (room(branches_[level - 1]) >= branch_item_bytes_besides_key + key.size() + directory_entry_bytes)
    return append_branch_item(branches_[level - 1], child, key, component);
  write(branches_[level - 1], static_cast<unsigned>(level));
  start(branches_[level - 1]);
  const std::uint64_t number = branches_[level - 1].number;
  append_branch_item(branches_[level - 1], child, {}, 0);
  point_to(level + 1, number, key, component);
}

Root TableWriter::finish() {
  write(leaf_, 0);
  for (std::size_t level = 1; level <= branches_.size(); ++level) write(branches_[level - 1], static_cast<unsigned>(level));
  flush();
  if (::close(std::exchange(file_, -1)) != 0) throw_io("cannot write " + path_, errno);
  return {.block = branches_.empty() ? leaf_.number : branches_.back().number,
          .level = branches_.size(),
          .entries = entries_,
          .leaves_in_order = true,
          .block_size = block_bytes,
          .blocks = blocks_};
}

}  // namespace backfile::glass
