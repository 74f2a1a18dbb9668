// The forms of one line a hit.
#include <sstream>

#include <nlohmann/json.hpp>

#include "common/article.hpp"
#include "common/date.hpp"
#include "searcher/cli/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/golden.hpp"
#include "tests/unit/cli/sample_answer.hpp"

using namespace backfile;
using namespace backfile::cli;
using backfile::test::check_golden;
using backfile::test::sample_article;
using backfile::test::sample_results;

namespace {

std::string lines(LineRenderer& renderer, const Results& results, std::string_view id = {}) {
  std::string out;
  renderer.heading(out);
  renderer.begin_query();
  const StoredArticle article = sample_article();
  for (const Hit& hit : results.hits) renderer.line(out, Row{id, hit, &article});
  return out;
}

std::string lines_of(const Options& options, Batched batched = Batched::no, std::string_view id = {}) {
  const auto renderer = make_line_renderer(options, batched);
  return lines(*renderer, sample_results(), id);
}

Hit hit_scored(double score) {
  Hit hit;
  hit.url = "https://a.example/";
  hit.score = score;
  return hit;
}

}  // namespace

TEST_CASE("each line form matches its approved output") {
  const auto [name, format] = GENERATE(table<std::string, Format>(
      {{"hits.csv", Format::csv}, {"hits.tsv", Format::tsv}, {"hits.urls", Format::urls}, {"hits.trec", Format::trec}}));
  Options options;
  options.format = format;
  check_golden("search/" + name, lines_of(options));
}

TEST_CASE("chosen columns come in the order given, also snippets and copies") {
  Options options;
  options.format = Format::csv;
  options.fields = {"copies", "snippet", "title", "title_highlights"};
  check_golden("search/fields.csv", lines_of(options));
}

TEST_CASE("a cell that a spreadsheet would run is made text") {
  Options options;
  options.format = Format::csv;
  options.fields = {"title"};
  const auto renderer = make_line_renderer(options, Batched::no);
  const auto [title, cell] = GENERATE(table<std::string, std::string>({{"=1+1", "'=1+1"},
                                                                       {"+1", "'+1"},
                                                                       {"-1", "'-1"},
                                                                       {"@a", "'@a"},
                                                                       {"\xef\xbc\x9d" "1+1", "'\xef\xbc\x9d" "1+1"},
                                                                       {"\t=1", "'\t=1"},
                                                                       {"\r=1", "'=1"},
                                                                       {"\x01=1", "'=1"},
                                                                       {"a=1", "a=1"},
                                                                       {"a,b", "\"a,b\""},
                                                                       {"say \"x\"", "\"say \"\"x\"\"\""},
                                                                       {"a\nb", "\"a\nb\""}}));
  CAPTURE(title);
  Hit hit;
  hit.title = title;
  std::string out;
  renderer->line(out, Row{{}, hit, nullptr});
  CHECK(out == cell + "\r\n");
}

TEST_CASE("a line of tsv has as many cells as its heading") {
  Options options;
  options.format = Format::tsv;
  options.fields = {"authors", "snippet", "title"};
  std::istringstream out(lines_of(options));
  for (std::string line; std::getline(out, line);) {
    CAPTURE(line);
    CHECK(std::count(line.begin(), line.end(), '\t') == 2);
  }
}

TEST_CASE("a json line is the article as articles are written everywhere") {
  const StoredArticle stored = sample_article();
  const Hit hit = hit_of(stored);
  std::string out;
  make_json_lines(article_columns())->line(out, Row{{}, hit, &stored});

  Article article;
  article.source = stored.source;
  article.id = stored.id;
  article.url = stored.url;
  article.site = stored.site;
  article.publisher = stored.publisher;
  article.title = stored.title;
  article.standfirst = stored.standfirst;
  article.authors = stored.authors;
  article.dateline = stored.dateline;
  article.original = stored.original;
  article.published = stored.published;
  article.published_from = stored.published_from;
  article.modified = stored.modified;
  article.captured = parse_iso_date(stored.captured);
  article.section = stored.section;
  article.tags = stored.tags;
  article.language = stored.language;
  article.body = stored.body;
  article.image = stored.image;
  CHECK(out == to_json_line(article) + "\n");
}

TEST_CASE("in a batch every line names its query") {
  const auto [name, format, begin] = GENERATE(table<std::string, Format, std::string>({{"csv", Format::csv, "q7,1,"},
                                                                                      {"tsv", Format::tsv, "q7\t1\t"},
                                                                                      {"urls", Format::urls, "q7\thttps://"},
                                                                                      {"trec", Format::trec, "q7 Q0 D1 1 "},
                                                                                      {"jsonl", Format::jsonl, "{\"query\":\"q7\","}}));
  CAPTURE(name);
  Options options;
  options.format = format;
  const std::string out = lines_of(options, Batched::yes, "q7");
  CHECK_THAT("\n" + out, Catch::Contains("\n" + begin));
}

TEST_CASE("scores of a run fall strictly, as decimals and as 32-bit floats") {
  const auto scores = GENERATE(values<std::vector<double>>({{3, 3, 3, 3},
                                                            {0, 0, 0},
                                                            {31.123456, 31.1234559, 31.1234558},
                                                            {1000.5, 1000.5, 1000.4999999},
                                                            {-1, -1, -1},
                                                            {1, 2, 3},
                                                            std::vector<double>(1000, 17.25)}));
  Results results;
  for (const double score : scores) results.hits.push_back(hit_scored(score));
  const auto renderer = make_trec("tag");
  std::istringstream out(lines(*renderer, results));
  std::string query, q0, name, rank, score, tag, before;
  while (out >> query >> q0 >> name >> rank >> score >> tag) {
    if (!before.empty()) {
      CHECK(std::stod(score) < std::stod(before));
      CHECK(std::stof(score) < std::stof(before));
    }
    CHECK(tag == "tag");
    before = score;
  }
  CHECK_FALSE(before.empty());
}

TEST_CASE("each query of a run begins with its own scores") {
  const auto renderer = make_trec("tag");
  const Hit hit = hit_scored(5);
  std::string out;
  for (const char* id : {"a", "b"}) {
    renderer->begin_query();
    renderer->line(out, Row{id, hit, nullptr});
  }
  CHECK(out == "a Q0 https://a.example/ 0 5.000000 tag\nb Q0 https://a.example/ 0 5.000000 tag\n");
}

TEST_CASE("docs/output.md names every column") {
  const std::string page = backfile::test::file_text(std::filesystem::path(BACKFILE_SOURCE_DIR) / "docs/output.md");
  for (const Column& column : columns()) {
    CAPTURE(column.name);
    const std::string name(column.name);
    CHECK((page.find("`" + name + "`") != std::string::npos));
  }
}
