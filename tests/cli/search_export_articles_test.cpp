// --export jsonl, opensearch and quickwit: articles leave the archive whole.
#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/cli/search_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace backfile::test;
using nlohmann::json;

namespace {

std::vector<json> lines_of(const std::string& text) {
  std::vector<json> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
  return lines;
}

/// The small archive, and a second version of one of its articles: nothing tells when either was captured.
class EditedArchive : public SmallArchive {
 public:
  EditedArchive() {
    folder().write("later.jsonl", R"({"url":"https://coast.example/storm","title":"Storm closes the harbour","published":"2025-03-01","body":"It opened again."})" "\n");
    const Finished indexed = run({.program = "backfile-index", .arguments = {"archive", "later.jsonl"}, .folder = folder().path()});
    if (indexed.exit_code != 0) throw std::runtime_error(indexed.err);
  }
};

/// Articles and facets, without what names the file that they were read from.
std::string told_by(const EditedArchive& archives, const std::string& archive) {
  std::string out;
  const Finished listed = archives.run_search({archive, "--format", "jsonl", "--versions", "all", "--copies", "show", "--sort", "oldest", "*"});
  for (json article : lines_of(listed.out)) {
    article.erase("source");
    out += article.dump() + "\n";
  }
  const Finished counted = archives.run_search({archive, "--format", "json", "--facets", "year,month,day,section,site,author,language", "--limit", "1", "*"});
  const json answer = json::parse(counted.out);
  return out + answer["facets"].dump() + answer["total"].dump() + answer["articles"].dump();
}

}  // namespace

TEST_CASE("an export as JSON lines, indexed again, gives the same articles, versions and facets") {
  const EditedArchive archives;
  const Finished exported = archives.search({"--export", "jsonl", "--versions", "all", "*"});
  REQUIRE(exported.exit_code == 0);
  CHECK(lines_of(exported.out).size() == 10);
  archives.folder().write("export.jsonl", exported.out);
  const Finished indexed = run({.program = "backfile-index", .arguments = {"again", "export.jsonl"}, .folder = archives.folder().path()});
  CAPTURE(indexed.err);
  REQUIRE(indexed.exit_code == 0);
  CHECK(told_by(archives, "again") == told_by(archives, "archive"));
  for (const char* archive : {"archive", "again"}) CHECK_THAT(archives.run_search({archive, "--show", "https://coast.example/storm"}).out, Catch::Contains("opened again"));
}

TEST_CASE("an export has every match, copies too, and keeps to filters and limits") {
  const EditedArchive archives;
  struct Case {
    std::vector<std::string> arguments;
    std::size_t expected;
  };
  for (const Case& c : std::vector<Case>{{{"*"}, 9}, {{"bridge"}, 2}, {{"site:coast.example"}, 3}, {{"--limit", "4", "*"}, 4}, {{"--versions", "all", "--limit", "1", "*"}, 1}, {{"zeppelin"}, 0}}) {
    std::vector<std::string> arguments{"--export", "jsonl"};
    arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
    const Finished exported = archives.search(arguments);
    CAPTURE(c.arguments, exported.err);
    CHECK(lines_of(exported.out).size() == c.expected);
    CHECK(exported.exit_code == (c.expected ? 0 : 1));
  }
}

TEST_CASE("lines for OpenSearch are named by article and text, and the check counts them by month") {
  const EditedArchive archives;
  const std::vector<json> lines = lines_of(archives.search({"--export", "opensearch", "--versions", "all", "*"}).out);
  const json check = json::parse(archives.search({"--export", "opensearch-check", "--versions", "all", "*"}).out);
  const json index = json::parse(archives.search({"--export", "opensearch-index"}).out);
  REQUIRE(lines.size() == 20);
  std::set<std::string> names;
  std::map<std::string, int> months;
  int undated = 0;
  for (std::size_t i = 0; i < lines.size(); i += 2) {
    names.insert(lines[i].at("index").at("_id").get<std::string>());
    const json& article = lines[i + 1];
    for (const auto& field : article.items()) CHECK(index.at("mappings").at("properties").contains(field.key()));
    if (article.contains("month"))
      ++months[article["month"].get<std::string>()];
    else
      ++undated;
    CHECK(article.contains("month") == article.contains("published"));
    if (article.value("published", "") == "1851") CHECK(article["instant"] == "1851-01-01T00:00:00Z");
  }
  CHECK(names.size() == 10);
  json expected = json::array();
  for (const auto& [month, count] : months) expected.push_back({{"key", month}, {"doc_count", count}});
  CHECK(check["expected"] == json{{"total", 10}, {"undated", undated}, {"months", expected}});
  CHECK(check["request"]["aggs"]["months"]["terms"]["size"] > expected.size());
  CHECK(months["1851"] == 1);
  CHECK(months["1963-12"] == 1);
}

TEST_CASE("lines for Quickwit are articles whose fields its index knows") {
  const EditedArchive archives;
  const json index = json::parse(archives.search({"--export", "quickwit-index"}).out);
  std::set<std::string> known;
  for (const json& field : index.at("doc_mapping").at("field_mappings")) known.insert(field.at("name").get<std::string>());
  const std::vector<json> lines = lines_of(archives.search({"--export", "quickwit", "*"}).out);
  CHECK(lines.size() == 9);
  for (const json& article : lines)
    for (const auto& field : article.items()) CHECK(known.contains(field.key()));
  CHECK(json::parse(archives.search({"--export", "quickwit-check", "*"}).out)["expected"]["total"] == 9);
}
