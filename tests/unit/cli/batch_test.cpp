#include "searcher/cli/batch_reader.hpp"

#include <sstream>

#include "tests/support/catch.hpp"

using namespace backfile::cli;

TEST_CASE("a line of a batch is an id, a tab and a query") {
  struct Case {
    const char* name;
    std::string line, id, query, mistake;
  };
  const auto c = GENERATE(values<Case>({
      {"plain", "7\tflood dam", "7", "flood dam", ""},
      {"further tabs belong to the query", "7\ta\tb", "7", "a\tb", ""},
      {"carriage return at the end", "7\tflood\r\n", "7", "flood", ""},
      {"empty query", "7\t", "7", "", ""},
      {"byte order mark", "\xef\xbb\xbf" "7\tflood", "7", "flood", ""},
      {"no tab", "7 flood", "", "", "no tab"},
      {"no id", "\tflood", "", "", "the id is empty"},
      {"blank in the id", "7 a\tflood", "", "", "blanks"},
      {"endless", "7\t" + std::string(100'000, 'x') + "\n", "", "", "over 64 KiB"},
  }));
  CAPTURE(c.name);
  std::istringstream in(c.line);
  BatchReader reader(in);
  const auto line = reader.next();
  REQUIRE(line);
  CHECK(line->id == c.id);
  CHECK(line->query == c.query);
  CHECK_THAT(line->mistake, Catch::Contains(c.mistake));
  CHECK(line->mistake.empty() == c.mistake.empty());
  CHECK_FALSE(reader.next());
}

TEST_CASE("blank lines are skipped and counted") {
  std::istringstream in("\n  \r\n1\ta\n\n2\tb");
  BatchReader reader(in);
  CHECK(reader.next()->number == 3);
  CHECK(reader.next()->number == 5);
  CHECK_FALSE(reader.next());
}

TEST_CASE("names of saved queries may hold blanks, and lines that begin with # are comments") {
  struct Case {
    const char* name;
    std::string line, id, mistake;
  };
  const auto c = GENERATE(values<Case>({
      {"blanks", "harbour news\tflood", "harbour news", ""},
      {"letters of any language", "Überschwemmung 洪水\tflood", "Überschwemmung 洪水", ""},
      {"blanks alone", "  \tflood", "", "the name is empty"},
      {"control character", "a\x1b\tflood", "", "control characters"},
      {"no tab", "flood", "", "no tab between name and query"},
  }));
  CAPTURE(c.name);
  std::istringstream in("# comment\twith a tab\n" + c.line + "\n");
  BatchReader reader(in, BatchIds::names);
  const auto line = reader.next();
  REQUIRE(line);
  CHECK(line->number == 2);
  CHECK(line->id == c.id);
  CHECK_THAT(line->mistake, Catch::Contains(c.mistake));
  CHECK(line->mistake.empty() == c.mistake.empty());
}
