// --history for people, and what --cat does to a terminal.
#include <backfile/history.hpp>

#include "searcher/cli/cat.hpp"
#include "searcher/cli/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/cli/sample_answer.hpp"

using namespace backfile;
using namespace backfile::cli;

TEST_CASE("a history is aligned, and a hostile title stays a line") {
  Version version{.title = "A\x1b[2Jb\nc", .published = test::day(2025, 5, 4), .modified = {}, .digest = "00000000000000aa", .superseded = false, .captures = {}};
  version.captures.push_back({.source = "漢/a\x1b.html", .captured = "2025-05-04", .path = {}, .digest = "00000000000000ff"});
  version.captures.push_back({.source = "b.html", .captured = "", .path = {}, .digest = ""});
  std::string out;
  render_history_text(out, "https://a.example/\x1b", std::vector{version}, {.terminal = true});
  CHECK(out ==
        "1 version, 2 captures of https://a.example/\\x1b\n"
        "\n"
        "version 1 · 00000000000000aa · latest\n"
        "  A\\x1b[2Jb c\n"
        "  published 2025-05-04\n"
        "  2025-05-04    00000000000000ff  漢/a\\x1b.html\n"
        "  time unknown  -                 b.html\n");
}

TEST_CASE("bytes keep their lines on a terminal, and nothing else that it obeys") {
  CHECK(bytes_for_terminal("<p>\x1b[2J\n\xff\n\nend") == "<p>\\x1b[2J\n\\xff\n\nend");
  CHECK(bytes_for_terminal("") == "");
  CHECK(bytes_for_terminal("a\n") == "a\n");
}
