// Captures and versions of the sample crawl against its truth: an article has a version for each of its texts, and under each the captures
// that show it, whatever stood around the text and whether the crawler stored the page again or a revisit of it.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/quality/sample_crawl.hpp"
#include "tests/support/catch.hpp"

namespace backfile::test {
namespace {

using nlohmann::json;

/// The sources of a version's captures, in order of time.
using Version = std::vector<std::string>;

/// By address: of articles that were captured more than once, what their history should be.
std::map<std::string, std::vector<Version>> expected_histories() {
  std::map<std::pair<std::string, std::string>, json> by_time;  // of address and capture
  for (const auto& [source, line] : sample_truth())
    if (line.at("kind") == "article") by_time[{line.at("url"), line.value("captured", std::string())}] = line;
  std::map<std::string, std::vector<std::pair<std::string, Version>>> by_text;
  std::map<std::string, int> captures;
  for (const auto& [key, line] : by_time) {
    auto& versions = by_text[key.first];
    ++captures[key.first];
    if (versions.empty() || versions.back().first != line.at("body")) versions.emplace_back(line.at("body"), Version{});
    versions.back().second.push_back(line.at("source"));
  }
  std::map<std::string, std::vector<Version>> histories;
  for (const auto& [address, versions] : by_text)
    if (captures[address] > 1)
      for (const auto& [text, sources] : versions) histories[address].push_back(sources);
  return histories;
}

std::vector<Version> history_of(const std::string& address) {
  const Finished found = run({.program = "backfile-search", .arguments = {sample_archive(), "--history", address, "--format", "json"}});
  INFO(found.err);
  REQUIRE(found.exit_code == 0);
  std::vector<Version> history;
  const json answer = json::parse(found.out);
  for (const json& version : answer.at("versions")) {
    Version& sources = history.emplace_back();
    for (const json& capture : version.at("captures")) sources.push_back(capture.at("source").get<std::string>().substr(corpus_folder.size() + 1));
  }
  return history;
}

TEST_CASE("the sample crawl's articles have the versions and captures that its truth gives them") {
  const auto histories = expected_histories();
  CHECK(histories.size() == 4);
  std::size_t rewritten = 0;
  for (const auto& [address, expected] : histories) {
    CAPTURE(address);
    CHECK(history_of(address) == expected);
    rewritten += expected.size() > 1 ? 1 : 0;
  }
  CHECK(rewritten == 1);
}

}  // namespace
}  // namespace backfile::test
