#include "indexer/likeness.hpp"

#include <array>
#include <bit>

#include "common/digest.hpp"
#include "common/text.hpp"

namespace backfile {
namespace {

constexpr int alike_bits = 16;

/// Mixes bits so that each depends on all (the finaliser of SplitMix64).
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

}  // namespace

std::uint64_t text_likeness(std::string_view text) {
  std::array<std::int32_t, 64> votes{};
  std::uint64_t before = 0, last = 0;
  for_each_word(text, [&](const Word& word) {
    const std::uint64_t digest = digest64(word.exact);
    const std::uint64_t triple = mixed(digest + 3 * last + 7 * before);
    before = last;
    last = digest;
    for (int bit = 0; bit < 64; ++bit) votes[static_cast<std::size_t>(bit)] += (triple >> bit & 1) ? 1 : -1;
  });
  std::uint64_t hash = 0;
  for (int bit = 0; bit < 64; ++bit)
    if (votes[static_cast<std::size_t>(bit)] > 0) hash |= 1ull << bit;
  return hash;
}

bool alike(std::uint64_t a, std::uint64_t b) { return std::popcount(a ^ b) < alike_bits; }

}  // namespace backfile
