// Covers a range of days with whole years, whole months and days. Because a document carries the terms of every period it is known
// to lie in (a year-only date just the year's), the largest periods that fit are not only the fewest terms, they are also what
// makes "1851" match a document of which only the year is known.
#include "common/date_range.hpp"

#include <algorithm>

#include "common/date.hpp"

namespace backfile {
namespace {

PartialDate partial(int year, int month, int day, Precision precision) {
  PartialDate d;
  d.year = static_cast<std::int16_t>(year);
  d.month = static_cast<std::uint8_t>(month);
  d.day = static_cast<std::uint8_t>(day);
  d.precision = precision;
  return d;
}

}  // namespace

std::vector<std::string> compose_range(const DateRange& range, int first_year, int last_year) {
  first_year = std::clamp(first_year, 1, 9999);
  last_year = std::clamp(last_year, 1, 9999);
  if (first_year > last_year) return {};
  std::int64_t from = days_from_civil(first_year, 1, 1);
  std::int64_t to = days_from_civil(last_year, 12, 31);
  if (range.from) from = std::max(from, first_day(*range.from));
  if (range.to) to = std::min(to, last_day(*range.to));

  std::vector<std::string> buckets;
  while (from <= to) {
    // The largest period that begins at `from` and ends no later than `to`.
    const PartialDate day = civil_from_days(from);
    PartialDate period = day;
    if (day.day == 1) {
      const PartialDate month = partial(day.year, day.month, 1, Precision::month);
      if (last_day(month) <= to) period = month;
      const PartialDate year = partial(day.year, 1, 1, Precision::year);
      if (day.month == 1 && last_day(year) <= to) period = year;
    }
    buckets.push_back(day_bucket(period));
    from = last_day(period) + 1;
  }
  return buckets;
}

}  // namespace backfile
