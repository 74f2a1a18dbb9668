#include "common/digest.hpp"

#include <charconv>

#include <xxhash.h>

namespace backfile {

std::uint64_t digest64(std::string_view bytes) { return XXH64(bytes.data(), bytes.size(), 0); }

std::string hex16(std::uint64_t number) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (int i = 15; i >= 0; --i, number >>= 4) out[static_cast<std::size_t>(i)] = digits[number & 15];
  return out;
}

std::optional<std::uint64_t> from_hex16(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (text.size() != 16 || error != std::errc() || end != text.data() + 16) return std::nullopt;
  return number;
}

std::string big_endian64(std::uint64_t number) {
  std::string out(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8) out[static_cast<std::size_t>(i)] = static_cast<char>(number & 0xff);
  return out;
}

std::uint64_t from_big_endian64(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8 && i < bytes.size(); ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

}  // namespace backfile
