// Folding, character by character. Two forms come of every word:
//
//   cased   NFKC_Casefold of the Unicode Standard (section 3.13): compatibility forms, case, default-ignorable characters such as
//           the soft hyphen and zero-width joiners. One deviation: U+0130 (İ) gives a plain i, not i with a combining dot.
//   exact   of each character of the cased form:
//           - Latin, Greek: canonical decomposition without its marks; the letters that have none by their usual ASCII spelling
//             (ł ø đ ð þ æ œ ı ...);
//           - Cyrillic: likewise (ё is е, stress marks go), but й ї ў ѓ ќ are letters of their own and stay;
//           - Arabic: vowel signs and tatweel go; آ أ إ ٱ are ا, ى and Persian ی are ي, ة is ه, Persian ک is ك;
//           - Hebrew: points and accents go, with geresh and gershayim;
//           - decimal digits of every script become ASCII;
//           - all others stay: vowel signs of Indic scripts and Thai, and the voicing marks of kana, are part of the spelling.
//
// A character with a normalisation boundary before it folds without regard to its neighbours (Normalizer2::hasBoundaryBefore), so
// almost all text is folded by table; only sequences that may compose or reorder go through ICU's normaliser.
#include "common/text_fold.hpp"

#include <array>
#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <backfile/error.hpp>

#include "common/utf8.hpp"

namespace backfile {
namespace {

using icu::Normalizer2;
using icu::UnicodeString;

void check(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw Error(Errc::internal, std::string("ICU: ") + what + ": " + u_errorName(status));
}

struct Normalizers {
  const Normalizer2 *casefold, *nfd;
};

const Normalizers& normalizers() {
  static const Normalizers all = [] {
    UErrorCode status = U_ZERO_ERROR;
    const Normalizers n{Normalizer2::getNFKCCasefoldInstance(status), Normalizer2::getNFDInstance(status)};
    check(status, "normalisation data");
    return n;
  }();
  return all;
}

void append(std::string& out, const UnicodeString& text) {
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) append_utf8(out, static_cast<char32_t>(text.char32At(i)));
}

struct Spelling {
  char32_t letter;
  std::string_view ascii;
};

// Letters without a canonical decomposition that readers type in ASCII, and the Arabic variants. Lower case: folding comes first.
constexpr std::array spellings{
    Spelling{U'ł', "l"}, Spelling{U'ø', "o"}, Spelling{U'đ', "d"},  Spelling{U'ð', "d"},  Spelling{U'þ', "th"},
    Spelling{U'æ', "ae"}, Spelling{U'œ', "oe"}, Spelling{U'ı', "i"}, Spelling{U'ħ', "h"}, Spelling{U'ŧ', "t"},
    Spelling{U'ĸ', "k"}, Spelling{U'ŋ', "n"}, Spelling{U'ɨ', "i"}, Spelling{U'ƶ', "z"}, Spelling{U'·', ""},
    Spelling{U'آ', "ا"}, Spelling{U'أ', "ا"}, Spelling{U'إ', "ا"}, Spelling{U'ٱ', "ا"}, Spelling{U'ى', "ي"},
    Spelling{U'ی', "ي"}, Spelling{U'ة', "ه"}, Spelling{U'ک', "ك"},
};

bool is_cyrillic_letter_of_its_own(char32_t c) {
  return c == U'й' || c == U'ї' || c == U'ў' || c == U'ѓ' || c == U'ќ';
}

// Marks and signs that never tell words apart.
bool is_dropped(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0483 && c <= 0x0489) ||  // combining diacritics, Cyrillic titlo
         (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE20 && c <= 0xFE2F) ||
         (c >= 0x0591 && c <= 0x05C7 && c != 0x05BE && c != 0x05C0 && c != 0x05C3 && c != 0x05C6) ||  // Hebrew points
         c == 0x05F3 || c == 0x05F4 ||                                                          // geresh, gershayim
         (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 || c == 0x0640 ||  // Arabic
         (c >= 0x06D6 && c <= 0x06ED && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) ||
         (c >= 0x08D3 && c <= 0x08FF && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK);
}

// The exact form of one character of a cased form.
void append_exact(char32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  if (is_dropped(c)) return;
  for (const Spelling& s : spellings) {
    if (s.letter == c) {
      out += s.ascii;
      return;
    }
  }
  const auto code = static_cast<UChar32>(c);
  if (const int32_t digit = u_charDigitValue(code); digit >= 0 && u_charType(code) == U_DECIMAL_DIGIT_NUMBER) {
    out += static_cast<char>('0' + digit);
    return;
  }
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(code, &status);
  const bool decomposes = script == USCRIPT_LATIN || script == USCRIPT_GREEK ||
                          (script == USCRIPT_CYRILLIC && !is_cyrillic_letter_of_its_own(c));
  UnicodeString parts;
  if (!decomposes || !normalizers().nfd->getDecomposition(code, parts)) {
    append_utf8(out, c);
    return;
  }
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1))
    append_exact(static_cast<char32_t>(parts.char32At(i)), out);  // a full decomposition: no deeper than one level
}

