#include "searcher/cli/chart_axes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace backfile::cli {

namespace {

constexpr double wanted_steps = 5;
constexpr double year_label_pixels = 46, month_label_pixels = 34;
constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The smallest of `steps` that is at least `wanted`; beyond them the last, times two, and so on.
int step_of(std::span<const int> steps, double wanted) {
  for (const int step : steps)
    if (step >= wanted) return step;
  int step = steps.back();
  while (step < wanted) step *= 2;
  return step;
}

bool begins_year(Field unit, const PartialDate& date) {
  return unit == Field::year || (date.month == 1 && (unit == Field::month || date.day == 1));
}

bool begins_month(Field unit, const PartialDate& date) { return unit == Field::month || (unit == Field::day && date.day == 1); }

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
  std::vector<TimeTick> ticks;
  if (periods.empty()) return ticks;
  const double pixels = width / static_cast<double>(periods.size());
  const double periods_a_year = unit == Field::year ? 1 : unit == Field::month ? 12 : 365.25;
  const int years = step_of(std::array{1, 2, 5, 10, 20, 50, 100}, year_label_pixels / (pixels * periods_a_year));
  const int months = step_of(std::array{1, 2, 3, 6, 12}, month_label_pixels / (pixels * periods_a_year / 12));
  const bool has_months = unit != Field::year && months < 12;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const PartialDate& date = periods[i];
    const std::string year = std::to_string(date.year);
    if (begins_year(unit, date)) {
      ticks.push_back({i, date.year % years == 0 ? year : std::string(), true});
    } else if (has_months && begins_month(unit, date) && (date.month - 1) % months == 0) {
      ticks.push_back({i, std::string(month_names[date.month - 1u]), false});
    }
  }
  // Of a short time without a new year or month in it the first day says where it stands.
  const bool has_year = std::ranges::any_of(ticks, [](const TimeTick& tick) { return tick.is_year && !tick.label.empty(); });
  if (!has_year) {
    if (!ticks.empty() && ticks.front().period == 0) ticks.erase(ticks.begin());
    const std::string first = unit == Field::year ? std::to_string(periods[0].year)
                              : unit == Field::month ? fmt::format("{} {}", month_names[periods[0].month - 1u], periods[0].year)
                                                     : to_string(periods[0]);
    const double room = 14 + 7 * static_cast<double>(first.size());
    std::erase_if(ticks, [&](const TimeTick& tick) { return static_cast<double>(tick.period) * pixels < room && !tick.label.empty(); });
    ticks.insert(ticks.begin(), {0, first, true});
  }
  return ticks;
}

}  // namespace backfile::cli
