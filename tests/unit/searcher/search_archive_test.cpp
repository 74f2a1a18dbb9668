// Opening archives, following their writers, what one search sees.
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <backfile/backfile.hpp>

#include "common/date.hpp"
#include "common/schema.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

Article article(const std::string& path, const std::string& title, const std::string& body, const std::string& published = "2024-05-04") {
  Article a;
  a.url = "https://news.example/" + path;
  a.site = "news.example";
  a.source = "crawl/" + path;
  a.title = title;
  a.body = body;
  a.language = "en";
  a.published = parse_iso_date(published);
  return a;
}

Errc code_of(const std::function<void()>& operation, std::string* message = nullptr) {
  try {
    operation();
  } catch (const Error& error) {
    if (message) *message = error.what();
    return error.code();
  }
  FAIL("no error");
  return Errc::internal;
}

std::uint64_t total(Searcher& searcher, std::string_view text) { return searcher.search(Query::parse(text)).total; }

}  // namespace

TEST_CASE("what is no archive is refused by name") {
  const test::TemporaryDirectory directory;
  struct Case {
    const char* name;
    std::function<std::string(const test::TemporaryDirectory&)> make;
    Errc expected;
    const char* message;
  };
  const auto c = GENERATE(values<Case>({
      {"nothing", [](const auto& d) { return d / "none"; }, Errc::not_found, "no archive at"},
      {"an unfinished first build",
       [](const auto& d) {
         std::filesystem::create_directory(d / "new.building");
         return d / "new";
       },
       Errc::not_found, "not finished"},
      {"a file", [](const auto& d) { return d.write("file", "text"); }, Errc::foreign, "no directory"},
      {"a directory of other files", [](const auto& d) { return std::filesystem::path(d.write("dir/file", "")).parent_path().string(); },
       Errc::foreign, "no glass database"},
      {"another program's database",
       [](const auto& d) {
         Xapian::WritableDatabase(d / "other", Xapian::DB_CREATE).commit();
         return d / "other";
       },
       Errc::foreign, "another program"},
      {"a stub that points to an archive",
       [](const auto& d) {
         test::build_archive(d / "real", {});
         return std::filesystem::path(d.write("stub/XAPIANDB", "auto " + d / "real" + "\n")).parent_path().string();
       },
       Errc::foreign, "no glass database"},
      {"a newer schema",
       [](const auto& d) {
         test::ArchiveBuilder builder(d / "newer");
         builder.database().set_metadata("backfile/schema", std::to_string(schema::version + 1));
         builder.database().commit();
         return d / "newer";
       },
       Errc::newer_schema, "newer"},
      {"a schema that is no number",
       [](const auto& d) {
         test::ArchiveBuilder builder(d / "odd");
         builder.database().set_metadata("backfile/schema", "one");
         builder.database().commit();
         return d / "odd";
       },
       Errc::foreign, "unreadable"},
      {"another analyser",
       [](const auto& d) {
         test::ArchiveBuilder builder(d / "analyser");
         builder.database().set_metadata("backfile/analyser", "other");
         builder.database().commit();
         return d / "analyser";
       },
       Errc::analyser_mismatch, "--rebuild"},
      {"damaged", [](const auto& d) {
         test::build_archive(d / "bad", {});
         std::ofstream(d / "bad/iamglass", std::ios::trunc) << "rubbish";
         return d / "bad";
       },
       Errc::corrupt, "bad"},
      {"no port", [](const auto&) { return std::string("tcp://host"); }, Errc::usage, "tcp://HOST:PORT"},
      {"a remote server that is not there", [](const auto&) { return std::string("tcp://127.0.0.1:1"); }, Errc::remote, "127.0.0.1"},
  }));
  CAPTURE(c.name);
  std::string message;
  const std::string where = c.make(directory);
  CHECK(code_of([&] { (void)Searcher::open(where); }, &message) == c.expected);
  CAPTURE(message);
  CHECK(message.find(c.message) != std::string::npos);
  CHECK(message.find('\n') == std::string::npos);
}

TEST_CASE("an archive without articles answers") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "archive", {});
  Searcher searcher = Searcher::open(directory / "archive");
  const Results results = searcher.search(Query::parse("anything"), {.facets = {Field::year, Field::site}});
  CHECK(results.total == 0);
  CHECK(results.facets.size() == 2);
  CHECK_FALSE(results.next);
  CHECK(searcher.info().articles == 0);
}

