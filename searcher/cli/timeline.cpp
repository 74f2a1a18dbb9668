#include "searcher/cli/timeline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "common/date.hpp"
#include "searcher/cli/render.hpp"

namespace backfile::cli {

namespace {

constexpr int columns_of_a_pipe = 80;

/// The number of a period, counted from the year 0, 1970 or so: neighbours differ by one.
std::int64_t period_of(Field unit, const PartialDate& date) {
  if (unit == Field::year) return date.year;
  if (unit == Field::month) return date.year * 12 + date.month - 1;
  return days_from_civil(date.year, date.month, date.day);
}

std::string label_of(Field unit, std::int64_t period) {
  PartialDate date;
  if (unit == Field::day) {
    date = civil_from_days(period);
    date.precision = Precision::day;
  } else if (unit == Field::month) {
    date.year = static_cast<std::int16_t>(period / 12);
    date.month = static_cast<std::uint8_t>(period % 12 + 1);
    date.precision = Precision::month;
  } else {
    date.year = static_cast<std::int16_t>(period);
  }
  return to_string(date);
}

Precision precision_of(Field unit) {
  return unit == Field::year ? Precision::year : unit == Field::month ? Precision::month : Precision::day;
}

using Coverage = std::map<std::optional<std::string>, std::uint64_t>;

void add_gap(std::vector<TimelineRow>& rows, Field unit, std::int64_t from, std::int64_t to, const Coverage& coverage, std::int64_t longest) {
  if (to - from > longest) {
    rows.push_back({.label = {}, .empty = static_cast<std::uint64_t>(to - from)});
    return;
  }
  for (std::int64_t period = from; period < to; ++period) {
    const std::string label = label_of(unit, period);
    const auto found = coverage.find(label);
    rows.push_back({.label = label, .of = found == coverage.end() ? 0 : found->second});
  }
}

double share_of(const TimelineRow& row) { return row.of ? static_cast<double>(row.count) / static_cast<double>(row.of) : 0; }

}  // namespace

std::vector<TimelineRow> timeline_rows(const Facet& facet, const Facet* coverage, std::int64_t longest) {
  Coverage all;
  if (coverage) {
    for (const Bucket& bucket : coverage->buckets) all[bucket.value] = bucket.count;
  }
  std::vector<TimelineRow> rows;
  std::vector<TimelineRow> last;
  std::optional<std::int64_t> next;  // the first period without a row yet
  for (const Bucket& bucket : facet.buckets) {
    const TimelineRow row{.label = bucket_label(facet, bucket), .count = bucket.count, .of = all[bucket.value]};
    const std::optional<PartialDate> date = bucket.value ? parse_iso_date(*bucket.value) : std::nullopt;
    if (!date) {
      last.push_back(row);
      continue;
    }
    const std::int64_t period = period_of(facet.field, *date);
    if (next && *next < period) add_gap(rows, facet.field, *next, period, all, longest);
    rows.push_back(row);
    const bool exact = date->precision >= precision_of(facet.field);
    next = exact ? period + 1 : std::max(next.value_or(period), period);
  }
  rows.insert(rows.end(), last.begin(), last.end());
  return rows;
}

std::string bar(double part, double whole, int width) {
  static constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (part <= 0 || whole <= 0 || width <= 0) return {};
  const auto length = std::clamp<std::int64_t>(std::llround(part / whole * width * 8), 1, std::int64_t{width} * 8);
  std::string out;
  for (std::int64_t i = 0; i < length / 8; ++i) out += "█";
  return out.append(eighths[static_cast<std::size_t>(length % 8)]);
}

void render_timeline(std::string& out, const Facet& facet, const Facet* coverage, const TextStyle& style) {
  const std::vector<TimelineRow> rows = timeline_rows(facet, coverage);
  std::size_t label_width = 1;
  std::uint64_t most = 0;
  double most_share = 0;
  for (const TimelineRow& row : rows) {
    label_width = std::max(label_width, row.label.size());
    most = std::max(most, row.count);
    most_share = std::max(most_share, share_of(row));
  }
  const std::size_t count_width = fmt::formatted_size("{}", most);
  const std::size_t before = label_width + 2 + count_width + 2 + (coverage ? 8 : 0);
  const int columns = style.columns > 0 ? style.columns : columns_of_a_pipe;
  const int width = std::max(columns - static_cast<int>(before) - 1, 8);
  for (const TimelineRow& row : rows) {
    if (row.empty) {
      fmt::format_to(std::back_inserter(out), "{:<{}}  ({} without any)\n", "...", label_width, row.empty);
      continue;
    }
    std::string line = fmt::format("{:<{}}  {:>{}}  ", row.label, label_width, row.count, count_width);
    if (coverage) line += fmt::format("{:>6.2f}% ", 100 * share_of(row));
    line += coverage ? bar(share_of(row), most_share, width) : bar(static_cast<double>(row.count), static_cast<double>(most), width);
    line.erase(line.find_last_not_of(' ') + 1);
    out.append(line).append("\n");
  }
}

}  // namespace backfile::cli
