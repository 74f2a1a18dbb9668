// Paging, exports, counts and batches agree with each other.
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/cli/search_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace backfile::test;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Addresses of all pages of two hits.
std::vector<std::string> paged(const SmallArchive& archive, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format=json", "--limit=2"});
  std::vector<std::string> urls;
  std::vector<std::string> page = arguments;
  for (int pages = 0; pages < 20; ++pages) {
    const auto answer = nlohmann::json::parse(archive.search(page).out);
    for (const auto& hit : answer["hits"]) {
      urls.push_back(hit["url"].get<std::string>());
      CHECK(hit["rank"] == urls.size());
    }
    if (!answer.contains("next")) return urls;
    page = arguments;
    page.push_back("--after=" + answer["next"].get<std::string>());
  }
  FAIL("paging does not end");
  return urls;
}

}  // namespace

TEST_CASE("pages put together are the export, and the total counts its lines") {
  const SmallArchive archive;
  const auto arguments = GENERATE(values<std::vector<std::string>>({
      {"harbour"},
      {"harbour", "--sort=newest"},
      {"harbour", "--sort=oldest"},
      {"harbour", "--copies=show"},
      {"harbour OR rain", "--sort=oldest", "--copies=show"},
      {"*"},
      {"date:2025"},
  }));
  CAPTURE(arguments);
  std::vector<std::string> exported = arguments, counted = arguments;
  exported.push_back("--format=urls");
  counted.push_back("--count");
  const std::vector<std::string> lines = lines_of(archive.search(exported).out);
  CHECK(paged(archive, arguments) == lines);
  CHECK(archive.search(counted).out == std::to_string(lines.size()) + "\n");
}

TEST_CASE("facets of one value an article sum to the total") {
  const SmallArchive archive;
  const std::string copies = GENERATE("--copies=fold", "--copies=show");
  CAPTURE(copies);
  const auto answer = nlohmann::json::parse(
      archive.search({"harbour", copies, "--format=json", "--facets=year,month,day,section,site,language", "--facet-limit=1"}).out);
  for (const auto& [name, buckets] : answer["facets"].items()) {
    CAPTURE(name);
    std::uint64_t sum = 0;
    for (const auto& bucket : buckets) sum += bucket["count"].get<std::uint64_t>();
    CHECK(sum == answer["total"]);
  }
}

TEST_CASE("an export goes on after a cursor, and ends at its limit") {
  const SmallArchive archive;
  const auto page = nlohmann::json::parse(archive.search({"harbour", "--sort=oldest", "--format=json", "--limit=3"}).out);
  const std::vector<std::string> all = lines_of(archive.search({"harbour", "--sort=oldest", "--format=urls"}).out);
  const std::string after = "--after=" + page["next"].get<std::string>();
  const auto rest = lines_of(archive.search({"harbour", "--sort=oldest", "--format=urls", after}).out);
  CHECK(rest == std::vector<std::string>(all.begin() + 3, all.end()));
  const auto two = lines_of(archive.search({"harbour", "--sort=oldest", "--format=urls", after, "--limit=2"}).out);
  CHECK(two == std::vector<std::string>(all.begin() + 3, all.begin() + 5));
  CHECK(archive.search({"harbour", "--format=urls", "--limit=0"}).out.empty());
}

TEST_CASE("a batch answers every query, and a bad line costs itself") {
  const SmallArchive archive;
  const std::string queries = "q1\tstorm\nno tab\n\nq2\t(broken\nq3\tzeppelin\nq4\tferries\n";
  const Finished done = archive.search({"--queries=-", "--format=trec", "--copies=show", "--run-tag=t"}, {.program = "", .input = queries});
  CHECK(done.exit_code == 0);
  const auto errors = lines_of(done.err);
  REQUIRE(errors.size() == 2);
  CHECK(errors[0].starts_with("backfile-search: standard input:2: no tab"));
  CHECK(errors[1].starts_with("backfile-search: standard input:4: query:0: "));
  std::vector<std::string> found;
  for (const std::string& line : lines_of(done.out)) {
    std::istringstream in(line);
    std::string query, q0, document;
    in >> query >> q0 >> document;
    found.push_back(query + " " + document);
  }
  std::sort(found.begin(), found.end());
  CHECK(found == std::vector<std::string>{"q1 D3", "q4 D1", "q4 D2", "q4 D3"});
}

TEST_CASE("a batch's exit code tells hits from none and from mistakes") {
  const SmallArchive archive;
  const auto [queries, code, errors] = GENERATE(table<std::string, int, std::string>({
      {"1\tstorm\n", 0, ""},
      {"1\tzeppelin\n2\tstorm\n", 0, ""},
      {"1\tzeppelin\n", 1, "no hits\n"},
      {"", 1, "no hits\n"},
      {"1\t(\n", 2, "backfile-search: standard input:1: query:0: "},
  }));
  CAPTURE(queries);
  const std::string form = GENERATE("trec", "jsonl", "json", "text", "csv");
  CAPTURE(form);
  const Finished done = archive.search({"--queries=-", "--format=" + form}, {.program = "", .input = queries});
  CHECK(done.exit_code == code);
  CHECK(done.err.starts_with(errors));
  CHECK(done.err.empty() == errors.empty());
}

TEST_CASE("a batch in json is one answer a line, with its query's id") {
  const SmallArchive archive;
  const Finished done = archive.search({"--queries=-", "--format=json"}, {.program = "", .input = "a\tstorm\nb\tzeppelin\n"});
  const auto answers = lines_of(done.out);
  REQUIRE(answers.size() == 2);
  CHECK(nlohmann::json::parse(answers[0])["id"] == "a");
  CHECK(nlohmann::json::parse(answers[1])["total"] == 0);
}

TEST_CASE("two archives answer as one") {
  const SmallArchive archive;
  archive.folder().write("more.jsonl", R"({"id":"M1","url":"https://more.example/","title":"More harbour","language":"en","body":"Harbour news."})"
                                       "\n");
  REQUIRE(run({.program = "backfile-index", .arguments = {"more", "more.jsonl"}, .folder = archive.folder().path()}).exit_code == 0);
  const Finished done = archive.search({"harbour", "--archive=more", "--copies=show", "--count"});
  CHECK(done.out == "9\n");
}
