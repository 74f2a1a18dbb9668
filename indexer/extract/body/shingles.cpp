#include "indexer/extract/body/shingles.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace backfile {
namespace {

constexpr std::size_t run_length = 4;

constexpr bool is_word_byte(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

// Calls `sink` with the hash of each run of four words; of a shorter text with the hash of all there is.
template <typename Sink>
void for_each_shingle(std::string_view text, Sink sink) {
  std::array<std::uint64_t, run_length> words{};
  std::size_t count = 0;
  const auto emit = [&] {
    std::uint64_t h = 0;
    for (std::size_t i = 0; i < std::min(count, run_length); ++i) h = (h + words[(count - 1 - i) % run_length]) * 0x9e3779b97f4a7c15u;
    sink(h ^ (h >> 29));
  };
  const auto word = [&](std::uint64_t h) {
    words[count++ % run_length] = h;
    if (count >= run_length) emit();
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (!is_word_byte(c) || (c == 0xc2)) {
      at += c == 0xc2 ? 2 : 1;
    } else if (c == 0xe2) {
      at += 3;  // general punctuation and symbols: quotes, dashes, currencies
    } else if (c >= 0xe3 && c <= 0xe9) {
      std::uint64_t h = c;
      for (std::size_t i = 1; i < 3 && at + i < text.size(); ++i) h = h << 8 | static_cast<unsigned char>(text[at + i]);
      at += 3;
      word(h);
    } else {
      std::uint64_t h = 1469598103934665603u;
      for (; at < text.size(); ++at) {
        const auto b = static_cast<unsigned char>(text[at]);
        if (!is_word_byte(b) || b == 0xc2 || (b >= 0xe2 && b <= 0xe9)) break;
        h = (h ^ (b >= 'A' && b <= 'Z' ? b + 32u : b)) * 1099511628211u;
      }
      word(h);
    }
  }
  if (count > 0 && count < run_length) emit();
}

}  // namespace

Shingles::Shingles(std::string_view text) {
  for_each_shingle(text, [this](std::uint64_t h) { sorted_.push_back(h); });
  std::sort(sorted_.begin(), sorted_.end());
  sorted_.erase(std::unique(sorted_.begin(), sorted_.end()), sorted_.end());
}

std::size_t Shingles::count_of(std::string_view text) const {
  std::size_t found = 0;
  for_each_shingle(text, [&](std::uint64_t h) { found += std::binary_search(sorted_.begin(), sorted_.end(), h) ? 1 : 0; });
  return found;
}

double Shingles::share_of(std::string_view text) const {
  std::size_t found = 0, all = 0;
  for_each_shingle(text, [&](std::uint64_t h) {
    ++all;
    found += std::binary_search(sorted_.begin(), sorted_.end(), h) ? 1 : 0;
  });
  return all == 0 ? 0 : static_cast<double>(found) / static_cast<double>(all);
}

}  // namespace backfile
