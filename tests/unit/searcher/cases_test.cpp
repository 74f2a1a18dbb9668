// Runs tests/cases/*.test: documents, queries, and which documents answer. The format is told at the head of
// cases/words.test. Each file becomes an archive, its documents built by the indexer's own document builder, and is
// searched through the library.
#include <algorithm>
#include <backfile/searcher.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "common/article.hpp"
#include "common/date.hpp"
#include "common/text.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

namespace backfile {
namespace {

struct QueryCase {
  int line = 0;
  std::string query, options, expected;
  bool ordered = false;
};

struct CaseFile {
  std::vector<Article> documents;
  std::vector<QueryCase> cases;
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out;
  std::istringstream stream(text);
  for (std::string item; std::getline(stream, item, separator);)
    if (!collapsed_space(item).empty()) out.push_back(collapsed_space(item));
  return out;
}

void set_field(Article& article, const std::string& name, const std::string& value) {
  if (name == "title")
    article.title = value;
  else if (name == "body")
    article.body += (article.body.empty() ? "" : "\n\n") + value;
  else if (name == "standfirst")
    article.standfirst = value;
  else if (name == "lang")
    article.language = value;
  else if (name == "section")
    article.section = value;
  else if (name == "authors")
    article.authors = split(value, ';');
  else if (name == "tags")
    article.tags = split(value, ';');
  else if (name == "date")
    article.published = parse_iso_date(value);
  else if (name == "captured")
    article.captured = parse_iso_date(value);
  else if (name == "url")
    article.url = value;
  else if (name == "site")
    article.site = value;
  else
    FAIL("unknown line '" << name << "'");
}

CaseFile read_cases(const std::filesystem::path& path) {
  CaseFile file;
  std::ifstream stream(path);
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::size_t colon = line.find(':');
    const std::string name = line.substr(0, colon);
    const std::string value = line.size() > colon + 2 ? line.substr(colon + 2) : "";
    if (name == "document") {
      file.documents.emplace_back();
      file.documents.back().id = value;
    } else if (name == "query") {
      file.cases.push_back({number, value, "", "", false});
    } else if (name == "options") {
      file.cases.back().options = value;
    } else if (name == "find" || name == "rank") {
      file.cases.back().expected = value;
      file.cases.back().ordered = name == "rank";
    } else {
      set_field(file.documents.back(), name, value);
    }
  }
  return file;
}

std::string option(const std::string& options, const std::string& name) {
  for (const std::string& item : split(options, ' ')) {
    if (item == name) return "yes";
    if (item.starts_with(name + "=")) return item.substr(name.size() + 1);
  }
  return {};
}

std::string answer(Searcher& searcher, const QueryCase& test) {
  const bool literal = !option(test.options, "words").empty();
  const Match match = option(test.options, "any").empty() ? Match::all : Match::any;
  const Query query = Query::parse(test.query, literal ? Syntax::words : Syntax::query, match);
  if (!query.ok()) return "mistake: " + query.diagnostics().front().message;
  SearchOptions options;
  options.limit = 1000;
  options.since = option(test.options, "since");
  options.until = option(test.options, "until");
  if (!option(test.options, "versions").empty()) options.versions = VersionChoice::all;
  std::vector<std::string> ids;
  for (const Hit& hit : searcher.search(query, options).hits) ids.push_back(hit.id);
  if (!test.ordered) std::ranges::sort(ids);
  std::string out;
  for (const std::string& id : ids) out += (out.empty() ? "" : " ") + id;
  return out.empty() ? "nothing" : out;
}

TEST_CASE("queries answer as the case files say") {
  std::size_t run = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(BACKFILE_SOURCE_DIR) / "tests/cases")) {
    if (entry.path().extension() != ".test") continue;
    const CaseFile file = read_cases(entry.path());
    const test::TemporaryDirectory directory;
    test::build_archive(directory / "archive", file.documents);
    Searcher searcher = Searcher::open(directory / "archive");
    for (const QueryCase& test : file.cases) {
      ++run;
      std::vector<std::string> expected = split(test.expected, ' ');
      if (!test.ordered && test.expected.find("mistake") != 0) std::ranges::sort(expected);
      std::string wanted;
      for (const std::string& id : expected) wanted += (wanted.empty() ? "" : " ") + id;
      INFO(entry.path().filename().string() << ":" << test.line << ": " << test.query);
      CHECK(answer(searcher, test) == wanted);
    }
  }
  CHECK(run >= 60);
}

}  // namespace
}  // namespace backfile
