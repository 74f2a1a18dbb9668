#include "searcher/cli/sha1.hpp"

#include <array>
#include <cstdint>

#include <nettle/sha1.h>

namespace backfile::cli {

std::string sha1_base32(std::string_view bytes) {
  sha1_ctx context;
  sha1_init(&context);
  sha1_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA1_DIGEST_SIZE> digest{};
  sha1_digest(&context, digest.size(), digest.data());
  // 20 bytes are four groups of 40 bits: no padding.
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  for (std::size_t at = 0; at < digest.size(); at += 5) {
    std::uint64_t group = 0;
    for (std::size_t i = 0; i < 5; ++i) group = group << 8 | digest[at + i];
    for (int shift = 35; shift >= 0; shift -= 5) out += letters[group >> shift & 31];
  }
  return out;
}

}  // namespace backfile::cli
