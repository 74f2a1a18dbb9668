#include "searcher/cli/wrap.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;
using namespace backfile::cli;

namespace {
const std::string on = "\x1b[1;31m", off = "\x1b[0m";
}

TEST_CASE("text is wrapped between words and marked where it is told") {
  struct Case {
    const char* name;
    std::string text;
    std::vector<Span> marks;
    TextStyle style;
    std::string out;
  };
  const auto c = GENERATE(values<Case>({
      {"never in a pipe", "one two three four", {}, {}, "one two three four"},
      {"to the columns", "one two three four", {}, {.columns = 9}, "one two\n  three\n  four"},
      {"a long word is left whole", "a incomprehensible b", {}, {.columns = 8}, "a\n  incomprehensible\n  b"},
      {"breaks become spaces", "one\ntwo\tthree", {}, {}, "one two three"},
      {"no colour, no marks", "one two", {{4, 7}}, {}, "one two"},
      {"marks", "one two three", {{4, 7}}, {.color = true}, "one " + on + "two" + off + " three"},
      {"a mark inside a word", "retell", {{0, 2}}, {.color = true}, on + "re" + off + "tell"},
      {"spans outside the text are cut", "one", {{1, 99}}, {.color = true}, "o" + on + "ne" + off},
      {"control characters are dropped in pipes", "a\x1b[2Jb\x07", {}, {}, "a[2Jb"},
      {"C1 too", "a\xc2\x9b" "b", {}, {}, "ab"},
      {"invalid bytes are replaced", "a\xff" "b", {}, {}, "a\xef\xbf\xbd" "b"},
      {"empty", "", {}, {.columns = 20}, ""},
  }));
  CAPTURE(c.name);
  CHECK(wrapped(c.text, c.marks, 2, c.style) == c.out);
}
