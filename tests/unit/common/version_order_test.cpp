#include "common/version_order.hpp"

#include "common/date.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("sources come in crawl order: by name, then by place as a number") {
  struct Case {
    std::string earlier, later;
  };
  const auto c = GENERATE(values<Case>({
      {"a", "b"},
      {"a.jsonl#9", "a.jsonl#10"},
      {"a.jsonl#10", "b.jsonl#9"},
      {"a.warc.gz#9", "a.warc.gz#9+1"},
      {"a.warc.gz#9+90", "a.warc.gz#9+100"},
      {"a.warc.gz#9+100", "a.warc.gz#10"},
      {"page#10x", "page#9x"},  // names that only look like members
      {"page#9+", "page#9+x"},
  }));
  CAPTURE(c.earlier, c.later);
  CHECK(source_before(c.earlier, c.later));
  CHECK_FALSE(source_before(c.later, c.earlier));
  CHECK_FALSE(source_before(c.earlier, c.earlier));
}

TEST_CASE("a version's time counts before its file, that before the run that read it, and that before the place in the file") {
  struct Case {
    std::string name;
    VersionPlace earlier, later;
  };
  const auto c = GENERATE(values<Case>({
      {"time", {1, 9, "b", 9}, {2, 1, "a", 1}},
      {"file", {1, 9, "a", 9}, {1, 1, "b", 1}},
      {"run", {1, 1, "a#90", 9}, {1, 2, "a#10", 1}},
      {"place", {1, 1, "a#9", 9}, {1, 1, "a#10", 1}},
      {"document", {1, 1, "a", 1}, {1, 1, "a", 2}},
      {"no time is before all", {unknown_instant, 9, "b", 9}, {-1, 1, "a", 1}},
  }));
  CAPTURE(c.name);
  CHECK(earlier_version(c.earlier, c.later));
  CHECK_FALSE(earlier_version(c.later, c.earlier));
  CHECK_FALSE(earlier_version(c.earlier, c.earlier));
}

TEST_CASE("a version stands where its last capture stands, whatever their order") {
  Article record;
  record.source = "own";
  record.modified = parse_iso_date("2020-01-02");
  record.published = parse_iso_date("2020-01-01");
  const auto capture = [](const char* source, const char* captured, std::uint64_t run) {
    return StoredCapture{{.source = source, .captured = captured, .path = {}, .digest = {}}, run};
  };
  const auto place = [&](const std::vector<StoredCapture>& captures) {
    const VersionPlace found = place_of_version(record, captures, 7);
    return to_string(civil_from_days(found.instant / 86400)) + " " + found.source + " " + std::to_string(found.run);
  };
  CHECK(place({}) == "2020-01-02 own 0");
  CHECK(place({capture("a", "2020-03-01", 1), capture("b", "2020-02-01", 2)}) == "2020-03-01 a 1");
  CHECK(place({capture("b", "2020-02-01", 2), capture("a", "2020-03-01", 1)}) == "2020-03-01 a 1");
  CHECK(place({capture("a", "", 1), capture("b", "2019-02-01", 2)}) == "2020-01-02 a 1");
  CHECK(place({capture("a", "", 1), capture("b", "", 0)}) == "2020-01-02 b 0");
}
