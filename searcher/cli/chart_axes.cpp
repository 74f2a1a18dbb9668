#include "searcher/cli/chart_axes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace backfile::cli {

namespace {

constexpr double wanted_steps = 5;
constexpr double year_label_pixels = 46, month_label_pixels = 34, day_label_pixels = 22, lone_tick_pixels = 6, character_pixels = 7.5;
constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The smallest of `steps` that is at least `wanted`; beyond them the last, times two, and so on.
int step_of(std::span<const int> steps, double wanted) {
  for (const int step : steps)
    if (step >= wanted) return step;
  int step = steps.back();
  while (step < wanted) step *= 2;
  return step;
}

bool begins_month(Field unit, const PartialDate& date) { return unit == Field::month || date.day == 1; }
bool begins_year(Field unit, const PartialDate& date) { return unit == Field::year || (date.month == 1 && begins_month(unit, date)); }

/// How many periods of each kind lie between two labels, as the pixels allow.
struct Steps {
  int days = 31, months = 12, years = 1;  // 31 and 12: none are named
  bool lone_years = true;                 // years without a label have ticks
};

Steps steps_for(Field unit, double period_pixels) {
  const double year = period_pixels * (unit == Field::year ? 1 : unit == Field::month ? 12 : 365.25);
  Steps steps;
  if (unit == Field::day) steps.days = step_of(std::array{1, 2, 5, 10, 31}, day_label_pixels / period_pixels);
  if (unit != Field::year) steps.months = step_of(std::array{1, 2, 3, 6, 12}, month_label_pixels / (year / 12));
  steps.years = step_of(std::array{1, 2, 5, 10, 20, 50, 100}, year_label_pixels / year);
  steps.lone_years = year >= lone_tick_pixels;
  return steps;
}

/// 1, 3, 5 ...; 1, 5, 10 ...: and none so late that the first of the next month has no room.
bool is_named_day(int day, int step) {
  if (step == 1 || day == 1) return true;
  if (day + step > 31) return false;
  return step == 2 ? day % 2 == 1 : day % step == 0;
}

std::string month_name(const PartialDate& date) { return std::string(month_names[date.month - 1u]); }

/// Days below months, months below years, or years alone.
std::vector<TimeTick> wanted_ticks(Field unit, std::span<const PartialDate> periods, const Steps& steps) {
  std::vector<TimeTick> ticks;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const PartialDate& date = periods[i];
    const bool first = i == 0, new_month = begins_month(unit, date), new_year = begins_year(unit, date);
    if (steps.days < 31) {
      const std::string group = first || new_month ? month_name(date) + " " + std::to_string(date.year) : "";
      const std::string label = is_named_day(date.day, steps.days) ? std::to_string(date.day) : "";
      if (!label.empty() || !group.empty()) ticks.push_back({i, label, group, false});
    } else if (steps.months < 12) {
      const std::string group = first || new_year ? std::to_string(date.year) : "";
      const std::string label = new_month && (date.month - 1) % steps.months == 0 ? month_name(date) : "";
      if (!label.empty() || !group.empty()) ticks.push_back({i, label, group, unit == Field::day});
    } else if (new_year) {
      const std::string label = date.year % steps.years == 0 ? std::to_string(date.year) : "";
      if (!label.empty() || steps.lone_years) ticks.push_back({i, label, "", unit != Field::year});
    }
  }
  return ticks;
}

/// What is left of a group at the beginning gives way to the next one when there is no room for its name.
void drop_crowded_group(std::vector<TimeTick>& ticks, double period_pixels) {
  if (ticks.empty() || ticks.front().group.empty()) return;
  const auto next = std::find_if(ticks.begin() + 1, ticks.end(), [](const TimeTick& tick) { return !tick.group.empty(); });
  const double room = next == ticks.end() ? HUGE_VAL : static_cast<double>(next->period - ticks.front().period) * period_pixels;
  if (room < character_pixels * static_cast<double>(ticks.front().group.size() + 1)) ticks.front().group.clear();
}

}  // namespace

ValueAxis value_axis(double most, double least_step) {
  if (most <= 0) return {.top = least_step, .step = least_step};
  const double rough = most / wanted_steps;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  double step = power * 10;
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= rough * (1 - 1e-9)) {
      step = factor * power;
      break;
    }
  step = std::max(step, least_step);
  return {.top = std::ceil(most / step - 1e-9) * step, .step = step};
}

std::string axis_number(double value, double step) {
  const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
  if (decimals > 0) return fmt::format("{:.{}f}", value, decimals);
  std::string digits = fmt::format("{:.0f}", value);
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::vector<TimeTick> time_ticks(Field unit, std::span<const PartialDate> periods, double width) {
  if (periods.empty()) return {};
  const double pixels = width / static_cast<double>(periods.size());
  std::vector<TimeTick> ticks = wanted_ticks(unit, periods, steps_for(unit, pixels));
  drop_crowded_group(ticks, pixels);
  // A short time within a longer step has no label yet.
  const bool named = std::ranges::any_of(ticks, [](const TimeTick& tick) { return !tick.label.empty() || !tick.group.empty(); });
  if (!named) ticks.insert(ticks.begin(), {0, std::to_string(periods[0].year), "", unit != Field::year});
  return ticks;
}

}  // namespace backfile::cli
