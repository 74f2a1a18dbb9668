// Character knowledge for the text analysis: how each code point breaks words and what it folds to, asked of ICU once and kept in
// pages of 256 (built on first use, so a short search pays for the scripts it meets). Thread-safe and free of locks. Private to
// common/: other code sees text.hpp.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

/// Word_Break classes of UAX #29, plus the scripts that are treated apart.
enum class Break : std::uint8_t {
  other,
  letter,         // ALetter
  hebrew,         // Hebrew_Letter
  digit,          // Numeric
  connector,      // ExtendNumLet
  mid_letter,
  mid_number,
  mid_both,       // MidNumLet
  single_quote,
  double_quote,
  ignored,        // Extend, Format, ZWJ: belong to what stands before
  hangul,         // syllables: a run is a word, digits and Latin letters beside it are not part of it
  cjk,            // Han, Hiragana, Katakana
  complex,        // Thai, Lao, Khmer, Burmese and others written without spaces (Line_Break=SA)
  complex_mark,   // their combining marks
};

struct CharInfo {
  Break wb = Break::other;
  // Its folding does not depend on what stands beside it: there is a normalisation boundary before it.
  bool alone = false;
  // A combining mark that normalisation leaves as it is when it follows a character whose folding ends in no mark of its own.
  bool plain_mark = false;
  bool ends_in_mark = false;
  std::uint8_t cased_bytes = 0, exact_bytes = 0;
  std::uint32_t text = 0;  // offset in the page: the cased form, then the exact form
};

struct CharPage {
  CharInfo chars[256];
  std::string texts;
  [[nodiscard]] std::string_view cased(const CharInfo& c) const { return {texts.data() + c.text, c.cased_bytes}; }
  [[nodiscard]] std::string_view exact(const CharInfo& c) const {
    return {texts.data() + c.text + c.cased_bytes, c.exact_bytes};
  }
};

namespace detail {
extern std::atomic<const CharPage*> char_pages[0x110000 / 256];
[[nodiscard]] const CharPage& add_char_page(char32_t code);
}  // namespace detail

/// The page that holds `code`, a Unicode scalar value; lives for ever.
[[nodiscard]] inline const CharPage& char_page(char32_t code) {
  const CharPage* page = detail::char_pages[code >> 8].load(std::memory_order_acquire);
  return page ? *page : detail::add_char_page(code);
}
[[nodiscard]] inline const CharInfo& char_info(char32_t code) { return char_page(code).chars[code & 0xFF]; }

/// Appends the folded forms of `text` (valid UTF-8). White space and signs that compatibility forms hide ("㈱" is "(株)") stay.
void append_folded(std::string_view text, std::string& cased, std::string& exact);

/// Appends `cased` (folded by append_folded, or a stem of it) without its diacritics.
void append_unaccented(std::string_view cased, std::string& exact);

}  // namespace backfile
