// Answers with a column file, without one, and with one that is damaged or of another revision: always the same.
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <backfile/backfile.hpp>

#include "indexer/write/column_file.hpp"
#include "searcher/src/archive.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

namespace fs = std::filesystem;
using Random = std::mt19937;

std::string one_of(Random& random, const std::vector<std::string>& items) { return items[random() % items.size()]; }

/// Few texts, sites and days: copies, versions and equal scores abound, and much has no value.
Article random_article(Random& random) {
  Article a;
  a.site = one_of(random, {"", "a.example", "b.example"});
  a.url = "https://" + one_of(random, {"a", "b", "c"}) + ".example/" + std::to_string(random() % 30);
  a.source = "crawl/x";
  a.title = one_of(random, {"alpha", "beta", "gamma"});
  for (unsigned i = 0, count = random() % 4; i < count; ++i) a.body += one_of(random, {"alpha ", "beta ", "gamma ", "delta "});
  const std::string date = one_of(random, {"", "1851", "1963-12", "1963-12-06", "2024-05-04T10:00:00Z", "2024-05-05"});
  if (!date.empty()) a.published = parse_iso_date(date);
  a.section = one_of(random, {"", "World", "WORLD", "Sport"});
  a.language = one_of(random, {"", "en", "de-AT"});
  for (unsigned i = 0, count = random() % 3; i < count; ++i) a.authors.push_back(one_of(random, {"Ann Ode", "ann ode", "Cy Poe"}));
  return a;
}

std::vector<Article> random_articles(Random& random, unsigned count) {
  std::vector<Article> articles;
  for (unsigned i = 0; i < count; ++i) articles.push_back(random_article(random));
  return articles;
}

void show(std::ostream& out, const Results& results) {
  out.precision(17);
  out << results.total << ' ' << results.articles << '\n';
  for (const Hit& hit : results.hits) {
    out << hit.rank << ' ' << hit.url << ' ' << hit.score << ' ' << hit.title << ' ' << hit.copies.count;
    for (const std::string& site : hit.copies.sites) out << ' ' << site;
    out << '\n';
  }
  for (const Facet& facet : results.facets) {
    for (const Bucket& bucket : facet.buckets) out << bucket.value.value_or("-") << ' ' << bucket.count << ' ' << bucket.other << '\n';
    out << '\n';
  }
}

/// Everything that an archive answers to a few questions asked in every way.
std::string answers(const std::vector<ArchiveLocation>& archives) {
  Searcher searcher = Searcher::open(archives);
  std::ostringstream out;
  for (const char* text : {"alpha", "alpha OR beta", "beta gamma", "site:b.example", "section:world", "nowhere"}) {
    for (const CopyHandling copies : {CopyHandling::fold, CopyHandling::show}) {
      for (const VersionChoice versions : {VersionChoice::latest, VersionChoice::all}) {
        for (const Order order : {Order::relevance, Order::newest, Order::oldest}) {
          for (const std::optional<Unit> unit : {std::optional<Unit>(), std::optional(Unit::stories), std::optional(Unit::articles)}) {
            SearchOptions options{.limit = 5, .order = order, .copies = copies, .versions = versions, .unit = unit};
            options.facets = {Field::year, Field::month, Field::day, Field::site, Field::section, Field::author, Field::language};
            const Results results = searcher.search(Query::parse(text), options);
            out << text << '\n';
            show(out, results);
          }
        }
      }
    }
  }
  const ArchiveInfo info = searcher.info();
  out << info.articles << ' ' << info.first_day << ' ' << info.last_day << ' ' << info.undated << '\n';
  return out.str();
}

std::string answers(const std::string& archive) { return answers(std::vector<ArchiveLocation>{{archive}}); }

std::vector<std::string> column_files(const std::string& archive) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(archive))
    if (entry.path().filename().string().starts_with("backfile.columns.")) found.push_back(entry.path().string());
  return found;
}

std::string only_column_file(const std::string& archive) {
  const std::vector<std::string> found = column_files(archive);
  REQUIRE(found.size() == 1);
  return found.front();
}

