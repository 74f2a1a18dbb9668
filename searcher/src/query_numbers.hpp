// Numbers and ranges of them, as texts and queries write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace backfile::detail {

/// Inclusive; an absent end is open.
struct NumberRange {
  std::optional<double> from, to;

  [[nodiscard]] bool contains(double value) const { return !(from && value < *from) && !(to && value > *to); }
  [[nodiscard]] bool is_reversed() const { return from && to && *from > *to; }
  friend bool operator==(const NumberRange&, const NumberRange&) = default;
};

/// What `text` says as a whole, at most 15 digits: "1851", "1,000", "1.000.000", "3.14", "1.234,5". Where one separator alone does not tell, three digits behind it
/// are thousands: "1.500" is 1500. Absent when it is no number: "14.3.2024", "1960s".
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// "1000..2000", "1000..", "..2000", "$5..$10", "5%..", in the digits of any script; absent for anything else, also for "..".
[[nodiscard]] std::optional<NumberRange> parse_number_range(std::string_view text);

/// Reads back as the same range. A range of one number is that number when `single` says that it may be.
enum class SingleNumber { as_range, alone };
[[nodiscard]] std::string print_number_range(const NumberRange&, SingleNumber);

}  // namespace backfile::detail