TEST_CASE("a searcher follows the archive between searches, however many commits lie between") {
  const test::TemporaryDirectory directory;
  test::ArchiveBuilder builder(directory / "archive");
  builder.add(article("0", "Harbour", "ice")).commit();
  Searcher searcher = Searcher::open(directory / "archive");
  std::string revision = searcher.search(Query::parse("harbour")).revision;
  for (int i = 1; i <= 12; ++i) {
    for (int commits = 0; commits < i % 4; ++commits) {
      builder.add(article(std::to_string(i) + "-" + std::to_string(commits), "Harbour " + std::to_string(i * 10 + commits), "ice"));
      builder.commit();
    }
    const Results results = searcher.search(Query::parse("harbour"), {.copies = CopyHandling::show});
    CHECK(results.total == builder.database().get_doccount());
    CHECK((results.revision != revision) == (i % 4 != 0));
    revision = results.revision;
  }
}

TEST_CASE("an archive that is swapped for another is followed") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "archive", {article("1", "Old", "words")});
  test::build_archive(directory / "new", {article("2", "New", "words"), article("3", "Newer", "words")});
  Searcher searcher = Searcher::open(directory / "archive");
  CHECK(total(searcher, "words") == 1);
  std::filesystem::rename(directory / "archive", directory / "gone");
  std::filesystem::rename(directory / "new", directory / "archive");
  CHECK(total(searcher, "words") == 2);
}

TEST_CASE("an export reads on while a writer commits") {
  const test::TemporaryDirectory directory;
  test::ArchiveBuilder builder(directory / "archive");
  for (int i = 0; i < 300; ++i) builder.add(article(std::to_string(i), "Title " + std::to_string(i), "harbour"));
  builder.commit();
  Searcher searcher = Searcher::open(directory / "archive");
  int lines = 0;
  const auto sink = [&](const Hit&, const StoredArticle& a) {
    CHECK(a.body == "harbour");
    // New articles, and new records for old ones, do not disturb the list.
    for (int commits = 0; commits < 2 && lines % 20 == 0; ++commits) {
      builder.add(article("new" + std::to_string(lines) + std::to_string(commits), "New", "harbour"));
      Article again = article(std::to_string(lines), "Title " + std::to_string(lines), "harbour");
      again.tags.emplace_back("seen again");
      builder.add(again);
      builder.commit();
    }
    ++lines;
    return true;
  };
  CHECK(searcher.for_each(Query::parse("harbour"), {.copies = CopyHandling::show}, sink) == 300);
  CHECK(lines == 300);
}

TEST_CASE("an export says so when an article of its list is gone") {
  const test::TemporaryDirectory directory;
  test::ArchiveBuilder builder(directory / "archive");
  for (int i = 0; i < 300; ++i) builder.add(article(std::to_string(i), "Title " + std::to_string(i), "harbour"));
  builder.commit();
  Searcher searcher = Searcher::open(directory / "archive");
  bool removed = false;
  const auto sink = [&](const Hit&, const StoredArticle&) {
    if (removed) return true;
    for (int i = 0; i < 300; ++i) {
      builder.remove(article(std::to_string(i), "Title " + std::to_string(i), "harbour"));
      if (i % 100 == 99) builder.commit();
    }
    removed = true;
    return true;
  };
  CHECK(code_of([&] { searcher.for_each(Query::parse("harbour"), {.copies = CopyHandling::show}, sink); }) == Errc::changed);
  CHECK(total(searcher, "harbour") == 0);
}

TEST_CASE("a cursor goes on by date in a changed archive, and says so by relevance") {
  const test::TemporaryDirectory directory;
  test::ArchiveBuilder builder(directory / "archive");
  for (int i = 1; i <= 9; ++i)
    builder.add(article(std::to_string(i), "Title " + std::to_string(i), "harbour", "2024-05-0" + std::to_string(i)));
  builder.commit();
  Searcher searcher = Searcher::open(directory / "archive");
  const Query query = Query::parse("harbour");
  const auto order = GENERATE(Order::relevance, Order::newest, Order::oldest);
  SearchOptions options{.limit = 4, .order = order};
  options.after = searcher.search(query, options).next;
  REQUIRE(options.after);
  builder.add(article("a", "Title", "harbour", "2020-01-01")).add(article("b", "Title", "harbour", "2025-01-01 text")).commit();
  if (order == Order::relevance) {
    CHECK(code_of([&] { (void)searcher.search(query, options); }) == Errc::changed);
    return;
  }
  const Results page = searcher.search(query, options);
  CHECK(page.hits.front().url == (order == Order::newest ? "https://news.example/5" : "https://news.example/5"));
  CHECK(page.hits.front().rank == 5);
  CHECK(page.notes.size() == 1);
}

