// When a record was captured, by its own date.
#pragma once

#include <optional>
#include <string_view>

#include "common/date.hpp"

namespace backfile {

/// `date`: WARC-Date or ARC's, of which times are UTC.
[[nodiscard]] inline std::optional<PartialDate> captured_at(std::string_view date) {
  auto captured = parse_iso_date(date);
  if (captured && captured->has_time() && !captured->offset_minutes) captured->offset_minutes = 0;
  return captured;
}

}  // namespace backfile
