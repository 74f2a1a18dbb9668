// Numbers as glass databases write them in tags, keys and version files.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace backfile::glass {

inline constexpr char term_end = '\0', escaped_zero = '\xff';

/// Seven bits a byte, the lowest first, the eighth bit set on all but the last.
inline void append_number(std::string& to, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) to += static_cast<char>(0x80 | (number & 0x7f));
  to += static_cast<char>(number);
}

/// Takes such a number off the front of `bytes`. False if there is none.
[[nodiscard]] inline bool take_number(std::string_view& bytes, std::uint64_t& number) {
  number = 0;
  for (std::size_t i = 0; i < bytes.size() && i < 9; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    number |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if (byte < 0x80) {
      bytes.remove_prefix(i + 1);
      return true;
    }
  }
  return false;
}

/// A number of bytes, and the bytes.
inline void append_string(std::string& to, std::string_view bytes) {
  append_number(to, bytes.size());
  to += bytes;
}

/// A document number at the end of a key, where numbers sort as their bytes do: big-endian, behind as many set bits as there are bytes beyond two, and a zero bit.
inline void append_sortable(std::string& to, std::uint64_t number) {
  int bytes = 2;
  while (number >> (7 * bytes + 1) != 0) ++bytes;
  const unsigned marks = 0xff00U >> (bytes - 2) & 0xffU;
  to += static_cast<char>(marks | (number >> (8 * (bytes - 1)) & 0xffU));
  for (int i = bytes - 2; i >= 0; --i) to += static_cast<char>(number >> (8 * i));
}

/// Sorts behind all of them that a document number needs.
inline constexpr char beyond_sortable = '\xff';

/// Takes such a number off the front of `bytes`. False if there is none.
[[nodiscard]] inline bool take_sortable(std::string_view& bytes, std::uint64_t& number) {
  if (bytes.empty()) return false;
  const auto first = static_cast<unsigned char>(bytes.front());
  const int ones = std::countl_one(first);
  const std::size_t length = static_cast<std::size_t>(ones) + 2;
  if (bytes.size() < length) return false;
  number = first & (0xffU >> ones);
  for (const char byte : bytes.substr(1, length - 1)) number = number << 8 | static_cast<unsigned char>(byte);
  bytes.remove_prefix(length);
  return true;
}

/// The number that `bytes` are.
[[nodiscard]] inline bool parse_sortable(std::string_view bytes, std::uint64_t& number) { return take_sortable(bytes, number) && bytes.empty(); }

/// A term at the beginning of a key, where terms sort as their bytes do: what follows it begins with `term_end`.
inline void append_escaped(std::string& to, std::string_view term) {
  for (const char byte : term) {
    to += byte;
    if (byte == '\0') to += escaped_zero;
  }
}

/// Where the term that `key` begins with is over: npos if that is all.
[[nodiscard]] inline std::size_t find_term_end(std::string_view key) {
  std::size_t at = key.find(term_end);
  while (at != std::string_view::npos && at + 1 < key.size() && key[at + 1] == escaped_zero) at = key.find(term_end, at + 2);
  return at;
}

}  // namespace backfile::glass
