// Which versions a diff compares.
#include "searcher/src/diff.hpp"

#include <backfile/error.hpp>

#include "common/date.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

struct Text {
  std::string body;
  std::vector<std::string> captured;
  std::string modified;
};

/// In the order that read_versions() would give them.
std::vector<StoredVersion> versions_of(const std::vector<Text>& texts) {
  std::vector<StoredVersion> versions;
  for (const Text& text : texts) {
    StoredVersion& stored = versions.emplace_back();
    stored.article.body = text.body;
    stored.version.modified = parse_iso_date(text.modified);
    for (const std::string& captured : text.captured) stored.version.captures.push_back({.source = "s", .captured = captured, .path = "s", .digest = {}});
  }
  return versions;
}

/// "FROM@TIME TO@TIME", or what stood in the way.
std::string compared(const std::vector<Text>& texts, const std::string& from, const std::string& to) {
  try {
    const std::vector<StoredVersion> versions = versions_of(texts);
    const ArticleDiff diff = diff_versions(versions, read_diff_times({.from = from, .to = to}), "u");
    const auto shown = [&](const DiffedVersion& side) { return versions[side.number - 1].article.body + "@" + side.captured; };
    return shown(diff.from) + " " + shown(diff.to);
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a diff compares the versions that were current at two times") {
  const std::vector<Text> three = {{"a", {"2024-01-01", "2024-01-05"}, ""}, {"b", {"2024-02-01T08:00:00Z"}, ""}, {"c", {"2024-02-01T12:00:00Z"}, ""}};
  const std::vector<Text> came_back = {{"b", {"2024-02-01"}, ""}, {"a", {"2024-01-01", "2024-03-01"}, ""}};
  const std::vector<Text> undated = {{"b", {""}, "2024-01-01"}, {"a", {""}, "2024-02-01"}};
  const std::vector<Text> unknown = {{"a", {""}, ""}, {"b", {""}, ""}, {"c", {"2024"}, ""}};
  struct Case {
    std::string name;
    std::vector<Text> texts;
    std::string from, to, expected;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"the last two", three, "", "", "b@2024-02-01T08:00:00Z c@2024-02-01T12:00:00Z"},
      {"a period means its end", three, "2024-01", "2024-02", "a@2024-01-05 c@2024-02-01T12:00:00Z"},
      {"the capture on that day counts", three, "2024-01-01", "", "a@2024-01-01 c@2024-02-01T12:00:00Z"},
      {"times of day", three, "2024-02-01T07:59Z", "2024-02-01T13:00+02:00", "a@2024-01-05 b@2024-02-01T08:00:00Z"},
      {"the one before", three, "", "2024-02-01T08:00:00Z", "a@2024-01-05 b@2024-02-01T08:00:00Z"},
      {"one at both times", three, "2024-01-02", "2024-01-31", "a@2024-01-01 a@2024-01-05"},
      {"a text that came back follows the other", came_back, "", "", "b@2024-02-01 a@2024-03-01"},
      {"a text that came back was current before, too", came_back, "2024-01", "2024-02", "a@2024-01-01 b@2024-02-01"},
      {"before a text that came back", came_back, "", "2024-02", "a@2024-01-01 b@2024-02-01"},
      {"undated captures count from the article's date", undated, "2024-01", "2024-02", "b@ a@"},
      {"of unknown time: before all others", unknown, "1900", "2024", "b@ c@2024"},
      {"none that early", three, "2023", "", "no version of 'u' is as old as 2023"},
      {"none before the first", three, "", "2024-01", "no version of 'u' is older than the one to compare with"},
      {"a single version", {three[0]}, "", "", "there is only one version of 'u'"},
      {"no date", three, "soon", "", "from: 'soon' is not a date (as in 2024, 2024-05-01 or 2024-05-01T12:00Z)"},
      {"a range", three, "", "2023..2024", "to: '2023..2024' is not a date (as in 2024, 2024-05-01 or 2024-05-01T12:00Z)"},
      {"backwards", three, "2024-02", "2024-01", "from: '2024-02' is later than '2024-01'"},
  }));
  CAPTURE(c.name);
  CHECK(compared(c.texts, c.from, c.to) == c.expected);
}

TEST_CASE("a diff holds title, body and the versions") {
  std::vector<StoredVersion> versions = versions_of({{"It is late.", {"2024"}, ""}, {"It is on time.", {"2025"}, ""}});
  versions[0].article.title = versions[0].version.title = "Ferry late";
  versions[1].article.title = versions[1].version.title = "Ferry";
  const ArticleDiff diff = diff_versions(versions, {}, "u");
  CHECK(diff.versions == 2);
  CHECK(diff.from.version.title == "Ferry late");
  CHECK(diff.to.version.title == "Ferry");
  CHECK(diff.title.parts == std::vector<DiffPart>{{Change::none, "Ferry"}, {Change::removed, " late"}});
  CHECK(diff.body.parts == std::vector<DiffPart>{{Change::none, "It is "}, {Change::removed, "late"}, {Change::added, "on time"}, {Change::none, "."}});
}
