// The forms for other programs that are no JSON: csv (RFC 4180), tsv, urls and trec.
//
// csv is opened by spreadsheets, which take a cell that begins with = + - @ or a control character for a formula; text from pages
// must not become one, so such cells begin with an apostrophe (OWASP, "CSV Injection").
#include "searcher/cli/render.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "searcher/cli/clean.hpp"

namespace backfile::cli {

namespace {

std::string joined(const List& values) {
  std::string out;
  for (const std::string& value : values) out.append(out.empty() ? "" : "; ").append(value);
  return out;
}

/// A value as plain text, and whether it came from outside (and may hold anything).
struct Cell {
  std::string text;
  bool foreign = true;
};

Cell cell_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return {*text};
  if (const auto* number = std::get_if<std::uint64_t>(&value)) return {fmt::format("{}", *number), false};
  if (const auto* score = std::get_if<double>(&value)) return {fmt::format("{:.6f}", *score), false};
  if (const auto* list = std::get_if<List>(&value)) return {joined(*list)};
  if (const auto* snippet = std::get_if<Snippet>(&value)) return {snippet->text};
  if (const auto* copies = std::get_if<Copies>(&value)) return {fmt::format("{}", copies->count), false};
  if (const auto* spans = std::get_if<std::vector<Span>>(&value)) {
    std::string text;
    for (const Span& span : *spans) text += fmt::format("{}{}-{}", text.empty() ? "" : " ", span.begin, span.end);
    return {text, false};
  }
  return {"", false};
}

/// Spreadsheets in East Asia read the full-width forms alike.
bool begins_formula(std::string_view text) {
  constexpr std::array beginnings = std::to_array<std::string_view>({"=", "+", "-", "@", "\t", "\r", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"});
  return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return text.starts_with(beginning); });
}

std::string neutral(const std::string& text) {
  const std::string clean = without_controls(text, Breaks::keep);
  return begins_formula(text) || begins_formula(clean) ? "'" + clean : clean;
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

class Csv final : public LineRenderer {
 public:
  explicit Csv(Columns columns) : columns_(std::move(columns)) {}
  void heading(std::string& out) const override {
    for (std::size_t i = 0; i < columns_.size(); ++i) out.append(i ? "," : "").append(columns_[i]->name);
    out += "\r\n";
  }
  void line(std::string& out, const Row& row) override {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i) out += ',';
      const Cell cell = cell_of(columns_[i]->value(row));
      out += cell.foreign ? csv_cell(cell.text) : quoted(cell.text);
    }
    out += "\r\n";
  }
  [[nodiscard]] bool needs_article() const override { return cli::needs_article(columns_); }
  [[nodiscard]] bool needs_captures() const override { return cli::needs_captures(columns_); }
  [[nodiscard]] bool needs_snippet() const override { return cli::needs_snippet(columns_); }

 private:
  Columns columns_;
};

class Tsv final : public LineRenderer {
 public:
  explicit Tsv(Columns columns) : columns_(std::move(columns)) {}
  void heading(std::string& out) const override {
    for (std::size_t i = 0; i < columns_.size(); ++i) out.append(i ? "\t" : "").append(columns_[i]->name);
    out += '\n';
  }
  void line(std::string& out, const Row& row) override {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i) out += '\t';
      out += one_line(cell_of(columns_[i]->value(row)).text);
    }
    out += '\n';
  }
  [[nodiscard]] bool needs_article() const override { return cli::needs_article(columns_); }
  [[nodiscard]] bool needs_captures() const override { return cli::needs_captures(columns_); }
  [[nodiscard]] bool needs_snippet() const override { return cli::needs_snippet(columns_); }

 private:
  Columns columns_;
};

/// A hit is a line, also where an article has no address: then its source stands there.
class Urls final : public LineRenderer {
 public:
  explicit Urls(Batched batched) : batched_(batched) {}
  void line(std::string& out, const Row& row) override {
    if (batched_ == Batched::yes) out.append(one_line(row.query_id)).append("\t");
    out.append(one_line(row.hit.url.empty() ? row.hit.source : row.hit.url)).append("\n");
  }

 private:
  Batched batched_;
};

/// A run file as trec_eval reads it: six fields between blanks. trec_eval keeps scores as 32-bit floats and breaks ties by name, so
/// every score is made smaller than the one before by what a float can tell apart, and by what six decimals can show.
class Trec final : public LineRenderer {
 public:
  explicit Trec(std::string run_tag) : run_tag_(std::move(run_tag)) {}
  void begin_query() override { before_ = HUGE_VAL; }
  void line(std::string& out, const Row& row) override {
    double score = std::isfinite(row.hit.score) ? row.hit.score : 0;
    if (std::isfinite(before_)) score = std::min(score, before_ - std::max(1e-6, std::abs(before_) * 2.4e-7));
    const std::string printed = fmt::format("{:.6f}", score);
    before_ = std::round(score * 1e6) / 1e6;
    const std::string_view query = row.query_id.empty() ? std::string_view("1") : row.query_id;
    const Hit& hit = row.hit;
    const std::string& name = !hit.id.empty() ? hit.id : !hit.url.empty() ? hit.url : hit.source;
    fmt::format_to(std::back_inserter(out), "{} Q0 {} {} {} {}\n", query, without_blanks(name), hit.rank, printed, run_tag_);
  }

 private:
  static std::string without_blanks(std::string_view name) {
    std::string clean = one_line(name);
    std::replace(clean.begin(), clean.end(), ' ', '_');
    return clean.empty() ? "-" : clean;
  }
  std::string run_tag_;
  double before_ = HUGE_VAL;
};

}  // namespace

std::string csv_cell(const std::string& text) { return quoted(neutral(text)); }

std::unique_ptr<LineRenderer> make_csv(Columns columns) { return std::make_unique<Csv>(std::move(columns)); }
std::unique_ptr<LineRenderer> make_tsv(Columns columns) { return std::make_unique<Tsv>(std::move(columns)); }
std::unique_ptr<LineRenderer> make_urls(Batched batched) { return std::make_unique<Urls>(batched); }
std::unique_ptr<LineRenderer> make_trec(std::string run_tag) { return std::make_unique<Trec>(std::move(run_tag)); }

std::unique_ptr<LineRenderer> make_line_renderer(const Options& options, Batched batched) {
  const auto chosen = [&](Columns standard) {
    if (!options.fields.empty()) standard = columns_of(options.fields);
    const Column* query = find_column("query");
    const bool named = std::find(standard.begin(), standard.end(), query) != standard.end();
    if (batched == Batched::yes && !named) standard.insert(standard.begin(), query);
    return standard;
  };
  switch (options.format) {
    case Format::csv: return make_csv(chosen(table_columns()));
    case Format::tsv: return make_tsv(chosen(table_columns()));
    case Format::urls: return make_urls(batched);
    case Format::trec: return make_trec(options.run_tag);
    default: return make_json_lines(chosen(article_columns()));
  }
}

}  // namespace backfile::cli
