#include "common/text_fold.hpp"

#include <random>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "common/text.hpp"
#include "common/utf8.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

std::string casefolded_by_icu(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  icu::Normalizer2::getNFKCCasefoldInstance(status)->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(out);
  return out;
}

}  // namespace

TEST_CASE("every language folds to what its readers type") {
  struct Case {
    std::string name, text, cased, exact;
  };
  const auto c = GENERATE(values<Case>({
      {"German", "GRÖßE Straße Über", "grösse strasse über", "grosse strasse uber"},
      {"German capital sharp s", "STRAẞE", "strasse", "strasse"},
      {"French", "Œuvre À Noël çà", "œuvre à noël çà", "oeuvre a noel ca"},
      {"Spanish", "AÑO Güero", "año güero", "ano guero"},
      {"Portuguese", "São João", "são joão", "sao joao"},
      {"Polish", "Łódź ŻÓŁĆ", "łódź żółć", "lodz zolc"},
      {"Czech", "Příliš žluťoučký", "příliš žluťoučký", "prilis zlutoucky"},
      {"Danish", "Ærø Ålborg", "ærø ålborg", "aero alborg"},
      {"Icelandic", "Þór Guðmundsson", "þór guðmundsson", "thor gudmundsson"},
      {"Croatian", "Đoković", "đoković", "dokovic"},
      {"Romanian", "Ștefan Țară Ştefan", "ștefan țară ştefan", "stefan tara stefan"},
      {"Vietnamese", "Đường Nguyễn Việt", "đường nguyễn việt", "duong nguyen viet"},
      {"Turkish dotted and dotless", "İstanbul ILIK ılık Iğdır", "istanbul ilik ılık iğdır", "istanbul ilik ilik igdir"},
      {"Hungarian", "Őrség", "őrség", "orseg"},
      {"Catalan", "col·lecció", "col·lecció", "colleccio"},
      {"Greek with final sigma", "ΟΔΥΣΣΕΥΣ Οδυσσεύς ἄνθρωπος", "οδυσσευσ οδυσσεύσ ἄνθρωποσ", "οδυσσευσ οδυσσευσ ανθρωποσ"},
      {"Russian keeps й, folds ё", "Ёлка мой Йод", "ёлка мой йод", "елка мой йод"},
      {"Russian stress mark", "за\u0301мок", "за\u0301мок", "замок"},
      {"Ukrainian", "Київ їжак", "київ їжак", "київ їжак"},
      {"Arabic vowels and tatweel", "السَّلامُ عـــليكم", "السَّلامُ عـــليكم", "السلام عليكم"},
      {"Arabic letters", "أحمد إلى آخر مدرسة", "أحمد إلى آخر مدرسة", "احمد الي اخر مدرسه"},
      {"Arabic keeps hamza on its seats", "مسؤول شيئا", "مسؤول شيئا", "مسؤول شيئا"},
      {"Persian", "ایران کتاب", "ایران کتاب", "ايران كتاب"},
      {"Hebrew points", "שָׁלוֹם", "שָׁלוֹם", "שלום"},
      {"Hindi keeps vowel signs, virama and nukta", "हिन्दी क़ानून", "हिन्दी क़ानून", "हिन्दी क़ानून"},
      {"Thai keeps vowels and tones", "เป็น น้ำ", "เป็น น้ํา", "เป็น น้ํา"},
      {"Japanese voicing stays", "ガイド ｶﾞｲﾄﾞ か\u3099", "ガイド ガイド が", "ガイド ガイド が"},
      {"full width", "ＮＨＫ１２３", "nhk123", "nhk123"},
      {"digits of other scripts", "١٢٣ १२३ ๑๒๓", "١٢٣ १२३ ๑๒๓", "123 123 123"},
      {"Hangul composed and decomposed", "한국 \u1112\u1161\u11ab", "한국 한", "한국 한"},
      {"soft hyphen and joiners", "Deutsch\u00ADland a\u200Db\u2060c", "deutschland abc", "deutschland abc"},
      {"ligature", "ﬁnance ﬂuß", "finance fluss", "finance fluss"},
      {"decomposed like composed", "Cafe\u0301 U\u0308ber", "café über", "cafe uber"},
      {"marks in any order", "a\u0323\u0302 a\u0302\u0323", "ậ ậ", "a a"},
  }));
  CAPTURE(c.name);
  std::string cased, exact;
  append_folded(c.text, cased, exact);
  CHECK(cased == c.cased);
  CHECK(exact == c.exact);
}

TEST_CASE("the tables fold as ICU's normaliser does") {
  // Characters that compose, decompose, reorder and vanish.
  const std::vector<char32_t> alphabet = {U'a', U'Å', U'ß', U'ﬁ', 0x0301, 0x0302, 0x0323, 0x0345, 0x094D, 0x093C, 0x0928, U'ん',
                                          0x3099, 0xFF76, 0xFF9E, 0x1112, 0x1161, 0x11AB, 0xAC00, 0x00AD, 0x200D, 0x064B, 0x0651,
                                          0x0627, 0x0653, 0x0E19, 0x0E49, 0x0E33, U'Σ', 0x0130 + 1, 0x1D15E, 0x0958, U' '};
  std::mt19937 random(3);
  int wrong = 0;
  std::string first_wrong;
  for (int round = 0; round < 50000; ++round) {
    std::string text, cased, exact;
    for (std::size_t length = 1 + random() % 6; length > 0; --length) append_utf8(text, alphabet[random() % alphabet.size()]);
    append_folded(text, cased, exact);
    if (cased != casefolded_by_icu(text) && wrong++ == 0) first_wrong = text;
  }
  CAPTURE(first_wrong);
  CHECK(wrong == 0);
}

TEST_CASE("folding what is folded changes nothing, for every character") {
  int wrong = 0;
  for (char32_t code = 0; code <= 0x2FFFF; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string text, cased, exact, again_cased, again;
    append_utf8(text, code);
    append_folded(text, cased, exact);
    append_folded(exact, again_cased, again);
    if (again != exact) {
      ++wrong;
      UNSCOPED_INFO("U+" << std::hex << static_cast<unsigned>(code) << " " << exact << " " << again);
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("whole values fold with their spaces collapsed") {
  struct Case {
    std::string text, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"  World \u00A0 News ", "world news"},
      {"Économie & Société", "economie & societe"},
      {"O’Brien, Seán", "o’brien, sean"},
      {"政治・経済", "政治・経済"},
      {"", ""},
      {" \n ", ""},
      {"a\xff" "b", "ab"},
  }));
  CAPTURE(c.text);
  CHECK(folded_value(c.text) == c.expected);
}
