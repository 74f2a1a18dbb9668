// A comparison, or a single timeline, as an SVG file that can go into a page or a paper as it is. One query is drawn as bars, several as lines, in
// the colours of Okabe and Ito ("Color Universal Design", 2008), which people with any kind of colour vision can tell apart.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "common/date.hpp"
#include "searcher/cli/chart_axes.hpp"
#include "searcher/cli/compare.hpp"
#include "searcher/cli/options.hpp"
#include "searcher/cli/wrap.hpp"
#include "searcher/cli/xml_text.hpp"

namespace backfile::cli {

namespace {

constexpr double width = 960, plot_height = 320;
constexpr double left = 72, right = 28, top = 30, below_axis = 28, label_row = 20, group_row = 38;
constexpr double title_size = 17, text_size = 13, legend_row = 22, character = .56;  // a character's width, in its size
constexpr double line_width = 2, dot_radius = 2.6, most_dots = 70, widest_bar = 72;
constexpr int longest_legend = 60;
constexpr std::array<std::string_view, 7> colors{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};
constexpr std::array<std::string_view, 3> dashes{"", " stroke-dasharray=\"7 4\"", " stroke-dasharray=\"2 4\""};

std::string_view color_of(std::size_t query) { return colors[query % colors.size()]; }
std::string_view dash_of(std::size_t query) { return dashes[query / colors.size() % dashes.size()]; }

double text_width(std::string_view text) { return display_columns(text) * text_size * character; }

/// Two decimals at most, no trailing zeros.
std::string px(double value) {
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

struct Period {
  PartialDate date;
  std::string label;
  std::vector<double> values;  // by query: counts, or percentages
};

struct LegendEntry {
  double x = 0, y = 0;
  std::string text;
};

class Drawing {
 public:
  Drawing(std::string& out, const Comparison& comparison)
      : out_(out), comparison_(comparison), unit_(comparison.queries.front().results.facets.front().field) {
    read_periods();
    lay_out_legend();
    double most = 0;
    for (const Period& period : periods_)
      for (const double value : period.values) most = std::max(most, value);
    axis_ = value_axis(most, is_share() ? 1e-4 : 1);
    std::vector<PartialDate> dates;
    for (const Period& period : periods_) dates.push_back(period.date);
    ticks_ = time_ticks(unit_, dates, width - left - right);
  }

  void draw() {
    begin();
    draw_legend();
    draw_values();
    draw_times();
    if (periods_.empty())
      draw_emptiness();
    else if (comparison_.queries.size() == 1)
      draw_bars();
    else
      for (std::size_t query = 0; query < comparison_.queries.size(); ++query) draw_line(query);
    line(left, plot_bottom(), width - right, plot_bottom(), "#444444", 1.2);
    draw_footnote();
    out_ += "</svg>\n";
  }

 private:
  [[nodiscard]] bool is_share() const { return comparison_.coverage != nullptr; }
  [[nodiscard]] double plot_top() const { return plot_top_; }
  [[nodiscard]] double plot_bottom() const { return plot_top_ + plot_height; }
  [[nodiscard]] double slot() const { return (width - left - right) / static_cast<double>(std::max<std::size_t>(periods_.size(), 1)); }
  [[nodiscard]] double x_of(std::size_t period) const { return left + slot() * (static_cast<double>(period) + .5); }
  [[nodiscard]] double y_of(double value) const { return plot_bottom() - value / axis_.top * plot_height; }

  [[nodiscard]] double value_of(std::uint64_t count, std::uint64_t of) const {
    if (!is_share()) return static_cast<double>(count);
    return of ? 100 * static_cast<double>(count) / static_cast<double>(of) : 0;
  }

  /// What is not known as precisely as the periods has no place on the axis.
  void read_periods() {
    const Precision wanted = unit_ == Field::year ? Precision::year : unit_ == Field::month ? Precision::month : Precision::day;
    for (const ComparedRow& row : compared_rows(comparison_, Gaps::whole)) {
      const std::optional<PartialDate> date = parse_iso_date(row.label);
      if (!date || date->precision != wanted) {
        for (const std::uint64_t count : row.counts) (date ? vague_ : undated_) += count;
        continue;
      }
      Period& period = periods_.emplace_back(Period{*date, row.label, {}});
      for (const std::uint64_t count : row.counts) period.values.push_back(value_of(count, row.of));
    }
  }

  void lay_out_legend() {
    double x = left, y = top + 30;
    for (const ComparedQuery& query : comparison_.queries) {
      std::string text = cut_to_columns(query.text.empty() ? "all articles" : query.text, longest_legend);
      text += fmt::format("  ({})", axis_number(static_cast<double>(query.results.total), 1));
      const double needed = 26 + text_width(text) + 22;
      if (x > left && x + needed > width - right) {
        x = left;
        y += legend_row;
      }
      legend_.push_back({x, y, std::move(text)});
      x += needed;
    }
    plot_top_ = y + 24;
  }

  [[nodiscard]] bool has_groups() const {
    return std::ranges::any_of(ticks_, [](const TimeTick& tick) { return !tick.group.empty(); });
  }
  [[nodiscard]] double axis_bottom() const { return plot_bottom() + below_axis + (has_groups() ? group_row - label_row : 0); }

  [[nodiscard]] std::string counted() const { return comparison_.queries.front().results.unit == Unit::stories ? "stories" : "articles"; }

  [[nodiscard]] std::string title() const {
    const std::string what = counted();
    return is_share() ? fmt::format("Share of all {} per {}", what, name_of(unit_))
                      : fmt::format("{}{} per {}", static_cast<char>(what[0] - 'a' + 'A'), what.substr(1), name_of(unit_));
  }

  void begin() {
    const double height = axis_bottom() + 14 + (footnote().empty() ? 0 : 22);
    out_ += fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
                        "font-family=\"'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\" font-size=\"{2}\">\n",
                        px(width), px(height), px(text_size));
    out_ += fmt::format("<title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n", xml_text(title()));
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"bold\" fill=\"#222222\">{}</text>\n", px(left), px(top + 4),
                        px(title_size), xml_text(title()));
  }

