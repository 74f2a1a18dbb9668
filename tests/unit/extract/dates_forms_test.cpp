// Dates as metadata and addresses hold them, calendars and zones.
#include "tests/support/catch.hpp"

#include <string>

#include "indexer/extract/dates/calendars.hpp"
#include "indexer/extract/dates/date_address.hpp"
#include "indexer/extract/dates/month_names.hpp"
#include "common/date.hpp"
#include "indexer/extract/dates/published.hpp"
#include "indexer/extract/dates/relative_date.hpp"
#include "indexer/extract/dates/zone_names.hpp"

using namespace backfile;

namespace {

std::string shown(const std::optional<PartialDate>& date) { return date ? to_string(*date) : std::string(); }

struct FormCase {
  const char* text;
  const char* language;
  const char* zone;
  const char* expected;
};

struct AddressCase {
  const char* address;
  const char* expected;
};

struct HijriCase {
  int year, month, day;
  const char* expected;
};

struct ZoneCase {
  const char* name;
  const char* language;
  int month;
  int minutes;  // -9999: unknown
};

struct RelativeCase {
  const char* text;
  const char* language;
  const char* captured;
  const char* expected;
};

struct MonthCase {
  const char* word;
  const char* language;
  int month;  // 0: none
};

}  // namespace

TEST_CASE("metadata dates are read in every form that templates write") {
  const auto c = GENERATE(values<FormCase>({
      {"2025-05-04", "", "", "2025-05-04"},
      {" 2025-05-04T09:06:00Z ", "", "", "2025-05-04T09:06:00+00:00"},
      {"2025-05-04T09:06:00.123+02:00", "", "", "2025-05-04T09:06:00+02:00"},
      {"2025-05-04 09:06:00 -0400", "", "", "2025-05-04T09:06:00-04:00"},
      {"2025-05-04T09:06:00", "", "Europe/Berlin", "2025-05-04T09:06:00+02:00"},
      {"2025-12-04T09:06:00", "", "Europe/Berlin", "2025-12-04T09:06:00+01:00"},
      {"2025-05-04T09:06:00", "", "+05:30", "2025-05-04T09:06:00+05:30"},
      {"2025-05-04T09:06:00", "", "Nowhere/Land", "2025-05-04T09:06:00"},
      {"2025-05-04T09:06:00-04:00", "", "Europe/Berlin", "2025-05-04T09:06:00-04:00"},
      {"2025-05-04", "", "Europe/Berlin", "2025-05-04"},
      {"20250504", "", "", "2025-05-04"},
      {"1963-12", "", "", "1963-12"},
      {"1851", "", "", "1851"},
      {"1746349560", "", "", "2025-05-04T09:06:00+00:00"},
      {"1746349560123", "", "", "2025-05-04T09:06:00+00:00"},
      {"1746349560.5", "", "", "2025-05-04T09:06:00+00:00"},
      {"\"2025-05-04\"", "", "", "2025-05-04"},
      {"Sun, 04 May 2025 09:06:00 GMT", "", "", "2025-05-04T09:06:00+00:00"},
      {"Sun, 4 May 2025 09:06:00 EDT", "", "", "2025-05-04T09:06:00-04:00"},
      {"Sun May 04 2025 09:06:00 GMT+0200 (Central European Summer Time)", "", "", "2025-05-04T09:06:00+02:00"},
      {"04.05.2025 09:06", "de", "Europe/Vienna", "2025-05-04T09:06:00+02:00"},
      {"4 de mayo de 2025", "es", "", "2025-05-04"},
      {"2025/05/04 09:06:12", "", "", "2025-05-04T09:06:12"},
      {"May 4, 2025", "de", "", "2025-05-04"},
      {"June 14, 1851", "en", "", "1851-06-14"},
      {"", "", "", ""},
      {"0000-00-00", "", "", ""},
      {"2025-13-04", "", "", ""},
      {"2025-02-30", "", "", ""},
      {"31/04/2025", "en-GB", "", ""},
      {"99999999999999999999", "", "", ""},
      {"1234", "", "", ""},
      {"9999", "", "", ""},
      {"12345678901", "", "", ""},
      {"now", "", "", ""},
      {"undefined", "", "", ""},
      {"{{ page.date }}", "", "", ""},
      {"1970", "", "", "1970"},
      {"May", "en", "", ""},
      {"+1 555 2025 0504", "en", "", ""},
      {"192.168.20.25", "", "", ""},
      {"\xff\xfe\x80 2025", "", "", ""},
      {"-----/////.....", "", "", ""},
      {"4/4/4/4/2025", "en", "", ""},
  }));
  CAPTURE(c.text, c.language, c.zone);
  CHECK(shown(parse_any_date(c.text, c.language, c.zone)) == c.expected);
}

