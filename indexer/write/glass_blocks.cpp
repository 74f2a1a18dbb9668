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

/// One item of a leaf: a piece of an entry, and where it lies in the file.
struct Piece {
  std::string key;
  unsigned component = 1;
  unsigned revision = 0;
  bool is_last = false, is_compressed = false;
  std::uint64_t offset = 0;
  std::size_t bytes = 0;
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
    const unsigned level = level_of(block);
    if (level != 0) return level < highest_level || level == level_of_free_lists;
    const Leaf leaf(block);
    if (!leaf.is_sound()) return false;
    bool is_whole = block.size() == block_bytes;
    for (std::size_t i = 0; i < leaf.items(); ++i) {
      const std::optional<LeafItem> item = leaf.item(i);
      if (!item) is_whole = false;
      if (!item || item->key.empty() || !item->key.starts_with(key_prefix)) continue;
      pieces.push_back({.key = std::string(item->key),
                        .component = item->component,
                        .revision = number_at(block, 0, 4),
                        .is_last = item->is_last,
                        .is_compressed = item->is_compressed,
                        .offset = offset + item->piece_begin,
                        .bytes = item->piece.size()});
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