  void text(double x, double y, std::string_view anchor, std::string_view fill, std::string_view words) {
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" fill=\"{}\">{}</text>\n", px(x), px(y), anchor, fill, xml_text(words));
  }

  void line(double x1, double y1, double x2, double y2, std::string_view stroke, double stroke_width) {
    out_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/>\n", px(x1), px(y1), px(x2), px(y2), stroke,
                        px(stroke_width));
  }

  void draw_legend() {
    for (std::size_t i = 0; i < legend_.size(); ++i) {
      const LegendEntry& entry = legend_[i];
      const double middle = entry.y - text_size * .34;
      if (legend_.size() == 1)
        out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"12\" height=\"12\" fill=\"{}\"/>\n", px(entry.x + 4), px(middle - 6), color_of(i));
      else
        out_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"3.5\"{}/>\n", px(entry.x), px(middle),
                            px(entry.x + 19), px(middle), color_of(i), dash_of(i));
      text(entry.x + 26, entry.y, "start", "#222222", entry.text);
    }
  }

  void draw_values() {
    const int steps = static_cast<int>(std::lround(axis_.top / axis_.step));
    for (int i = 0; i <= steps; ++i) {
      const double value = axis_.step * i, y = y_of(value);
      if (i > 0) line(left, y, width - right, y, "#e3e3e3", 1);
      text(left - 10, y + text_size * .35, "end", "#555555", axis_number(value, axis_.step) + (is_share() ? "%" : ""));
    }
  }

  void draw_times() {
    for (const TimeTick& tick : ticks_) {
      // A label stands below its period, or where the longer time begins that it names.
      const double begin = left + slot() * static_cast<double>(tick.period), x = tick.begins ? begin : x_of(tick.period);
      const bool parts = !tick.group.empty() || (tick.begins && !has_groups());
      if (parts && tick.period > 0 && !(tick.group.empty() && tick.label.empty())) line(begin, plot_top(), begin, plot_bottom(), "#eeeeee", 1);
      if (!tick.group.empty()) {
        line(begin, plot_bottom() + label_row + 6, begin, plot_bottom() + group_row + 2, "#bbbbbb", 1);
        text(begin + 4, plot_bottom() + group_row, "start", "#222222", tick.group);
      }
      if (tick.group.empty() || !tick.label.empty()) line(x, plot_bottom(), x, plot_bottom() + (tick.label.empty() ? 3 : 5), "#999999", 1);
      const double shift = tick.begins ? 3 : 0;
      if (!tick.label.empty())
        text(x + shift, plot_bottom() + label_row, tick.begins ? "start" : "middle", has_groups() ? "#777777" : "#222222", tick.label);
    }
  }

  void draw_emptiness() {
    text((left + width - right) / 2, (plot_top() + plot_bottom()) / 2, "middle", "#777777", "Nothing to draw: no dated " + counted() + " match");
  }

  void draw_bars() {
    const double gap = slot() >= 4 ? std::min(slot() * .2, 6.0) : 0, bar = std::clamp(slot() - gap, .5, widest_bar);
    out_ += fmt::format("<g fill=\"{}\">\n", color_of(0));
    for (std::size_t i = 0; i < periods_.size(); ++i) {
      const double value = periods_[i].values[0];
      if (value <= 0) continue;
      out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>\n", px(x_of(i) - bar / 2),
                          px(y_of(value)), px(bar), px(plot_bottom() - y_of(value)), tooltip(i, 0));
    }
    out_ += "</g>\n";
  }

  [[nodiscard]] std::string tooltip(std::size_t period, std::size_t query) const {
    const double value = periods_[period].values[query];
    const std::string number = is_share() ? fmt::format("{:.2f}%", value) : axis_number(value, 1);
    return xml_text(periods_[period].label + ": " + number);
  }

  /// A point between two of the same height adds nothing: long empty times cost two points.
  [[nodiscard]] bool is_flat(std::size_t i, std::size_t query) const {
    if (i == 0 || i + 1 == periods_.size()) return false;
    const double value = periods_[i].values[query];
    return periods_[i - 1].values[query] == value && periods_[i + 1].values[query] == value;
  }

  void draw_line(std::size_t query) {
    std::string points;
    for (std::size_t i = 0; i < periods_.size(); ++i) {
      if (is_flat(i, query)) continue;
      points += fmt::format("{}{},{}", points.empty() ? "" : " ", px(x_of(i)), px(y_of(periods_[i].values[query])));
    }
    out_ += fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{}/>\n",
                        points, color_of(query), px(line_width), dash_of(query));
    if (periods_.size() > most_dots) return;
    out_ += fmt::format("<g fill=\"{}\">\n", color_of(query));
    for (std::size_t i = 0; i < periods_.size(); ++i)
      out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"><title>{}</title></circle>\n", px(x_of(i)), px(y_of(periods_[i].values[query])),
                          px(dot_radius), tooltip(i, query));
    out_ += "</g>\n";
  }

  [[nodiscard]] std::string footnote() const {
    std::string note;
    if (undated_) note += fmt::format("{} undated", axis_number(static_cast<double>(undated_), 1));
    if (vague_) note += fmt::format("{}{} known less precisely", note.empty() ? "" : " and ", axis_number(static_cast<double>(vague_), 1));
    return note.empty() ? note : "Not drawn: " + note;
  }

  void draw_footnote() {
    if (!footnote().empty()) text(left, axis_bottom() + 16, "start", "#777777", footnote());
  }

  std::string& out_;
  const Comparison& comparison_;
  Field unit_;
  std::vector<Period> periods_;
  std::vector<LegendEntry> legend_;
  std::uint64_t undated_ = 0, vague_ = 0;
  ValueAxis axis_;
  std::vector<TimeTick> ticks_;
  double plot_top_ = 0;
};

}  // namespace

void render_comparison_svg(std::string& out, const Comparison& comparison) { Drawing(out, comparison).draw(); }

}  // namespace backfile::cli
