#include "common/text.hpp"

#include <string>
#include <thread>
#include <vector>

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

// The exact forms; "+" before a glued word, " " before another.
std::string printed(std::string_view text) {
  std::string out;
  for_each_word(text, [&](const Word& word) {
    if (word.position > 0) out += word.glued ? '+' : ' ';
    out += word.exact;
  });
  return out;
}

}  // namespace

TEST_CASE("text becomes words by the written rules") {
  struct Case {
    std::string name, text, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"nothing", "", ""},
      {"no words", " -- !? ... __ 😀 ½ €", ""},
      {"case and punctuation", "The End, (at) LAST!", "the end at last"},
      {"hyphen splits", "co-operate well-known", "co+operate well+known"},
      {"other dashes split", "Anglo–French war—peace", "anglo+french war+peace"},
      {"acronym keeps inner dots", "the U.S. and e.V.", "the u.s and e.v"},
      {"numbers keep separators", "1,000 or 3.14, then 5.", "1,000 or 3.14 then 5"},
      {"Swiss thousands", "1'000'000 1’000", "1000000 1000"},
      {"times and scores split", "5:30 2-1", "5+30 2+1"},
      {"mail and tags", "a.b@example.org #Brexit", "a.b+example.org brexit"},
      {"underscore joins", "foo_bar", "foo_bar"},

      {"possessive", "Trump's Trump’s TRUMP'S trumpʼs", "trump trump trump trump"},
      {"contractions", "don't DON’T we're rock'n'roll", "dont dont were rocknroll"},
      {"Irish name", "O'Brien O’Brien's", "obrien obrien"},
      {"quotes do not stick", "'quoted' workers' ‘single’", "quoted workers single"},
      {"French elision", "l'homme L’Homme qu’il jusqu'au aujourd'hui", "l+homme l+homme qu+il jusqu+au aujourdhui"},
      {"elision before a name with apostrophe", "d'O'Brien's", "d+obrien"},
      {"Italian elision", "dell'arte nell’anno un'altra quest'anno c'è", "dell+arte nell+anno un+altra quest+anno c+e"},
      {"Ukrainian apostrophes are one", "п'ять п’ять пʼять", "пять пять пять"},
      {"okina", "Hawaiʻi ʻOumuamua", "hawaii oumuamua"},
      {"full-width apostrophe", "don＇t", "dont"},
      {"decade", "1960s", "1960s"},

      {"soft hyphen", "Deutsch\u00ADland", "deutschland"},
      {"zero-width joiner and non-joiner", "می\u200Cخواهم", "ميخواهم"},
      {"zero-width space separates", "a\u200Bb", "a+b"},
      {"no-break space separates", "10\u00A0000", "10 000"},
      {"byte order mark", "\uFEFFword", "word"},
      {"ill-formed bytes separate", "ab\xff" "cd", "ab cd"},
      {"a lone combining mark", "\u0301 x", "x"},
      {"tatweel alone", "ـــ x", "x"},

      {"German", "Größe der Straßen", "grosse der strassen"},
      {"Turkish", "Isparta'da ISPARTA ılık", "ispartada isparta ilik"},
      {"Russian", "Ещё съезд прошёл", "еще съезд прошел"},
      {"Arabic", "قالَ الوزيرُ: أحمد", "قال الوزير احمد"},
      {"Hebrew abbreviations", "צה\"ל צה״ל ג'ורג'", "צהל צהל גורג"},
      {"Hindi", "हिन्दी में", "हिन्दी में"},
      {"Korean, particles off Latin and digits", "한국어 뉴스 2025년 KBS는", "한국어 뉴스 2025+년 kbs+는"},
      {"Japanese", "東京で会議が開かれた。", "東京+で+会議+が+開+か+れ+た"},
      {"Japanese with numbers", "2025年5月", "2025+年+5+月"},
      {"Chinese", "中华人民共和国", "中华+人民+共和国"},
      {"Thai", "ภาษาไทย", "ภาษา+ไทย"},
      {"kanji with a variation selector", "葛\U000E0100", "葛"},
      {"a ligature that stands for a phrase", "ﷺ", "صلياللهعليهوسلم"},
  }));
  CAPTURE(c.name);
  CHECK(printed(c.text) == c.expected);
}

TEST_CASE("words know where they stand in the text") {
  const std::string text = "Ü l’Été, Trump's co-op 東京都";
  std::string out;
  for_each_word(text, [&](const Word& word) {
    CHECK(word.surface == std::string_view(text).substr(word.begin, word.surface.size()));
    out += std::to_string(word.position) + ":" + std::to_string(word.begin) + ":" + std::string(word.surface) + "|";
  });
  CHECK(out == "0:0:Ü|1:3:l|2:7:Été|3:14:Trump's|4:22:co|5:25:op|6:28:東京|7:34:都|");
}

TEST_CASE("endless words are bounded and cost linear time") {
  std::vector<std::size_t> sizes;
  const auto sizes_of = [&](const std::string& text) {
    sizes.clear();
    for_each_word(text, [&](const Word& word) { sizes.push_back(word.exact.size()); });
    return sizes;
  };
  CHECK(sizes_of(std::string(64, 'a')) == std::vector<std::size_t>{64});
  CHECK(sizes_of(std::string(3'000'000, 'a')) == std::vector<std::size_t>{1024});
  std::string accents, apostrophes = "x", marks = "e", quotes;
  for (int i = 0; i < 500'000; ++i) {
    accents += "é";
    apostrophes += "'x";
    marks += "\u0301";
    quotes += "א\"";
  }
  CHECK(sizes_of(accents) == std::vector<std::size_t>{512});
  CHECK(sizes_of(apostrophes).size() == 1);
  CHECK(sizes_of(marks).size() == 1);
  CHECK(sizes_of(quotes).size() == 1);
  std::string dots = "a.";
  for (int i = 0; i < 500'000; ++i) dots += "\u0301.";
  CHECK(sizes_of(dots).size() == 1);
}

TEST_CASE("text is analysed alike on every thread") {
  const std::string text = "Größe O'Brien 東京都の会議 ภาษาไทย हिन्दी السَّلامُ";
  const auto expected = words_of(text);
  std::vector<std::vector<std::string>> results(4);
  std::vector<std::thread> threads;
  for (auto& result : results) threads.emplace_back([&] { result = words_of(text); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& result : results) CHECK(result == expected);
}

TEST_CASE("words of folded words are the same words") {
  const std::string text = GENERATE("Co-operate don't L'Été U.S. 1,000", "Größe ÆRØ ılık Łódź", "السَّلامُ أحمد", "हिन्दी क़ानून");
  for (const std::string& word : words_of(text)) CHECK(words_of(word) == std::vector<std::string>{word});
}

TEST_CASE("the analyser version names the rules, ICU, Unicode and Xapian") {
  CHECK(analyser_version().starts_with("2/ICU-"));
  CHECK(analyser_version().find("/Unicode-") != std::string::npos);
  CHECK(analyser_version().find("/Xapian-1.") != std::string::npos);
}
