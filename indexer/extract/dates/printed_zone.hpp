// An instant and the day its page prints may lie on different days of the calendar: templates give UTC, people read
// local time. The printed day is the article's; the instant must stay what it is. So the instant is told in the zone
// that explains the print.
#pragma once

#include <vector>

#include "indexer/extract/dates/date_candidates.hpp"

namespace backfile::dates {

/// True when `zoned` (an instant) may be printed on `printed`'s day somewhere on earth, though its own day differs.
[[nodiscard]] bool explained_by_zone(const PartialDate& zoned, const PartialDate& printed);

/// `date` in the zone under which it has the day that the page prints (or that its address holds): the zone that the
/// printed time of day shows, else one that the country or language of the page keeps, else the nearest whole hour.
/// Unchanged when the print agrees, or nothing is printed.
[[nodiscard]] PartialDate as_printed(const PartialDate& date, const std::vector<Found>& all,
                                     const DateContext& context);

}  // namespace backfile::dates
