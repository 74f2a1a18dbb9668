// What backfile-index understands of the sample crawl against the truth its generator wrote: floors are pinned, and a failure
// prints every page that differs. A floor only rises; lowering one needs a reason in the commit.
#include <algorithm>
#include <iomanip>
#include <sstream>
#include <string>
#include <vector>

#include "tests/quality/body_score.hpp"
#include "tests/quality/sample_crawl.hpp"
#include "tests/support/catch.hpp"

namespace backfile::test {
namespace {

using nlohmann::json;

/// What a capture repeats of an earlier one is not extracted again: such lines of the truth are for the tests of captures.
const Lines& truth() {
  static const Lines lines = [] {
    Lines all = sample_truth();
    std::erase_if(all, [](const auto& line) { return line.second.contains("revisit_of"); });
    return all;
  }();
  return lines;
}
const Lines& extraction() {
  static const Lines lines = sample_extraction();
  return lines;
}

bool is_article(const json& truth_line) { return truth_line.at("kind") == "article"; }

std::string shown(const json& line, const std::string& field) { return line.contains(field) ? line.at(field).dump() : "nothing"; }

/// "2025-05-04" of an instant; a year or month as it is.
std::string day_of(const json& line) { return line.value("published", std::string()).substr(0, 10); }

/// Share of the articles for which `same` holds; the others are listed in `misses`.
template <typename Same>
double share(const std::string& field, Same same, std::ostringstream& misses) {
  int right = 0, all = 0;
  for (const auto& [source, expected] : truth()) {
    if (!is_article(expected)) continue;
    ++all;
    const json& found = extraction().at(source);
    if (same(expected, found)) ++right;
    else misses << "\n  " << source << "\n    wanted " << shown(expected, field) << "\n    found  " << shown(found, field);
  }
  return double(right) / all;
}

struct FieldFloor {
  std::string name, field;
  double floor;
  bool day_only = false;
};

TEST_CASE("every page of the sample crawl is read, and nothing else") {
  std::vector<std::string> wanted, found;
  for (const auto& [source, line] : truth()) wanted.push_back(source);
  for (const auto& [source, line] : extraction()) found.push_back(source);
  CHECK(found == wanted);
}

TEST_CASE("fields of the sample crawl's articles are understood") {
  const auto c = GENERATE(values<FieldFloor>({
      {"address", "url", 1.0},
      {"site", "site", 1.0},
      {"title", "title", 1.0},
      {"authors", "authors", 1.0},
      {"day", "published", 1.0, true},
      {"date to its full precision", "published", 1.0},
      {"capture time", "captured", 1.0},
      {"section", "section", 0.95},
      {"language", "language", 1.0},
  }));
  CAPTURE(c.name);
  std::ostringstream misses;
  const auto same = [&](const json& expected, const json& found) {
    if (c.day_only) return day_of(expected) == day_of(found);
    return expected.value(c.field, json()) == found.value(c.field, json());
  };
  const double right = share(c.field, same, misses);
  INFO("right on " << right << ", wanted " << c.floor << misses.str());
  CHECK(right >= c.floor);
}

TEST_CASE("datelines and standfirsts of the sample crawl are found where a page has them") {
  const auto field = GENERATE(values<std::string>({"dateline", "standfirst"}));
  CAPTURE(field);
  std::ostringstream misses;
  const auto same = [&](const json& expected, const json& found) { return !expected.contains(field) || expected.at(field) == found.value(field, json()); };
  const double right = share(field, same, misses);
  INFO("right on " << right << misses.str());
  CHECK(right == 1.0);
}

TEST_CASE("the articles' texts are found without what stands around them") {
  constexpr double mean_floor = 0.999, page_floor = 0.99;
  std::ostringstream table;
  double sum = 0, worst = 1;
  int pages = 0;
  for (const auto& [source, expected] : truth()) {
    if (!is_article(expected)) continue;
    const Overlap score = overlap(expected.at("body").get<std::string>(), extraction().at(source).value("body", std::string()));
    sum += score.f1();
    worst = std::min(worst, score.f1());
    ++pages;
    table << "\n  " << std::fixed << std::setprecision(3) << score.precision << ' ' << score.recall << ' ' << score.f1() << "  " << source;
  }
  INFO("precision, recall, F1; mean " << sum / pages << table.str());
  CHECK(sum / pages >= mean_floor);
  CHECK(worst >= page_floor);
}

TEST_CASE("a magazine theme's text comes out whole, with the pull quote and none of the boxes, whatever its head declares") {
  int pages = 0;
  for (const auto& [source, expected] : truth()) {
    if (!is_article(expected) || expected.value("shape", std::string()).find("magazine theme") == std::string::npos) continue;
    CAPTURE(source);
    CHECK(extraction().at(source).value("body", std::string()) == expected.at("body").get<std::string>());
    ++pages;
  }
  CHECK(pages == 3);
}

TEST_CASE("pages that are no articles are told from articles") {
  constexpr double precision_floor = 1.0, recall_floor = 1.0;
  int rejected = 0, rightly = 0, others = 0;
  std::ostringstream mistakes;
  for (const auto& [source, expected] : truth()) {
    const bool reject = extraction().at(source).contains("rejected");
    rejected += reject ? 1 : 0;
    others += is_article(expected) ? 0 : 1;
    rightly += reject && !is_article(expected) ? 1 : 0;
    if (reject == is_article(expected))
      mistakes << "\n  " << source << ": " << expected.at("kind") << (reject ? ", rejected as " + shown(extraction().at(source), "rejected") : ", taken for an article");
  }
  INFO(rejected << " rejected, " << rightly << " of them rightly, of " << others << mistakes.str());
  REQUIRE(rejected > 0);
  CHECK(double(rightly) / rejected >= precision_floor);
  CHECK(double(rightly) / others >= recall_floor);
}

}  // namespace
}  // namespace backfile::test