TEST_CASE("a cursor belongs to its query and options") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "archive", {article("1", "A", "harbour"), article("2", "B", "harbour ice"), article("3", "C", "harbour")});
  Searcher searcher = Searcher::open(directory / "archive");
  SearchOptions options{.limit = 1};
  options.after = searcher.search(Query::parse("harbour"), options).next;
  REQUIRE(options.after);
  CHECK(searcher.search(Query::parse("harbour"), options).hits.size() == 1);
  CHECK(code_of([&] { (void)searcher.search(Query::parse("ice"), options); }) == Errc::bad_cursor);
  options.order = Order::newest;
  CHECK(code_of([&] { (void)searcher.search(Query::parse("harbour"), options); }) == Errc::bad_cursor);
}

TEST_CASE("a query with a mistake is an error, and the searcher stays usable") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "archive", {article("1", "A", "harbour")});
  Searcher searcher = Searcher::open(directory / "archive");
  CHECK(code_of([&] { (void)searcher.search(Query::parse("\"unbalanced")); }) == Errc::usage);
  CHECK(code_of([&] { (void)searcher.search(Query::parse("harbour"), {.since = "next week"}); }) == Errc::usage);
  CHECK(total(searcher, "harbour") == 1);
}

TEST_CASE("a deadline that is over stops the search") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "archive", {article("1", "A", "harbour")});
  Searcher searcher = Searcher::open(directory / "archive");
  SearchOptions options;
  options.deadline = std::chrono::milliseconds(0);
  CHECK(code_of([&] { (void)searcher.search(Query::parse("harbour"), options); }) == Errc::deadline);
  options.deadline = std::chrono::milliseconds(60000);
  CHECK(searcher.search(Query::parse("harbour"), options).total == 1);
}

TEST_CASE("show finds the latest version, however the address is written") {
  const test::TemporaryDirectory directory;
  Article first = article("story", "Title", "first text");
  first.captured = parse_iso_date("2024-05-04T10:00:00Z");
  Article second = article("story", "Title", "second text");
  second.captured = parse_iso_date("2024-05-05T10:00:00Z");
  Article named = article("", "Named", "by its id");
  named.url.clear();
  named.id = "doc 1";
  test::build_archive(directory / "archive", {second, first, named});
  Searcher searcher = Searcher::open(directory / "archive");
  const std::string url = GENERATE(as<std::string>(), "https://news.example/story", "HTTPS://News.Example:443/story#part");
  CAPTURE(url);
  const std::optional<StoredArticle> found = searcher.show(url);
  REQUIRE(found);
  CHECK(found->body == "second text");
  CHECK_FALSE(found->superseded);
  CHECK_FALSE(searcher.show("https://news.example/other"));
  CHECK_FALSE(searcher.show("rubbish \xFF"));
  const std::optional<StoredArticle> by_id = searcher.show("doc 1");
  REQUIRE(by_id);
  CHECK(by_id->title == "Named");
}

TEST_CASE("info counts articles, versions, days, sites and languages") {
  const test::TemporaryDirectory directory;
  Article old = article("1", "A", "first");
  old.captured = parse_iso_date("2024-01-01");
  Article later = article("1", "A", "second", "2024-05-06");
  later.captured = parse_iso_date("2024-02-01");
  Article undated = article("2", "B", "text", "");
  undated.language = "de";
  Article other = article("3", "C", "text", "1851");
  other.site = "b.example";
  test::build_archive(directory / "archive", {old, later, undated, other});
  const ArchiveInfo info = Searcher::open(directory / "archive").info();
  CHECK(info.versions == 4);
  CHECK(info.articles == 3);
  CHECK(info.undated == 1);
  CHECK(info.first_day == "1851");
  CHECK(info.last_day == "2024-05-06");
  REQUIRE(info.sites.size() == 2);
  CHECK(info.sites[0].value == "news.example");
  CHECK(info.sites[0].count == 2);
  REQUIRE(info.languages.size() == 2);
  CHECK(info.languages[0].value == "en");
  CHECK(info.last_run == "a test's run");
}

TEST_CASE("what a caller's sink throws comes back as it is") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "archive", {article("1", "Notes", "Some words here.")});
  Searcher searcher = Searcher::open(directory / "archive");
  const auto full = [](const Hit&, const StoredArticle&) -> bool { throw std::out_of_range("the caller's own"); };
  CHECK_THROWS_AS(searcher.for_each(Query::parse("words"), {}, full), std::out_of_range);
}