bool uses_columns(const std::string& archive) {
  const Archives archives({{archive}});
  const auto columns = archives.part(0).columns;
  if (!columns) return false;
  for (const columns::Source& source : columns::sources) {
    const bool is_there = source.kind == columns::Kind::keys      ? columns->keys().has_value()
                          : source.kind == columns::Kind::lengths ? columns->lengths().has_value()
                          : source.kind == columns::Kind::values ? columns->values(source.slot).has_value()
                                                                 : columns->groups(source.slot).has_value();
    CAPTURE(source.slot);
    CHECK(is_there);
  }
  return true;
}

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes; }

}  // namespace

TEST_CASE("answers are the same with and without columns, whatever was removed and added since") {
  Random random(GENERATE(range(1u, 9u)));
  test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  test::ArchiveBuilder builder(archive);
  std::vector<Article> articles = random_articles(random, 40 + random() % 100);
  builder.add(articles).commit();
  for (int round = 0; round < 3; ++round) {
    const std::string by_slots = answers(archive);
    REQUIRE_FALSE(uses_columns(archive));
    write_columns(archive);
    REQUIRE(uses_columns(archive));
    REQUIRE(answers(archive) == by_slots);

    for (int i = 0; i < 10; ++i) builder.remove(articles[random() % articles.size()]);
    const std::vector<Article> more = random_articles(random, 20);
    builder.add(more).commit();
    articles.insert(articles.end(), more.begin(), more.end());
  }
}

TEST_CASE("several archives answer the same when any of them has columns") {
  Random random(GENERATE(range(20u, 24u)));
  test::TemporaryDirectory directory;
  const std::vector<ArchiveLocation> both{{directory / "a"}, {directory / "b"}};
  for (const ArchiveLocation& location : both) test::build_archive(location.where, random_articles(random, 60));
  const std::string by_slots = answers(both);
  write_columns(directory / "b");
  CHECK(answers(both) == by_slots);
  write_columns(directory / "a");
  CHECK(answers(both) == by_slots);
}

TEST_CASE("columns that are damaged are as good as none") {
  Random random(7);
  test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  test::build_archive(archive, random_articles(random, 50));
  const std::string by_slots = answers(archive);
  write_columns(archive);
  const std::string path = only_column_file(archive), whole = read(path);

  SECTION("flipped bits anywhere") {
    for (std::size_t i = 0; i < whole.size(); i += 1 + random() % 97) {
      std::string damaged = whole;
      damaged[i] = static_cast<char>(damaged[i] ^ 1 << random() % 8);
      write(path, damaged);
      CAPTURE(i);
      REQUIRE(answers(archive) == by_slots);
    }
  }
  SECTION("cut short, or longer") {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{100}, whole.size() / 2, whole.size() - 8, whole.size() - 1}) {
      write(path, whole.substr(0, size));
      CAPTURE(size);
      REQUIRE(answers(archive) == by_slots);
    }
    write(path, whole + "x");
    CHECK(answers(archive) == by_slots);
  }
  SECTION("not a file") {
    fs::remove(path);
    fs::create_directory(path);
    CHECK(answers(archive) == by_slots);
  }
}

TEST_CASE("columns of another revision or another archive are not believed, whatever they are called") {
  Random random(8);
  test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  test::ArchiveBuilder builder(archive);
  builder.add(random_articles(random, 50)).commit();
  write_columns(archive);
  const std::string older = only_column_file(archive), older_bytes = read(older);
  builder.add(random_articles(random, 50)).commit();
  const std::string by_slots = answers(archive);
  write_columns(archive);
  const std::string path = only_column_file(archive);
  CHECK(path != older);
  write(path, older_bytes);
  CHECK(answers(archive) == by_slots);

  test::build_archive(directory / "other", random_articles(random, 50));
  write_columns(directory / "other");
  write(path, read(only_column_file(directory / "other")));
  CHECK(answers(archive) == by_slots);
}

TEST_CASE("an open searcher takes up the columns of each revision as they come") {
  Random random(9);
  test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  test::ArchiveBuilder builder(archive);
  builder.add(random_articles(random, 50)).commit();
  Archives archives({{archive}});
  CHECK(archives.part(0).columns == nullptr);
  write_columns(archive);
  archives.refresh();
  const auto first = archives.part(0).columns;
  CHECK(first != nullptr);
  builder.add(random_articles(random, 5)).commit();
  archives.refresh();
  CHECK(archives.part(0).columns == nullptr);
  write_columns(archive);
  archives.refresh();
  CHECK(archives.part(0).columns != nullptr);
  CHECK(first->keys());  // who still reads the older revision keeps its columns
}
