#include "indexer/extract/dates/date_tokens.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "indexer/extract/dates/month_names.hpp"

namespace backfile::dates {
namespace {

struct CodePoint {
  UChar32 value = -1;
  std::size_t next = 0;
};

CodePoint code_point_at(std::string_view text, std::size_t at) {
  auto i = static_cast<std::int32_t>(at);
  UChar32 c = -1;
  U8_NEXT(text.data(), i, static_cast<std::int32_t>(text.size()), c);
  return {c, static_cast<std::size_t>(i)};
}

/// 0..9, or -1: decimal digits of all scripts, and the Chinese numerals as they are written in "二〇二五年".
int digit_of(UChar32 c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c < 0x660) return -1;
  switch (c) {
    case 0x3007:
      return 0;
    case 0x4e00:
      return 1;
    case 0x4e8c:
      return 2;
    case 0x4e09:
      return 3;
    case 0x56db:
      return 4;
    case 0x4e94:
      return 5;
    case 0x516d:
      return 6;
    case 0x4e03:
      return 7;
    case 0x516b:
      return 8;
    case 0x4e5d:
      return 9;
    default:
      return u_charDigitValue(c);
  }
}

/// The marker that a Han character or Hangul syllable is in a date, or 0.
char marker_of(UChar32 c) {
  switch (c) {
    case 0x5e74:
    case 0xb144:
      return 'y';
    case 0x6708:
    case 0xc6d4:
      return 'm';
    case 0x65e5:
    case 0x53f7:
    case 0x865f:
    case 0xc77c:
      return 'd';
    case 0x6642:
    case 0x65f6:
    case 0x70b9:
    case 0x9ede:
    case 0xc2dc:
      return 'H';
    case 0x5206:
    case 0xbd84:
      return 'M';
    case 0x79d2:
    case 0xcd08:
      return 'S';
    default:
      return 0;
  }
}

/// 十 that begins a number ("十二日", "十月") and not a word.
bool begins_with_ten(std::string_view text, UChar32 c, std::size_t next) {
  if (c != 0x5341 || next >= text.size()) return false;
  const UChar32 after = code_point_at(text, next).value;
  return after > 0x3000 && (digit_of(after) > 0 || marker_of(after));
}

bool is_hangul(UChar32 c) {
  return c >= 0xac00 && c <= 0xd7a3;
}
bool is_thai(UChar32 c) {
  return c >= 0x0e00 && c <= 0x0e7f;
}
bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2019 || c == 0x02bc || c == 0x02bb;
}
bool is_space(UChar32 c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0x200b || (c > 0x80 && u_isUWhiteSpace(c));
}
/// Direction marks and the like, which pages put between the parts of a date.
bool is_ignored(UChar32 c) {
  return c == 0x200e || c == 0x200f || c == 0xad || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0xfeff;
}

bool is_word_character(UChar32 c) {
  if (c < 0) return false;
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  if (digit_of(c) >= 0) return false;
  return u_isalpha(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0 || c == 0x200c || c == 0x200d;
}

char sign_of(UChar32 c) {
  if (c > 0x20 && c < 0x7f) return static_cast<char>(c);
  switch (c) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xff0d:
      return '-';
    case 0xff0f:
    case 0x2044:
      return '/';
    case 0xff0e:
    case 0x3002:
      return '.';
    case 0xff1a:
      return ':';
    case 0xff0c:
    case 0x3001:
    case 0x060c:
      return ',';
    case 0xff08:
      return '(';
    case 0xff09:
      return ')';
    case 0xff0b:
      return '+';
    case 0xb7:
    case 0x2022:
    case 0x2027:
    case 0x30fb:
    case 0xff5c:
      return '|';
    case 0xba:
    case 0xb0:
      return 'o';  // 1º
    default:
      return 0;
  }
}

}  // namespace

