#include "indexer/copies/overlap.hpp"

#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/invented_text.hpp"

using namespace backfile;
using test::InventedText;
using test::joined;

namespace {

Likeness judged(const std::string& a, const std::string& b, Apart apart = Apart::days_at_most_two) {
  return judge(overlap_of(fold_text(a), fold_text(b)), apart);
}

std::string unspaced(const std::string& text, const char* alphabet[], std::size_t letters) {
  std::string out;
  for (const char c : text) out += alphabet[static_cast<unsigned char>(c) % letters];
  return out;
}

}  // namespace

TEST_CASE("what is a copy of what, whatever the order") {
  const auto words = InventedText(1).words(400), other = InventedText(2).words(400);
  const std::string text = joined(words);
  auto every_twelfth = words, every_sixth = words;
  for (std::size_t i = 5; i < words.size(); i += 12) every_twelfth[i] = other[i];
  for (std::size_t i = 3; i < words.size(); i += 6) every_sixth[i] = other[i];
  struct Case {
    const char* name;
    std::string other;
    Likeness likeness;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"verbatim", text, Likeness::alike},
      {"a local lead and a last line", joined(other, 0, 60) + text + joined(other, 100, 130), Likeness::alike},
      {"cut to half", joined(words, 0, 200), Likeness::alike},
      {"cut to a tenth", joined(words, 0, 45), Likeness::holds},
      {"a middle part within as much of other text", joined(other, 0, 100) + joined(words, 100, 300) + joined(other, 100, 200), Likeness::unlike},
      {"a word in thirty is another", [&] { auto w = words; for (std::size_t i = 9; i < w.size(); i += 30) w[i] = other[i]; return joined(w); }(), Likeness::alike},
      {"a word in twelve is another: a template", joined(every_twelfth), Likeness::unlike},
      {"a word in six is another", joined(every_sixth), Likeness::unlike},
      {"another text", joined(other), Likeness::unlike},
      {"nothing", "", Likeness::unlike},
  }));
  CAPTURE(c.name);
  CHECK(judged(text, c.other) == c.likeness);
  CHECK(judged(c.other, text) == (c.likeness == Likeness::holds ? Likeness::is_held : c.likeness));
}

TEST_CASE("a report that differs in its numbers alone is another report") {
  const auto words = InventedText(3).words(200);
  std::string one, two, corrected;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool number = i % 40 == 20;
    one += number ? std::to_string(10 + i) + " " : words[i] + " ";
    two += number ? std::to_string(500 + i) + " " : words[i] + " ";
    corrected += i == 20 ? "7 " : number ? std::to_string(10 + i) + " " : words[i] + " ";
  }
  CHECK(judged(one, two) == Likeness::unlike);
  CHECK(judged(one, corrected) == Likeness::alike);
}

TEST_CASE("what recurs after days has to agree in more, and so have short texts") {
  const auto words = InventedText(12).words(200), other = InventedText(13).words(200);
  const std::string text = joined(words);
  const std::string three_quarters = joined(words, 0, 150) + joined(other, 0, 50);
  CHECK(judged(text, three_quarters) == Likeness::alike);
  CHECK(judged(text, three_quarters, Apart::longer_or_unknown) == Likeness::unlike);
  CHECK(judged(text, text, Apart::longer_or_unknown) == Likeness::alike);
  CHECK(judged(text, joined(words, 0, 100), Apart::longer_or_unknown) == Likeness::alike);
  CHECK(judged(joined(words, 0, 75) + joined(other, 0, 25), joined(words, 0, 75) + joined(other, 100, 125)) == Likeness::unlike);
  const std::string yields = text + "rose to 6.43896 from 6.21563 at 98.39844", others = text + "rose to 6.18376 from 6.34322 at 98.46094";
  CHECK(judged(yields, others, Apart::longer_or_unknown) == Likeness::unlike);
  const std::string brief = joined(words, 0, 90);
  CHECK(judged(brief + "with 18 degrees and 6 hours of sun, wind 20", brief + "with 23 degrees and 6 hours of sun, wind 35") == Likeness::unlike);
  CHECK(judged(brief + "with 18 degrees and 6 hours of sun, wind 20", brief + "with 18 degrees and 6 hours of sun, wind 35") == Likeness::alike);
}

TEST_CASE("what is common within quotation marks alone makes no copies") {
  const std::string speech = joined(InventedText(4).words(200));
  const std::string one = joined(InventedText(5).words(40)) + "“" + speech + "” " + joined(InventedText(6).words(30));
  const std::string two = joined(InventedText(7).words(35)) + "\"" + speech + "\" " + joined(InventedText(8).words(30));
  CHECK(judged(one, two) == Likeness::unlike);
  CHECK(judged(one, one + joined(InventedText(9).words(20))) == Likeness::alike);
}

TEST_CASE("texts of scripts without spaces are compared by characters") {
  const char* chinese[] = {"港", "口", "工", "人", "天", "气", "新", "市", "大", "水", "山", "路", "会", "长", "年", "月", "日"};
  const char* thai[] = {"ก", "ข", "ค", "ง", "จ", "ช", "ด", "ต", "น", "บ", "ป", "ม", "ย"};
  const auto words = InventedText(10).words(60), other = InventedText(11).words(60);
  CHECK(judged(unspaced(joined(words), chinese, 17), unspaced(joined(words, 0, 40), chinese, 17)) == Likeness::alike);
  CHECK(judged(unspaced(joined(words), chinese, 17), unspaced(joined(other), chinese, 17)) == Likeness::unlike);
  CHECK(judged(unspaced(joined(words), thai, 13), unspaced(joined(other, 0, 8), thai, 13) + unspaced(joined(words), thai, 13)) == Likeness::alike);
  CHECK(judged(unspaced(joined(words), thai, 13), unspaced(joined(other), thai, 13)) == Likeness::unlike);
}

TEST_CASE("overlap is linear in texts that repeat themselves") {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "na ";
  CHECK(judged(text, text + "batman") == Likeness::alike);
}
