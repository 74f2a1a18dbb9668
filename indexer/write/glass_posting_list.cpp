#include "indexer/write/glass_posting_list.hpp"

#include <backfile/error.hpp>

#include "indexer/write/glass_numbers.hpp"

namespace backfile::glass {
namespace {

/// Xapian begins another chunk at this size.
constexpr std::size_t most_chunk_bytes = 2000;

void check(bool is_sound) {
  if (!is_sound) throw Error(Errc::corrupt, "unexpected bytes in a table of postings");
}

}  // namespace

ListHead take_list_head(std::string_view& tag) {
  ListHead head;
  std::uint64_t first_less_one = 0;
  check(take_number(tag, head.documents) && take_number(tag, head.occurrences) && take_number(tag, first_less_one));
  head.first_document = first_less_one + 1;
  return head;
}

std::uint64_t take_chunk_head(std::string_view& tag) {
  check(!tag.empty() && (tag.front() == '0' || tag.front() == '1'));
  tag.remove_prefix(1);
  std::uint64_t reach = 0;
  check(take_number(tag, reach));
  return reach;
}

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
