#include "common/clock.hpp"

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <optional>

#include <fmt/format.h>

#include "common/date.hpp"

namespace backfile {

namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t year_10000 = 253'402'300'800;

std::optional<std::int64_t> given_seconds() {
  const char* given = std::getenv("SOURCE_DATE_EPOCH");
  if (given == nullptr) return std::nullopt;
  std::int64_t seconds = 0;
  const char* end = given + std::strlen(given);
  const auto [rest, error] = std::from_chars(given, end, seconds);
  const bool is_time = error == std::errc() && rest == end && seconds >= 0 && seconds < year_10000;
  return is_time ? std::optional(seconds) : std::nullopt;
}

}  // namespace

std::int64_t seconds_now() { return given_seconds().value_or(std::time(nullptr)); }

std::int64_t microseconds_now() {
  if (const auto given = given_seconds()) return *given * second_us;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

std::string utc_text(std::int64_t seconds) {
  constexpr std::int64_t day_seconds = 86'400;
  const std::int64_t day = seconds >= 0 ? seconds / day_seconds : -((-seconds + day_seconds - 1) / day_seconds);
  const std::int64_t rest = seconds - day * day_seconds;
  const PartialDate date = civil_from_days(day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", date.year, date.month, date.day, rest / 3600, rest / 60 % 60, rest % 60);
}

std::string utc_text_of_microseconds(std::int64_t microseconds) {
  const std::int64_t fraction = (microseconds % second_us + second_us) % second_us;
  std::string text = utc_text((microseconds - fraction) / second_us);
  text.pop_back();
  return text + fmt::format(".{:06}Z", fraction);
}

}  // namespace backfile
