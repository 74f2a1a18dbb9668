#include "indexer/likeness.hpp"

#include <array>
#include <bit>

#include "common/digest.hpp"
#include "common/text.hpp"
#include "indexer/copies/shingles.hpp"

namespace backfile {
namespace {

constexpr int alike_bits = 16;

}  // namespace

std::uint64_t text_likeness(std::string_view text) {
  std::array<std::int32_t, 64> votes{};
  std::uint64_t before = 0, last = 0;
  for_each_word(text, [&](const Word& word) {
    const std::uint64_t digest = digest64(word.exact);
    const std::uint64_t triple = mixed_bits(digest + 3 * last + 7 * before);
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
