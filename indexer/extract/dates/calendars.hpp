// Years and days of other calendars in Gregorian terms.
#pragma once

#include <backfile/date.hpp>
#include <optional>
#include <string_view>

namespace backfile::dates {

/// A valid day of the Gregorian calendar, or nullopt.
[[nodiscard]] std::optional<PartialDate> day_date(int year, int month, int day);
/// A month of the Gregorian calendar; the parts must be in range.
[[nodiscard]] PartialDate month_date(int year, int month);

/// A day of the Solar Hijri calendar (Iran, Afghanistan), years 1200 to 1500, by the 33-year rule, which agrees with
/// the official calendar from 1925 to 2088. nullopt for an impossible day.
[[nodiscard]] std::optional<PartialDate> from_solar_hijri(int year, int month, int day);

/// A year as printed, in the Gregorian count: Buddhist years (2400 and later) less 543; other years as they are if they
/// can be of print at all (1500 to 2100). nullopt for anything else.
[[nodiscard]] std::optional<int> gregorian_year(int printed);

/// The first year of a named era less one ("令和" 2018, "民國" 1911), or nullopt. The name is not folded.
[[nodiscard]] std::optional<int> era_start(std::string_view name);

}  // namespace backfile::dates
