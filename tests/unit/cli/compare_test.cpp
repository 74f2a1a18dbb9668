#include "searcher/cli/compare.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;
using namespace backfile::cli;

namespace {

ComparedQuery answer(const std::string& text, const std::vector<Bucket>& buckets) {
  ComparedQuery query{.text = text, .results = {}};
  query.results.facets = {{Field::month, buckets}};
  for (const Bucket& bucket : buckets) query.results.total += bucket.count;
  return query;
}

/// "2025-01=2,0 2025-02=0,1 ...", "(30)" for a run of empty periods.
std::string spelled(const std::vector<ComparedRow>& rows) {
  std::string out;
  for (const ComparedRow& row : rows) {
    if (!out.empty()) out += ' ';
    if (row.empty) {
      out += "(" + std::to_string(row.empty) + ")";
      continue;
    }
    out += row.label;
    for (std::size_t i = 0; i < row.counts.size(); ++i) out += (i ? "," : "=") + std::to_string(row.counts[i]);
  }
  return out;
}

}  // namespace

TEST_CASE("a comparison has a row for every period in which any query found something") {
  struct Case {
    std::string name;
    std::vector<ComparedQuery> queries;
    Gaps gaps;
    std::string rows;
  };
  const auto c = GENERATE(values<Case>({
      {"nothing", {answer("a", {}), answer("b", {})}, Gaps::shortened, ""},
      {"one finds nothing", {answer("a", {}), answer("b", {{"2025-05", 3}})}, Gaps::shortened, "2025-05=0,3"},
      {"months that one or none has", {answer("a", {{"2025-01", 1}, {"2025-04", 2}}), answer("b", {{"2025-02", 3}})}, Gaps::shortened,
       "2025-01=1,0 2025-02=0,3 2025-03=0,0 2025-04=2,0"},
      {"undated and less precise dates", {answer("a", {{"2025", 1}, {std::nullopt, 4}}), answer("b", {{"2025-01", 2}, {std::nullopt, 5}})}, Gaps::shortened,
       "2025=1,0 2025-01=0,2 undated=4,5"},
      {"a long gap is one row", {answer("a", {{"2020-01", 1}}), answer("b", {{"2025-01", 1}})}, Gaps::shortened, "2020-01=1,0 (59) 2025-01=0,1"},
      {"or every period, for programs", {answer("a", {{"2024-12", 1}}), answer("b", {{"2025-02", 1}})}, Gaps::whole, "2024-12=1,0 2025-01=0,0 2025-02=0,1"},
  }));
  CAPTURE(c.name);
  CHECK(spelled(compared_rows({.queries = c.queries, .coverage = nullptr}, c.gaps)) == c.rows);
}

TEST_CASE("all bars of a comparison are on one scale, and a hostile query stays a line") {
  const std::vector<ComparedQuery> queries = {answer("a\x1b[2J\nb", {{"2025-01", 8}}), answer("c", {{"2025-01", 4}, {"2025-02", 2}})};
  std::string out;
  render_comparison_text(out, {.queries = queries, .coverage = nullptr}, {.columns = 32, .terminal = true});
  CHECK(out ==
        "1 a\\x1b[2J b: 8 hits\n"
        "2 c: 6 hits\n"
        "\n"
        "         1           2\n"
        "2025-01  8 ████████  4 ████\n"
        "2025-02  0           2 ██\n");
}

TEST_CASE("a comparison with shares gives all articles of the period in csv") {
  const std::vector<ComparedQuery> queries = {answer("=a,", {{"2025-01", 1}}), answer("b", {{"2025-01", 2}})};
  const Facet coverage{Field::month, {{"2025-01", 4}}};
  std::string out;
  render_comparison_csv(out, {.queries = queries, .coverage = &coverage});
  CHECK(out == "period,\"'=a,\",b,all\r\n2025-01,1,2,4\r\n");
}
