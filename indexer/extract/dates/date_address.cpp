#include "indexer/extract/dates/date_address.hpp"

#include <array>
#include <string>

#include "indexer/extract/dates/calendars.hpp"
#include "indexer/extract/dates/month_names.hpp"

namespace backfile::dates {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 8)) value = value * 10 + (c - '0');
  return value;
}

std::optional<PartialDate> day(int year, int month, int day_of_month) {
  return year < 1800 || year > 2100 ? std::nullopt : day_date(year, month, day_of_month);
}

bool is_separator(char c) {
  return c == '/' || c == '-' || c == '_' || c == '.';
}

/// "05" or "may" at `at`: the month, and where it ends.
int month_at(std::string_view text, std::size_t at, std::size_t& end) {
  if (const std::size_t count = digits_from(text, at); count == 1 || count == 2) {
    end = at + count;
    return number(text.substr(at, count));
  }
  end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  if (end - at < 3) return 0;
  std::string word;
  append_folded(text.substr(at, end - at), word);
  const auto month = month_of(word, "en");
  return month && month->calendar == Calendar::gregorian ? month->month : 0;
}

/// A date whose year starts at `at`: y/m/d with any separator, or y/m/ alone between slashes.
std::optional<AddressDate> year_first(std::string_view text, std::size_t at) {
  const int year = number(text.substr(at, 4));
  const std::size_t separator = at + 4;
  if (separator >= text.size() || !is_separator(text[separator])) return std::nullopt;
  std::size_t month_end = 0;
  const int month = month_at(text, separator + 1, month_end);
  if (month < 1 || month > 12) return std::nullopt;
  if (month_end < text.size() && is_separator(text[month_end])) {
    const std::size_t count = digits_from(text, month_end + 1);
    if (count == 1 || count == 2) {
      if (const auto date = day(year, month, number(text.substr(month_end + 1, count)))) return AddressDate{*date};
    }
  }
  const bool month_folder =
      text[separator] == '/' && month_end < text.size() && text[month_end] == '/' && at > 0 && text[at - 1] == '/';
  if (!month_folder || !day(year, month, 1)) return std::nullopt;
  return AddressDate{month_date(year, month)};
}

/// "2025/0504"
std::optional<AddressDate> month_and_day_together(std::string_view text, std::size_t at) {
  if (text[at + 4] != '/' || digits_from(text, at + 5) != 4) return std::nullopt;
  const auto date = day(number(text.substr(at, 4)), number(text.substr(at + 5, 2)), number(text.substr(at + 7, 2)));
  return date ? std::optional(AddressDate{*date}) : std::nullopt;
}

/// d-m-y ending at the year that starts at `at`: "04-05-2025", only where it cannot be read as m-d-y or is day-first by
/// being impossible.
std::optional<AddressDate> year_last(std::string_view text, std::size_t at) {
  if (at < 6 || !is_separator(text[at - 1]) || !is_digit(text[at - 2])) return std::nullopt;
  std::size_t b = at - 2;
  while (b > 0 && is_digit(text[b - 1])) --b;
  if (b < 2 || at - 1 - b > 2 || text[b - 1] != text[at - 1] || !is_digit(text[b - 2])) return std::nullopt;
  std::size_t a = b - 2;
  while (a > 0 && is_digit(text[a - 1])) --a;
  if (b - 1 - a > 2 ||
      (a > 0 && (is_digit(text[a - 1]) || (is_separator(text[a - 1]) && a > 1 && is_digit(text[a - 2])))))
    return std::nullopt;
  const int first = number(text.substr(a, b - 1 - a)), second = number(text.substr(b, at - 1 - b)),
            year = number(text.substr(at, 4));
  const auto day_first = day(year, second, first), month_first = day(year, first, second);
  if (day_first && month_first && first != second) return std::nullopt;
  const auto& date = day_first ? day_first : month_first;
  return date ? std::optional(AddressDate{*date}) : std::nullopt;
}

}  // namespace

std::optional<AddressDate> date_in_address(std::string_view address) {
  const std::size_t scheme = address.find("://");
  const std::size_t path = address.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  if (path == std::string_view::npos) return std::nullopt;
  const std::string_view text = address.substr(path, 2048);
  std::optional<AddressDate> best;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    const std::size_t count = digits_from(text, at);
    std::optional<AddressDate> found;
    if (count == 4) {
      found = year_first(text, at);
      if (!found && at + 4 < text.size()) found = month_and_day_together(text, at);
      if (!found) found = year_last(text, at);
    } else if (count == 8 || count == 12 || count == 14) {
      const int year = number(text.substr(at, 4));
      // Eight digits in a row: only years that pages of the web can have, since numbers of articles look alike.
      if (year >= 1990) {
        if (const auto date = day(year, number(text.substr(at + 4, 2)), number(text.substr(at + 6, 2))))
          found = AddressDate{*date, false};
      }
    }
    if (found) {
      const bool better =
          !best || (found->separated && !best->separated) || found->date.precision > best->date.precision;
      if (best && best->date.precision == Precision::day && found->date.precision == Precision::day &&
          best->separated == found->separated && best->date != found->date)
        return std::nullopt;
      if (better) best = found;
    }
    at += count;
  }
  return best;
}

}  // namespace backfile::dates
