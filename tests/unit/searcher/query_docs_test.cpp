// The examples of docs/query-language.md do what it says.
#include <backfile/query.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

namespace backfile {
namespace {

// What stands between backticks.
std::vector<std::string> examples(const std::string& cell) {
  std::vector<std::string> out;
  for (std::size_t begin = cell.find('`'); begin != std::string::npos; begin = cell.find('`', begin)) {
    const std::size_t end = cell.find('`', begin + 1);
    if (end == std::string::npos) break;
    out.push_back(cell.substr(begin + 1, end - begin - 1));
    begin = end + 1;
  }
  return out;
}

struct Row {
  std::string first, second;
};

// The rows of every table whose header begins so.
std::vector<Row> rows(const std::string& header) {
  std::ifstream stream(std::string(BACKFILE_SOURCE_DIR) + "/docs/query-language.md");
  std::vector<Row> out;
  bool inside = false;
  for (std::string line; std::getline(stream, line);) {
    if (line == header)
      inside = true;
    else if (!line.starts_with("|"))
      inside = false;
    else if (inside && !line.starts_with("| ---")) {
      const std::size_t middle = line.rfind(" | ");
      out.push_back({line.substr(2, middle - 2), line.substr(middle + 3, line.size() - middle - 5)});
    }
  }
  return out;
}

void check_understood(const std::string& header, Match match) {
  const auto table = rows(header);
  CHECK(table.size() >= 5);
  for (const Row& row : table) {
    const std::string typed = examples(row.first).at(0);
    CAPTURE(typed);
    CHECK(Query::parse(typed, Syntax::query, match).to_string() == examples(row.second).at(0));
  }
}

TEST_CASE("the documented forms are understood") {
  const auto table = rows("| form | finds |");
  CHECK(table.size() >= 20);
  for (const Row& row : table) {
    const std::string typed = examples(row.first).at(0);
    CAPTURE(typed);
    CHECK(Query::parse(typed).ok());
    CHECK_FALSE(Query::parse(typed).empty());
  }
}

TEST_CASE("documented queries are understood as documented") {
  check_understood("| typed | understood |", Match::all);
  check_understood("| typed | understood with `--match any` |", Match::any);
}

TEST_CASE("documented mistakes are mistakes") {
  const auto table = rows("| typed | mistake |");
  CHECK(table.size() >= 10);
  for (const Row& row : table) {
    const std::string typed = examples(row.first).at(0);
    CAPTURE(typed);
    const Query query = Query::parse(typed);
    REQUIRE_FALSE(query.ok());
    CHECK(query.diagnostics().front().message.starts_with(row.second));
  }
}

}  // namespace
}  // namespace backfile
