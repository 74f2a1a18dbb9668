#include "indexer/write/versions.hpp"

#include "common/date.hpp"
#include "common/schema.hpp"
#include "indexer/write/index_document.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

struct Text {
  std::string body, source;
  std::string captured, modified, published;
};

/// Adds versions of one article in order; returns the body of the one without XOLD.
std::string latest_of(const std::vector<Text>& texts) {
  const test::TemporaryDirectory directory;
  Xapian::WritableDatabase database(directory / "db", Xapian::DB_CREATE);
  DocumentBuilder builder;
  for (const Text& text : texts) {
    Article article;
    article.url = "https://news.example/a";
    article.body = text.body;
    article.source = text.source;
    article.captured = parse_iso_date(text.captured);
    article.modified = parse_iso_date(text.modified);
    article.published = parse_iso_date(text.published);
    database.add_document(builder.build(article, version_key(article)));
  }
  mark_all_versions(database);
  std::string latest;
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) {
    const Xapian::Document document = database.get_document(*post);
    auto term = document.termlist_begin();
    term.skip_to("XOLD");
    if (term != document.termlist_end() && *term == "XOLD") continue;
    const std::string data = document.get_data();
    latest += data.substr(data.find("\nbody=") + 6, 1);
  }
  return latest;
}

}  // namespace

TEST_CASE("the latest version is told by capture, modification, publication, then order of input") {
  struct Case {
    std::string name;
    std::vector<Text> texts;
    std::string latest;
  };
  const auto c = GENERATE(values<Case>({
      {"one version", {{"a", "s1", "", "", ""}}, "a"},
      {"captured later", {{"a", "s1", "2020-01-02", "", ""}, {"b", "s2", "2020-01-01", "", ""}}, "a"},
      {"modified later", {{"a", "s1", "", "2020-01-01", "2019-01-01"}, {"b", "s2", "", "2020-02-01", "2019-01-01"}}, "b"},
      {"published later", {{"a", "s1", "", "", "2020-01-02"}, {"b", "s2", "", "", "2020-01-01"}}, "a"},
      {"by source", {{"a", "s2", "", "", ""}, {"b", "s1", "", "", ""}}, "a"},
      {"offsets are numbers", {{"a", "w#10", "", "", ""}, {"b", "w#9", "", "", ""}}, "a"},
      {"the same source read again", {{"a", "s1", "", "", ""}, {"b", "s1", "", "", ""}}, "b"},
      {"three", {{"a", "s1", "2020-01-01", "", ""}, {"b", "s1", "2021-01-01", "", ""}, {"c", "s1", "2019-01-01", "", ""}}, "b"},
  }));
  CAPTURE(c.name);
  CHECK(latest_of(c.texts) == c.latest);
}

TEST_CASE("the latest of what remains is found again when a version goes") {
  const test::TemporaryDirectory directory;
  Xapian::WritableDatabase database(directory / "db", Xapian::DB_CREATE);
  DocumentBuilder builder;
  Article article;
  article.url = "https://news.example/a";
  for (const auto& [body, day] : {std::pair{"first", "2020-01-01"}, {"second", "2020-01-02"}}) {
    article.body = body;
    article.captured = parse_iso_date(day);
    database.add_document(builder.build(article, version_key(article)));
  }
  CHECK(mark_all_versions(database) == 2);
  CHECK(mark_all_versions(database) == 0);
  CHECK(database.get_termfreq("XOLD") == 1);
  CHECK(database.get_termfreq("XHAS:edits") == 2);
  database.delete_document(version_key(article).unique);
  CHECK(mark_versions(database, "Uhttps://news.example/a") == 1);
  CHECK(database.get_termfreq("XOLD") == 0);
  CHECK(database.get_termfreq("XHAS:edits") == 0);
}
