// The passage of an article that shows best why it answers, and what to highlight in it. Works on the stored text with the same
// analysis that made the terms, so that it marks what matched, in every script.
//
// How a passage is chosen (passage.hpp): every window of the wanted size that begins at a match is scored by the different query
// parts in it (phrases above words, stop words last), then by how many matches it has; earlier windows win ties. When parts of the
// query lie far apart, up to three shorter windows are taken. Windows grow to sentence bounds where they fit, else to word bounds.
#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <backfile/results.hpp>

#include "common/article.hpp"
#include "common/text.hpp"
#include "searcher/src/passage.hpp"
#include "searcher/src/query_compile.hpp"

namespace backfile {

/// Stemmers by primary language, kept from search to search since they cache.
using Stemmers = std::map<std::string, Stemmer, std::less<>>;

/// How an article is shown as a hit.
struct ShownArticle {
  std::vector<Span> title_highlights;  // spans of the title
  Snippet snippet;                     // of standfirst and body
};

/// Marks what a query matched. One thread at a time.
class SnippetMaker {
 public:
  SnippetMaker(const Highlights& highlights, Stemmers& stemmers);

  /// Spans are sorted, disjoint and on character bounds; the words of a phrase are one span. Stop words are marked only in articles
  /// where nothing else matches. The snippet is one line of about `bytes`, the opening when nothing matches; 0 = none.
  [[nodiscard]] ShownArticle show(const Article&, std::size_t bytes);

 private:
  struct ViewHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Ids = std::unordered_map<std::string, std::uint32_t, ViewHash, std::equal_to<>>;

  [[nodiscard]] MarkedText analyse(std::string_view text, std::string_view language);
  void begin_with(std::string_view exact);
  [[nodiscard]] bool may_match(std::string_view exact) const;
  void match_word(const Word&, Stemmer*, MarkedText&) const;
  void match_phrases(const std::vector<std::uint32_t>& words, MarkedText&) const;
  /// Words without anything between them, as one text.
  struct Run {
    std::string text;               // exact forms
    std::vector<std::size_t> ends;  // where each ends in it
    std::uint32_t first = 0;        // number of the first
  };
  void match_fragments(const Run&, MarkedText&) const;
  Stemmer* stemmer_for(std::string_view language);

  Ids exact_, stems_;                // to part numbers
  std::vector<std::string> prefixes_;
  std::uint32_t first_prefix_ = 0;   // part number
  Ids phrase_words_;                 // to word numbers, from 1
  std::vector<std::vector<std::uint32_t>> phrases_;  // word numbers
  std::uint32_t first_phrase_ = 0;   // part number
  std::vector<std::string> fragments_;
  std::uint32_t first_fragment_ = 0;  // part number
  std::uint32_t parts_ = 0;
  std::bitset<256> beginnings_;  // of what is looked for, by the letter that it begins with
  Stemmers& stemmers_;
};

}  // namespace backfile
