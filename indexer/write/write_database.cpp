#include "indexer/write/write_database.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

#include "common/digest.hpp"
#include "indexer/crawl/inflater.hpp"
#include "indexer/write/file_system.hpp"
#include "indexer/write/glass_numbers.hpp"
#include "indexer/write/glass_positions.hpp"
#include "indexer/write/glass_posting_list.hpp"
#include "indexer/write/glass_table_writer.hpp"
#include "indexer/write/glass_values.hpp"
#include "indexer/write/glass_version.hpp"

namespace backfile {
namespace {

using Posting = MemoryIndex::Posting;

/// A chunk of values ends when it has so many.
constexpr std::size_t enough_value_bytes = 2000;
/// Of a term in a list that can stand in one byte with how much it shares with the one before.
constexpr std::uint32_t most_packed_wdf = 126;

class Deflater {
 public:
  /// The text as raw deflate, unless that is no shorter or nothing that Xapian reads. Valid until the next call.
  [[nodiscard]] std::optional<std::string_view> deflate(std::string_view text) {
    if (text.size() <= glass::least_to_compress) return std::nullopt;
    out_.resize(text.size() - 1);
    out_.resize(libdeflate_deflate_compress(compressor_.get(), text.data(), text.size(), out_.data(), out_.size()));
    return out_.empty() || !xapian_inflates(text) ? std::nullopt : std::optional<std::string_view>(out_);
  }

 private:
  /// Xapian inflates 8,192 bytes at a time, and takes the input for cut off where its end has been taken up and more is to come than fits: a long run
  /// of one letter at the end of a text.
  [[nodiscard]] bool xapian_inflates(std::string_view text) {
    if (text.size() <= inflated_.size()) return true;
    Inflater inflater(Inflater::Format::raw_deflate);
    inflater.give(out_);
    while (!inflater.member_ended()) {
      if (inflater.remaining().empty()) return false;
      inflater.step(inflated_.data(), inflated_.size());
    }
    return true;
  }

  struct Free {
    void operator()(libdeflate_compressor* c) const noexcept { libdeflate_free_compressor(c); }
  };
  static libdeflate_compressor* make() {
    constexpr int level = 6;  // as Xapian's
    libdeflate_compressor* compressor = libdeflate_alloc_compressor(level);
    if (!compressor) throw std::bad_alloc();
    return compressor;
  }

  std::unique_ptr<libdeflate_compressor, Free> compressor_{make()};
  std::string out_;
  std::array<char, 8192> inflated_{};
};

/// The terms in the order of their bytes, and their postings by term and document: copies, since what is written one after the other should lie so.
class Order {
 public:
  explicit Order(const MemoryIndex& index) : ranks_(index.terms()), begins_(index.terms() + 1), postings_(index.postings().size()) {
    struct Entry {
      std::uint64_t start;  // so that most comparisons end with a number
      std::uint32_t term;
    };
    std::vector<Entry> entries(index.terms());
    for (std::uint32_t term = 0; term < entries.size(); ++term) {
      std::array<char, 8> start{};
      index.text_of(term).copy(start.data(), start.size());
      entries[term] = {from_big_endian64({start.data(), start.size()}), term};
    }
    std::ranges::sort(entries, [&](const Entry& a, const Entry& b) { return a.start != b.start ? a.start < b.start : index.text_of(a.term) < index.text_of(b.term); });
    for (std::uint32_t rank = 0; rank < entries.size(); ++rank) {
      terms_.push_back(entries[rank].term);
      ranks_[entries[rank].term] = rank;
    }
    for (const Posting& posting : index.postings()) ++begins_[ranks_[posting.term] + 1];
    for (std::size_t rank = 0; rank < terms_.size(); ++rank) begins_[rank + 1] += begins_[rank];
    std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
    for (const Posting& posting : index.postings()) postings_[next[ranks_[posting.term]]++] = posting;
  }

  [[nodiscard]] const std::vector<std::uint32_t>& terms() const { return terms_; }
  [[nodiscard]] std::uint32_t rank_of(std::uint32_t term) const { return ranks_[term]; }
  [[nodiscard]] std::span<const Posting> postings_at(std::size_t rank) const { return std::span(postings_).subspan(begins_[rank], begins_[rank + 1] - begins_[rank]); }

