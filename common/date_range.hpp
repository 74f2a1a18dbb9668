// Ranges of days, and how they are put together from year, month and day terms. Boolean terms beat value ranges 11 times for
// a month and twice for three years (measured), so a range is composed of whole years, whole months, and days at its edges.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/date.hpp>

namespace backfile {

/// Inclusive; an absent end is open.
struct DateRange {
  std::optional<PartialDate> from, to;
};

/// Buckets ("1851", "185106", "18510614": see day_bucket) whose union is exactly the set of dates that lie inside the range with
/// their whole possible period. Both ends are bounded by `first_year` and `last_year` (those the archive holds; bounds outside 1..9999 are
/// clamped). At most about 100 buckets per century and 82 more for ragged ends. Empty for a reversed range.
[[nodiscard]] std::vector<std::string> compose_range(const DateRange&, int first_year, int last_year);

}  // namespace backfile
