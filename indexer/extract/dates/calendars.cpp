#include "indexer/extract/dates/calendars.hpp"

#include "common/date.hpp"

namespace backfile::dates {
namespace {

/// Days from 1 Farvardin of year 1 to 1 Farvardin of `year`: in each cycle of 33 years, eight are leap years.
int days_to_solar_hijri_year(int year) {
  const int shifted = year + 1595;
  return 365 * shifted + shifted / 33 * 8 + (shifted % 33 + 3) / 4;
}

}  // namespace

PartialDate month_date(int year, int month) {
  PartialDate date;
  date.year = static_cast<std::int16_t>(year);
  date.month = static_cast<std::uint8_t>(month);
  date.precision = Precision::month;
  return date;
}

std::optional<PartialDate> day_date(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || !is_valid_day(year, month, day))
    return std::nullopt;
  PartialDate date = month_date(year, month);
  date.day = static_cast<std::uint8_t>(day);
  date.precision = Precision::day;
  return date;
}

std::optional<PartialDate> from_solar_hijri(int year, int month, int day) {
  if (year < 1200 || year > 1500 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const bool leap = days_to_solar_hijri_year(year + 1) - days_to_solar_hijri_year(year) == 366;
  if (day > (month <= 6 ? 31 : month < 12 || leap ? 30 : 29)) return std::nullopt;
  const int day_of_year = (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1;
  // Nowruz of 1404 was 21 March 2025.
  static const std::int64_t nowruz_1404 = days_from_civil(2025, 3, 21);
  return civil_from_days(nowruz_1404 + days_to_solar_hijri_year(year) - days_to_solar_hijri_year(1404) + day_of_year);
}

std::optional<int> gregorian_year(int printed) {
  if (printed >= 2400 && printed <= 2643) return printed - 543;
  if (printed >= 1500 && printed <= 2100) return printed;
  return std::nullopt;
}

std::optional<int> era_start(std::string_view name) {
  if (name.ends_with("令和")) return 2018;
  if (name.ends_with("平成")) return 1988;
  if (name.ends_with("昭和")) return 1925;
  if (name.ends_with("大正")) return 1911;
  if (name.ends_with("明治")) return 1867;
  if (name.ends_with("民國") || name.ends_with("民国")) return 1911;
  return std::nullopt;
}

}  // namespace backfile::dates
