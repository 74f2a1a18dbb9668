#include "indexer/extract/dates/printed_zone.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "common/date.hpp"
#include "indexer/extract/dates/zone_names.hpp"

namespace backfile::dates {
namespace {

/// A witness of the printed day must be worth as much as a date beside the headline or in the address.
constexpr double least_witness = 30;

constexpr int day_minutes = 24 * 60;

std::int64_t floor_days(std::int64_t seconds) {
  return seconds >= 0 ? seconds / 86'400 : (seconds - 86'399) / 86'400;
}

PartialDate in_offset(const PartialDate& date, std::int16_t offset) {
  const std::int64_t local = earliest_instant(date) + offset * 60;
  const std::int64_t day = floor_days(local);
  PartialDate moved = civil_from_days(day);
  const auto second = static_cast<int>(local - day * 86'400);
  moved.hour = static_cast<std::uint8_t>(second / 3600);
  moved.minute = static_cast<std::uint8_t>(second / 60 % 60);
  moved.second = static_cast<std::uint8_t>(second % 60);
  moved.precision = date.precision;
  moved.offset_minutes = offset;
  return moved;
}

bool on_day(const PartialDate& date, const PartialDate& day) {
  return first_day(date) == first_day(day);
}

/// The offset under which the instant reads as the printed time of day.
std::optional<std::int16_t> offset_by_clock(const PartialDate& instant, PartialDate printed) {
  printed.offset_minutes = std::int16_t{0};
  const std::int64_t minutes = (earliest_instant(printed) / 60) - (earliest_instant(instant) / 60);
  if (minutes < -12 * 60 - 2 || minutes > 14 * 60 + 2) return std::nullopt;
  const auto quarters = static_cast<int>((minutes + 2 * day_minutes + 7) / 15 - 2 * day_minutes / 15) * 15;
  if (std::abs(static_cast<int>(minutes) - quarters) > 2) return std::nullopt;
  return static_cast<std::int16_t>(quarters);
}

std::string_view top_level_domain(std::string_view address) {
  const std::string_view host = address.substr(0, address.find('/', std::min<std::size_t>(address.size(), 8)));
  const auto dot = host.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : host.substr(dot + 1);
}

struct LanguageZones {
  std::string_view language;
  std::array<std::string_view, 3> zones;
};

// Where most publishers of a language sit, west and east of Greenwich.
constexpr LanguageZones language_zones[] = {
    {"ar", {"Africa/Cairo", "Asia/Riyadh", "Africa/Casablanca"}},
    {"de", {"Europe/Berlin", "", ""}},
    {"en", {"Europe/London", "America/New_York", "Asia/Kolkata"}},
    {"es", {"Europe/Madrid", "America/Bogota", "America/Mexico_City"}},
    {"fr", {"Europe/Paris", "America/Toronto", ""}},
    {"id", {"Asia/Jakarta", "", ""}},
    {"pt", {"America/Sao_Paulo", "Europe/Lisbon", ""}},
    {"ru", {"Europe/Moscow", "", ""}},
    {"zh", {"Asia/Shanghai", "", ""}},
    {"ja", {"Asia/Tokyo", "", ""}},
    {"ko", {"Asia/Seoul", "", ""}},
    {"hi", {"Asia/Kolkata", "", ""}},
    {"fa", {"Asia/Tehran", "", ""}},
    {"sv", {"Europe/Stockholm", "", ""}},
    {"da", {"Europe/Copenhagen", "", ""}},
    {"nb", {"Europe/Oslo", "", ""}},
    {"cs", {"Europe/Prague", "", ""}},
    {"el", {"Europe/Athens", "", ""}},
    {"uk", {"Europe/Kyiv", "", ""}},
    {"he", {"Asia/Jerusalem", "", ""}},
};

/// The zone of the country that the address or the language tag names, or empty.
std::string_view country_zone(const DateContext& context) {
  if (const auto zone = zone_of_country(top_level_domain(context.address)); !zone.empty()) return zone;
  const auto dash = context.language.rfind('-');
  if (dash == std::string_view::npos || context.language.size() - dash != 3) return {};
  const std::array<char, 2> region = {static_cast<char>(context.language[dash + 1] | 0x20),
                                      static_cast<char>(context.language[dash + 2] | 0x20)};
  const std::string_view name(region.data(), 2);
  return zone_of_country(name == "gb" ? "uk" : name);
}

/// The zones a page is likely to be printed in, best first.
std::vector<std::string_view> likely_zones(const DateContext& context) {
  std::vector<std::string_view> zones;
  if (!context.default_timezone.empty()) zones.push_back(context.default_timezone);
  if (const auto zone = country_zone(context); !zone.empty()) zones.push_back(zone);
  const std::string_view language = context.language.substr(0, context.language.find('-'));
  if (const auto zone = zone_of_country(language);
      !zone.empty() && language != "ca" && language != "uk" && language != "ar" && language != "et")
    zones.push_back(zone);
  for (const LanguageZones& row : language_zones)
    if (row.language == language)
      for (const std::string_view zone : row.zones)
        if (!zone.empty()) zones.push_back(zone);
  return zones;
}

std::optional<PartialDate> moved_to_day(const PartialDate& date, const PartialDate& printed,
                                        const DateContext& context) {
  for (const std::string_view zone : likely_zones(context)) {
    const auto offset = offset_of_zone(zone, date);
    if (!offset) continue;
    const PartialDate moved = in_offset(date, *offset);
    if (on_day(moved, printed)) return moved;
  }
  // Nearly all papers are printed between California and New Zealand.
  const int sign = first_day(printed) > first_day(date) ? 1 : -1;
  for (int hours = 1; hours <= (sign < 0 ? 8 : 13); ++hours) {
    const PartialDate moved = in_offset(date, static_cast<std::int16_t>(sign * hours * 60));
    if (on_day(moved, printed)) return moved;
  }
  return std::nullopt;
}

/// Midnight to the second in the publisher's country is a day without a time, told in UTC.
std::optional<PartialDate> local_midnight(const PartialDate& utc, const DateContext& context) {
  if (utc.minute != 0 || utc.second != 0 || utc.hour < 12) return std::nullopt;
  const auto offset = offset_of_zone(country_zone(context), utc);
  if (!offset) return std::nullopt;
  const PartialDate moved = in_offset(utc, *offset);
  return moved.hour == 0 && moved.minute == 0 ? std::optional(moved) : std::nullopt;
}

/// Where the page prints no day, readers saw that of the country in its address, if the day is one in all of the country's zones. The
/// region of a language tag does not count here: "en-US" and "es-ES" are what templates come with.
std::optional<PartialDate> local_day(const PartialDate& utc, const DateContext& context) {
  std::optional<PartialDate> local;
  for (const std::string_view zone : zones_of_country(top_level_domain(context.address))) {
    const auto offset = offset_of_zone(zone, utc);
    if (!offset) return std::nullopt;
    const PartialDate moved = in_offset(utc, *offset);
    if (on_day(moved, utc) || (local && !on_day(moved, *local))) return std::nullopt;
    if (!local) local = moved;
  }
  return local;
}

bool prints_a_day(const Found& found) {
  const bool read_by_people = found.source == Source::text ||
                              (found.source == Source::time_element && !found.date.offset_minutes) ||
                              (found.source == Source::address && !found.eight_digits) || found.source == Source::title;
  return read_by_people && found.weight >= least_witness && !found.modified && found.date.precision >= Precision::day;
}

}  // namespace

bool explained_by_zone(const PartialDate& zoned, const PartialDate& printed) {
  if (!zoned.offset_minutes || !zoned.has_time() || printed.precision < Precision::day) return false;
  if (printed.offset_minutes) return std::abs(earliest_instant(zoned) - earliest_instant(printed)) < 120;
  if (printed.has_time() && offset_by_clock(zoned, printed)) return true;
  const std::int64_t shift = first_day(printed) - first_day(zoned);
  if (*zoned.offset_minutes != 0 || (shift != 1 && shift != -1)) return false;
  const int minutes = zoned.hour * 60 + zoned.minute;
  const int needed = shift == 1 ? day_minutes - minutes : -minutes - 1;  // the least shift that changes the day
  return needed >= -10 * 60 && needed <= 14 * 60;
}

PartialDate as_printed(const PartialDate& date, const std::vector<Found>& all, const DateContext& context) {
  if (!date.offset_minutes || !date.has_time()) return date;
  // The same moment told elsewhere in the publisher's own zone.
  if (*date.offset_minutes == 0) {
    for (const Found& found : all) {
      if (!found.date.has_time() || found.date.offset_minutes.value_or(0) == 0 || found.place == Place::boxed) continue;
      if (std::abs(earliest_instant(found.date) - earliest_instant(date)) < 60)
        return in_offset(date, *found.date.offset_minutes);
    }
  }
  const Found* witness = nullptr;
  for (const Found& found : all) {
    if (!prints_a_day(found)) continue;
    if (on_day(found.date, date)) return date;
    if (found.date.offset_minutes) continue;
    if (explained_by_zone(date, found.date) && (!witness || found.weight > witness->weight)) witness = &found;
  }
  if (witness) {
    if (witness->date.has_time()) {
      if (const auto offset = offset_by_clock(date, witness->date)) return in_offset(date, *offset);
    }
    if (*date.offset_minutes == 0) return moved_to_day(date, witness->date, context).value_or(date);
    return date;
  }
  if (*date.offset_minutes != 0) return date;
  if (const auto local = local_midnight(date, context)) return *local;
  return local_day(date, context).value_or(date);
}

}  // namespace backfile::dates
