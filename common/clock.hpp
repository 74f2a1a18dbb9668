// The one clock: what is written down of the present comes from here. SOURCE_DATE_EPOCH (reproducible-builds.org) stands in for it, so that
// outputs can be made again byte for byte.
#pragma once

#include <cstdint>
#include <string>

namespace backfile {

/// Seconds since 1970-01-01T00:00:00Z: SOURCE_DATE_EPOCH if it is a number, else the system's time.
[[nodiscard]] std::int64_t seconds_now();
/// The same in microseconds.
[[nodiscard]] std::int64_t microseconds_now();

/// "2025-05-04T09:06:00Z", for years 1 to 9999.
[[nodiscard]] std::string utc_text(std::int64_t seconds);
/// "2025-05-04T09:06:00.000123Z".
[[nodiscard]] std::string utc_text_of_microseconds(std::int64_t microseconds);

}  // namespace backfile
