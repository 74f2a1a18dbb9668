#include "common/text_bigrams.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("neighbouring Chinese and Japanese characters make pairs, whose chains end with the run") {
  struct Case {
    std::string text, pairs;
  };
  const auto c = GENERATE(values<Case>({
      {"東京都", "東京@1 京都@2"},
      {"東京、大阪", "東京@1 大阪@3"},
      {"東京 大阪", "東京@1 大阪@3"},
      {"東", ""},
      {"ABC東京abc京都", "東京@1 京都@3"},
      {"ｶﾞｲﾄﾞ", "ガイ@1 イド@2"},  // half-width forms are folded
      {"コーヒー", "コー@1 ーヒ@2 ヒー@3"},
      {"서울에서", ""},
      {"ภาษาไทย", ""},
      {"Größe", ""},
      {"𠀋𠀌", "𠀋𠀌@1"},
  }));
  CAPTURE(c.text);
  BigramReader reader;
  std::string pairs;
  for_each_word(c.text, [&](const Word& word) {
    reader.add(word, [&](std::string_view pair, std::uint32_t position) {
      pairs.append(pairs.empty() ? "" : " ").append(pair).append("@" + std::to_string(position));
    });
  });
  CHECK(pairs == c.pairs);
}
