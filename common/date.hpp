// Partial dates: reading machine-readable forms, comparing, and the keys that sort and bucket them in the archive.
// The public value is backfile/date.hpp. All functions are pure and thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <backfile/date.hpp>

namespace backfile {

/// Reads ISO 8601 / RFC 3339 and its usual misspellings ("2025-05-04", "1963-12", "1851", "20250504",
/// "2025-05-04T09:06:00.123Z", "2025-05-04 09:06 +0200", "2025-05-04T09:06:00+0200", "20250504T090600Z",
/// "20250504090600"), trimmed. A fraction of a second is dropped, a leap second is second 59. Returns nullopt for
/// anything else, impossible days, or a year outside 1..9999.
[[nodiscard]] std::optional<PartialDate> parse_iso_date(std::string_view text);

/// Days in the month of the proleptic Gregorian calendar.
[[nodiscard]] int days_in_month(int year, int month);
[[nodiscard]] bool is_valid_day(int year, int month, int day);

/// Days since 1970-01-01.
[[nodiscard]] std::int64_t days_from_civil(int year, int month, int day);
[[nodiscard]] PartialDate civil_from_days(std::int64_t days);

/// Seconds since 1970-01-01T00:00:00Z of the earliest instant the date may mean; an unknown zone counts as UTC.
[[nodiscard]] std::int64_t earliest_instant(const PartialDate&);
/// First and last possible day as days since 1970-01-01: equal for a full day.
[[nodiscard]] std::int64_t first_day(const PartialDate&);
[[nodiscard]] std::int64_t last_day(const PartialDate&);

/// The known prefix in digits, as facets and terms use it: "1851", "196312", "20250504".
[[nodiscard]] std::string day_bucket(const PartialDate&);
/// A bucket for people: "1851", "1963-12", "2025-05-04".
[[nodiscard]] std::string show_bucket(std::string_view bucket);

/// The date cut to `precision` if it knows more.
[[nodiscard]] PartialDate truncated(PartialDate, Precision);

}  // namespace backfile
