// --compare: the timelines of several queries side by side.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <backfile/results.hpp>

#include "searcher/cli/wrap.hpp"

namespace backfile::cli {

/// A query as typed, and its answer: counts alone, with the timeline's facet first.
struct ComparedQuery {
  std::string text;
  Results results;
};

/// A view: the referents outlive the call.
struct Comparison {
  const std::vector<ComparedQuery>& queries;
  const Facet* coverage = nullptr;  // all articles by the same unit, for shares
};

/// One period, or without a label `empty` of them in which no query found anything.
struct ComparedRow {
  std::string label;
  std::vector<std::uint64_t> counts;  // by query
  std::uint64_t of = 0;               // all articles of the period, with coverage
  std::uint64_t empty = 0;
};

enum class Gaps { shortened, whole };
/// Every period from the first to the last in which any query found something, as timeline_rows() has them.
[[nodiscard]] std::vector<ComparedRow> compared_rows(const Comparison&, Gaps);

void render_comparison_text(std::string& out, const Comparison&, const TextStyle& style);
void render_comparison_csv(std::string& out, const Comparison&);
void render_comparison_json(std::string& out, const Comparison&);
/// Also of one query alone.
void render_comparison_svg(std::string& out, const Comparison&);

}  // namespace backfile::cli
