// Calendar arithmetic, the textual forms of partial dates, and their buckets. The day count follows Howard Hinnant's
// "chrono-compatible low-level date algorithms", as <chrono> does; the forms are those of RFC 3339 and ISO 8601-1.
#include "common/date.hpp"

#include <chrono>

#include <fmt/format.h>

namespace backfile {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day civil(int year, int month, int day) {
  return std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) /
         std::chrono::day(static_cast<unsigned>(day));
}

}  // namespace

std::string to_string(const PartialDate& d) {
  std::string out = fmt::format("{:04}", d.year);
  if (d.precision >= Precision::month) out += fmt::format("-{:02}", d.month);
  if (d.precision >= Precision::day) out += fmt::format("-{:02}", d.day);
  if (!d.has_time()) return out;
  out += fmt::format("T{:02}:{:02}:{:02}", d.hour, d.minute, d.second);
  if (d.offset_minutes) {
    const int minutes = *d.offset_minutes < 0 ? -*d.offset_minutes : *d.offset_minutes;
    out += fmt::format("{}{:02}:{:02}", *d.offset_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
  }
  return out;
}

std::string_view to_string(Precision precision) noexcept {
  switch (precision) {
    case Precision::year: return "year";
    case Precision::month: return "month";
    case Precision::day: return "day";
    case Precision::minute: return "minute";
    case Precision::second: return "second";
  }
  return "";
}

int days_in_month(int year, int month) {
  if (month == 2) return std::chrono::year(year).is_leap() ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_valid_day(int year, int month, int day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

std::int64_t days_from_civil(int year, int month, int day) {
  return sys_days(civil(year, month, day)).time_since_epoch().count();
}

PartialDate civil_from_days(std::int64_t days) {
  const year_month_day ymd{sys_days(std::chrono::days(days))};
  PartialDate d;
  d.year = static_cast<std::int16_t>(static_cast<int>(ymd.year()));
  d.month = static_cast<std::uint8_t>(static_cast<unsigned>(ymd.month()));
  d.day = static_cast<std::uint8_t>(static_cast<unsigned>(ymd.day()));
  d.precision = Precision::day;
  return d;
}

std::int64_t first_day(const PartialDate& d) {
  return days_from_civil(d.year, d.precision >= Precision::month ? d.month : 1, d.precision >= Precision::day ? d.day : 1);
}

std::int64_t last_day(const PartialDate& d) {
  const int month = d.precision >= Precision::month ? d.month : 12;
  return days_from_civil(d.year, month, d.precision >= Precision::day ? d.day : days_in_month(d.year, month));
}

std::int64_t earliest_instant(const PartialDate& d) {
  std::int64_t seconds = first_day(d) * 86400;
  if (d.has_time()) seconds += d.hour * 3600 + d.minute * 60;
  if (d.precision >= Precision::second) seconds += d.second;
  if (d.has_time() && d.offset_minutes) seconds -= *d.offset_minutes * 60;
  return seconds;
}

std::string day_bucket(const PartialDate& d) {
  if (d.precision == Precision::year) return fmt::format("{:04}", d.year);
  if (d.precision == Precision::month) return fmt::format("{:04}{:02}", d.year, d.month);
  return fmt::format("{:04}{:02}{:02}", d.year, d.month, d.day);
}

std::string show_bucket(std::string_view bucket) {
  std::string out(bucket.substr(0, 4));
  for (std::size_t i = 4; i < bucket.size(); i += 2) {
    out += '-';
    out += bucket.substr(i, 2);
  }
  return out;
}

PartialDate truncated(PartialDate d, Precision precision) {
  if (d.precision <= precision) return d;
  const PartialDate defaults;
  if (precision < Precision::month) d.month = defaults.month;
  if (precision < Precision::day) d.day = defaults.day;
  if (precision < Precision::minute) {
    d.hour = defaults.hour;
    d.minute = defaults.minute;
    d.offset_minutes.reset();
  }
  d.second = defaults.second;
  d.precision = precision;
  return d;
}

}  // namespace backfile
