#include "searcher/cli/compare.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "common/json_writer.hpp"
#include "searcher/cli/render.hpp"
#include "searcher/cli/timeline.hpp"

namespace backfile::cli {

namespace {

constexpr int columns_of_a_pipe = 80;
constexpr int narrowest_bar = 4;
constexpr std::array<std::string_view, 6> query_colors{"\x1b[34m", "\x1b[33m", "\x1b[32m", "\x1b[35m", "\x1b[36m", "\x1b[31m"};

const Facet& timeline_of(const ComparedQuery& query) { return query.results.facets.front(); }

/// Undated stands behind all dates, which sort as text.
struct UndatedLast {
  bool operator()(const std::optional<std::string>& a, const std::optional<std::string>& b) const { return a && b ? *a < *b : a && !b; }
};
using Counts = std::map<std::optional<std::string>, std::uint64_t, UndatedLast>;

/// The buckets that any of the queries has.
Facet all_buckets(const Comparison& comparison) {
  Counts sums;
  for (const ComparedQuery& query : comparison.queries)
    for (const Bucket& bucket : timeline_of(query).buckets) sums[bucket.value] += bucket.count;
  Facet all{.field = timeline_of(comparison.queries.front()).field, .buckets = {}};
  for (const auto& [value, count] : sums) all.buckets.push_back({.value = value, .count = count});
  return all;
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  return fmt::format("{:.2f}%", whole ? 100 * static_cast<double>(part) / static_cast<double>(whole) : 0.0);
}

/// Columns of one width on one scale, so that bars can be compared in both directions.
class Chart {
 public:
  Chart(const Comparison& comparison, const TextStyle& style) : comparison_(comparison), style_(style), rows_(compared_rows(comparison, Gaps::shortened)) {
    for (const ComparedRow& row : rows_) {
      label_width_ = std::max(label_width_, display_columns(row.label));
      for (const std::uint64_t count : row.counts) {
        number_width_ = std::max(number_width_, display_columns(number(count, row)));
        most_ = std::max(most_, height(count, row));
      }
    }
    const int columns = style.columns > 0 ? style.columns : columns_of_a_pipe;
    const int each = (columns - 1 - label_width_) / static_cast<int>(comparison.queries.size());
    bar_width_ = std::max(each - number_width_ - 3, narrowest_bar);
  }

  void draw(std::string& out) const {
    std::string heading(static_cast<std::size_t>(label_width_), ' ');
    for (std::size_t i = 0; i < comparison_.queries.size(); ++i)
      heading += "  " + padded_left(std::to_string(i + 1), number_width_) + std::string(static_cast<std::size_t>(bar_width_ + 1), ' ');
    add_line(out, heading);
    for (const ComparedRow& row : rows_) add_line(out, row.empty ? gap(row) : line(row));
  }

 private:
  [[nodiscard]] std::string number(std::uint64_t count, const ComparedRow& row) const {
    return comparison_.coverage ? percent(count, row.of) : std::to_string(count);
  }
  [[nodiscard]] double height(std::uint64_t count, const ComparedRow& row) const {
    if (!comparison_.coverage) return static_cast<double>(count);
    return row.of ? static_cast<double>(count) / static_cast<double>(row.of) : 0;
  }

  [[nodiscard]] std::string gap(const ComparedRow& row) const {
    return padded_right("...", label_width_) + fmt::format("  ({} without any)", row.empty);
  }

  [[nodiscard]] std::string line(const ComparedRow& row) const {
    std::string text = padded_right(row.label, label_width_);
    for (std::size_t i = 0; i < row.counts.size(); ++i) {
      const std::string drawn = bar(height(row.counts[i], row), most_, bar_width_);
      text += "  " + padded_left(number(row.counts[i], row), number_width_) + " ";
      text += style_.color && !drawn.empty() ? std::string(query_colors[i % query_colors.size()]) + drawn + "\x1b[0m" : drawn;
      text.append(static_cast<std::size_t>(bar_width_ - display_columns(drawn)), ' ');
    }
    return text;
  }

