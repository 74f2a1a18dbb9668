// ICU's word iterator is the oracle for our scanner: same segments on prose of many scripts, and on random strings over every
// kind of character that the rules of UAX #29 name.
#include "common/text_segments.hpp"

#include <memory>
#include <random>
#include <string>
#include <vector>

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include "common/utf8.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

using Segments = std::vector<std::string>;

Segments ours(std::string_view text) {
  Segments out;
  SegmentReader reader(text);
  for (Segment segment; reader.next(segment);) out.emplace_back(segment.text);
  return out;
}

bool has_content(std::string_view segment) {
  for (std::size_t at = 0; at < segment.size();) {
    const CodePoint c = decode_utf8(segment, at);
    const Break wb = char_info(c.code).wb;
    if (wb == Break::letter || wb == Break::hangul || wb == Break::hebrew || wb == Break::digit || wb == Break::cjk || wb == Break::complex) return true;
    at += c.length;
  }
  return false;
}

Segments by_icu(std::string_view text) {
  static const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }();
  const auto units = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  iterator->setText(units);
  Segments out;
  int32_t from = iterator->first();
  for (int32_t to = iterator->next(); to != icu::BreakIterator::DONE; from = to, to = iterator->next()) {
    std::string segment;
    units.tempSubStringBetween(from, to).toUTF8String(segment);
    if (has_content(segment)) out.push_back(segment);
  }
  return out;
}

std::string code_points(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "U+%04X ", static_cast<unsigned>(c.code));
    out += buffer;
    at += c.length;
  }
  return out;
}

// One or more of each kind of character that a rule names. Left out are the documented differences: joiner with emoji,
// connectors beside Katakana, '@', and U+202F; and Hangul, which ICU gives to a dictionary.
const std::vector<char32_t> alphabet = {
    U'a', U'B', U'é', U'я', U'λ', U'ب', 0x00AA, 0x02BC, 0x10400,  // ALetter
    U'א', U'ש', 0xFB2A,                                              // Hebrew_Letter
    U'0', U'9', 0x0661, 0x0967, 0xFF15,                              // Numeric
    U'_', 0x203F,                                                    // ExtendNumLet
    U'.', 0x2018, 0x2019, 0x2024, 0xFF0E,                            // MidNumLet
    0x00B7, 0x0387, 0x05F4, 0x2027, U':', 0xFF1A, 0xFE55,            // MidLetter, and the colons
    U',', U';', 0x066C, 0xFE10,                                      // MidNum
    U'\'', U'"',                                                     // Single_Quote, Double_Quote
    0x0301, 0x0308, 0x093E, 0x094D, 0xFE0F, 0x064B,                  // Extend
    0x00AD, 0x200E, 0x2060, 0xFEFF,                                  // Format
    0x200D,                                                          // ZWJ
    U' ', 0x00A0, 0x3000, U'\r', U'\n', 0x0085, 0x2028,              // white space
    U'-', U'/', U'#', 0x2014, 0x200B, U'€', U'½', 0x1F1E9,     // others
};

}  // namespace

TEST_CASE("prose of many scripts is cut as ICU cuts it") {
  const std::string text = GENERATE(
      "The U.S. council's 3.14 million-euro plan (1,000 pages!) didn't pass: e-mail us or visit foo_bar.example/x?y=1.",
      "L’Italia dell’arte è bella; Straße, Œuvre, naïve, Zürich-Nord, 5:30 Uhr, 12.05.2025, §5a",
      "Съезд прошёл в Санкт-Петербурге; п'ять років, ґедзь",
      "Η Ελλάδα κέρδισε 2-1 τον αγώνα.",
      "قالَ الوزيرُ إنَّ الميزانية ١٬٢٣٤٫٥ مليون، می\u200Cخواهم",
      "צה\"ל הודיע: ג'ורג' וצ'רצ'יל ב־5 במאי, שָׁלוֹם",
      "प्रधानमंत्री ने कहा कि क़ानून १२,३४५ लोगों पर लागू होगा।",
      "தமிழ் மொழி இனிமையானது. বাংলা ভাষা। ਪੰਜਾਬੀ",
      "한국어 뉴스는 2025년 5월에 서울에서 발표되었다. KBS는 대한민국大韓民國 3.1절",
      "東京都は2025年5月にガイドラインを発表した。ｺﾝﾋﾟｭｰﾀｰの時代、人々のｗｅｂ。",
      "中华人民共和国国务院总理在北京会见了外宾，双方签署了3项协议。",
      "การท่าเรือแจ้งเมื่อวันอังคารว่าเส้นทางเรือจะเปิดอีกครั้ง 25 มีนาคม ๒๕๖๘",
      "ປະເທດລາວມີພູຫຼາຍ ភាសាខ្មែរ မြန်မာစာ",
      "😀 👨‍👩‍👧 1️⃣ 🇩🇪 ♥ a😀b", "co\u00ADop\u2011eration x\u0301\u0302y a\u200Bb", "\u0301lone mark, trailing apostrophe workers' 'quoted'");
  CAPTURE(text);
  CHECK(ours(text) == by_icu(text));
}

TEST_CASE("random strings over every kind of character are cut as ICU cuts them") {
  std::mt19937 random(29);
  int wrong = 0;
  std::string first_wrong;
  for (int round = 0; round < 100000; ++round) {
    std::string text;
    for (std::size_t length = 1 + random() % 12; length > 0; --length) append_utf8(text, alphabet[random() % alphabet.size()]);
    if (ours(text) == by_icu(text)) continue;
    if (wrong++ == 0) first_wrong = code_points(text);
  }
  CAPTURE(first_wrong);
  CHECK(wrong == 0);
}

TEST_CASE("ill-formed bytes separate and never escape the text") {
  CHECK(ours("ab\xff" "cd") == Segments{"ab", "cd"});
  CHECK(ours("ab\xe2\x80") == Segments{"ab"});
  CHECK(ours("a.\xff" "b") == Segments{"a", "b"});
  CHECK(ours("東京\xe6\x9d京") == Segments{"東京", "京"});
  CHECK(ours("").empty());
}

TEST_CASE("the documented differences from UAX #29") {
  CHECK(ours("a\u200D😀b") == Segments{"a\u200D", "b"});
  CHECK(ours("カ_a") == Segments{"カ", "_a"});
  CHECK(ours("14\u202Fmai") == Segments{"14", "mai"});
  CHECK(ours("a@b") == Segments{"a", "b"});
}

TEST_CASE("long runs of one script are cut in pieces and lose nothing") {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "京";
  std::string together;
  for (const std::string& segment : ours(text)) together += segment;
  CHECK(together == text);
}
