// Numbers as glass databases write them in tags, keys and version files.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace backfile::glass {

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

/// A document number at the end of a key, where numbers sort as their bytes do: big-endian, behind as many set bits as there are bytes beyond two, and a zero bit.
[[nodiscard]] inline bool parse_sortable(std::string_view bytes, std::uint64_t& number) {
  if (bytes.size() < 2) return false;
  const auto first = static_cast<unsigned char>(bytes.front());
  const int ones = std::countl_one(first);
  if (bytes.size() != static_cast<std::size_t>(ones) + 2) return false;
  number = first & (0xffU >> ones);
  for (const char byte : bytes.substr(1)) number = number << 8 | static_cast<unsigned char>(byte);
  return true;
}

}  // namespace backfile::glass