// NFKC_Casefold with our deviation.
void append_cased(const UnicodeString& text, std::string& out) {
  UErrorCode status = U_ZERO_ERROR;
  UnicodeString source = text;
  source.findAndReplace(UnicodeString(UChar32{0x130}), UnicodeString(UChar32{'i'}));
  const UnicodeString folded = normalizers().casefold->normalize(source, status);
  check(status, "folding");
  append(out, folded);
}

Break break_of(UChar32 code) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(code, &status);
  const int wb = u_getIntPropertyValue(code, UCHAR_WORD_BREAK);
  if (u_getIntPropertyValue(code, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT)
    return wb == U_WB_EXTEND || wb == U_WB_FORMAT ? Break::complex_mark : Break::complex;
  if (wb == U_WB_EXTEND || wb == U_WB_FORMAT || wb == U_WB_ZWJ) return Break::ignored;
  if (code >= 0xAC00 && code <= 0xD7A3) return Break::hangul;
  if (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || wb == U_WB_KATAKANA) return Break::cjk;
  // See text_segments.cpp.
  if (code == 0x202F) return Break::other;
  // CLDR's root locale takes the colon out of MidLetter (only Finnish and Swedish write it inside words).
  if (code == ':' || code == 0xFE55 || code == 0xFF1A) return Break::other;
  switch (wb) {
    case U_WB_ALETTER: return Break::letter;
    case U_WB_HEBREW_LETTER: return Break::hebrew;
    case U_WB_NUMERIC: return Break::digit;
    case U_WB_EXTENDNUMLET: return Break::connector;
    case U_WB_MIDLETTER: return Break::mid_letter;
    case U_WB_MIDNUM: return Break::mid_number;
    case U_WB_MIDNUMLET: return Break::mid_both;
    case U_WB_SINGLE_QUOTE: return Break::single_quote;
    case U_WB_DOUBLE_QUOTE: return Break::double_quote;
    default: return Break::other;
  }
}

bool ends_in_mark(const std::string& text) {
  std::size_t last = text.size();
  while (last > 0 && (static_cast<unsigned char>(text[--last]) & 0xC0) == 0x80) {
  }
  return !text.empty() && u_getCombiningClass(static_cast<UChar32>(decode_utf8(text, last).code)) != 0;
}

std::unique_ptr<CharPage> build_page(char32_t first) {
  auto page = std::make_unique<CharPage>();
  const Normalizer2& casefold = *normalizers().casefold;
  for (unsigned i = 0; i < 256; ++i) {
    const auto code = static_cast<UChar32>(first + i);
    CharInfo& c = page->chars[i];
    if (U_IS_SURROGATE(code)) continue;
    c.wb = break_of(code);
    c.alone = casefold.hasBoundaryBefore(code);
    std::string cased, exact;
    if (casefold.isInert(code)) append_utf8(cased, static_cast<char32_t>(code));
    else append_cased(UnicodeString(code), cased);
    append_unaccented(cased, exact);
    UErrorCode status = U_ZERO_ERROR;
    c.plain_mark = !c.alone && u_getCombiningClass(code) != 0 &&
                   casefold.quickCheck(UnicodeString(code), status) == UNORM_YES;
    c.ends_in_mark = ends_in_mark(cased);
    // The longest, U+FDFA, folds to 33 bytes.
    c.cased_bytes = static_cast<std::uint8_t>(cased.size());
    c.exact_bytes = static_cast<std::uint8_t>(exact.size());
    c.text = static_cast<std::uint32_t>(page->texts.size());
    page->texts += cased;
    page->texts += exact;
  }
  return page;
}

}  // namespace

constinit std::atomic<const CharPage*> detail::char_pages[0x110000 / 256] = {};

const CharPage& detail::add_char_page(char32_t code) {
  std::atomic<const CharPage*>& slot = char_pages[code >> 8];
  auto built = build_page(code & ~char32_t{0xFF});
  const CharPage* expected = nullptr;
  // Two threads may build the same page; one of them wins, both are equal.
  if (slot.compare_exchange_strong(expected, built.get(), std::memory_order_acq_rel)) return *built.release();
  return *expected;
}

void append_unaccented(std::string_view cased, std::string& exact) {
  for (std::size_t at = 0; at < cased.size();) {
    const CodePoint c = decode_utf8(cased, at);
    if (c.valid) append_exact(c.code, exact);
    at += c.length;
  }
}

void append_folded(std::string_view text, std::string& cased, std::string& exact) {
  const std::size_t cased_before = cased.size(), exact_before = exact.size();
  bool after_mark = true;  // a mark at the start has nothing to stand on
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = decode_utf8(text, at);
    at += code.length;
    if (!code.valid) continue;
    const CharPage& page = char_page(code.code);
    const CharInfo& c = page.chars[code.code & 0xFF];
    if (!c.alone && !(c.plain_mark && !after_mark)) {
      // Composition or reordering is possible: ICU does the whole text.
      cased.resize(cased_before);
      exact.resize(exact_before);
      append_cased(UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))), cased);
      append_unaccented(std::string_view(cased).substr(cased_before), exact);
      return;
    }
    after_mark = c.ends_in_mark;
    cased += page.cased(c);
    exact += page.exact(c);
  }
}

}  // namespace backfile
