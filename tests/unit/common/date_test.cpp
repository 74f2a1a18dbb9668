#include "common/date.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("machine-written dates are read as far as they are known") {
  struct Case {
    std::string name, text, expected;  // to_string of the date; empty: refused
  };
  const auto c = GENERATE(values<Case>({
      {"year", "1851", "1851"},
      {"month", "1963-12", "1963-12"},
      {"day", "2025-05-04", "2025-05-04"},
      {"compact day", "20250504", "2025-05-04"},
      {"spaces around", " \n2025-05-04\t", "2025-05-04"},
      {"first year", "0001-01-01", "0001-01-01"},
      {"leap day", "2024-02-29", "2024-02-29"},
      {"leap day of a 400-year", "2000-02-29", "2000-02-29"},
      {"Z", "2025-05-04T09:06:00Z", "2025-05-04T09:06:00+00:00"},
      {"lower-case t and z", "2025-05-04t09:06:00z", "2025-05-04T09:06:00+00:00"},
      {"fraction", "2025-05-04T09:06:00.123Z", "2025-05-04T09:06:00+00:00"},
      {"comma fraction", "2025-05-04T09:06:00,5+02:00", "2025-05-04T09:06:00+02:00"},
      {"long fraction", "2025-05-04T09:06:00.1234567890123-04:00", "2025-05-04T09:06:00-04:00"},
      {"minutes", "2025-05-04T09:06Z", "2025-05-04T09:06:00+00:00"},
      {"minutes without zone", "2025-05-04T09:06", "2025-05-04T09:06:00"},
      {"no zone", "2025-05-04T09:06:00", "2025-05-04T09:06:00"},
      {"space for T", "2025-05-04 09:06:00", "2025-05-04T09:06:00"},
      {"space before zone", "2025-05-04 09:06 +0200", "2025-05-04T09:06:00+02:00"},
      {"zone without colon", "2025-05-04T09:06:00+0200", "2025-05-04T09:06:00+02:00"},
      {"zone of hours", "2025-05-04T09:06:00+02", "2025-05-04T09:06:00+02:00"},
      {"half-hour zone", "2025-05-04T09:06:00+05:30", "2025-05-04T09:06:00+05:30"},
      {"zone west by minutes", "2025-05-04T09:06:00-00:30", "2025-05-04T09:06:00-00:30"},
      {"real minus sign", "2025-05-04T09:06:00\u221204:00", "2025-05-04T09:06:00-04:00"},
      {"UTC by name", "2025-05-04 09:06:00 UTC", "2025-05-04T09:06:00+00:00"},
      {"zone name in brackets", "2025-05-04T09:06:00+02:00[Europe/Berlin]", "2025-05-04T09:06:00+02:00"},
      {"compact", "20250504T090600Z", "2025-05-04T09:06:00+00:00"},
      {"compact minutes", "20250504T0906", "2025-05-04T09:06:00"},
      {"web archive stamp", "20250504090607", "2025-05-04T09:06:07"},
      {"leap second", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00"},
      {"day with zone", "2025-05-04+02:00", "2025-05-04"},
      {"day in UTC", "2025-05-04Z", "2025-05-04"},

      {"nothing", "", ""},
      {"white space", " ", ""},
      {"word", "yesterday", ""},
      {"two-digit year", "25-05-04", ""},
      {"two digits", "25", ""},
      {"year zero", "0000", ""},
      {"five digits", "12025-05-04", ""},
      {"compact month is ambiguous", "196312", ""},
      {"one-digit month", "2025-5-04", ""},
      {"month 13", "2025-13-01", ""},
      {"month 0", "2025-00-01", ""},
      {"day 0", "2025-05-00", ""},
      {"31 April", "2025-04-31", ""},
      {"29 February 1900", "1900-02-29", ""},
      {"slashes", "2025/05/04", ""},
      {"week", "2025-W18-7", ""},
      {"ordinal day", "2025-124", ""},
      {"open month", "2025-", ""},
      {"open day", "2025-05-", ""},
      {"open time", "2025-05-04T", ""},
      {"hour alone", "2025-05-04T09", ""},
      {"hour 24", "2025-05-04T24:00:00", ""},
      {"minute 60", "2025-05-04T09:60:00", ""},
      {"second 61", "2025-05-04T09:06:61", ""},
      {"empty fraction", "2025-05-04T09:06:00.Z", ""},
      {"zone 17 hours", "2025-05-04T09:06:00+17:00", ""},
      {"zone minute 60", "2025-05-04T09:06:00+02:60", ""},
      {"zone of one digit", "2025-05-04T09:06:00+2", ""},
      {"open bracket", "2025-05-04T09:06:00+02:00[Europe", ""},
      {"tail", "2025-05-04T09:06:00Z!", ""},
      {"time without day", "2025-05T09:06", ""},
      {"negative year", "-2025-05-04", ""},
      {"embedded NUL", std::string("2025\0-05", 8), ""},
      {"long", std::string(1000, '2'), ""},
  }));
  CAPTURE(c.name);
  const auto date = parse_iso_date(c.text);
  CHECK((date ? to_string(*date) : "") == c.expected);
}

