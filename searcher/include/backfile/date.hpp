// A calendar date of which only a part may be known, as publishers print them: "1851", "1963-12", "2025-05-04",
// "2025-05-04T09:06:00-04:00". A plain value; free to cross threads.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include <backfile/version.hpp>

namespace backfile {

/// How much of a date is known.
enum class Precision : std::uint8_t { year, month, day, minute, second };

/// A date in the proleptic Gregorian calendar, as printed by its source and never moved to another zone.
/// Fields beyond `precision` hold their defaults. `year` is 1 to 9999.
struct PartialDate {
  std::int16_t year = 0;
  std::uint8_t month = 1;   // 1..12
  std::uint8_t day = 1;     // 1..31
  std::uint8_t hour = 0;    // 0..23
  std::uint8_t minute = 0;  // 0..59
  std::uint8_t second = 0;  // 0..59
  Precision precision = Precision::year;
  std::optional<std::int16_t> offset_minutes = {};  // east of UTC; only with a time of day; absent = zone unknown

  [[nodiscard]] bool has_time() const noexcept { return precision >= Precision::minute; }
  friend bool operator==(const PartialDate&, const PartialDate&) = default;
};

/// RFC 3339 as far as known: "1851", "1963-12", "2025-05-04", "2025-05-04T09:06:00-04:00"; without a known zone
/// "2025-05-04T09:06:00". Unknown seconds are written as 00, a zero offset as "+00:00".
[[nodiscard]] BACKFILE_API std::string to_string(const PartialDate&);

/// "year", "month", "day", "minute" or "second".
[[nodiscard]] BACKFILE_API std::string_view to_string(Precision) noexcept;

}  // namespace backfile
