// Dates as metadata holds them: ISO 8601 and its misspellings, epoch numbers, RFC 822, and at last whatever a reader
// would write.
#include <string>

#include "common/date.hpp"
#include "indexer/extract/dates/published.hpp"
#include "indexer/extract/dates/zone_names.hpp"

namespace backfile {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n\f\"'[]";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// Seconds (10 digits or 9) or milliseconds (13 or 12) since 1970, as an instant in UTC: from 1973 to 2100.
std::optional<PartialDate> parse_epoch(std::string_view text) {
  const auto point = text.find('.');
  if (point != std::string_view::npos && point >= 9) text = text.substr(0, point);
  if (text.size() < 9 || text.size() > 13 || text.size() == 11) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (text.size() >= 12) value /= 1000;
  if (value < 100'000'000 || value > 4'102'444'800) return std::nullopt;
  PartialDate date = civil_from_days(value / 86'400);
  const auto second = static_cast<int>(value % 86'400);
  date.hour = static_cast<std::uint8_t>(second / 3600);
  date.minute = static_cast<std::uint8_t>(second / 60 % 60);
  date.second = static_cast<std::uint8_t>(second % 60);
  date.precision = Precision::second;
  date.offset_minutes = 0;
  return date;
}

}  // namespace

std::optional<PartialDate> parse_any_date(std::string_view text, std::string_view language,
                                          std::string_view default_timezone) {
  text = trimmed(text.substr(0, 256));
  if (text.size() < 4) return std::nullopt;
  auto date = parse_iso_date(text);
  // A bare number of four digits may be anything; years of print alone are dates.
  if (date && (date->year < 1500 || date->year > 2100)) date.reset();
  if (!date) date = parse_epoch(text);
  if (!date) {
    const auto found = dates_in_text(text, language);
    if (!found.empty()) date = found.front().date;
  }
  if (date) dates::apply_default_zone(*date, default_timezone);
  return date;
}

}  // namespace backfile
