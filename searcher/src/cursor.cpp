#include "searcher/src/cursor.hpp"

#include <bit>
#include <cmath>

#include "common/digest.hpp"

namespace backfile {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t fields = 8;  // of 8 bytes, the last one a digest of those before
constexpr std::size_t token_length = (fields * 8 * 8 + 5) / 6;
// Goes into the digest: another layout is another number.
constexpr std::string_view layout = "backfile cursor 1";

std::string base64url(std::string_view bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (held += 8; held >= 6; held -= 6) out += alphabet[bits >> (held - 6) & 63];
  }
  if (held > 0) out += alphabet[bits << (6 - held) & 63];
  return out;
}

/// Empty when a character is none of ours.
std::string from_base64url(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return {};
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(bits >> held & 255);
  }
  return out;
}

std::string seal(std::string_view payload) { return big_endian64(digest64(std::string(layout) + std::string(payload))); }

}  // namespace

std::string encode_cursor(const CursorState& state) {
  std::string bytes = big_endian64(state.query) + big_endian64(state.revision) + big_endian64(state.rank) +
                      big_endian64(std::bit_cast<std::uint64_t>(state.last.score)) + big_endian64(state.last.key.instant) +
                      big_endian64(state.last.key.hash) + big_endian64(state.last.archive);
  return base64url(bytes + seal(bytes));
}

CursorState decode_cursor(std::string_view token) {
  const std::string bytes = token.size() == token_length ? from_base64url(token) : std::string();
  const std::string_view payload = std::string_view(bytes).substr(0, (fields - 1) * 8);
  if (bytes.size() != fields * 8 || bytes.substr(payload.size()) != seal(payload))
    throw Error(Errc::bad_cursor, "the cursor is not one that a search gave");
  const auto field = [&](std::size_t i) { return from_big_endian64(payload.substr(i * 8, 8)); };
  return {field(0), field(1), field(2), {std::bit_cast<double>(field(3)), {field(4), field(5)}, static_cast<std::uint32_t>(field(6))}};
}

}  // namespace backfile