  static std::string padded_right(const std::string& text, int width) {
    return text + std::string(static_cast<std::size_t>(std::max(width - display_columns(text), 0)), ' ');
  }
  static std::string padded_left(const std::string& text, int width) {
    return std::string(static_cast<std::size_t>(std::max(width - display_columns(text), 0)), ' ') + text;
  }
  static void add_line(std::string& out, std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    out.append(line).append("\n");
  }

  const Comparison& comparison_;
  const TextStyle& style_;
  std::vector<ComparedRow> rows_;
  int label_width_ = 0, number_width_ = 1, bar_width_ = narrowest_bar;
  double most_ = 0;
};

}  // namespace

std::vector<ComparedRow> compared_rows(const Comparison& comparison, Gaps gaps) {
  std::vector<std::map<std::string, std::uint64_t>> counts;
  for (const ComparedQuery& query : comparison.queries) {
    auto& by_label = counts.emplace_back();
    for (const Bucket& bucket : timeline_of(query).buckets) by_label[bucket_label(timeline_of(query), bucket)] = bucket.count;
  }
  const std::int64_t longest = gaps == Gaps::whole ? std::numeric_limits<std::int64_t>::max() : longest_gap;
  std::vector<ComparedRow> rows;
  for (const TimelineRow& of_all : timeline_rows(all_buckets(comparison), comparison.coverage, longest)) {
    ComparedRow& row = rows.emplace_back(ComparedRow{.label = of_all.label, .counts = {}, .of = of_all.of, .empty = of_all.empty});
    for (const auto& by_label : counts) {
      const auto found = by_label.find(row.label);
      row.counts.push_back(found == by_label.end() ? 0 : found->second);
    }
  }
  return rows;
}

void render_comparison_text(std::string& out, const Comparison& comparison, const TextStyle& style) {
  for (std::size_t i = 0; i < comparison.queries.size(); ++i) {
    const ComparedQuery& query = comparison.queries[i];
    const std::string text = fmt::format("{}  {}: {} hits", i + 1, query.text, query.results.total);
    out.append(wrapped(text, {}, 3, style, query_colors[i % query_colors.size()])).append("\n");
    for (const std::string& note : query.results.notes) out.append(wrapped("   note: " + note, {}, 3, style)).append("\n");
  }
  out += '\n';
  Chart(comparison, style).draw(out);
}

void render_comparison_csv(std::string& out, const Comparison& comparison) {
  out += "period";
  for (const ComparedQuery& query : comparison.queries) out.append(",").append(csv_cell(query.text));
  out.append(comparison.coverage ? ",all" : "").append("\r\n");
  for (const ComparedRow& row : compared_rows(comparison, Gaps::whole)) {
    out += row.label;
    for (const std::uint64_t count : row.counts) out.append(",").append(std::to_string(count));
    if (comparison.coverage) out.append(",").append(std::to_string(row.of));
    out += "\r\n";
  }
}

void render_comparison_json(std::string& out, const Comparison& comparison) {
  JsonWriter json(out);
  const Facet& first = timeline_of(comparison.queries.front());
  json.begin_object().key("version").value(json_version);
  json.key("timeline").value(name_of(first.field));
  json.key("queries").begin_array();
  for (const ComparedQuery& query : comparison.queries) {
    json.begin_object().key("query").value(query.text).key("understood").value(query.results.understood);
    json.key("unit").value(query.results.unit == Unit::stories ? "stories" : "articles");
    json.key("total").value(query.results.total).key("articles").value(query.results.articles);
    if (!query.results.notes.empty()) {
      json.key("notes").begin_array();
      for (const std::string& note : query.results.notes) json.value(note);
      json.end_array();
    }
    json.end_object();
  }
  json.end_array().key("periods").begin_array();
  const std::string undated = bucket_label(first, {});
  for (const ComparedRow& row : compared_rows(comparison, Gaps::whole)) {
    json.begin_object().key("value");
    if (row.label == undated) {
      json.null();
    } else {
      json.value(row.label);
    }
    json.key("counts").begin_array();
    for (const std::uint64_t count : row.counts) json.value(count);
    json.end_array();
    if (comparison.coverage) json.key("of").value(row.of);
    json.end_object();
  }
  json.end_array().end_object();
  out += '\n';
}

}  // namespace backfile::cli
