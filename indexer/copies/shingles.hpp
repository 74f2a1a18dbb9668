// Texts as sequences of tokens and of overlapping stretches of them (shingles; Broder, "On the resemblance and containment of documents",
// 1997). A token is a word in its exact form; in scripts that are written without spaces (Chinese, Japanese, Thai, Lao, Khmer,
// Burmese) a character, since dictionaries need not cut two copies alike. A shingle is five words, or about as many characters.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "common/digest.hpp"
#include "common/text.hpp"
#include "common/text_bigrams.hpp"
#include "common/utf8.hpp"

namespace backfile {

struct Token {
  std::uint64_t hash = 0;
  std::uint8_t span = 5;  // tokens of a shingle that ends here
  bool number = false;    // has a digit
};

/// Tokens of a shingle, by what ends it.
inline constexpr std::uint8_t words_of_shingle = 5, cjk_of_shingle = 8, letters_of_shingle = 16;
inline constexpr std::size_t longest_shingle = 16;

/// Thai, Lao, Khmer, Burmese: scripts with letters, but without spaces between words.
[[nodiscard]] constexpr bool is_unspaced_letter(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0xA9E0 && c <= 0xA9FF) ||
         (c >= 0xAA60 && c <= 0xAA7F);
}

/// Mixes bits so that each depends on all (the finaliser of SplitMix64).
[[nodiscard]] constexpr std::uint64_t mixed_bits(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

/// Calls `sink(Token)` for the tokens of one word.
template <typename Sink>
void for_each_token(const Word& word, Sink&& sink) {
  const auto lead = static_cast<unsigned char>(word.exact[0]);
  if (lead >= 0xE0) {
    const char32_t first = decode_utf8(word.exact, 0).code;
    if (is_cjk(first) || is_unspaced_letter(first)) {
      const std::uint8_t span = is_cjk(first) ? cjk_of_shingle : letters_of_shingle;
      for (std::size_t at = 0; at < word.exact.size();) {
        const CodePoint c = decode_utf8(word.exact, at);
        sink(Token{mixed_bits(c.code + 1), span, false});
        at += c.length;
      }
      return;
    }
  }
  bool number = false;
  for (const char c : word.exact) number |= c >= '0' && c <= '9';
  sink(Token{digest64(word.exact), words_of_shingle, number});
}

/// Turns tokens, in order, into shingles. One text at a time.
class ShingleReader {
 public:
  /// Digest of the shingle that ends with `token`; 0 when the text is too short yet.
  std::uint64_t add(const Token& token) {
    ring_[count_++ % longest_shingle] = token.hash;
    if (count_ < token.span) return 0;
    std::uint64_t sum = 0;
    for (std::size_t back = token.span; back > 0; --back) sum = sum * 0x9E3779B97F4A7C15ull + ring_[(count_ - back) % longest_shingle];
    return mixed_bits(sum) | 1;
  }

  [[nodiscard]] std::size_t tokens() const { return count_; }

 private:
  std::array<std::uint64_t, longest_shingle> ring_{};
  std::size_t count_ = 0;
};

}  // namespace backfile
