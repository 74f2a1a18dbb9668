// Times of day as printed beside a date: "9:06 a.m. EDT", "09.06 Uhr", "21h06", "오후 9:06", "9时06分", "12:30:00
// +0200".
#pragma once

#include <backfile/date.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "indexer/extract/dates/date_tokens.hpp"

namespace backfile::dates {

struct TimeOfDay {
  std::uint8_t hour = 0, minute = 0, second = 0;
  bool has_seconds = false;
  std::size_t first = 0, end = 0;  // tokens, with half-of-day words and zone
  std::optional<std::int16_t> offset_minutes = {};
  std::string_view zone = {};  // folded abbreviation, when there is one and no offset
};

/// The time that starts exactly at token `i`. `after_date` allows the forms that are too loose elsewhere ("09.06", "9
/// h").
[[nodiscard]] std::optional<TimeOfDay> time_at(const Tokens&, std::size_t i, bool after_date);

/// The time that follows a date ending before token `i`, past commas, "at", "um", "|", a day's name and the like.
[[nodiscard]] std::optional<TimeOfDay> time_after(const Tokens&, std::size_t i);

/// The time that precedes a date starting at token `i`: "9:06 AM EDT, Sun May 4, 2025".
[[nodiscard]] std::optional<TimeOfDay> time_before(const Tokens&, std::size_t i);

/// `day` with the time; the zone's offset for that very moment where it is known.
[[nodiscard]] PartialDate with_time(PartialDate day, const TimeOfDay&, std::string_view language);

}  // namespace backfile::dates
