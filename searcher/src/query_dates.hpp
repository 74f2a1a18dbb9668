// Dates as the query language writes them, and as people say them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <backfile/date.hpp>

#include "common/date_range.hpp"

namespace backfile::detail {

struct DateText {
  DateRange range;
  std::string mistake;  // empty: none
};

/// A date or range: "1851", "2024-05", "2024-05-01..2024-06", "..1970", "2020..", "yesterday", "last week..today". What is said is
/// counted from today in the local time zone.
[[nodiscard]] DateText parse_date_text(std::string_view text);

/// "2024-05..2024-06", "..2024-05-31": a range with a month or day at one end at least ("2023..2024" are numbers), whether or not
/// the calendar has them.
[[nodiscard]] bool looks_like_range_of_days(std::string_view text);

/// The value of before: and after:, which exclude the whole period that they name.
[[nodiscard]] DateText parse_open_range(std::string_view name, std::string_view text);

/// "today", "yesterday", "this week", "last month" (the calendar's: weeks begin on Monday), "past year", "past 30 days" (up to today). A '-'
/// or '_' does for a space. nullopt for anything else. `today` is a full day.
[[nodiscard]] std::optional<DateRange> spoken_range(std::string_view text, const PartialDate& today);

}  // namespace backfile::detail
