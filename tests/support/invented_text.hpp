// Texts of invented words, for tests of what reads long texts: the same seed gives the same text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace backfile::test {

class InventedText {
 public:
  explicit InventedText(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

  /// `words` words in sentences of ten; no two texts share more than chance has it.
  [[nodiscard]] std::vector<std::string> words(std::size_t words) {
    std::vector<std::string> text;
    for (std::size_t i = 0; i < words; ++i) text.push_back(word());
    return text;
  }

  [[nodiscard]] std::string word() {
    static constexpr const char* syllables[] = {"ba", "den", "gor", "li", "mu", "nas", "pe", "rok", "sil", "tev", "ur", "wen", "yo", "zan", "kri", "fle"};
    std::string word;
    for (int i = 0; i < 3; ++i) word += syllables[below(16)];
    return word;
  }

 private:
  std::mt19937_64 random_;
};

inline std::string joined(const std::vector<std::string>& words, std::size_t begin = 0, std::size_t end = SIZE_MAX) {
  std::string text;
  for (std::size_t i = begin; i < std::min(end, words.size()); ++i) text += words[i] + (i % 10 == 9 ? ". " : " ");
  return text;
}

}  // namespace backfile::test
