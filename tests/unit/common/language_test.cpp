#include <algorithm>
#include <sstream>

#include "common/stopwords.hpp"
#include "common/text.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("language tags as pages write them become BCP 47") {
  struct Case {
    std::string text, canonical, primary;
  };
  const auto c = GENERATE(values<Case>({
      {"en", "en", "en"},
      {"EN", "en", "en"},
      {"en_us", "en-US", "en"},
      {"ZH-hans", "zh-Hans", "zh"},
      {"zh-hant-tw", "zh-Hant-TW", "zh"},
      {"pt-BR", "pt-BR", "pt"},
      {"es-419", "es-419", "es"},
      {"de_DE.UTF-8", "de-DE", "de"},
      {"sr_RS@latin", "sr-RS", "sr"},
      {" fr ", "fr", "fr"},
      {"nb", "nb", "nb"},
      {"nn-NO", "nn-NO", "nn"},
      {"no", "no", "no"},
      {"iw", "he", "he"},
      {"in-ID", "id-ID", "id"},
      {"ji", "yi", "yi"},
      {"eng", "en", "en"},
      {"deu-AT", "de-AT", "de"},
      {"ger", "de", "de"},
      {"fil", "fil", "fil"},
      {"ca-valencia", "ca-valencia", "ca"},
      {"de-u-co-phonebk", "de-u-co-phonebk", "de"},
      {"und", "", ""},
      {"mul", "", ""},
      {"x-default", "", ""},
      {"english", "", ""},
      {"e", "", ""},
      {"12", "", ""},
      {"en--US", "", ""},
      {"en-", "", ""},
      {"-en", "", ""},
      {"en-muchtoolong", "", ""},
      {"en, de", "", ""},
      {"français", "", ""},
      {"", "", ""},
      {" ", "", ""},
      {std::string(10000, 'a'), "", ""},
  }));
  CAPTURE(c.text.substr(0, 40));
  CHECK(canonical_language(c.text) == c.canonical);
  CHECK(primary_language(c.text) == c.primary);
}

TEST_CASE("function words are stop words of their language alone") {
  struct Case {
    std::string word, language;
    bool expected;
  };
  const auto c = GENERATE(values<Case>({
      {"the", "en", true},      {"the", "en-GB", true}, {"the", "de", false},  {"der", "de", true},  {"fur", "de", true},
      {"l", "fr", true},        {"harbour", "en", false}, {"и", "ru", true},   {"och", "sv", true},  {"og", "nb", true},
      {"og", "nn-NO", true},    {"في", "ar", true},     {"ve", "tr", true},    {"dan", "id", true},  {"hogy", "hu", true},
      {"the", "", false},       {"", "en", false},      {"the", "xx", false},  {"the", "not a tag", false},
  }));
  CAPTURE(c.word, c.language);
  CHECK(is_stopword(c.word, c.language) == c.expected);
}

TEST_CASE("the stop word lists hold folded single words, once each") {
  for (const auto& [language, words] : stopword_lists()) {
    std::istringstream in{std::string(words)};
    std::vector<std::string> seen;
    for (std::string word; in >> word; seen.push_back(word)) {
      CAPTURE(language, word);
      CHECK(words_of(word) == std::vector<std::string>{word});
      CHECK(std::ranges::find(seen, word) == seen.end());
    }
    CHECK(seen.size() >= 30);
    CHECK(seen.size() <= 160);
  }
  CHECK(stopword_lists().size() == 19);
}
