// Reading and writing UTF-8, one code point at a time, over hostile bytes. Header-only: these are the innermost loops of the text
// analysis. Ill-formed sequences follow the Unicode Standard's "maximal subparts" (section 3.9), as WHATWG decoders do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

/// One step through a text. `length` is never 0, so a loop always moves on.
struct CodePoint {
  char32_t code = 0;         // meaningless unless `valid`
  std::uint32_t length = 1;  // bytes of the character, or of the maximal ill-formed subpart
  bool valid = false;
};

/// The code point that begins at `text[at]`; `at` must be inside the text.
[[nodiscard]] inline CodePoint decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  // The second byte's range excludes overlong forms, surrogates and what lies beyond U+10FFFF.
  std::uint32_t length;
  char32_t code;
  unsigned low = 0x80, high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    code = lead & 0x1F;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    code = lead & 0x0F;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    code = lead & 0x07;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {0, 1, false};
  }
  for (std::uint32_t i = 1; i < length; ++i, low = 0x80, high = 0xBF) {
    const unsigned next = byte(at + i);
    if (next < low || next > high) return {0, i, false};
    code = code << 6 | (next & 0x3F);
  }
  return {code, length, true};
}

/// Appends a Unicode scalar value.
inline void append_utf8(std::string& out, char32_t code) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

/// Unicode's White_Space property.
[[nodiscard]] constexpr bool is_unicode_space(char32_t c) {
  return c == 0x20 || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// C0, DEL and C1 (some of which are white space, too).
[[nodiscard]] constexpr bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

}  // namespace backfile
