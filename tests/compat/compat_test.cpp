// Archives written by every released schema, kept for ever: they stay readable, or are refused by name. index_v1/ was written by
// `backfile-index index_v1 articles.jsonl` with ICU 72.
#include <string>

#include <backfile/backfile.hpp>
#include <xapian.h>

#include "common/text.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

const std::string archive = BACKFILE_SOURCE_DIR "/tests/compat/index_v1";

bool same_analyser() { return Xapian::Database(archive).get_metadata("backfile/analyser") == analyser_version(); }

}  // namespace

TEST_CASE("an archive of schema 1 is searched, or refused by name where ICU differs") {
  if (!same_analyser()) {
    try {
      const Searcher searcher = Searcher::open(archive);
      FAIL("terms of another analyser were taken for ours");
    } catch (const Error& error) {
      CHECK(error.code() == Errc::analyser_mismatch);
      CHECK(std::string(error.what()).find("--rebuild") != std::string::npos);
    }
    return;
  }
  Searcher searcher = Searcher::open(archive);
  const auto found = [&](const char* query) {
    std::string titles;
    for (const Hit& hit : searcher.search(Query::parse(query), {.order = Order::oldest}).hits) titles += hit.title + "|";
    return titles;
  };
  CHECK(found("\"lock gates\"") == "Lock gates renewed after sixty years|");
  CHECK(found("date:1963-12") == "Ferry laid up for the winter|");
  CHECK(found("Schleusentor") == "Schleusentore nach sechzig Jahren erneuert|");
  CHECK(found("水門") == "水門の扉が六十年ぶりに新しくなる|");
  CHECK(found("site:compat.example") == "Ferry laid up for the winter|Lock gates renewed after sixty years|");
  CHECK(searcher.info().articles == 4);
  CHECK(searcher.show("https://compat.example/2024/03/14/lock-gates")->authors == std::vector<std::string>{"Ada Brook"});
}
