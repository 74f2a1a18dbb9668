#include "common/date_range.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "common/date.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

DateRange range(std::string_view from, std::string_view to) { return {parse_iso_date(from), parse_iso_date(to)}; }

std::string joined(const std::vector<std::string>& buckets) {
  std::string out;
  for (const std::string& bucket : buckets) out += (out.empty() ? "" : " ") + bucket;
  return out;
}

// The terms a document of that date carries: its bucket and those that hold it.
bool matches(const std::set<std::string>& buckets, const PartialDate& date) {
  const std::string own = day_bucket(date);
  for (const std::size_t length : {4u, 6u, 8u})
    if (length <= own.size() && buckets.contains(own.substr(0, length))) return true;
  return false;
}

}  // namespace

TEST_CASE("a range is composed of the largest periods that fit") {
  struct Case {
    std::string name, from, to, expected;
  };
  const auto c = GENERATE(values<Case>({
      {"a year", "1851", "1851", "1851"},
      {"a year by its months", "1851-01", "1851-12", "1851"},
      {"a year by its days", "1851-01-01", "1851-12-31", "1851"},
      {"a month by its days", "2024-02-01", "2024-02-29", "202402"},
      {"a month lacking its last day", "2023-04-28", "2023-04-29", "20230428 20230429"},
      {"a day", "2025-05-04", "2025-05-04", "20250504"},
      {"over new year", "2024-12-30", "2025-02", "20241230 20241231 202501 202502"},
      {"ragged at both ends", "2023-11-29", "2025-01-02", "20231129 20231130 202312 2024 20250101 20250102"},
      {"open start", "", "1801-02", "1800 180101 180102"},
      {"open end", "2029-12-31", "", "20291231 2030"},
      {"times count as days", "2025-05-04T23:00:00Z", "2025-05-05T01:00:00Z", "20250504 20250505"},
      {"reversed", "2025-05-04", "2025-05-03", ""},
      {"before the archive", "1700", "1799", ""},
      {"beyond the archive", "1790", "1800", "1800"},
  }));
  CAPTURE(c.name);
  CHECK(joined(compose_range(range(c.from, c.to), 1800, 2030)) == c.expected);
}

TEST_CASE("an archive without years has no range") {
  CHECK(compose_range({}, 2, 1).empty());
  CHECK(compose_range({}, 0, 0) == std::vector<std::string>{"0001"});
}

TEST_CASE("the buckets hold exactly the dates whose whole period lies inside") {
  constexpr int first_year = 2022, last_year = 2026;
  std::mt19937 random(7);
  const auto any_date = [&] {
    const std::int64_t low = days_from_civil(first_year, 1, 1), high = days_from_civil(last_year, 12, 31);
    std::uniform_int_distribution<std::int64_t> days(low, high);
    return truncated(civil_from_days(days(random)), static_cast<Precision>(random() % 3));
  };
  for (int round = 0; round < 300; ++round) {
    DateRange r;
    if (random() % 8) r.from = any_date();
    if (random() % 8) r.to = any_date();
    const auto composed = compose_range(r, first_year, last_year);
    const std::set<std::string> buckets(composed.begin(), composed.end());
    CAPTURE(round, joined(composed));
    CHECK(buckets.size() == composed.size());
    int wrong = 0;
    for (std::int64_t day = days_from_civil(first_year, 1, 1); day <= days_from_civil(last_year, 12, 31); ++day) {
      for (const Precision precision : {Precision::year, Precision::month, Precision::day}) {
        const PartialDate date = truncated(civil_from_days(day), precision);
        const bool inside = (!r.from || first_day(date) >= first_day(*r.from)) && (!r.to || last_day(date) <= last_day(*r.to));
        wrong += matches(buckets, date) != inside;
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("a century costs about a hundred buckets") {
  const auto buckets = compose_range(range("1900-01-02", "1999-12-30"), 1, 9999);
  CHECK(buckets.size() <= 98 + 2 * 11 + 2 * 30);
}
