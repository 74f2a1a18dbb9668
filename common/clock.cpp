#include "common/clock.hpp"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <fmt/format.h>

#include "common/date.hpp"

namespace backfile {

std::int64_t seconds_now() {
  if (const char* given = std::getenv("SOURCE_DATE_EPOCH")) {
    std::int64_t seconds = 0;
    const char* end = given + std::strlen(given);
    const auto [rest, error] = std::from_chars(given, end, seconds);
    if (error == std::errc() && rest == end) return seconds;
  }
  return std::time(nullptr);
}

std::string utc_text(std::int64_t seconds) {
  constexpr std::int64_t day_seconds = 86'400;
  const std::int64_t day = seconds >= 0 ? seconds / day_seconds : -((-seconds + day_seconds - 1) / day_seconds);
  const std::int64_t rest = seconds - day * day_seconds;
  const PartialDate date = civil_from_days(day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", date.year, date.month, date.day, rest / 3600, rest / 60 % 60, rest % 60);
}

}  // namespace backfile
