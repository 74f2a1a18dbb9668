#include "indexer/write/memory_index.hpp"

#include <algorithm>
#include <utility>

#include "common/digest.hpp"

namespace backfile {
namespace {

constexpr std::size_t fewest_buckets = 1024;  // a power of two

}  // namespace

MemoryIndex::MemoryIndex() : buckets_(fewest_buckets, none) {}

void MemoryIndex::begin_document() {
  records_.emplace_back();
  postings_begin_.push_back(postings_.size());
}

void MemoryIndex::grow_buckets() {
  std::vector<std::uint32_t> more(buckets_.size() * 2, none);
  for (std::uint32_t number = 0; number < terms_.size(); ++number) {
    std::size_t at = terms_[number].hash & (more.size() - 1);
    while (more[at] != none) at = (at + 1) & (more.size() - 1);
    more[at] = number;
  }
  buckets_ = std::move(more);
}

std::uint32_t MemoryIndex::number_of(std::string_view term) {
  const std::uint64_t hash = digest64(term);
  std::size_t at = hash & (buckets_.size() - 1);
  for (; buckets_[at] != none; at = (at + 1) & (buckets_.size() - 1))
    if (const std::uint32_t number = buckets_[at]; terms_[number].hash == hash && text_of(number) == term) return number;
  const auto number = static_cast<std::uint32_t>(terms_.size());
  terms_.push_back({.hash = hash, .begin = static_cast<std::uint32_t>(texts_.size()), .length = static_cast<std::uint32_t>(term.size())});
  texts_ += term;
  buckets_[at] = number;
  if (terms_.size() * 2 > buckets_.size()) grow_buckets();
  return number;
}

MemoryIndex::Posting& MemoryIndex::posting_of(std::string_view term) {
  const std::uint32_t number = number_of(term);
  std::uint32_t& last = terms_[number].last_posting;
  if (last == none || postings_[last].document != documents()) {
    last = static_cast<std::uint32_t>(postings_.size());
    postings_.push_back({.document = documents(), .term = number});
  }
  return postings_[last];
}

void MemoryIndex::add_term(std::string_view term, std::uint32_t wdf) { posting_of(term).wdf += wdf; }

void MemoryIndex::add_posting(std::string_view term, std::uint32_t position, std::uint32_t wdf) {
  Posting& posting = posting_of(term);
  posting.wdf += wdf;
  if (posting.position == none) {
    posting.position = position;
    return;
  }
  if ((posting.last == none ? posting.position : further_[posting.last].position) == position) return;
  const auto place = static_cast<std::uint32_t>(further_.size());
  further_.push_back({.position = position});
  (posting.last == none ? posting.second : further_[posting.last].next) = place;
  posting.last = place;
}

void MemoryIndex::add_value(std::uint32_t slot, std::string value) {
  if (!value.empty()) values_[slot].push_back({documents(), std::move(value)});
}

void MemoryIndex::add_document(const Xapian::Document& document) {
  begin_document();
  set_record(document.get_data());
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string text = *term;
    add_term(text, term.get_wdf());
    for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position) add_posting(text, *position, 0);
  }
  for (auto value = document.values_begin(); value != document.values_end(); ++value) add_value(value.get_valueno(), *value);
}

void MemoryIndex::set_metadata(const std::string& key, const std::string& value) {
  if (value.empty())
    metadata_.erase(key);
  else
    metadata_[key] = value;
}

std::span<const MemoryIndex::Posting> MemoryIndex::postings_of(std::uint32_t document) const {
  const std::size_t begin = postings_begin_[document - 1];
  const std::size_t end = document < documents() ? postings_begin_[document] : postings_.size();
  return std::span(postings_).subspan(begin, end - begin);
}

void MemoryIndex::read_positions(const Posting& posting, std::vector<std::uint32_t>& to) const {
  to.clear();
  if (posting.position == none) return;
  to.push_back(posting.position);
  for (std::uint32_t at = posting.second; at != none; at = further_[at].next) to.push_back(further_[at].position);
}

Xapian::Document MemoryIndex::to_xapian(std::uint32_t number) const {
  Xapian::Document document;
  document.set_data(record_of(number));
  std::vector<std::uint32_t> positions;
  for (const Posting& posting : postings_of(number)) {
    const std::string term(text_of(posting.term));
    document.add_term(term, posting.wdf);
    read_positions(posting, positions);
    for (const std::uint32_t position : positions) document.add_posting(term, position, 0);
  }
  for (const auto& [slot, values] : values_) {
    const auto found = std::ranges::lower_bound(values, number, {}, &Value::document);
    if (found != values.end() && found->document == number) document.add_value(slot, found->bytes);
  }
  return document;
}

}  // namespace backfile
