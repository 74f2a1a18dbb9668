// Properties that hold for any text: the canonical form is understood as the same query, parsing never fails otherwise
// than by diagnostics inside the text, and takes no noticeable time.
#include <array>
#include <backfile/query.hpp>
#include <chrono>
#include <random>
#include <string>

#include "searcher/src/query_ast.hpp"
#include "tests/support/catch.hpp"

namespace backfile {
namespace {

constexpr std::array pieces{
    "(",
    ")",
    "\"",
    "\"",
    "*",
    "?",
    "-",
    "+",
    " ",
    " ",
    " ",
    "AND",
    "OR",
    "NOT",
    "MAYBE",
    " AND MAYBE ",
    "NEAR/2",
    " ADJ/3 ",
    ":",
    "..",
    "date:",
    "title:",
    "site:",
    "author:",
    "section:",
    "lang:",
    "url:",
    "tag:",
    "has:author",
    "words:",
    "1,000..",
    "..2.125",
    "$5..٩%",
    "before:",
    "2024",
    "2024-06",
    "2024-06-07",
    "story",
    "Ba",
    "b*",
    "w?rd",
    "é",
    "漢字",
    "\\",
    "~3",
    "^3",
    "^2.5",
    "[",
    "]",
    "<",
    "|",
    "\x1b",
    "\xE2\x80\xAE",
    "'",
    ",",
    ".",
    "@",
    "#",
    "“",
    "”",
    "„",
    "«",
    "»",
    "en",
    "a.example",
    "https://a.example/b",
    "/",
    "x^y",
    "co-op",
    "\xff",
    "צה\"ל",
    "foo:",
    "http://",
};

std::string random_text(std::mt19937& random, std::size_t most) {
  std::string text;
  const std::size_t count = 1 + random() % most;
  for (std::size_t i = 0; i < count; ++i) {
    text += pieces[random() % pieces.size()];
    if (random() % 2 == 0) text += ' ';
  }
  return text;
}

// Well-formed more often than not.
std::string random_query(std::mt19937& random, int depth) {
  constexpr std::array leaves{"a",
                              "Berlin",
                              "\"b c\"",
                              "\"b c\"~4",
                              "pre*",
                              "w?r*d",
                              "title:a",
                              "title:\"a b\"",
                              "author:x",
                              "site:a.example",
                              "lang:de",
                              "tag:\"x y\"",
                              "date:2024",
                              "date:..2020-05",
                              "section:Wor*",
                              "has:date",
                              "words:300..",
                              "1,000..2000",
                              "..2.1250",
                              "\\1..2",
                              "title:1..9",
                              "5.. NEAR/2 a",
                              "a^2",
                              "\"b\"^.5",
                              "a NEAR/3 b",
                              "title:(a OR b)",
                              "co-op*",
                              "\\OR",
                              "c\\:d",
                              "url:https://a.example/x",
                              "!!!",
                              "\"\""};
  constexpr std::array joints{" ", " ", " AND ", " OR ", " AND MAYBE ", " NOT ", " -", " +", " AND NOT "};
  std::string text;
  const std::size_t count = 1 + random() % 4;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += joints[random() % joints.size()];
    const bool nested = depth > 0 && random() % 3 == 0;
    if (nested && random() % 4 == 0) text += "NOT ";
    text += nested ? "(" + random_query(random, depth - 1) + ")" : leaves[random() % leaves.size()];
    if (nested && random() % 5 == 0) text += "^1.5";
  }
  return text;
}

void check_round_trip(const std::string& text, Syntax syntax, Match match) {
  const Query query = Query::parse(text, syntax, match);
  for (const Diagnostic& mistake : query.diagnostics()) REQUIRE(mistake.offset + mistake.length <= text.size());
  const std::string printed = query.to_string();
  if (!query.ok() || printed.size() > 4096) return;
  for (const Match again : {Match::all, Match::any}) {
    const Query same = Query::parse(printed, Syntax::query, again);
    CAPTURE(text, printed, same.to_string());
    REQUIRE(same.diagnostics().empty());
    REQUIRE(detail::QueryAccess::root(same) == detail::QueryAccess::root(query));
  }
}

TEST_CASE("the canonical form is understood as the same query") {
  std::mt19937 random(7);
  int understood = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_query(random, 4);
    understood += Query::parse(text).ok();
    check_round_trip(text, Syntax::query, i % 2 == 0 ? Match::all : Match::any);
  }
  CHECK(understood > 15000);
}

TEST_CASE("hostile text gives diagnostics or a query that round-trips") {
  std::mt19937 random(11);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_text(random, i % 50 == 0 ? 300 : 12);
    check_round_trip(text, Syntax::query, i % 2 == 0 ? Match::all : Match::any);
    check_round_trip(text, Syntax::words, Match::all);
  }
}

TEST_CASE("4 kB of anything are read, and written down again at no more than a few times their length") {
  const auto filled = [](std::string_view unit) {
    std::string text;
    while (text.size() + unit.size() <= 4096) text += unit;
    return text;
  };
  for (const char* unit : {"(",        ")",      "\"",        "“",          "« \" ",     "a\"",   "NOT ",
                           "-",        "+-",     "a NEAR/2 ", "a* ",        "*",         "?",     "title:",
                           "title:a ", "a-b",    "漢",        "ส",          "e\xCC\x81", "\\",    "\\\"",
                           "a^2 ",     "(a OR ", "\xff",      "date:2024 ", "\"a b\" ",  "url:(", "a AND MAYBE ",
                           "'",        "NOT (",  "x:y "}) {
    const std::string text = filled(unit), printed = Query::parse(text).to_string();
    CAPTURE(unit, printed);
    CHECK(printed.size() <= 4 * text.size());
  }
}

}  // namespace
}  // namespace backfile
