// Dates in web addresses: /2025/05/04/, /2025-05-04, /2025/may/04/, article20250504, ?date=20250504.
#pragma once

#include <backfile/date.hpp>
#include <optional>
#include <string_view>

namespace backfile::dates {

struct AddressDate {
  PartialDate date;       // a day, or a month
  bool separated = true;  // false: eight digits in a row, which may be a number of another kind
};

/// The date in path and query; nullopt when there is none, or when two disagree.
[[nodiscard]] std::optional<AddressDate> date_in_address(std::string_view address);

}  // namespace backfile::dates
