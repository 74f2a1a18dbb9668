// --new-since: what came into an archive since a moment, through later runs, rebuilds and merges.
#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace backfile::test;

namespace {

using nlohmann::json;

std::string line(const std::string& name, const std::string& body) {
  return R"({"url":"https://news.example/)" + name + R"(","title":")" + name + R"(","published":"2001-02-03","language":"en","body":")" + body + "\"}\n";
}

constexpr const char* may = "1746057600";   // 2025-05-01T00:00:00Z
constexpr const char* june = "1748736000";  // 2025-06-01T00:00:00Z

/// Built in May, updated in June: one article more, one with another text.
class GrownArchive {
 public:
  GrownArchive() {
    folder_.write("first.jsonl", line("alpha", "Ferries left the harbour.") + line("beta", "The council met."));
    folder_.write("second.jsonl", line("gamma", "A storm came.") + line("beta", "The council met again."));
    index_at(may, {"archive", "first.jsonl"});
    index_at(june, {"archive", "second.jsonl"});
  }
  void index_at(const char* seconds, std::vector<std::string> arguments) const {
    const Finished done = run({.program = "backfile-index", .arguments = std::move(arguments), .folder = folder_.path(), .environment = {{"SOURCE_DATE_EPOCH", seconds}}});
    CAPTURE(done.err);
    REQUIRE(done.exit_code == 0);
  }
  [[nodiscard]] Finished search(std::vector<std::string> arguments, const std::string& archive = "archive") const {
    arguments.insert(arguments.begin(), archive);
    return run({.program = "backfile-search", .arguments = std::move(arguments), .folder = folder_.path()});
  }
  /// The last parts of the addresses of what is new.
  [[nodiscard]] std::multiset<std::string> since(const std::string& time, const std::string& archive = "archive") const {
    const Finished found = search({"--new-since", time, "--format=urls"}, archive);
    std::multiset<std::string> names;
    std::istringstream in(found.out);
    for (std::string url; std::getline(in, url);) names.insert(std::filesystem::path(url).filename());
    CHECK(found.exit_code == (names.empty() ? 1 : 0));
    return names;
  }
  [[nodiscard]] const TemporaryDirectory& folder() const { return folder_; }

 private:
  TemporaryDirectory folder_;
};

using Names = std::multiset<std::string>;
const Names everything{"alpha", "beta", "gamma"}, of_june{"beta", "gamma"};

}  // namespace

TEST_CASE("what is new since a moment is what came into the archive, whenever it was published") {
  const GrownArchive archive;
  CHECK(archive.since("2025-05-01") == everything);
  CHECK(archive.since("2025-05-01T00:00:00Z") == everything);
  CHECK(archive.since("2025-05-01T00:00:01Z") == of_june);
  CHECK(archive.since("2025-06") == of_june);
  CHECK(archive.since("2025-06-01T00:00:01Z") == Names{});
}

TEST_CASE("the filter of arrival goes into every number, and hits tell when they arrived") {
  const GrownArchive archive;
  const json answer = json::parse(archive.search({"--new-since=2025-06-01", "--format=json", "--facets=site,day", "--unit=articles"}).out);
  CHECK(answer.at("total") == 2);
  CHECK(answer.at("articles") == 2);
  CHECK(answer.at("facets").at("site") == json::parse(R"([{"value":"news.example","count":2}])"));
  for (const json& hit : answer.at("hits")) CHECK(hit.at("arrived") == "2025-06-01T00:00:00.000000Z");
  CHECK(archive.search({"--new-since=2025-06-01", "--count"}).out == "2\n");
  CHECK(archive.search({"--new-since=2025-05-01", "--count", "--versions=all"}).out == "4\n");
  CHECK(archive.search({"--new-since=2025-06-01", "--format=csv", "--fields=title,arrived", "storm"}).out ==
        "title,arrived\r\ngamma,2025-06-01T00:00:00.000000Z\r\n");
  CHECK(archive.search({"--format=csv", "--fields=arrived", "ferries"}).out == "arrived\r\n2025-05-01T00:00:00.000000Z\r\n");
  const json first = json::parse(archive.search({"--new-since=2025-06-01", "--format=json", "--limit=1"}).out);
  const std::string next = first.at("next");
  CHECK(json::parse(archive.search({"--new-since=2025-06-01", "--format=json", "--limit=1", "--after", next}).out).at("hits").size() == 1);
  CHECK(archive.search({"--new-since=2025-05-01", "--format=json", "--limit=1", "--after", next}).exit_code == 2);
}

TEST_CASE("arrivals outlive a rewrite of the archive") {
  const GrownArchive archive;
  const std::string how = GENERATE("--compact", "--rebuild");
  CAPTURE(how);
  archive.index_at("1760000000", {how, "archive"});
  CHECK(archive.since("2025-05-01") == everything);
  CHECK(archive.since("2025-06-01") == of_june);
  CHECK(archive.since("2025-06-01T00:00:01Z") == Names{});
}

TEST_CASE("a merged archive keeps what its archives know of arrivals, and of an article that both have what the first knows") {
  const GrownArchive archive;
  archive.folder().write("third.jsonl", line("alpha", "Ferries left the harbour.") + line("delta", "It rained."));
  archive.index_at("1751328000", {"other", "third.jsonl"});  // 2025-07-01
  archive.index_at("1760000000", {"--merge", "both", "archive", "other"});
  CHECK(archive.since("2025-05-01", "both") == Names{"alpha", "beta", "gamma", "delta"});
  CHECK(archive.since("2025-06-01", "both") == Names{"beta", "gamma", "delta"});
  CHECK(archive.since("2025-06-02", "both") == Names{"delta"});
}

TEST_CASE("parts of an archive know when their articles arrived, and together what the whole knew") {
  const GrownArchive archive;
  archive.index_at("1760000000", {"--split=2", "archive", "parts"});
  std::vector<std::string> merge{"--merge", "joined"};
  Names together;
  for (const auto& part : std::filesystem::directory_iterator(archive.folder() / "parts")) {
    merge.push_back(part.path().string());
    together.merge(archive.since("2025-06-01", part.path().string()));
  }
  REQUIRE(merge.size() == 4);
  CHECK(together == of_june);
  archive.index_at("1760000000", merge);
  CHECK(archive.since("2025-05-01", "joined") == everything);
  CHECK(archive.since("2025-06-01", "joined") == of_june);
}

TEST_CASE("a clock that is set back makes nothing arrive earlier than what was there") {
  const GrownArchive archive;
  archive.folder().write("fourth.jsonl", line("late", "The clock was wrong."));
  archive.index_at("1000000000", {"archive", "fourth.jsonl"});
  CHECK(archive.since("2025-06-01T00:00:00Z") == Names{"beta", "gamma", "late"});
}

TEST_CASE("a time that is none, and arrivals asked of what has no hits, are mistakes") {
  const GrownArchive archive;
  for (const std::string time : {"soon", "2025-13", "2024..2025", ""}) {
    CAPTURE(time);
    CHECK(archive.search({"--new-since=" + time}).exit_code == 2);
  }
  CHECK(archive.search({"--new-since=2025", "--info"}).exit_code == 2);
  CHECK(archive.search({"--new-since=2025", "--show=https://news.example/alpha"}).exit_code == 2);
}
