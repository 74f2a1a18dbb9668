#include "searcher/cli/timeline.hpp"

#include "searcher/cli/render.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;
using namespace backfile::cli;

namespace {

/// "2025-01=2 2025-02=0 ...", "(30)" for a run of empty periods.
std::string spelled(const std::vector<TimelineRow>& rows) {
  std::string out;
  for (const TimelineRow& row : rows) {
    if (!out.empty()) out += ' ';
    out += row.empty ? "(" + std::to_string(row.empty) + ")" : row.label + "=" + std::to_string(row.count);
  }
  return out;
}

}  // namespace

TEST_CASE("a timeline has a row for every period of its span") {
  struct Case {
    const char* name;
    Facet facet;
    std::string rows;
  };
  const auto c = GENERATE(values<Case>({
      {"nothing", {Field::month, {}}, ""},
      {"one", {Field::month, {{"2025-05", 3}}}, "2025-05=3"},
      {"empty months inside, across a year", {Field::month, {{"2024-11", 1}, {"2025-02", 2}}}, "2024-11=1 2024-12=0 2025-01=0 2025-02=2"},
      {"days across February", {Field::day, {{"2024-02-28", 1}, {"2024-03-01", 2}}}, "2024-02-28=1 2024-02-29=0 2024-03-01=2"},
      {"years", {Field::year, {{"1851", 1}, {"1853", 2}}}, "1851=1 1852=0 1853=2"},
      {"undated last", {Field::year, {{"1851", 1}, {std::nullopt, 2}}}, "1851=1 undated=2"},
      {"a long gap is one row", {Field::year, {{"1851", 1}, {"1951", 2}}}, "1851=1 (99) 1951=2"},
      {"a date known less precisely keeps its own row",
       {Field::month, {{"1851", 1}, {"1851-02", 2}}},
       "1851=1 1851-01=0 1851-02=2"},
      {"and does not move the months on", {Field::month, {{"1851-11", 1}, {"1852", 2}, {"1852-01", 3}}}, "1851-11=1 1851-12=0 1852=2 1852-01=3"},
  }));
  CAPTURE(c.name);
  CHECK(spelled(timeline_rows(c.facet, nullptr)) == c.rows);
}

TEST_CASE("a bar is measured in eighths of a column and never vanishes") {
  struct Case {
    double part, whole;
    int width;
    std::string drawn;
  };
  const auto c = GENERATE(values<Case>({{0, 10, 4, ""},
                                        {10, 10, 4, "████"},
                                        {5, 10, 4, "██"},
                                        {1, 16, 2, "▏"},
                                        {1, 1'000'000, 4, "▏"},
                                        {9, 32, 4, "█▏"},
                                        {20, 10, 2, "██"},
                                        {0, 0, 4, ""}}));
  CAPTURE(c.part, c.whole, c.width);
  CHECK(bar(c.part, c.whole, c.width) == c.drawn);
}

TEST_CASE("a timeline is as wide as its terminal") {
  std::string out;
  render_timeline(out, {Field::month, {{"2025-01", 10}, {"2025-03", 5}, {std::nullopt, 1}}}, nullptr, {.columns = 24});
  CHECK(out ==
        "2025-01  10  ██████████\n"
        "2025-02   0\n"
        "2025-03   5  █████\n"
        "undated   1  █\n");
}

TEST_CASE("a share is of all articles of the period") {
  std::string out;
  const Facet all{Field::year, {{"2024", 200}, {"2025", 10}}};
  render_timeline(out, {Field::year, {{"2024", 50}, {"2025", 10}}}, &all, {.columns = 29});
  CHECK(out ==
        "2024  50   25.00% ██▌\n"
        "2025  10  100.00% ██████████\n");
}