TEST_CASE("an address holds a date only where its form leaves no doubt") {
  const auto c = GENERATE(values<AddressCase>({
      {"https://example.org/2025/05/04/title", "2025-05-04"},
      {"https://example.org/2025/5/4/title", "2025-05-04"},
      {"https://example.org/news/2025-05-04/title", "2025-05-04"},
      {"https://example.org/news/2025-05-04-title", "2025-05-04"},
      {"https://example.org/world/2025/may/04/title", "2025-05-04"},
      {"https://example.org/2025/0504/title", "2025-05-04"},
      {"https://example.org/title-20250504", "2025-05-04"},
      {"https://example.org/20250504/title", "2025-05-04"},
      {"https://example.org/title?date=2025-05-04", "2025-05-04"},
      {"https://example.org/2025_05_04.html", "2025-05-04"},
      {"https://example.org/25-05-2024/title", "2024-05-25"},
      {"https://example.org/2025/05/title", "2025-05"},
      {"https://example.org/1963/12/22/title", "1963-12-22"},
      {"https://example.org/04-05-2025/title", ""},
      {"https://example.org/2025/title", ""},
      {"https://example.org/2025/13/04/title", ""},
      {"https://example.org/2025/02/30/title", "2025-02"},
      {"https://example.org/title-12345678", ""},
      {"https://example.org/a/99999999", ""},
      {"https://example.org/2025-05-04/and/2025-06-04", ""},
      {"https://2025-05-04.example.org/", ""},
      {"file:pages/2025-05-04.html", "2025-05-04"},
      {"", ""},
      {"no address at all", ""},
  }));
  CAPTURE(c.address);
  const auto found = dates::date_in_address(c.address);
  CHECK((found ? to_string(found->date) : std::string()) == c.expected);
}

TEST_CASE("Solar Hijri days fall on their Gregorian days") {
  const auto c = GENERATE(values<HijriCase>({
      {1404, 1, 1, "2025-03-21"},
      {1404, 2, 14, "2025-05-04"},
      {1403, 12, 30, "2025-03-20"},
      {1403, 1, 1, "2024-03-20"},
      {1399, 12, 30, "2021-03-20"},
      {1400, 1, 1, "2021-03-21"},
      {1357, 11, 22, "1979-02-11"},
      {1332, 5, 28, "1953-08-19"},
      {1404, 12, 30, ""},
      {1404, 7, 31, ""},
      {1404, 13, 1, ""},
      {1404, 0, 1, ""},
      {999, 1, 1, ""},
  }));
  CAPTURE(c.year, c.month, c.day);
  CHECK(shown(dates::from_solar_hijri(c.year, c.month, c.day)) == c.expected);
}

TEST_CASE("abbreviations of zones mean what the press means by them") {
  const auto c = GENERATE(values<ZoneCase>({
      {"edt", "en", 7, -240},
      {"est", "en", 1, -300},
      {"et", "en", 7, -240},
      {"et", "en", 1, -300},
      {"pt", "en", 7, -420},
      {"bst", "en", 7, 60},
      {"mesz", "de", 7, 120},
      {"mez", "de", 1, 60},
      {"ist", "en-IN", 7, 330},
      {"ist", "he", 7, 180},
      {"ist", "en-IE", 7, 60},
      {"wib", "id", 7, 420},
      {"jst", "ja", 7, 540},
      {"gmt", "", 7, 0},
      {"xyz", "", 7, -9999},
      {"", "", 7, -9999},
  }));
  CAPTURE(c.name, c.language, c.month);
  PartialDate local = dates::month_date(2025, c.month);
  local.precision = Precision::minute;
  CHECK(dates::offset_of_abbreviation(c.name, local, c.language).value_or(-9999) == c.minutes);
}