 private:
  std::vector<std::uint32_t> terms_, ranks_, begins_;
  std::vector<Posting> postings_;
};

class DatabaseWriter {
 public:
  DatabaseWriter(const MemoryIndex& index, const std::string& directory) : index_(index), directory_(directory), order_(index) {}

  void write() {
    make_directory(directory_);
    measure();
    const glass::Root roots[] = {write_postings(), write_records(), write_term_lists(), write_positions()};
    static_assert(glass::positions_table + 1 == std::size(roots));
    glass::write_version(directory_, glass::first_version(roots, statistics_));
  }

 private:
  void measure() {
    statistics_.documents = statistics_.last_document = index_.documents();
    for (std::uint32_t document = 1; document <= index_.documents(); ++document) {
      std::uint64_t length = 0;
      for (const Posting& posting : index_.postings_of(document)) {
        length += posting.wdf;
        statistics_.most_wdf = std::max<std::uint64_t>(statistics_.most_wdf, posting.wdf);
      }
      lengths_.push_back(length);
      statistics_.all_lengths += length;
      statistics_.most_length = std::max(statistics_.most_length, length);
      if (length > 0 && (statistics_.least_length == 0 || length < statistics_.least_length)) statistics_.least_length = length;
    }
  }

  [[nodiscard]] glass::TableWriter writer_of(glass::Table table) const { return {glass::path_of(directory_, table), glass::first_revision}; }

  glass::Root write_postings() {
    glass::TableWriter writer = writer_of(glass::postings_table);
    for (const auto& [key, value] : index_.metadata()) writer.add(std::string(glass::metadata_key) + key, value);
    write_value_statistics(writer);
    write_values(writer);
    glass::PostingListWriter lists(writer);
    write_lengths(lists);
    for (std::size_t rank = 0; rank < order_.terms().size(); ++rank) write_list(lists, rank);
    return writer.finish();
  }

  void write_value_statistics(glass::TableWriter& writer) {
    std::map<std::string, std::string> tags;  // numbers of slots in keys do not sort as numbers
    for (const auto& [slot, values] : index_.values()) {
      std::string key(glass::value_statistics_key);
      for (std::uint32_t rest = slot; rest > 0; rest >>= 8) key += static_cast<char>(rest);
      const auto [least, most] = std::ranges::minmax(values, {}, &MemoryIndex::Value::bytes);
      tags[key] = glass::to_bytes({.values = values.size(), .least = least.bytes, .most = most.bytes});
    }
    for (const auto& [key, tag] : tags) writer.add(key, tag);
  }

  void write_values(glass::TableWriter& writer) {
    std::map<std::string, const std::vector<MemoryIndex::Value>*> slots;
    for (const auto& [slot, values] : index_.values()) {
      std::string key(glass::value_chunk_key);
      glass::append_number(key, slot);
      slots[key] = &values;
    }
    for (const auto& [key, values] : slots) write_values_of_slot(writer, key, *values);
  }

  void write_values_of_slot(glass::TableWriter& writer, const std::string& key, const std::vector<MemoryIndex::Value>& values) {
    tag_.clear();
    std::uint32_t last = 0;
    for (const MemoryIndex::Value& value : values) {
      if (tag_.empty()) {
        key_ = key;
        glass::append_sortable(key_, value.document);
      } else {
        glass::append_number(tag_, value.document - last - 1);
      }
      glass::append_string(tag_, value.bytes);
      last = value.document;
      if (tag_.size() < enough_value_bytes) continue;
      writer.add(key_, tag_);
      tag_.clear();
    }
    if (!tag_.empty()) writer.add(key_, tag_);
  }

  void write_lengths(glass::PostingListWriter& lists) {
    if (lengths_.empty()) return;
    lists.begin(glass::lengths_key, 0, 0);  // of lengths neither is told
    for (std::size_t i = 0; i < lengths_.size(); ++i) append(lists, i + 1, lengths_[i]);
    lists.end();
  }

  void write_list(glass::PostingListWriter& lists, std::size_t rank) {
    key_.clear();
    glass::append_escaped(key_, index_.text_of(order_.terms()[rank]));
    std::uint64_t occurrences = 0;
    for (const Posting& posting : order_.postings_at(rank)) occurrences += posting.wdf;
    lists.begin(key_, order_.postings_at(rank).size(), occurrences);
    for (const Posting& posting : order_.postings_at(rank)) append(lists, posting.document, posting.wdf);
    lists.end();
  }