TEST_CASE("articles without a language are found beside those of others") {
  const test::TemporaryDirectory directory;
  Article unknown = article("1", "Notes", "Some words here.");
  unknown.language.clear();
  Article german = article("2", "Notiz", "Viele Brücken.");
  german.language = "de";
  test::build_archive(directory / "archive", {unknown, german});
  Searcher searcher = Searcher::open(directory / "archive");
  for (const char* typed : {"words", "here", "words here", "brücke"}) {
    CAPTURE(typed);
    CHECK(searcher.search(Query::parse(typed)).total == 1);
  }
}

TEST_CASE("similar finds articles about the same, not the article itself") {
  const test::TemporaryDirectory directory;
  std::vector<Article> articles;
  for (int i = 0; i < 40; ++i) articles.push_back(article("f" + std::to_string(i), "Town news " + std::to_string(i), "The council met about roads."));
  articles.push_back(article("like1", "Glacier melts", "The glacier above the valley lost meltwater, the glaciologist said."));
  articles.push_back(article("like2", "Valley glacier", "A glaciologist measured meltwater below the glacier."));
  test::build_archive(directory / "archive", articles);
  Searcher searcher = Searcher::open(directory / "archive");
  const Results results = searcher.similar("https://news.example/like1");
  REQUIRE(results.total == 1);
  CHECK(results.hits[0].url == "https://news.example/like2");
  CHECK_FALSE(results.hits[0].snippet.highlights.empty());
  CHECK(searcher.similar("https://news.example/like1", {.since = "2025"}).total == 0);
  CHECK(code_of([&] { (void)searcher.similar("https://news.example/none"); }) == Errc::not_found);
}

TEST_CASE("words side by side beat the same words apart") {
  const test::TemporaryDirectory directory;
  const std::string rest = " one two three four five";
  test::build_archive(directory / "archive", {article("apart", "News", "strike of nobody else, dockers" + rest), article("behind", "News", "strike dockers else, of nobody" + rest),
                                              article("beside", "News", "else, of nobody dockers strike" + rest), article("other", "Else", "snow and rain fell here on the port today")});
  Searcher searcher = Searcher::open(directory / "archive");
  for (const Match match : {Match::all, Match::any}) {
    const Results results = searcher.search(Query::parse("dockers strike", Syntax::query, match), {.explain = true});
    REQUIRE(results.hits.size() == 3);
    CHECK(results.hits[0].url == "https://news.example/beside");
    CHECK(results.hits[0].score > results.hits[1].score);
    CHECK(results.hits[1].score == results.hits[2].score);
    for (const Hit& hit : results.hits) {
      double sum = 0;
      for (const std::string& line : hit.explanation) sum += std::stod(line);
      CAPTURE(hit.url);
      CHECK(sum == Approx(hit.score).margin(0.001));
    }
    CHECK(results.hits[0].explanation.back().ends_with("(dockers PHRASE 2 strike)"));
  }
}

TEST_CASE("neighbours change no count and no set of matches") {
  const test::TemporaryDirectory directory;
  std::vector<Article> articles;
  for (int i = 0; i < 60; ++i) articles.push_back(article("a" + std::to_string(i), "News", i % 2 ? "dockers strike" : "strike, then dockers " + std::to_string(i)));
  test::build_archive(directory / "archive", articles);
  Searcher searcher = Searcher::open(directory / "archive");
  SearchOptions options{.limit = 9, .copies = CopyHandling::show};
  std::set<std::string> seen;
  double last = 1e9;
  Results page;
  do {
    page = searcher.search(Query::parse("dockers strike"), options);
    CHECK(page.total == 60);
    for (const Hit& hit : page.hits) {
      CHECK(seen.insert(hit.url).second);
      CHECK(hit.score <= last);
      last = hit.score;
    }
    options.after = page.next;
  } while (page.next);
  CHECK(seen.size() == 60);
}

TEST_CASE("recency prefers the newer of equals, and explanations name their parts") {
  const test::TemporaryDirectory directory;
  test::build_archive(directory / "archive", {article("old", "Harbour", "ice one", "1990-01-01"), article("new", "Harbour", "ice two", "2024-01-01"),
                                              article("none", "Harbour", "ice six", ""), article("long", "Else", "snow and rain fell here")});
  Searcher searcher = Searcher::open(directory / "archive");
  SearchOptions options{.recency_half_life_days = 30, .explain = true};
  const Results results = searcher.search(Query::parse("harbour"), options);
  REQUIRE(results.hits.size() == 3);
  CHECK(results.hits[0].url == "https://news.example/new");
  CHECK(results.hits[0].score > 2 * results.hits[1].score);
  CHECK_FALSE(results.hits[0].explanation.empty());
  options.recency_half_life_days = 0;
  CHECK(searcher.search(Query::parse("harbour"), options).hits[2].score == searcher.search(Query::parse("harbour"), options).hits[0].score);
}
