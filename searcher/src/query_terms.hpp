// Words of a query -> terms of the archive: the same analysis as documents had, stems of every language the archive
// holds, and what a wildcard stands for.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/schema.hpp"
#include "common/text.hpp"
#include "searcher/src/query_numbers.hpp"

namespace backfile::detail {

/// A word of the query after analysis.
struct QueryWord {
  std::string exact;
  std::vector<std::string> stems;  // distinct, of the archive's languages
  bool as_written = false;         // to be found in its exact form, too: the archive has more languages than words are stemmed for
  std::uint32_t position = 0;      // among the words of the text, as in articles
  bool unspaced = false;           // touches the word before in a script that is written without spaces
};

class WordAnalyser {
 public:
  /// `languages`: primary tags, most frequent first; "" among them, or none at all = exact forms are stems, too.
  explicit WordAnalyser(const std::vector<std::string>& languages);

  /// The words of `text` as typed. An elided article or preposition ("l'" of "l'homme") is left out when a word
  /// follows.
  [[nodiscard]] std::vector<QueryWord> analyse(std::string_view text);
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }

 private:
  QueryWord analyse_word(const Word& word);

  std::vector<std::string> languages_;
  std::vector<Stemmer> stemmers_;
  bool has_more_languages_ = false;
};

/// Terms of the word fields (prefix "" is the default field), cut as the indexer cuts them.
[[nodiscard]] std::string exact_term(std::string_view prefix, std::string_view exact);
[[nodiscard]] std::string stem_term(std::string_view prefix, std::string_view stem);

/// The characters that words written without spaces make together; empty when any of them is not Chinese or Japanese.
[[nodiscard]] std::string fragment_of(std::span<const QueryWord> words);
/// The terms of its pairs in a word field, in order; none for a single character.
[[nodiscard]] std::vector<std::string> bigram_terms(std::string_view prefix, std::string_view fragment);

/// Does `text` match `pattern`, whose '*' is any text and '?' one character? Linear but for stars, then at most
/// quadratic.
[[nodiscard]] bool matches_pattern(std::string_view text, std::string_view pattern);

/// A wildcard before its terms are looked up.
struct Pattern {
  std::string field_prefix;
  std::string begin;                // what the terms begin with, after the field's prefix
  std::string glob;                 // the whole pattern; empty when it is `begin` and anything
  std::optional<NumberRange> numbers = {};  // instead: the terms that are numbers in it
  std::vector<std::string> before;  // words typed before in one piece: "co-op*" has "co"
};
[[nodiscard]] Pattern word_pattern(std::string_view field_prefix, std::string_view typed);

struct Expansion {
  std::vector<std::string> terms;  // most frequent first
  std::uint64_t found = 0;         // how many there were
  bool complete = true;            // else the scan was stopped
};

/// Looks terms up in one database, counting what it reads against a budget for the whole query.
class Expander {
 public:
  explicit Expander(const Xapian::Database& database) : database_(database) {}
  /// The `max_expansions` most frequent terms.
  [[nodiscard]] Expansion expand(const Pattern&);

  static constexpr std::size_t max_expansions = 1000;
  // About a third of a second on one core; prefixes read only their own part of the dictionary.
  static constexpr std::uint64_t max_scanned = 1'000'000;

 private:
  const Xapian::Database& database_;
  std::uint64_t scanned_ = 0;
};

}  // namespace backfile::detail