TEST_CASE("offsets are read in all their forms and bounded") {
  CHECK(dates::parse_offset("+0530") == 330);
  CHECK(dates::parse_offset("+05:30") == 330);
  CHECK(dates::parse_offset("-4") == -240);
  CHECK(dates::parse_offset("Z") == 0);
  CHECK_FALSE(dates::parse_offset("+15:00"));
  CHECK_FALSE(dates::parse_offset("-13:00"));
  CHECK_FALSE(dates::parse_offset("+02:07"));
  CHECK_FALSE(dates::parse_offset("0200"));
}

TEST_CASE("a month's name is read in the page's language first") {
  const auto c = GENERATE(values<MonthCase>({
      {"listopada", "hr", 10},
      {"listopadu", "cs", 11},
      {"listopad", "pl", 11},
      {"mai", "de", 5},
      {"mai", "", 5},
      {"december", "xx", 12},
      {"wrzesnia", "pl", 9},
      {"eylul", "tr", 9},
      {"ago", "es", 8},
      {"ago", "en", 0},
      {"out", "pt", 10},
      {"out", "en", 0},
      {"sept", "en", 9},
      {"montag", "de", 0},
      {"", "de", 0},
  }));
  CAPTURE(c.word, c.language);
  const auto month = dates::month_of(c.word, c.language);
  CHECK((month ? month->month : 0) == c.month);
}

TEST_CASE("hostile text costs little and gives nothing impossible") {
  std::string digits(100'000, '1');
  CHECK(dates_in_text(digits, "en").empty());
  std::string slashes;
  for (int i = 0; i < 20'000; ++i) slashes += "1/2/";
  (void)dates_in_text(slashes, "en");
  std::string months;
  for (int i = 0; i < 20'000; ++i) months += "May 4 ";
  CHECK(dates_in_text(months, "en").empty());
  std::string broken = "4 M\xc3 2025 \xe5\xb9 5\xe6\x9c\x88 \xf0\x9f 12:99:99 2025-05-";
  for (const TextDate& date : dates_in_text(broken, "ja")) CHECK(date.date.month <= 12);
}

TEST_CASE("words of distance are days before the capture") {
  const auto c = GENERATE(values<RelativeCase>({
      {"3 hours ago", "en", "2025-05-04T09:06:00Z", "2025-05-04"},
      {"3 hours ago", "en", "2025-05-04T02:00:00Z", "2025-05-03"},
      {"3 hours ago", "en", "2025-05-04T02:00:00+02:00", "2025-05-03"},
      {"3 hours ago", "en", "2025-05-04", ""},
      {"Published 2 days ago by A. Writer", "en-GB", "2025-05-04", "2025-05-02"},
      {"1 week ago", "en", "2025-05-04", "2025-04-27"},
      {"vor 2 Stunden", "de", "2025-05-04T09:06:00Z", "2025-05-04"},
      {"vor 3 Tagen", "de", "2025-05-04", "2025-05-01"},
      {"il y a 2 jours", "fr", "2025-05-04", "2025-05-02"},
      {"hace 5 días", "es", "2025-05-04", "2025-04-29"},
      {"3 дня назад", "ru", "2025-05-04", "2025-05-01"},
      {"3일 전", "ko", "2025-05-04", "2025-05-01"},
      {"2 days ago", "de", "2025-05-04", "2025-05-02"},
      {"5 minutes read", "en", "2025-05-04T09:06:00Z", ""},
      {"in 3 days", "en", "2025-05-04", ""},
      {"0 days ago", "en", "2025-05-04", ""},
      {"500 days ago", "en", "2025-05-04", ""},
      {"", "en", "2025-05-04", ""},
  }));
  CAPTURE(c.text, c.language, c.captured);
  CHECK(shown(dates::relative_date(c.text, c.language, *parse_iso_date(c.captured))) == c.expected);
}