  void append(glass::PostingListWriter& lists, std::uint64_t document, std::uint64_t wdf) {
    tag_.clear();
    glass::append_number(tag_, wdf);
    lists.append(document, document, tag_);
  }

  glass::Root write_records() {
    glass::TableWriter writer = writer_of(glass::records_table);
    for (std::uint32_t document = 1; document <= index_.documents(); ++document) {
      if (index_.record_of(document).empty()) continue;
      key_.clear();
      glass::append_sortable(key_, document);
      add_deflated(writer, index_.record_of(document));
    }
    return writer.finish();
  }

  void add_deflated(glass::TableWriter& writer, std::string_view tag) {
    const auto deflated = deflater_.deflate(tag);
    writer.add(key_, deflated.value_or(tag), deflated.has_value());
  }

  /// For each document its terms, and which slots have values.
  glass::Root write_term_lists() {
    glass::TableWriter writer = writer_of(glass::terms_table);
    const std::vector<std::string> slots = slots_by_document();
    std::vector<Ranked> terms;
    for (std::uint32_t document = 1; document <= index_.documents(); ++document) {
      terms.clear();
      for (const Posting& posting : index_.postings_of(document)) terms.push_back({order_.rank_of(posting.term), posting.wdf});
      std::ranges::sort(terms, {}, &Ranked::rank);
      key_.clear();
      glass::append_sortable(key_, document);
      tag_.clear();
      append_term_list(terms, lengths_[document - 1]);
      add_deflated(writer, tag_);
      if (slots[document - 1].empty()) continue;
      key_ += '\0';
      add_deflated(writer, slots[document - 1]);
    }
    return writer.finish();
  }

  [[nodiscard]] std::vector<std::string> slots_by_document() const {
    std::vector<std::string> slots(index_.documents());
    std::vector<std::uint32_t> next(index_.documents());
    for (const auto& [slot, values] : index_.values())
      for (const MemoryIndex::Value& value : values) {
        glass::append_number(slots[value.document - 1], slot - next[value.document - 1]);
        next[value.document - 1] = slot + 1;
      }
    return slots;
  }

  struct Ranked {
    std::uint32_t rank = 0, wdf = 0;
  };

  void append_term_list(const std::vector<Ranked>& terms, std::uint64_t length) {
    if (terms.empty()) return;
    glass::append_number(tag_, length);
    glass::append_number(tag_, terms.size());
    std::string_view before;
    bool is_first = true;
    for (const auto [rank, wdf] : terms) {
      const std::string_view term = index_.text_of(order_.terms()[rank]);
      const std::size_t shared = static_cast<std::size_t>(std::ranges::mismatch(before, term).in1 - before.begin());
      const std::size_t packed = wdf <= most_packed_wdf ? (wdf + 1) * (before.size() + 1) + shared : 256;
      const bool is_packed = !is_first && packed < 256;
      if (!is_first) tag_ += static_cast<char>(is_packed ? packed : shared);
      tag_ += static_cast<char>(term.size() - shared);
      tag_ += term.substr(shared);
      if (!is_packed) glass::append_number(tag_, wdf);
      before = term;
      is_first = false;
    }
  }

  glass::Root write_positions() {
    glass::TableWriter writer = writer_of(glass::positions_table);
    std::vector<std::uint32_t> positions;
    std::string start;
    for (std::size_t rank = 0; rank < order_.terms().size(); ++rank) {
      start.clear();
      glass::append_escaped(start, index_.text_of(order_.terms()[rank]));
      start += glass::term_end;
      for (const Posting& posting : order_.postings_at(rank)) {
        index_.read_positions(posting, positions);
        if (positions.empty()) continue;
        key_ = start;
        glass::append_sortable(key_, posting.document);
        tag_.clear();
        glass::append_positions(tag_, positions);
        writer.add(key_, tag_);
      }
    }
    return writer.finish();
  }

  const MemoryIndex& index_;
  const std::string& directory_;
  const Order order_;
  std::vector<std::uint64_t> lengths_;
  glass::Statistics statistics_;
  Deflater deflater_;
  std::string key_, tag_;  // of the entry at hand
};

}  // namespace

void write_database(const MemoryIndex& index, const std::string& directory) { DatabaseWriter(index, directory).write(); }

}  // namespace backfile