Tokens::Tokens(std::string_view text) : text_(text.substr(0, max_text_bytes)) {
  tokens_.reserve(32);
  for (std::size_t at = 0; at < text_.size() && tokens_.size() < max_tokens;) {
    const CodePoint here = code_point_at(text_, at);
    if (here.value >= 0 && is_space(here.value)) {
      space_ = true;
      at = here.next;
    } else if (is_ignored(here.value)) {
      at = here.next;
    } else if (here.value >= 0 && (digit_of(here.value) >= 0 || begins_with_ten(text_, here.value, here.next))) {
      add_number(at);
    } else if (const char marker = marker_of(here.value);
               marker &&
               (!is_hangul(here.value) || (!space_ && !tokens_.empty() && tokens_.back().kind == TokenKind::number))) {
      tokens_.push_back({.space_before = space_,
                         .sign = marker,
                         .begin = static_cast<std::uint32_t>(at),
                         .end = static_cast<std::uint32_t>(here.next)});
      space_ = false;
      at = here.next;
    } else if (is_word_character(here.value)) {
      add_word(at);
    } else {
      tokens_.push_back({.space_before = space_,
                         .sign = sign_of(here.value),
                         .begin = static_cast<std::uint32_t>(at),
                         .end = static_cast<std::uint32_t>(here.next)});
      space_ = false;
      at = here.next;
    }
  }
}

void Tokens::add_number(std::size_t& at) {
  Token token{.kind = TokenKind::number, .space_before = space_, .begin = static_cast<std::uint32_t>(at)};
  while (at < text_.size()) {
    const CodePoint here = code_point_at(text_, at);
    // 十 as in 五月十二日: ten, times what is before it.
    const bool ten = here.value == 0x5341 && token.digits <= 1;
    const int digit = here.value < 0 ? -1 : digit_of(here.value);
    if (digit < 0 && !ten) break;
    if (ten) {
      const CodePoint after = code_point_at(text_, here.next < text_.size() ? here.next : at);
      const bool unit_follows = here.next < text_.size() && after.value > 0x3000 && digit_of(after.value) > 0;
      const std::uint32_t tens = token.digits == 0 ? 1 : token.value;
      token.value = unit_follows ? tens : tens * 10;
      if (token.digits == 0 || !unit_follows) ++token.digits;
    } else if (token.digits < 9) {
      token.value = token.value * 10 + static_cast<std::uint32_t>(digit);
      ++token.digits;
    }
    at = here.next;
  }
  token.end = static_cast<std::uint32_t>(at);
  space_ = false;
  tokens_.push_back(token);
}

void Tokens::add_word(std::size_t& at) {
  Token token{.kind = TokenKind::word,
              .space_before = space_,
              .begin = static_cast<std::uint32_t>(at),
              .folded_begin = static_cast<std::uint32_t>(folded_.size())};
  int length = 0;
  while (at < text_.size()) {
    const CodePoint here = code_point_at(text_, at);
    if (is_word_character(here.value)) {
      if (length > 0 && marker_of(here.value) && !is_hangul(here.value)) break;
      at = here.next;
      ++length;
      continue;
    }
    // "a.m.", "พ.ค.": full stops inside an abbreviation; "d'abril": apostrophes inside a word.
    const bool joins = (here.value == '.' && (length == 1 || is_thai(code_point_at(text_, token.begin).value))) ||
                       is_apostrophe(here.value);
    if (!joins || here.next >= text_.size() || !is_word_character(code_point_at(text_, here.next).value)) break;
    at = here.next;
    if (here.value == '.') length = 0;
  }
  token.end = static_cast<std::uint32_t>(at);
  append_folded(text_.substr(token.begin, token.end - token.begin), folded_);
  token.folded_end = static_cast<std::uint32_t>(folded_.size());
  space_ = false;
  tokens_.push_back(token);
}

bool may_hold_date(std::string_view text) noexcept {
  for (const char c : text) {
    if (c >= '0' && c <= '9') return true;
  }
  // Digits of other scripts start with a byte of 0xd9 (Arabic), 0xdb (Persian), 0xe0 (Indic, Thai), 0xe1, 0xe3/0xe4..
  // (Chinese 〇), 0xef (full width).
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0xd9 || (lead > 0xe1 && lead != 0xe3 && lead != 0xe4 && lead != 0xef) || (lead > 0xdb && lead < 0xe0))
      continue;
    if (digit_of(code_point_at(text, i).value) >= 0) return true;
  }
  return false;
}

}  // namespace backfile::dates
