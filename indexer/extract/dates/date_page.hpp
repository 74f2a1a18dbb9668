// Dates that the page shows: <time>, attributes that hold a date, and short visible texts.
#pragma once

#include "indexer/extract/dates/date_candidates.hpp"

namespace backfile::dates {

void collect_from_page(const HtmlDocument&, const DateContext&, Collection&);

}  // namespace backfile::dates
