// An index in memory: documents as the schema has them, inverted as they come (each term with its postings), until a database of them is written at
// once (glass_database_writer.hpp). Xapian's own maps of a batch cost several times as much.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace backfile {

/// Documents are numbered from 1 in the order they were begun. One thread at a time.
class MemoryIndex {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  struct Posting {
    std::uint32_t document = 0, term = 0, wdf = 0;
    std::uint32_t position = none;            // the first: most have no other
    std::uint32_t second = none, last = none;  // places of the others
  };
  struct Value {
    std::uint32_t document = 0;
    std::string bytes;
  };

  MemoryIndex();

  /// The calls below are about the document that was begun last.
  void begin_document();
  void set_record(std::string record) { records_.back() = std::move(record); }
  /// Positions of one term come in rising order; one that is there already counts for `wdf` only.
  void add_posting(std::string_view term, std::uint32_t position, std::uint32_t wdf);
  void add_term(std::string_view term, std::uint32_t wdf);
  void add_boolean_term(std::string_view term) { add_term(term, 0); }
  /// Once a slot; an empty value is none.
  void add_value(std::uint32_t slot, std::string value);
  /// All that `document` has, as the next document.
  void add_document(const Xapian::Document& document);

  /// An empty value takes the key away.
  void set_metadata(const std::string& key, const std::string& value);

  [[nodiscard]] std::uint32_t documents() const { return static_cast<std::uint32_t>(records_.size()); }
  [[nodiscard]] const std::string& record_of(std::uint32_t document) const { return records_[document - 1]; }
  [[nodiscard]] std::size_t terms() const { return terms_.size(); }
  [[nodiscard]] std::string_view text_of(std::uint32_t term) const { return std::string_view(texts_).substr(terms_[term].begin, terms_[term].length); }
  /// By document; in a document by where a term was met first.
  [[nodiscard]] std::span<const Posting> postings() const { return postings_; }
  [[nodiscard]] std::span<const Posting> postings_of(std::uint32_t document) const;
  /// Puts the posting's positions into `to`, in rising order.
  void read_positions(const Posting& posting, std::vector<std::uint32_t>& to) const;
  /// By slot, by document.
  [[nodiscard]] const std::map<std::uint32_t, std::vector<Value>>& values() const { return values_; }
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return metadata_; }

  /// The document as Xapian takes it.
  [[nodiscard]] Xapian::Document to_xapian(std::uint32_t document) const;

 private:
  struct Term {
    std::uint64_t hash = 0;
    std::uint32_t begin = 0, length = 0;  // in `texts_`
    std::uint32_t last_posting = none;
  };
  struct Further {
    std::uint32_t position = 0, next = none;
  };
  std::uint32_t number_of(std::string_view term);
  Posting& posting_of(std::string_view term);
  void grow_buckets();

  std::string texts_;
  std::vector<Term> terms_;
  std::vector<std::uint32_t> buckets_;  // open addressing: numbers of terms
  std::vector<Posting> postings_;
  std::vector<Further> further_;  // positions
  std::vector<std::string> records_;
  std::vector<std::size_t> postings_begin_;  // by document
  std::map<std::uint32_t, std::vector<Value>> values_;
  std::map<std::string, std::string> metadata_;
};

}  // namespace backfile
