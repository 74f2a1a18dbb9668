#include "searcher/src/query_dates.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <vector>

#include "common/date.hpp"
#include "searcher/src/query_chars.hpp"
#include "searcher/src/query_text.hpp"

namespace backfile::detail {
namespace {

constexpr int longest_count = 9999;

// Only YYYY, YYYY-MM, YYYY-MM-DD: other forms would be guesses.
bool looks_like_day(std::string_view text) {
  const auto fits = [](char c, char shape) { return shape == '0' ? is_ascii_digit(c) : c == shape; };
  const std::string_view shape = std::string_view("0000-00-00").substr(0, text.size());
  return (text.size() == 4 || text.size() == 7 || text.size() == 10) && std::ranges::equal(text, shape, fits);
}

std::optional<PartialDate> parse_day(std::string_view text) {
  if (!looks_like_day(text)) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    for (const char c : text.substr(at, digits)) value = value * 10 + (c - '0');
    return value;
  };
  PartialDate date;
  const int year = number(0, 4), month = text.size() > 4 ? number(5, 2) : 1, day = text.size() > 7 ? number(8, 2) : 1;
  if (year < 1 || !is_valid_day(year, month, day)) return std::nullopt;
  date.year = static_cast<std::int16_t>(year);
  date.month = static_cast<std::uint8_t>(month);
  date.day = static_cast<std::uint8_t>(day);
  date.precision = text.size() == 4 ? Precision::year : text.size() == 7 ? Precision::month : Precision::day;
  return date;
}

PartialDate local_today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return civil_from_days(days_from_civil(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday));
}

/// A period that is written or said.
std::optional<DateRange> parse_period(std::string_view text) {
  if (const auto date = parse_day(text)) return DateRange{date, date};
  return spoken_range(text, local_today());
}

std::vector<std::string> spoken_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ' || c == '-' || c == '_') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += is_ascii_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

enum class Unit { day, week, month, year };

std::optional<Unit> unit_of(std::string_view word) {
  if (word.ends_with('s')) word.remove_suffix(1);
  if (word == "day") return Unit::day;
  if (word == "week") return Unit::week;
  if (word == "month") return Unit::month;
  if (word == "year") return Unit::year;
  return std::nullopt;
}

/// The day `months` before, or the last one of that month if it has no such day.
PartialDate months_before(const PartialDate& day, int months) {
  const int all = day.year * 12 + day.month - 1 - months;
  const int year = std::max(all / 12, 1), month = all % 12 + 1;
  return civil_from_days(days_from_civil(year, month, std::min<int>(day.day, days_in_month(year, month))));
}

/// The calendar's unit that holds `day`.
DateRange calendar_unit(Unit unit, const PartialDate& day) {
  if (unit == Unit::month || unit == Unit::year) {
    const PartialDate period = truncated(day, unit == Unit::month ? Precision::month : Precision::year);
    return {period, period};
  }
  constexpr std::int64_t a_monday = 4;  // 1970-01-05
  const std::int64_t number = first_day(day);
  const std::int64_t monday = number - ((number - a_monday) % 7 + 7) % 7;
  return {civil_from_days(monday), civil_from_days(monday + 6)};
}

PartialDate one_unit_before(Unit unit, const PartialDate& day) {
  if (unit == Unit::week) return civil_from_days(first_day(day) - 7);
  return months_before(day, unit == Unit::month ? 1 : 12);
}

/// `count` units up to today.
DateRange past(int count, Unit unit, const PartialDate& today) {
  if (unit == Unit::day || unit == Unit::week)
    return {civil_from_days(first_day(today) - std::int64_t{count} * (unit == Unit::week ? 7 : 1) + 1), today};
  const PartialDate before = months_before(today, std::min(count * (unit == Unit::year ? 12 : 1), (today.year - 1) * 12));
  return {civil_from_days(first_day(before) + 1), today};
}

}  // namespace

bool looks_like_range_of_days(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos || text.find('-') == std::string_view::npos) return false;
  const std::string_view from = text.substr(0, dots), to = text.substr(dots + 2);
  return (from.empty() || looks_like_day(from)) && (to.empty() || looks_like_day(to));
}

std::optional<DateRange> spoken_range(std::string_view text, const PartialDate& today) {
  const std::vector<std::string> words = spoken_words(text);
  if (words.size() == 1 && words[0] == "today") return DateRange{today, today};
  if (words.size() == 1 && words[0] == "yesterday") {
    const PartialDate yesterday = civil_from_days(first_day(today) - 1);
    return DateRange{yesterday, yesterday};
  }
  if (words.size() < 2 || words.size() > 3) return std::nullopt;
  const auto unit = unit_of(words.back());
  if (!unit) return std::nullopt;
  const bool is_past = words[0] == "past";
  if (words.size() == 3) {
    int count = 0;
    const auto [end, error] = std::from_chars(words[1].data(), words[1].data() + words[1].size(), count);
    if ((!is_past && words[0] != "last") || error != std::errc() || end != words[1].data() + words[1].size()) return std::nullopt;
    if (count < 1 || count > longest_count) return std::nullopt;
    return past(count, *unit, today);
  }
  if (is_past) return past(1, *unit, today);
  if (*unit == Unit::day) return std::nullopt;  // "last day" of what?
  if (words[0] == "this") return calendar_unit(*unit, today);
  if (words[0] == "last") return calendar_unit(*unit, one_unit_before(*unit, today));
  return std::nullopt;
}

DateText parse_open_range(std::string_view name, std::string_view text) {
  const auto period = parse_period(trimmed(text));
  if (!period) return {{}, "not a date (as in " + std::string(name) + ":2024, 2024-05 or 2024-05-01)"};
  DateText out;
  if (name == "before") {
    if (first_day(*period->from) <= days_from_civil(1, 1, 1)) return {{}, "nothing is before the year 1"};
    out.range.to = civil_from_days(first_day(*period->from) - 1);
  } else {
    if (last_day(*period->to) >= days_from_civil(9999, 12, 31)) return {{}, "nothing is after the year 9999"};
    out.range.from = civil_from_days(last_day(*period->to) + 1);
  }
  return out;
}

DateText parse_date_text(std::string_view text) {
  constexpr std::string_view forms = " (as in 2024, 2024-05, 2024-05-01, 2024-05..2025, ..1970 or 2020..)";
  text = trimmed(text);
  DateText out;
  const auto period = [&](std::string_view part) {
    part = trimmed(part);
    if (part.empty()) return DateRange{};
    const auto found = parse_period(part);
    if (!found) out.mistake = "not a date" + std::string(forms);
    return found.value_or(DateRange{});
  };
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    out.range = period(text);
  } else {
    out.range.from = period(text.substr(0, dots)).from;
    out.range.to = period(text.substr(dots + 2)).to;
  }
  if (!out.mistake.empty()) return out;
  if (!out.range.from && !out.range.to) out.mistake = "a range needs a date at one end at least" + std::string(forms);
  if (out.range.from && out.range.to && first_day(*out.range.from) > last_day(*out.range.to))
    out.mistake = "this range ends before it begins";
  return out;
}

}  // namespace backfile::detail
