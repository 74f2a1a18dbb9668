// The whole-answer forms against approved output.
#include "searcher/cli/render.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/golden.hpp"
#include "tests/unit/cli/sample_answer.hpp"

using namespace backfile;
using namespace backfile::cli;
using backfile::test::check_golden;
using backfile::test::sample_article;
using backfile::test::sample_results;

namespace {

std::string as_text(const Results& results, const TextStyle& style) {
  std::string out;
  render_text(out, {.id = {}, .query = "harbour", .results = results, .timeline = Field::month}, style);
  return out;
}

std::string as_json(const Answer& answer) {
  std::string out;
  render_json(out, answer, hit_columns());
  return out;
}

}  // namespace

TEST_CASE("text in a pipe is plain and unwrapped") { check_golden("search/pipe.txt", as_text(sample_results(), {})); }

TEST_CASE("text on a terminal is wrapped and marked") {
  check_golden("search/terminal.txt", as_text(sample_results(), {.columns = 60, .color = true, .terminal = true}));
}

TEST_CASE("an explained answer of a batch names its query and its scores") {
  Results results = sample_results();
  results.facets.clear();
  results.hits.resize(1);
  results.hits[0].explanation = {"harbour 12.5"};
  std::string out;
  render_text(out, {.id = "q7", .query = "harbour", .results = results, .explain = true}, {});
  check_golden("search/explained.txt", out);
}

TEST_CASE("json holds the whole answer on one line") {
  const Results results = sample_results();
  const std::string out = as_json({.id = {}, .query = "harbour", .results = results});
  CHECK(std::count(out.begin(), out.end(), '\n') == 1);
  check_golden("search/answer.json", nlohmann::json::parse(out).dump(1) + "\n");
}

TEST_CASE("json leaves out what does not apply") {
  Results results;
  const auto json = nlohmann::json::parse(as_json({.id = {}, .query = "x", .results = results}));
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"articles", "hits", "query", "took_ms", "total", "understood", "unit", "version"});
}

TEST_CASE("json keeps offsets true to the text as bytes") {
  const Results results = sample_results();
  const auto json = nlohmann::json::parse(as_json({.id = {}, .query = "harbour", .results = results}));
  const auto& snippet = json["hits"][0]["snippet"];
  const auto text = snippet["text"].get<std::string>();
  for (const auto& span : snippet["highlights"]) {
    const auto begin = span[0].get<std::size_t>();
    CHECK(text.substr(begin, span[1].get<std::size_t>() - begin) == "harbour");
  }
}

TEST_CASE("json shows no control character raw") {
  Results results;
  results.hits.resize(1);
  results.hits[0].title = "a\x1b[1mb\xc2\x9b" "c\x7f\n";
  const std::string out = as_json({.id = {}, .query = "x", .results = results});
  CHECK_THAT(out, Catch::Contains(R"("title":"a\u001b[1mb\u009bc\u007f\n")"));
}

TEST_CASE("json names undated, other and the whole that a share is of") {
  Results results = sample_results();
  const Facet coverage{Field::month, {{"2025-03", 10}, {"2025-05", 8}, {std::nullopt, 2}}};
  const auto json = nlohmann::json::parse(as_json({.id = {}, .query = "x", .results = results, .coverage = &coverage}));
  CHECK(json["facets"]["month"][3].dump() == R"({"count":1,"of":2,"value":null})");
  CHECK(json["facets"]["month"][2].dump() == R"({"count":4,"of":8,"value":"2025-05"})");
  CHECK(json["facets"]["site"][3].dump() == R"({"count":1,"other":true})");
}

TEST_CASE("a stored article reads as text") {
  std::string out;
  render_article_text(out, sample_article(), {.columns = 40});
  check_golden("search/article.txt", out);
}

TEST_CASE("what an archive holds reads as text and as json") {
  ArchiveInfo info;
  info.articles = 12;
  info.versions = 14;
  info.undated = 1;
  info.first_day = "1851";
  info.last_day = "2025-05-04";
  info.sites = {{"tidewater.example", 9}, {"漢字.example", 3}};
  info.languages = {{"en", 12}};
  info.schema = "1";
  info.analyser = "1 icu 72";
  info.revision = "u:1";
  info.last_run = "12 pages";
  std::string text, json;
  render_info_text(text, info, {});
  render_info_json(json, info);
  check_golden("search/info.txt", text);
  check_golden("search/info.json", json);
}
