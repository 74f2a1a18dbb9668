#include "common/terminal.hpp"

#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("text cannot steer a terminal") {
  struct Case {
    std::string name, text, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"plain", "plain text", "plain text"},
      {"other scripts", "Größe 東京 😀 עברית", "Größe 東京 😀 עברית"},
      {"escape sequence", "\x1b[31mred", "\\x1b[31mred"},
      {"NUL and DEL", std::string("a\0b\x7f", 4), "a\\x00b\\x7f"},
      {"C1", "a\u009b31m", "a\\u{9b}31m"},
      {"bidi override", "a\u202eb", "a\\u{202e}b"},
      {"bidi isolates and marks", "\u2066\u2069\u200f\u061c", "\\u{2066}\\u{2069}\\u{200f}\\u{61c}"},
      {"separators", "a\u2028b\u2029", "a\\u{2028}b\\u{2029}"},
      {"invalid bytes", "a\xff\xc3", "a\\xff\\xc3"},
      {"line breaks and tabs", "a\r\n\tb\nc", "a b c"},
  }));
  CAPTURE(c.name);
  CHECK(escaped_for_terminal(c.text) == c.expected);
}

TEST_CASE("text is cut to display columns") {
  struct Case {
    std::string name, text;
    int columns;
    std::string expected;
  };
  const auto c = GENERATE(values<Case>({
      {"fits", "abc", 3, "abc"},
      {"cut", "abcd", 3, "ab…"},
      {"one column", "abcd", 1, "…"},
      {"none", "abcd", 0, ""},
      {"negative", "abcd", -1, ""},
      {"empty", "", 5, ""},
      {"wide characters fit", "東京都", 6, "東京都"},
      {"wide characters cut", "東京都", 5, "東京…"},
      {"a wide character does not fit in the last column", "東京都", 4, "東…"},
      {"combining marks take no column", "e\u0301e\u0301", 2, "e\u0301e\u0301"},
      {"a mark stays with its letter", "e\u0301bc", 2, "e\u0301…"},
  }));
  CAPTURE(c.name);
  CHECK(cut_to_columns(c.text, c.columns) == c.expected);
}

TEST_CASE("colour is decided by the option, NO_COLOR and the terminal") {
  const int fd = ::open("/dev/null", O_RDONLY);
  REQUIRE(fd >= 0);
  CHECK(wants_color(When::always, fd));
  CHECK_FALSE(wants_color(When::never, fd));
  CHECK_FALSE(wants_color(When::automatic, fd));
  CHECK_FALSE(is_terminal(fd));
  CHECK(terminal_columns(fd, 72) == 72);
  ::close(fd);
}

TEST_CASE("on a terminal NO_COLOR and a dumb terminal turn colour off") {
  const int fd = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (fd < 0 || !is_terminal(fd)) return;  // no pseudo-terminals here
  ::setenv("TERM", "xterm", 1);
  ::unsetenv("NO_COLOR");
  CHECK(wants_color(When::automatic, fd));
  ::setenv("NO_COLOR", "", 1);
  CHECK(wants_color(When::automatic, fd));
  ::setenv("NO_COLOR", "1", 1);
  CHECK_FALSE(wants_color(When::automatic, fd));
  CHECK(wants_color(When::always, fd));
  ::unsetenv("NO_COLOR");
  ::setenv("TERM", "dumb", 1);
  CHECK_FALSE(wants_color(When::automatic, fd));
  ::close(fd);
}
