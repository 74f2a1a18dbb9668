// Ways to go on with what is being typed.
#include <backfile/backfile.hpp>

#include "common/date.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

Article titled(const std::string& title, const std::string& day, const std::string& body = {}) {
  Article a;
  a.url = "https://news.example/" + day + title;
  a.title = title;
  a.body = body;
  a.language = "en";
  a.published = parse_iso_date(day);
  return a;
}

/// "text:articles" of words, "[title]" of titles.
std::string shown(const std::vector<Completion>& completions) {
  std::string out;
  for (const Completion& c : completions) {
    out += out.empty() ? "" : " ";
    out += c.is_title ? "[" + c.text + "]" : c.text + ":" + std::to_string(c.articles);
  }
  return out;
}

}  // namespace

TEST_CASE("what is typed is completed by the words of titles, most articles first, then by titles, newest first") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "archive", {titled("Harbour fire put out", "2024-01-01"), titled("Harbour closed", "2024-03-01", "A hat was lost."),
                                              titled("Harvest begins", "2024-02-01", "The harbour is near."), titled("Zürich votes", "2024-01-05"),
                                              titled("Harbour closed", "2024-02-15", "Again.")});
  Searcher searcher = Searcher::open(directory / "archive");
  struct Case {
    std::string typed;
    std::uint32_t limit;
    std::string expected;
  };
  const auto c = GENERATE(values<Case>({
      {"har", 10, "harbour:4 harvest:1 [Harbour closed] [Harvest begins] [Harbour fire put out]"},
      {"Harb", 1, "Harbour:4"},
      {"har", 3, "harbour:4 harvest:1 [Harbour closed]"},
      {"harbour fi", 10, "harbour fire:1 [Harbour fire put out]"},
      {"hat har", 10, "hat harbour:1"},
      {"zur", 10, "zurich:1 [Zürich votes]"},
      {"hat", 10, ""},  // not in a title
      {"har ", 10, ""},
      {"", 10, ""},
      {"...", 10, ""},
      {"har", 0, ""},
  }));
  CAPTURE(c.typed, c.limit);
  CHECK(shown(searcher.complete(c.typed, c.limit)) == c.expected);
}
