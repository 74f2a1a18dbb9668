#include "searcher/cli/messages.hpp"

#include <algorithm>

#include "common/text.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;
using namespace backfile::cli;

TEST_CASE("a mistake names its byte and quotes the query there") {
  struct Case {
    const char* name;
    Diagnostic mistake;
    std::string query, line;
  };
  const auto c = GENERATE(values<Case>({
      {"at the start", {0, 5, "unknown field"}, "color:red", "query:0: unknown field near 'color:red'"},
      {"in the middle", {4, 1, "no closing quote"}, "one \"two", "query:4: no closing quote near '\"two'"},
      {"at the end the text before it", {7, 0, "a word is missing"}, "one AND", "query:7: a word is missing near 'one AND'"},
      {"beyond the end", {99, 9, "odd"}, "one", "query:99: odd near 'one'"},
      {"a long mistake is cut", {0, 500, "long"}, std::string(500, 'x'), "query:0: long near '" + std::string(40, 'x') + "'"},
  }));
  CAPTURE(c.name);
  CHECK(describe(c.mistake, c.query) == c.line);
}

TEST_CASE("an error is one bounded line of valid text, whatever it quotes") {
  struct Case {
    const char* name;
    std::string message;
  };
  const auto c = GENERATE(values<Case>({
      {"line breaks", "a\nb\r\nc"},
      {"escape sequences", "\x1b[31mred\x07"},
      {"C1 controls", "a\xc2\x9b" "b"},
      {"invalid bytes", "caf\xe9 \xff"},
      {"endless", std::string(10'000, 'x')},
      {"endless and wide", [] {
         std::string text;
         for (int i = 0; i < 1000; ++i) text += "\xe6\xbc\xa2";
         return text;
       }()},
  }));
  CAPTURE(c.name);
  const std::string line = message_line(c.message);
  CHECK(line.size() <= longest_message);
  CHECK(std::count(line.begin(), line.end(), '\n') == 1);
  CHECK(line.back() == '\n');
  CHECK(std::none_of(line.begin(), line.end() - 1, [](char ch) { return static_cast<unsigned char>(ch) < 0x20; }));
  CHECK(is_valid_utf8(line));
}

TEST_CASE("the caret stands below the mistake") {
  CHECK(caret_block({4, 4, ""}, "one (two", 80) == "  one (two\n      ^^^^\n");
  CHECK(caret_block({3, 0, ""}, "one", 80) == "  one\n     ^\n");
}
