#include "indexer/write/glass_posting_list.hpp"

#include "indexer/write/glass_numbers.hpp"

namespace backfile::glass {
namespace {

/// Xapian begins another chunk at this size.
constexpr std::size_t most_chunk_bytes = 2000;

}  // namespace

void PostingListWriter::begin(std::string_view key, std::uint64_t documents, std::uint64_t occurrences) {
  further_key_.assign(key);
  if (key != lengths_key) further_key_ += term_end;
  key_.assign(key);
  head_.clear();
  append_number(head_, documents);
  append_number(head_, occurrences);
  postings_.clear();
  is_first_chunk_ = true;
}

void PostingListWriter::append(std::uint64_t first, std::uint64_t last, std::string_view bytes) {
  if (is_first_chunk_ && postings_.empty()) {
    append_number(head_, first - 1);
    first_ = first;
  } else if (head_.size() + postings_.size() + bytes.size() >= most_chunk_bytes) {
    write_chunk(IsLast::no);
    begin_chunk(first);
  } else {
    append_number(postings_, first - last_ - 1);
  }
  postings_ += bytes;
  last_ = last;
}

void PostingListWriter::begin_chunk(std::uint64_t first) {
  is_first_chunk_ = false;
  key_ = further_key_;
  append_sortable(key_, first);
  head_.clear();
  postings_.clear();
  first_ = first;
}

void PostingListWriter::write_chunk(IsLast is_last) {
  tag_ = head_;
  tag_ += is_last == IsLast::yes ? '1' : '0';
  append_number(tag_, last_ - first_);
  tag_ += postings_;
  writer_.add(key_, tag_);
}

void PostingListWriter::end() {
  write_chunk(IsLast::yes);
  further_key_.clear();
}

}  // namespace backfile::glass
