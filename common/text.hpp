// Text analysis: the one function that turns text into terms, for documents and queries alike. Rules are written down in
// docs/analysis.md; they are part of the archive's format (analyser_version). Text is UTF-8; invalid bytes act as separators.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

/// Changes whenever the same text could give other terms: our rules' number, ICU's and Unicode's
/// version, and the series of Xapian whose stemmers these are: "1/ICU-72.1/Unicode-15.0/Xapian-1.4".
[[nodiscard]] const std::string& analyser_version();

/// One word of a text.
struct Word {
  std::string_view surface;  // bytes in the text
  std::string_view exact;    // folded: NFKC, case, diacritics (valid until the next word)
  std::string_view cased;    // NFKC and case folded, diacritics kept: what stemmers want (valid until the next word)
  std::uint32_t begin = 0;   // byte offset of surface in the text
  std::uint32_t position = 0;  // word number, from 0; parts of one word (l'homme, co-operate) have their own
  bool glued = false;  // follows the word before without white space (parts of one typed word: a query makes them a phrase)
};

/// Calls `sink` for every word of `text`, in order. Terms longer than max_term_bytes are cut to a hash-tailed form by term(), not
/// here. Cost: about a tenth of a microsecond a word for Latin text (ASCII fast path), more with ICU's dictionaries.
void for_each_word(std::string_view text, const std::function<void(const Word&)>& sink);

/// Convenience for tests and short texts: the exact forms.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// NFKC case folding, diacritics folded, white space collapsed: for whole values (sections, tags, authors) as terms.
[[nodiscard]] std::string folded_value(std::string_view text);

/// White space (Unicode) collapsed to single spaces, trimmed; control characters dropped.
[[nodiscard]] std::string collapsed_space(std::string_view text);

/// At most `bytes`, cut on a character bound.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes);

/// Invalid sequences replaced by U+FFFD (maximal subparts, as WHATWG decoders do); noncharacters kept.
[[nodiscard]] std::string valid_utf8(std::string_view bytes);
[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

/// Stems words of one language; identity for languages without a stemmer. Caches; one thread at a time per object.
class Stemmer {
 public:
  /// `language`: BCP 47, only the primary tag counts; empty = none.
  explicit Stemmer(std::string_view language);
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;
  ~Stemmer();
  /// The stem of `word`, diacritics folded. The view is valid until the next call.
  [[nodiscard]] std::string_view stem(const Word& word);
  [[nodiscard]] static bool knows(std::string_view language);
  /// Whether every stem of this object begins with the same letter as the word's exact form: its rules take from the end of words only.
  [[nodiscard]] bool keeps_first_letter() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Primary language subtag in lower case: "pt" for "pt-BR"; "nb" and "nn" stay; "iw" becomes "he" and so on. Empty when malformed.
[[nodiscard]] std::string primary_language(std::string_view bcp47);
/// Canonical BCP 47 ("en_us" -> "en-US", "ZH-hans" -> "zh-Hans"); empty when malformed or undetermined.
[[nodiscard]] std::string canonical_language(std::string_view text);

/// Words too common to rank by, for a language; and the test over several languages at once. Folded forms.
[[nodiscard]] bool is_stopword(std::string_view exact, std::string_view language);

}  // namespace backfile
