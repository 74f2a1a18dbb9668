// Where a chart's ticks stand and what they say: pure arithmetic, apart from any drawing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <backfile/date.hpp>
#include <backfile/results.hpp>

namespace backfile::cli {

/// The values of a vertical axis from 0 to `top`, in equal steps of 1, 2 or 5 times a power of ten.
struct ValueAxis {
  double top = 1, step = 1;
};
/// About five steps, the last of them at `most` or above; `least_step`: counts have no halves.
[[nodiscard]] ValueAxis value_axis(double most, double least_step);

/// "12,000", "0.5": no more decimals than `step` has.
[[nodiscard]] std::string axis_number(double value, double step);

/// A tick of a time axis, at the period with this index.
struct TimeTick {
  std::size_t period = 0;
  std::string label = {};  // of the period, or of the time that begins with it: "Mar", "15", "2024"; empty: a tick alone
  std::string group = {};  // in the row below, what begins here: "2024", "Mar 2024"
  bool begins = false;     // the label speaks of a longer time than the period: it stands where that begins, not below the period
};
/// Ticks for consecutive periods; labels are as many as stand beside each other in `width` pixels.
[[nodiscard]] std::vector<TimeTick> time_ticks(Field unit, std::span<const PartialDate> periods, double width);

}  // namespace backfile::cli
