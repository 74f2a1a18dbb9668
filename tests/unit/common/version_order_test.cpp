#include "common/version_order.hpp"

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

TEST_CASE("a version's time counts before its source, and the same source read again is later") {
  CHECK(earlier_version({"1", "b", 9}, {"2", "a", 1}));
  CHECK(earlier_version({"1", "a", 9}, {"1", "b", 1}));
  CHECK(earlier_version({"1", "a", 1}, {"1", "a", 2}));
  CHECK_FALSE(earlier_version({"1", "a", 1}, {"1", "a", 1}));
}
