// What backfile-search prints, form by form, against approved output.
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/cli/search_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/golden.hpp"

using namespace backfile::test;

TEST_CASE("every form of an answer is as approved") {
  struct Case {
    std::string golden;
    std::vector<std::string> arguments;
  };
  const auto c = GENERATE(values<Case>({
      {"text.txt", {"harbour", "--sort=oldest"}},
      {"newest.txt", {"harbour", "--sort", "newest", "--limit=2"}},
      {"timeline.txt", {"harbour", "--timeline", "--facets=site,section,author,language", "--limit=0"}},
      {"share.txt", {"harbour", "--timeline=year", "--share", "--limit=0"}},
      {"compare.txt", {"harbour", "--timeline", "--compare", "ferries", "--compare=storm OR rain"}},
      {"compare_share.txt", {"harbour", "--timeline=year", "--share", "--compare", "ferries"}},
      {"compare.csv", {"harbour", "--timeline=year", "--share", "--since=2020", "--compare", "=ferries, \"sounded\"", "--format=csv"}},
      {"compare.json", {"harbour", "--timeline", "--since=2024", "--compare", "zeppelin", "--format=json"}},
      {"compare.svg", {"harbour", "--timeline", "--since=2024", "--compare", "ferries", "--compare=\"sounded\" <&>", "--format=svg"}},
      {"timeline.svg", {"harbour", "--timeline=year", "--share", "--format=svg"}},
      {"facet_limit.txt", {"harbour", "--facets=site,year", "--facet-limit=1", "--limit=0"}},
      {"words.txt", {"--syntax=words", "harbour", "(MASTER"}},
      {"color.txt", {"harbour", "--color=always", "--limit=2", "--sort=newest"}},
      {"explain.txt", {"harbour", "-storm", "--explain", "--limit=1", "--sort=oldest"}},
      {"json.json", {"harbour", "--format=json", "--sort=oldest", "--facets=month"}},
      {"json_fields.json", {"harbour", "--format=json", "--fields=title,url", "--sort=oldest", "--limit=2"}},
      {"export.jsonl", {"harbour", "--format=jsonl", "--sort=oldest"}},
      {"export.csv", {"harbour", "--format=csv", "--sort=oldest"}},
      {"export.tsv", {"harbour", "--format=tsv", "--sort=oldest", "--fields=title,snippet,body"}},
      {"export.urls", {"harbour", "--format=urls", "--sort=oldest"}},
      {"show.txt", {"--show", "https://tidewater.example/bridge"}},
      {"show.json", {"--show", "https://tidewater.example/bridge", "--format=json"}},
  }));
  CAPTURE(c.golden);
  const SmallArchive archive;
  const Finished done = archive.search(c.arguments);
  CHECK(done.exit_code == 0);
  CHECK(done.err.empty());
  check_golden("cli/" + c.golden, steady(done.out));
}

TEST_CASE("without words every article is found") {
  const SmallArchive archive;
  CHECK(archive.search({"--count", "--copies=show"}).out == "9\n");
  CHECK(archive.search({"--count"}).out == "8\n");
  CHECK(archive.search({"*", "--count"}).out == "8\n");
  CHECK(archive.search({"--count", "--since=2025-05"}).out == "3\n");
}

TEST_CASE("nothing found is exit code 1 and one line") {
  const SmallArchive archive;
  const auto [arguments, out] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"zeppelin"}, ""},
      {{"zeppelin", "--count"}, "0\n"},
      {{"zeppelin", "--format=jsonl"}, ""},
      {{"zeppelin", "--format=urls"}, ""},
      {{"zeppelin", "--format=csv"}, "rank,score,published,site,section,authors,title,url,language,id,source\r\n"},
      {{"zeppelin", "--format=trec"}, ""},
      {{""}, ""},
      {{"--syntax=words", "((("}, ""},
  }));
  CAPTURE(arguments);
  const Finished done = archive.search(arguments);
  CHECK(done.exit_code == 1);
  CHECK(done.out == out);
  CHECK(done.err == "no hits\n");
}

TEST_CASE("an article that is asked for and not there is named") {
  const SmallArchive archive;
  const Finished done = archive.search({"--show", "https://nowhere.example/"});
  CHECK(done.exit_code == 1);
  CHECK(done.out.empty());
  CHECK_THAT(done.err, Catch::StartsWith("backfile-search: there is no article 'https://nowhere.example/' in '"));
}

TEST_CASE("json tells of nothing found as an answer") {
  const SmallArchive archive;
  const Finished done = archive.search({"zeppelin", "--format=json"});
  CHECK(done.exit_code == 1);
  CHECK(done.err == "no hits\n");
  const auto json = nlohmann::json::parse(done.out);
  CHECK(json["total"] == 0);
  CHECK(json["hits"].empty());
}

TEST_CASE("no control character of a page leaves the program") {
  const SmallArchive archive;
  const std::string form = GENERATE("text", "json", "jsonl", "csv", "tsv", "urls", "trec");
  CAPTURE(form);
  const Finished done = archive.search({"odd", "--format=" + form});
  CHECK(done.exit_code == 0);
  for (std::size_t i = 0; i < done.out.size(); ++i) {
    const auto c = static_cast<unsigned char>(done.out[i]);
    const bool c1 = c == 0xc2 && static_cast<unsigned char>(done.out[i + 1]) < 0xa0;
    if (c1 || c == 0x7f || (c < 0x20 && c != '\n' && c != '\t' && c != '\r')) FAIL("byte " << i << " of " << done.out);
  }
  SUCCEED();
}

TEST_CASE("an export can be indexed again and answers the same") {
  const SmallArchive archive;
  archive.folder().write("export.jsonl", archive.search({"--format=jsonl", "--copies=show"}).out);
  const Finished again =
      run({.program = "backfile-index", .arguments = {"again", "export.jsonl"}, .folder = archive.folder().path()});
  REQUIRE(again.exit_code == 0);
  const std::vector<std::string> asked{"harbour", "--format=tsv", "--fields=score,published,title,authors,section,url", "--sort=oldest"};
  std::vector<std::string> second{"again"};
  second.insert(second.end(), asked.begin(), asked.end());
  CHECK(archive.run_search(second).out == archive.search(asked).out);
}

TEST_CASE("what the archive holds is told") {
  const SmallArchive archive;
  const auto info = nlohmann::json::parse(archive.search({"--info", "--format=json"}).out);
  CHECK(info["articles"] == 9);
  CHECK(info["undated"] == 1);
  CHECK(info["first_day"] == "1851");
  CHECK(info["last_day"] == "2025-05-06");
  CHECK_THAT(archive.search({"--info"}).out, Catch::Contains("articles    9\n"));
}

TEST_CASE("similar articles do not begin with the article itself") {
  const SmallArchive archive;
  const Finished done = archive.search({"--similar", "https://coast.example/storm", "--format=urls"});
  CHECK(done.exit_code == 0);
  CHECK_FALSE(done.out.starts_with("https://coast.example/storm\n"));
}
