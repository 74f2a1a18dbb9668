#include <algorithm>
#include <set>
#include <string>

#include <xapian.h>

#include "common/stopwords.hpp"
#include "common/text.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

std::string stems(std::string_view text, std::string_view language) {
  Stemmer stemmer(language);
  std::string out;
  for_each_word(text, [&](const Word& word) {
    if (!out.empty()) out += ' ';
    out += stemmer.stem(word);
  });
  return out;
}

}  // namespace

TEST_CASE("forms of a word share a stem in their language") {
  struct Case {
    std::string name, language, one, other;
  };
  const auto c = GENERATE(values<Case>({
      {"English", "en-GB", "elections elected", "election electing"},
      {"German umlaut", "de", "Häuser", "Haus"},
      {"German typed without umlaut", "de", "Straßen", "Strasse"},
      {"French", "fr", "élections", "élection"},
      {"Spanish", "es", "elecciones", "elección"},
      {"Italian", "it", "elezioni", "elezione"},
      {"Portuguese", "pt-BR", "casas", "casa"},
      {"Dutch", "nl", "huizen", "huizen"},
      {"Swedish", "sv", "flickorna", "flickor"},
      {"Danish", "da", "bøgerne", "bøger"},
      {"Norwegian", "no", "bilene", "biler"},
      {"Bokmål", "nb", "bilene", "biler"},
      {"Nynorsk", "nn", "bilene", "biler"},
      {"Finnish", "fi", "talossa", "talo"},
      {"Hungarian", "hu", "házak", "ház"},
      {"Russian", "ru", "выборов", "выборы"},
      {"Turkish", "tr", "kitaplar", "kitap"},
      {"Romanian, comma below", "ro", "naționale", "naţionale"},
      {"Arabic", "ar", "المدرسة", "مدرسة"},
      {"Indonesian", "id", "makanan", "makan"},
      {"Catalan", "ca", "eleccions", "elecció"},
  }));
  CAPTURE(c.name);
  CHECK(stems(c.one, c.language) == stems(c.other, c.language));
  CHECK(Stemmer::knows(c.language));
}

TEST_CASE("every stemmer for a living language that Xapian has is used") {
  std::set<std::string> known, used;
  // Other algorithms for English, German and Dutch.
  const std::set<std::string> variants{"earlyenglish", "german2", "kraaij_pohlmann", "lovins", "porter"};
  const std::string names = Xapian::Stem::get_available_languages() + " ";
  for (std::size_t at = 0, end = 0; (end = names.find(' ', at)) != std::string::npos; at = end + 1)
    if (const std::string name = names.substr(at, end - at); !name.empty() && !variants.contains(name)) known.insert(name);
  for (const char* code : {"ar", "hy", "eu", "ca", "da", "nl", "en", "fi", "fr", "de", "hu", "id", "ga", "it", "lt", "ne", "nb", "pt", "ro", "ru", "es", "sv", "ta", "tr"}) {
    CAPTURE(code);
    CHECK(Stemmer::knows(code));
    used.insert(code);
  }
  CHECK(used.size() == known.size());
}

TEST_CASE("where rules take from the end of words only, stems begin as words do") {
  const std::string odd =
      " dying lying tying skies ugly early idly yes yesterday yielding eyes ice's üben über äpfel öfen ähnlich ijsland ijs yoga été écoles œuvres ça où "
      "élections ñandú águilas ışık İstanbul şehirler çocuklar ţările șase înainte ёлки ещё його őszi űrök éjjel østlige åpne æbler žmonės šalys հայերեն";
  std::string all = odd;
  for (const StopwordList& list : stopword_lists()) all.append(" ").append(list.words);
  const char* language = GENERATE("hy", "eu", "ca", "da", "nl", "en", "fi", "fr", "de", "hu", "it", "lt", "nb", "nn", "pt", "ro", "ru", "es", "sv", "pl");
  Stemmer stemmer(language);
  CAPTURE(language);
  CHECK(stemmer.keeps_first_letter());
  std::string other;
  for_each_word(all, [&](const Word& word) {
    const std::size_t bytes = static_cast<unsigned char>(word.exact[0]) < 0x80 ? 1 : std::min<std::size_t>(2, word.exact.size());
    if (!stemmer.stem(word).starts_with(word.exact.substr(0, bytes))) other.append(" ").append(word.exact);
  });
  CHECK(other.empty());
  for (const char* front : {"ar", "id", "ga", "ne", "ta", "tr"}) CHECK_FALSE(Stemmer(front).keeps_first_letter());
}

TEST_CASE("stems have no diacritics") {
  CHECK(stems("Höhe", "de") == "hoh");
  CHECK(stems("très", "fr") == "tres");
}

TEST_CASE("without a stemmer a word is its own exact form") {
  const std::string language = GENERATE("", "ja", "pl", "xx", "not a tag");
  CHECK(stems("Elections Łódź", language) == "elections lodz");
  CHECK_FALSE(Stemmer::knows(language));
}

TEST_CASE("words with digits are not stemmed") {
  CHECK(stems("1960s covid19s", "en") == "1960s covid19s");
  CHECK(stems("١٢٣", "ar") == "123");
}

TEST_CASE("the cache changes nothing, however full") {
  Stemmer stemmer("en");
  const auto stem = [&](const std::string& word) {
    std::string out;
    for_each_word(word, [&](const Word& w) { out = stemmer.stem(w); });
    return out;
  };
  std::string word = "aaaaings";
  for (int i = 0; i < 70000; ++i) {
    for (std::size_t at = 0; at < 4 && ++word[at] > 'z'; ++at) word[at] = 'a';
    if (stem(word).empty()) FAIL(word);
  }
  CHECK(stem("elections") == "elect");
  CHECK(stem("elections") == "elect");
  CHECK(stem(std::string(100, 'x') + "ings") == std::string(100, 'x') + "ing");
}

TEST_CASE("a stemmer moves") {
  Stemmer one("en");
  Stemmer two = std::move(one);
  std::string out;
  for_each_word("elections", [&](const Word& word) { out = two.stem(word); });
  CHECK(out == "elect");
}
