// A histogram of matches over time, drawn with block characters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <backfile/results.hpp>

#include "searcher/cli/wrap.hpp"

namespace backfile::cli {

/// One line of a histogram. Without a label it stands for `empty` periods in a row that hold nothing.
struct TimelineRow {
  std::string label;
  std::uint64_t count = 0;
  std::uint64_t of = 0;  // all articles of the period, with coverage
  std::uint64_t empty = 0;
};

inline constexpr std::int64_t longest_gap = 24;  // empty periods shown one by one

/// Every period from the first to the last bucket of `facet` (of years, months or days), empty ones included; runs of more than `longest`
/// empty periods are one row; dates known less precisely stand before the periods they may belong to; undated is last.
[[nodiscard]] std::vector<TimelineRow> timeline_rows(const Facet& facet, const Facet* coverage, std::int64_t longest = longest_gap);

/// Bars show counts, or with `coverage` shares of it.
void render_timeline(std::string& out, const Facet& facet, const Facet* coverage, const TextStyle& style);

/// A bar of `width` columns at most for `part` of `whole`, in eighths of a column; never empty for a part above 0.
[[nodiscard]] std::string bar(double part, double whole, int width);

}  // namespace backfile::cli
