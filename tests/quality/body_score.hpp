// How alike two texts are: F1 over multisets of shingles, runs of four words as the archive's own analysis sees them.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/text.hpp"

namespace backfile::test {

struct Overlap {
  double precision = 0, recall = 0;
  [[nodiscard]] double f1() const { return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0; }
};

[[nodiscard]] inline std::map<std::string, int> shingles_of(std::string_view text) {
  constexpr std::size_t length = 4;
  const std::vector<std::string> words = words_of(text);
  const std::size_t run = std::min(length, words.size());
  std::map<std::string, int> counts;
  for (std::size_t at = 0; run > 0 && at + run <= words.size(); ++at) {
    std::string shingle;
    for (std::size_t i = at; i < at + run; ++i) shingle += words[i] + ' ';
    ++counts[shingle];
  }
  return counts;
}

[[nodiscard]] inline Overlap overlap(std::string_view expected, std::string_view found) {
  const std::map<std::string, int> wanted = shingles_of(expected), got = shingles_of(found);
  int common = 0, all_wanted = 0, all_got = 0;
  for (const auto& [shingle, count] : wanted) all_wanted += count;
  for (const auto& [shingle, count] : got) {
    all_got += count;
    if (const auto it = wanted.find(shingle); it != wanted.end()) common += std::min(count, it->second);
  }
  if (all_wanted == 0 || all_got == 0) return {};
  return {double(common) / all_got, double(common) / all_wanted};
}

}  // namespace backfile::test
