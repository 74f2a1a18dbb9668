// Mistakes in queries: where they are, in bytes of the text, and what is said about them.
#include <backfile/query.hpp>
#include <string>

#include "tests/support/catch.hpp"

namespace backfile {
namespace {

struct Case {
  const char* typed;
  std::size_t offset, length;
  const char* message;  // begins like this
};

TEST_CASE("a mistake is reported where it was made") {
  const auto c = GENERATE(values<Case>({
      {"2000..1000", 0, 10, "this range ends before it begins"},
      {"a title:2..1,5", 8, 6, "this range ends before it begins"},
      {"words:5..3", 6, 4, "this range ends before it begins"},
      {"fire 2024-05..2024-06", 5, 16, "a range of dates needs its field (as in date:2024-05..2024-06)"},
      {"(2024-05-01..)", 1, 12, "a range of dates needs its field (as in date:2024-05..2024-06)"},
      {"words:many", 6, 4, "not a number"},
      {"words:3*", 6, 2, "not a number"},
      {"words:1.2.3", 6, 5, "not a number"},
      {"words:..", 6, 2, "not a number"},
      {"1..2 NEAR/2 words:3", 5, 6, "NEAR/ and ADJ/ join words"},
      {"\"", 0, 1, "this quote is not closed"},
      {"a \"b", 2, 1, "this quote is not closed"},
      {"a \"b c", 2, 1, "this quote is not closed"},
      {"“foo", 0, 3, "this quote is not closed"},
      {"a ”", 2, 3, "this quote is not closed"},
      {"」 a", 0, 3, "this quote was not opened"},
      {"(", 0, 1, "this bracket is not closed"},
      {"a (b", 2, 1, "this bracket is not closed"},
      {"(a (b)", 0, 1, "this bracket is not closed"},
      {")", 0, 1, "this bracket was not opened"},
      {"a) b", 1, 1, "this bracket was not opened"},
      {"((((((((((((((((((((( a", 20, 1, "brackets nest deeper than 20"},
      {"AND", 0, 3, "AND needs something before it"},
      {"AND a", 0, 3, "AND needs something before it"},
      {"a AND", 2, 3, "AND needs something after it"},
      {"a AND AND b", 2, 3, "AND needs something after it"},
      {"a AND OR b", 2, 3, "AND needs something after it"},
      {"OR", 0, 2, "OR needs something before it"},
      {"OR a", 0, 2, "OR needs something before it"},
      {"a OR", 2, 2, "OR needs something after it"},
      {"a OR OR b", 2, 2, "OR needs something after it"},
      {"NOT", 0, 3, "NOT needs something after it"},
      {"a NOT", 2, 3, "NOT needs something after it"},
      {"a AND NOT", 2, 3, "AND needs something after it"},
      {"NOT OR a", 0, 3, "NOT needs something after it"},
      {"(AND)", 1, 3, "AND needs something before it"},
      {"(a OR)", 3, 2, "OR needs something after it"},
      {"-(", 1, 1, "this bracket is not closed"},
      {"a AND MAYBE", 2, 9, "AND MAYBE needs something after it"},
      {"AND MAYBE b", 0, 9, "AND MAYBE needs something before it"},
      {"a NEAR/3", 2, 6, "NEAR needs something after it"},
      {"NEAR/3 b", 0, 6, "NEAR needs something before it"},
      {"a NEAR/0 b", 2, 6, "a distance from 1 to 100 must follow NEAR/"},
      {"a NEAR/101 b", 2, 8, "a distance from 1 to 100 must follow NEAR/"},
      {"a NEAR/ b", 2, 5, "a distance from 1 to 100 must follow NEAR/"},
      {"a NEAR/-1 b", 2, 7, "a distance from 1 to 100 must follow NEAR/"},
      {"a NEAR/x b", 2, 6, "a distance from 1 to 100 must follow NEAR/"},
      {"a NEAR/99999999999999999999 b", 2, 25, "a distance from 1 to 100 must follow NEAR/"},
      {"a NEAR/2 \"b c\"", 2, 6, "NEAR/ and ADJ/ join words, not phrases, brackets or values"},
      {"a NEAR/2 (b c)", 2, 6, "NEAR/ and ADJ/ join words, not phrases, brackets or values"},
      {"a NEAR/2 b ADJ/2 c", 2, 6, "words joined by NEAR/ and ADJ/ side by side must share one o"},
      {"a NEAR/2 b NEAR/3 c", 2, 6, "words joined by NEAR/ and ADJ/ side by side must share one o"},
      {"title:a NEAR/2 b", 8, 6, "words joined by NEAR/ and ADJ/ must be in one field"},
      {"\"a b\"~101", 5, 4, "a distance from 0 to 100 must follow ~"},
      {"a *", 2, 1, "a wildcard needs letters"},
      {"a ** b", 2, 2, "a wildcard needs letters"},
      {"a ?* b", 2, 2, "a wildcard needs letters"},
      {"title:*", 6, 1, "a wildcard needs letters"},
      {"title:", 0, 6, "title: needs a value"},
      {"a title:", 2, 6, "title: needs a value"},
      {"title:\"\"", 6, 2, "title: needs a value"},
      {"title:()", 0, 6, "title: needs a value"},
      {"title:)", 0, 6, "title: needs a value"},
      {"title:\"!!!\"", 0, 6, "title: needs a value"},
      {"(title:)", 1, 6, "title: needs a value"},
      {"foo:bar", 0, 4, "unknown field (there are: title author section site lang url"},
      {"a foo:bar", 2, 4, "unknown field (there are: title author section site lang url"},
      {"foo:\"x y\"", 0, 4, "unknown field (there are: title author section site lang url"},
      {"foo:(a b)", 0, 4, "unknown field (there are: title author section site lang url"},
      {"title:(site:a.com)", 7, 5, "a field inside the brackets of another"},
      {"site:x..y/", 5, 5, "not a site (as in site:example.com)"},
      {"site:a.com/news", 5, 10, "not a site (as in site:example.com)"},
      {"site:!!", 5, 2, "not a site (as in site:example.com)"},
      {"lang:x", 5, 1, "not a language (as in lang:en)"},
      {"lang:123", 5, 3, "not a language (as in lang:en)"},
      {"has:money", 4, 5, "has: knows author, date, section, tags, standfirst, image an"},
      {"url:::", 4, 2, "not an address"},
      {"copies:::", 7, 2, "not an address"},
      {"copies:https://a.com/*", 7, 15, "copies: takes one whole address"},
      {"section:*", 8, 1, "a wildcard needs letters"},
      {"section:a*b", 8, 3, "in a whole value a wildcard may stand at the end only"},
      {"section:*a", 8, 2, "in a whole value a wildcard may stand at the end only"},
      {"date:", 0, 5, "date: needs a value"},
      {"date:x", 5, 1, "not a date (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, "},
      {"date:tomorrow", 5, 8, "not a date (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, "},
      {"date:2024-13", 5, 7, "not a date (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, "},
      {"date:2024-02-30", 5, 10, "not a date (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, "},
      {"date:20240501", 5, 8, "not a date (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, "},
      {"date:2024/05/01", 5, 10, "not a date (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, "},
      {"date:2024..2023", 5, 10, "this range ends before it begins"},
      {"date:2024-05..2024-04-30", 5, 19, "this range ends before it begins"},
      {"date:..", 5, 2, "a range needs a date at one end at least (as in 2024, 2024-0"},
      {"date:....", 5, 4, "not a date (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, "},
      {"date:2024..2025..2026", 5, 16, "not a date (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, "},
      {"date:0000", 5, 4, "not a date (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, "},
      {"date:(2024 x)", 11, 1, "not a date (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, "},
      {"before:0001", 7, 4, "nothing is before the year 1"},
      {"before:2024..2025", 7, 10, "not a date (as in before:2024, 2024-05 or 2024-05-01)"},
      {"after:9999", 6, 4, "nothing is after the year 9999"},
      {"after:x", 6, 1, "not a date (as in after:2024, 2024-05 or 2024-05-01)"},
      {"a^0 b", 1, 2, "a boost must be a number from 0.01 to 100"},
      {"a^101", 1, 4, "a boost must be a number from 0.01 to 100"},
      {"a^1.2.3", 1, 6, "a boost must be a number from 0.01 to 100"},
      {"\"a b\"^999", 5, 4, "a boost must be a number from 0.01 to 100"},
      {"*́", 0, 3, "a wildcard needs letters"},
      {"́*", 0, 3, "a wildcard needs letters"},
      {"a ?́*", 2, 4, "a wildcard needs letters"},
      {"title:́*", 6, 3, "a wildcard needs letters"},
  }));
  CAPTURE(c.typed);
  const Query query = Query::parse(c.typed);
  REQUIRE_FALSE(query.ok());
  const Diagnostic& mistake = query.diagnostics().front();
  CAPTURE(mistake.message);
  CHECK(mistake.offset == c.offset);
  CHECK(mistake.length == c.length);
  CHECK(mistake.message.starts_with(c.message));
}

TEST_CASE("what is no mistake under Syntax::words stays text") {
  const auto typed = GENERATE(as<std::string>(), "\"", "(a", "a AND", "a *", "foo:bar", "date:x", "NEAR/0", "a^999");
  CAPTURE(typed);
  CHECK(Query::parse(typed, Syntax::words).ok());
}

TEST_CASE("messages are short single lines") {
  const std::string hostile =
      GENERATE(as<std::string>(), std::string(4000, '('), std::string(4097, 'a'), std::string(2000, '"') + "x\n\x1b[2J",
               "title:\x01\x02", std::string(1000, ')'), "foo:\n");
  const Query query = Query::parse(hostile);
  for (const Diagnostic& mistake : query.diagnostics()) {
    CHECK(mistake.message.size() <= 200);
    CHECK(mistake.message.find_first_of("\n\r\x1b") == std::string::npos);
    CHECK(mistake.offset + mistake.length <= hostile.size());
  }
}

TEST_CASE("a query over 4 kB is a mistake, or cut under Syntax::words") {
  std::string text;
  while (text.size() < 5000) text += "word ";
  const Query query = Query::parse(text);
  REQUIRE(query.diagnostics().size() == 1);
  CHECK(query.diagnostics()[0].offset == 4096);
  CHECK(query.empty());
  CHECK(Query::parse(text, Syntax::words).ok());
  CHECK(Query::parse(text, Syntax::words).to_string().size() < 9000);
}

TEST_CASE("brackets may nest twenty deep") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '(') + "a" + std::string(depth, ')'); };
  CHECK(Query::parse(nested(20)).ok());
  REQUIRE_FALSE(Query::parse(nested(21)).ok());
  CHECK(Query::parse(nested(21)).diagnostics()[0].offset == 20);
}

}  // namespace
}  // namespace backfile