TEST_CASE("what a date prints reads back as the same date") {
  const std::string text = GENERATE("0851", "1963-12", "2025-05-04", "2025-05-04T09:06:07", "2025-05-04T09:06:07-04:00",
                                    "2025-05-04T09:06:00", "2025-05-04T00:00:00+00:00");
  const auto date = parse_iso_date(text);
  REQUIRE(date);
  CHECK(to_string(*date) == text);
}

TEST_CASE("the day count agrees with the calendar, day by day") {
  std::int64_t expected = days_from_civil(1, 1, 1);
  CHECK(expected == -719162);
  int wrong = 0;
  for (int year = 1; year <= 9999; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= days_in_month(year, month); ++day, ++expected) {
        const PartialDate back = civil_from_days(expected);
        wrong += days_from_civil(year, month, day) != expected || back.year != year || back.month != month || back.day != day;
      }
      wrong += is_valid_day(year, month, 0) || is_valid_day(year, month, days_in_month(year, month) + 1);
    }
  }
  CHECK(wrong == 0);
  CHECK(days_from_civil(1970, 1, 1) == 0);
  CHECK(days_from_civil(2000, 3, 1) == 11017);
}

TEST_CASE("a partial date spans its whole possible period") {
  struct Case {
    std::string text, first, last, bucket, shown;
  };
  const auto c = GENERATE(values<Case>({
      {"1851", "1851-01-01", "1851-12-31", "1851", "1851"},
      {"2024-02", "2024-02-01", "2024-02-29", "202402", "2024-02"},
      {"2025-05-04", "2025-05-04", "2025-05-04", "20250504", "2025-05-04"},
      {"2025-05-04T23:30:00-04:00", "2025-05-04", "2025-05-04", "20250504", "2025-05-04"},
  }));
  CAPTURE(c.text);
  const PartialDate date = parse_iso_date(c.text).value();
  CHECK(to_string(civil_from_days(first_day(date))) == c.first);
  CHECK(to_string(civil_from_days(last_day(date))) == c.last);
  CHECK(day_bucket(date) == c.bucket);
  CHECK(show_bucket(c.bucket) == c.shown);
}

TEST_CASE("the earliest instant knows zones and takes UTC for none") {
  struct Case {
    std::string text;
    std::int64_t seconds;
  };
  const auto c = GENERATE(values<Case>({
      {"1970", 0},
      {"1970-01-01T00:00:01Z", 1},
      {"1970-01-01T01:00+01:00", 0},
      {"1969-12-31T19:00:00-05:00", 0},
      {"1970-01-02T03:04:05", 97445},
      {"1969-12-31", -86400},
      {"2025-05-04T09:06:07-04:00", 1746363967},
  }));
  CAPTURE(c.text);
  CHECK(earliest_instant(parse_iso_date(c.text).value()) == c.seconds);
}

TEST_CASE("a date is cut to a precision but never gains one") {
  const PartialDate date = parse_iso_date("2025-05-04T09:06:07-04:00").value();
  CHECK(truncated(date, Precision::second) == date);
  CHECK(truncated(date, Precision::minute) == parse_iso_date("2025-05-04T09:06-04:00"));
  CHECK(truncated(date, Precision::day) == parse_iso_date("2025-05-04"));
  CHECK(truncated(date, Precision::month) == parse_iso_date("2025-05"));
  CHECK(truncated(date, Precision::year) == parse_iso_date("2025"));
  CHECK(truncated(parse_iso_date("1851").value(), Precision::day) == parse_iso_date("1851"));
}

TEST_CASE("precisions have names") {
  CHECK(to_string(Precision::year) == "year");
  CHECK(to_string(Precision::second) == "second");
}
