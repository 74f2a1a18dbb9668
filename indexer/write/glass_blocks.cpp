#include "indexer/write/glass_blocks.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>
#include <span>
#include <tuple>

#include "indexer/crawl/inflater.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/file_system.hpp"
#include "indexer/write/glass_layout.hpp"

namespace backfile {
namespace {

using namespace glass;

/// Revisions of an entry that are looked at: more are there only where little was written for long.
constexpr std::size_t most_copies = 8;
/// A record is a page's text, 64 MB at most.
constexpr std::size_t most_tag_bytes = std::size_t{256} << 20;

unsigned number(std::string_view bytes, std::size_t at, int length) {
  unsigned value = 0;
  for (int i = 0; i < length; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

/// One item of a leaf: a piece of an entry, and where it lies in the file.
struct Piece {
  std::string key;
  unsigned component = 1;
  unsigned revision = 0;
  bool is_last = false, is_compressed = false;
  std::uint64_t offset = 0;
  std::size_t bytes = 0;
};

class Leaf {
 public:
  explicit Leaf(std::string_view block) : block_(block), directory_end_(number(block, 9, 2)) {}

  [[nodiscard]] bool is_sound() const { return directory_end_ >= directory_begin && directory_end_ <= block_.size() && directory_end_ % 2 == directory_begin % 2; }
  [[nodiscard]] std::size_t items() const { return (directory_end_ - directory_begin) / 2; }

  /// `offset`: of the block in the file.
  [[nodiscard]] std::optional<Piece> item(std::size_t index, std::uint64_t offset) const {
    const std::size_t at = number(block_, directory_begin + 2 * index, 2);
    if (at < directory_end_ || at + 3 > block_.size()) return std::nullopt;
    const unsigned head = number(block_, at, 2);
    const std::size_t size = (head & size_mask) + 3, key_bytes = number(block_, at + 2, 1);
    const std::size_t tag = 3 + key_bytes + (head & is_first_flag ? 0 : 2);
    if (at + size > block_.size() || tag > size) return std::nullopt;
    return Piece{.key = std::string(block_.substr(at + 3, key_bytes)),
                 .component = head & is_first_flag ? 1 : number(block_, at + 3 + key_bytes, 2),
                 .revision = number(block_, 0, 4),
                 .is_last = (head & is_last_flag) != 0,
                 .is_compressed = (head & is_compressed_flag) != 0,
                 .offset = offset + at + tag,
                 .bytes = size - tag};
  }

 private:
  std::string_view block_;
  std::size_t directory_end_;
};

std::optional<std::string> inflated(std::string_view bytes) {
  Inflater inflater(Inflater::Format::raw_deflate);
  inflater.give(bytes);
  std::string text, part(1 << 16, '\0');
  while (!inflater.member_ended()) {
    const std::size_t count = inflater.step(part.data(), part.size());
    text.append(part, 0, count);
    if (inflater.failed() || count == 0 || text.size() > most_tag_bytes) break;
  }
  if (!inflater.member_ended() || !inflater.remaining().empty()) return std::nullopt;
  return text;
}

class Table {
 public:
  explicit Table(const std::string& path) : path_(path), file_(path, std::ios::binary) {
    if (!file_) throw_io("cannot read " + path, errno);
  }

  std::vector<Piece> pieces(std::string_view key_prefix, GlassReading& reading) {
    std::vector<Piece> all;
    for (std::uint64_t offset = 0;; offset += block_bytes) {
      stop_if_interrupted();
      const std::string block = bytes(offset, block_bytes);
      if (block.size() < directory_begin) break;
      ++reading.blocks;
      if (!read_block(block, offset, key_prefix, all)) ++reading.damaged_blocks;
    }
    std::ranges::sort(all, [](const Piece& a, const Piece& b) {
      return std::tie(a.key, a.component, b.revision) < std::tie(b.key, b.component, a.revision);
    });
    return all;
  }

  /// The entry put together of the newest pieces, with `skip` of each passed over where there are as many.
  std::optional<std::string> tag(std::span<const Piece> pieces, std::size_t skip) {
    std::string tag;
    unsigned component = 1;
    for (std::size_t begin = 0, end; begin < pieces.size(); begin = end, ++component) {
      for (end = begin; end < pieces.size() && pieces[end].component == pieces[begin].component;) ++end;
      const Piece& piece = pieces[std::min(begin + skip, end - 1)];
      if (piece.component != component) return std::nullopt;
      const std::string part = bytes(piece.offset, piece.bytes);
      if (part.size() != piece.bytes) return std::nullopt;
      tag += part;
      if (piece.is_last) return piece.is_compressed ? inflated(tag) : std::optional(tag);
    }
    return std::nullopt;
  }

 private:
  /// As many as there are.
  std::string bytes(std::uint64_t offset, std::size_t count) {
    std::string text(count, '\0');
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(offset));
    file_.read(text.data(), static_cast<std::streamsize>(count));
    if (file_.bad()) throw_io("cannot read " + path_, errno);
    text.resize(static_cast<std::size_t>(file_.gcount()));
    return text;
  }

  static bool read_block(const std::string& block, std::uint64_t offset, std::string_view key_prefix, std::vector<Piece>& pieces) {
    const unsigned level = number(block, 4, 1);
    if (level != 0) return level < highest_level || level == level_of_free_lists;
    const Leaf leaf(block);
    if (!leaf.is_sound()) return false;
    bool is_whole = block.size() == block_bytes;
    for (std::size_t i = 0; i < leaf.items(); ++i) {
      std::optional<Piece> piece = leaf.item(i, offset);
      if (!piece) is_whole = false;
      if (piece && !piece->key.empty() && piece->key.starts_with(key_prefix)) pieces.push_back(*std::move(piece));
    }
    return is_whole;
  }

  const std::string& path_;
  std::ifstream file_;
};

}  // namespace

GlassReading read_glass_table(const std::string& path, std::string_view key_prefix, const TakeEntry& take) {
  GlassReading reading;
  Table table(path);
  const std::vector<Piece> pieces = table.pieces(key_prefix, reading);
  for (std::size_t begin = 0, end; begin < pieces.size(); begin = end) {
    stop_if_interrupted();
    for (end = begin; end < pieces.size() && pieces[end].key == pieces[begin].key;) ++end;
    const std::span<const Piece> entry(pieces.data() + begin, end - begin);
    std::vector<std::string> tags;
    for (std::size_t skip = 0; skip < std::min(entry.size(), most_copies); ++skip) {
      std::optional<std::string> tag = table.tag(entry, skip);
      if (tag && std::ranges::find(tags, *tag) == tags.end()) tags.push_back(*std::move(tag));
    }
    if (tags.empty())
      ++reading.broken_entries;
    else
      take(pieces[begin].key, tags);
  }
  return reading;
}

}  // namespace backfile
