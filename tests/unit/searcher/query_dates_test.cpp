// Dates as people say them, counted from a day that the tests choose.
#include "searcher/src/query_dates.hpp"

#include <backfile/query.hpp>

#include "common/date.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("what is said of dates is counted from today") {
  struct Case {
    std::string today, said, range;
  };
  const auto c = GENERATE(values<Case>({
      {"2024-03-01", "today", "2024-03-01..2024-03-01"},
      {"2024-03-01", "Yesterday", "2024-02-29..2024-02-29"},
      {"2024-03-01", "this week", "2024-02-26..2024-03-03"},  // a Friday
      {"2024-03-03", "this week", "2024-02-26..2024-03-03"},  // a Sunday
      {"2024-03-04", "this week", "2024-03-04..2024-03-10"},  // a Monday
      {"2024-03-04", "last week", "2024-02-26..2024-03-03"},
      {"2024-03-31", "last month", "2024-02..2024-02"},
      {"2024-01-15", "last month", "2023-12..2023-12"},
      {"2024-01-15", "this_month", "2024-01..2024-01"},
      {"2024-01-15", "this-year", "2024..2024"},
      {"2024-02-29", "last  year", "2023..2023"},
      {"2024-03-01", "past week", "2024-02-24..2024-03-01"},
      {"2024-03-01", "past 1 day", "2024-03-01..2024-03-01"},
      {"2024-03-01", "last 30 days", "2024-02-01..2024-03-01"},
      {"2024-03-01", "past-2-weeks", "2024-02-17..2024-03-01"},
      {"2024-03-31", "past month", "2024-03-01..2024-03-31"},
      {"2024-03-01", "past 3 years", "2021-03-02..2024-03-01"},
      {"2024-03-01", "past 9999 years", "0001-03-02..2024-03-01"},
      {"2024-03-01", "last day", ""},
      {"2024-03-01", "this 3 days", ""},
      {"2024-03-01", "past 0 days", ""},
      {"2024-03-01", "past 99999 days", ""},
      {"2024-03-01", "past -3 days", "2024-02-28..2024-03-01"},  // a dash is a space
      {"2024-03-01", "past 3x days", ""},
      {"2024-03-01", "next week", ""},
      {"2024-03-01", "today today", ""},
      {"2024-03-01", "", ""},
      {"2024-03-01", "week", ""},
  }));
  CAPTURE(c.today, c.said);
  const auto range = detail::spoken_range(c.said, *parse_iso_date(c.today));
  CHECK((range ? to_string(*range->from) + ".." + to_string(*range->to) : "") == c.range);
}

TEST_CASE("a query shows the days that were meant") {
  const std::string today = Query::parse("date:today").to_string();
  CHECK(today.size() == std::string("date:2024-01-01").size());
  CHECK(Query::parse("date:\"past 1 day\"").to_string() == today);
  CHECK(Query::parse("date:yesterday..today").to_string().ends_with(".." + today.substr(5)));
  CHECK(Query::parse("before:today").to_string() == "date:.." + Query::parse("date:yesterday").to_string().substr(5));
  CHECK(Query::parse("captured:this-year").to_string() == "captured:" + today.substr(5, 4));
}
