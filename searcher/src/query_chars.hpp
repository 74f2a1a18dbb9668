// Characters as the query language sees them: spaces, quotes, scripts written without spaces. Small tables, so that
// the lexer needs no ICU; what a word is stays with common/text.hpp.
#pragma once

#include <string_view>

namespace backfile::detail {

/// Spaces, controls, zero-width spaces and direction marks: they separate and mean nothing. Joiners (U+200C, U+200D)
/// are letters'.
[[nodiscard]] bool is_separator(char32_t);

/// An opening double quote of any typography gives what may close it; else empty.
[[nodiscard]] std::u32string_view closing_quotes(char32_t opening);
[[nodiscard]] bool is_double_quote(char32_t);

[[nodiscard]] bool is_hebrew_letter(char32_t);

/// Han, kana, Thai, Lao, Khmer, Burmese: what is typed without a space there is many words.
[[nodiscard]] bool is_unspaced_script(char32_t);

[[nodiscard]] constexpr bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
[[nodiscard]] constexpr bool is_ascii_lower(char c) {
  return c >= 'a' && c <= 'z';
}
[[nodiscard]] constexpr bool is_ascii_letter(char c) {
  return is_ascii_upper(c) || is_ascii_lower(c);
}

}  // namespace backfile::detail
