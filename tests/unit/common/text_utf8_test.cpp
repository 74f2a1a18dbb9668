#include "common/text.hpp"
#include "common/utf8.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("ill-formed sequences become one U+FFFD per maximal subpart") {
  struct Case {
    std::string name, bytes, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"empty", "", ""},
      {"ASCII longer than a block", "0123456789abcdef!", "0123456789abcdef!"},
      {"all lengths", "aé港😀", "aé港😀"},
      {"noncharacters stay", "\uFFFE\uFFFF", "\uFFFE\uFFFF"},
      {"lone continuation", "a\x80z", "a\uFFFDz"},
      {"overlong slash", "\xC0\xAF", "\uFFFD\uFFFD"},
      {"overlong three", "\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD"},
      {"surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"beyond U+10FFFF", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"five bytes", "\xF8\x88\x80\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"truncated three", "\xE2\x82", "\uFFFD"},
      {"truncated four then ASCII", "\xF0\x9F\x98z", "\uFFFDz"},
      {"truncated then whole", "\xE2\x82\xC3\xA9", "\uFFFDé"},
      {"Table 3-11 of the Unicode Standard", "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
       "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd"},
  }));
  CAPTURE(c.name);
  CHECK(valid_utf8(c.bytes) == c.expected);
  CHECK(is_valid_utf8(c.bytes) == (c.bytes == c.expected));
  CHECK(is_valid_utf8(valid_utf8(c.bytes)));
}

TEST_CASE("every code point survives a round trip") {
  int wrong = 0;
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, code);
    const CodePoint c = decode_utf8(text, 0);
    wrong += !c.valid || c.code != code || c.length != text.size() || !is_valid_utf8(text);
  }
  CHECK(wrong == 0);
}

TEST_CASE("text is cut between characters") {
  struct Case {
    std::string name, text;
    std::size_t bytes;
    std::string expected;
  };
  const auto c = GENERATE(values<Case>({
      {"fits", "abc", 3, "abc"},
      {"cut", "abcd", 3, "abc"},
      {"nothing", "abc", 0, ""},
      {"inside two bytes", "aé", 2, "a"},
      {"after two bytes", "aéb", 3, "aé"},
      {"inside four bytes", "😀x", 3, ""},
      {"continuation bytes without end", std::string(10, '\x80'), 5, std::string(5, '\x80')},
  }));
  CAPTURE(c.name);
  CHECK(cut_utf8(c.text, c.bytes) == c.expected);
}

TEST_CASE("white space of every kind collapses and control characters go") {
  struct Case {
    std::string name, text, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"empty", "", ""},
      {"only space", " \t\n ", ""},
      {"trimmed", "  a  b  ", "a b"},
      {"no-break and ideographic", "a\u00A0b\u3000c", "a b c"},
      {"en quad to hair space, narrow no-break, mathematical", "a\u2000\u200A\u202F\u205Fb", "a b"},
      {"separators and next line", "a\u2028b\u2029c\u0085d", "a b c d"},
      {"Ogham", "a\u1680b", "a b"},
      {"controls", std::string("a\0b\x1b\x7f", 5) + "\u009bc", "abc"},
      {"control between spaces", "a \x01 b", "a b"},
      {"zero-width space is no white space", "a\u200Bb", "a\u200Bb"},
      {"soft hyphens stay", "a\u00ADb", "a\u00ADb"},
  }));
  CAPTURE(c.name);
  CHECK(collapsed_space(c.text) == c.expected);
}
