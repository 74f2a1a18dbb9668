// What an answer says of a story: its articles, their number and sites.
#include <string>
#include <vector>

#include <backfile/backfile.hpp>

#include "common/date.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_text.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;
using test::InventedText;
using test::joined;

namespace {

Article article(const std::string& name, const std::string& body, const std::string& published) {
  Article a;
  a.site = name + ".example";
  a.url = "https://" + a.site + "/a";
  a.source = "crawl/" + name;
  a.title = "About " + name;
  a.body = body;
  a.language = "en";
  a.published = parse_iso_date(published);
  return a;
}

std::vector<std::string> sites_of(const Results& results) {
  std::vector<std::string> sites;
  for (const Hit& hit : results.hits) sites.push_back(hit.site);
  return sites;
}

}  // namespace

TEST_CASE("a query for a story lists its articles one by one, whatever becomes of copies") {
  const test::TemporaryDirectory directory;
  const std::string wire = joined(InventedText(1).words(200));
  test::build_archive(directory / "a", {article("late", wire, "2024-05-03"), article("first", "Harbour. " + wire, "2024-05-01"),
                                        article("cut", wire.substr(0, wire.size() / 2), "2024-05-02"), article("other", "harbour", "2024-05-01")});
  Searcher searcher = Searcher::open(directory / "a");
  const Results folded = searcher.search(Query::parse("*"));
  CHECK(folded.total == 2);
  const Results all = searcher.search(Query::parse("*"), {.copies = CopyHandling::show});
  CHECK(all.total == 4);
  const Results story = searcher.search(Query::parse("copies:https://cut.example/a"), {.copies = CopyHandling::fold, .facets = {Field::site}});
  CHECK(sites_of(story) == std::vector<std::string>{"late.example", "cut.example", "first.example"});
  CHECK(story.unit == Unit::articles);
  CHECK(story.articles == 3);
  CHECK(story.facets.front().buckets.size() == 3);
  for (const Hit& hit : story.hits) CHECK(hit.copies.count == 0);
  CHECK(sites_of(searcher.search(Query::parse("copies:https://cut.example/a harbour"))) == std::vector<std::string>{"first.example"});
  const Results others = searcher.search(Query::parse("harbour -copies:https://cut.example/a"));
  CHECK(sites_of(others) == std::vector<std::string>{"other.example"});
  CHECK(others.unit == Unit::stories);
}
