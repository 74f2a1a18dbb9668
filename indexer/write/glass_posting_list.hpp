// Posting lists as glass databases hold them: chunks of some 2,000 bytes, each an entry of the table of postings. The key of the first is the term, those of the others the
// term, a zero byte and the number of the first document. A tag is, in the first chunk, how many documents, occurrences, and the first document's number less
// one; then in each '1' if it is the last, else '0', how far the last document's number lies from the first's, the first posting's wdf, and for each
// further posting how many numbers are left out before it, and its wdf. The lengths of all documents are such a list, without a term.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/write/glass_table_writer.hpp"

namespace backfile::glass {

/// What keys of metadata begin with, which lie in the same table.
inline constexpr std::string_view metadata_key{"\0\xc0", 2};
/// The key of the list of lengths. Of its further chunks, the number follows at once.
inline constexpr std::string_view lengths_key{"\0\xe0", 2};

struct ListHead {
  std::uint64_t documents = 0, occurrences = 0, first_document = 0;
};
/// Takes what begins the tag of a list's first chunk off its front. Throws Error(corrupt).
[[nodiscard]] ListHead take_list_head(std::string_view& tag);
/// Takes what comes before a chunk's postings: how far the last document lies from the first. Throws Error(corrupt).
[[nodiscard]] std::uint64_t take_chunk_head(std::string_view& tag);

/// Writes list after list, in the order of their keys.
class PostingListWriter {
 public:
  explicit PostingListWriter(TableWriter& writer) : writer_(writer) {}

  /// `key`: of the first chunk. `documents` and `occurrences`: of the whole list.
  void begin(std::string_view key, std::uint64_t documents, std::uint64_t occurrences);
  /// What the keys of further chunks of this list begin with; empty: no list was begun.
  [[nodiscard]] const std::string& further_key() const { return further_key_; }
  /// Postings of documents from `first` to `last`, beyond all before; `bytes`: from the first's wdf on.
  void append(std::uint64_t first, std::uint64_t last, std::string_view bytes);
  /// Once all are there.
  void end();

  [[nodiscard]] std::uint64_t last_document() const { return last_; }

 private:
  enum class IsLast : bool { no, yes };
  void begin_chunk(std::uint64_t first);
  void write_chunk(IsLast is_last);

  TableWriter& writer_;
  std::string further_key_;
  std::string key_, head_, postings_;  // of the chunk at hand; the head only in front of the first
  std::uint64_t first_ = 0, last_ = 0;
  bool is_first_chunk_ = false;
  std::string tag_;
};

}  // namespace backfile::glass
