#include "common/json_writer.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("strings are escaped so that a line of output stays a line") {
  struct Case {
    std::string name, text, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"plain", "abc", R"("abc")"},
      {"empty", "", R"("")"},
      {"quote and backslash", R"(a"b\c)", R"("a\"b\\c")"},
      {"breaks", "a\nb\rc\td", R"("a\nb\rc\td")"},
      {"controls", std::string("\x00\x1b\x7f", 3), R"("\u0000\u001b\u007f")"},
      {"other scripts stay", "東京 é 😀", "\"東京 é 😀\""},
      {"ill-formed UTF-8", "a\xff\xe2\x82z", "\"a\uFFFD\uFFFDz\""},
  }));
  CAPTURE(c.name);
  std::string out;
  append_json_string(out, c.text);
  CHECK(out == c.expected);
}

TEST_CASE("commas stand between values and nowhere else") {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("a").value(1).key("b").begin_array().value("x").begin_array().end_array().begin_object().end_object();
  json.null().value(true).value(false).end_array().key("c").value(std::uint64_t{18446744073709551615u});
  json.text_field("left_out", "").text_field("d", "y").end_object();
  CHECK(out == R"({"a":1,"b":["x",[],{},null,true,false],"c":18446744073709551615,"d":"y"})");
}

TEST_CASE("numbers that JSON does not know are null") {
  std::string out;
  JsonWriter json(out);
  json.begin_array().value(0.5, 2).value(1.0 / 3).value(HUGE_VAL).value(-HUGE_VAL).value(std::int64_t{-5}).end_array();
  CHECK(out == "[0.50,0.333333,null,null,-5]");
}
