// The parts of a split archive answer together as the whole does, and so does what they are joined to: random archives, every kind of
// answer.
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <backfile/backfile.hpp>

#include "common/date.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/rewrite.hpp"
#include "indexer/write/split.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

using Random = std::mt19937;

std::string one_of(Random& random, const std::vector<std::string>& items) { return items[random() % items.size()]; }

/// Few texts, addresses and months, so that copies and versions lie in several of them.
std::vector<Article> random_articles(Random& random, unsigned count) {
  std::vector<Article> articles;
  for (unsigned i = 0; i < count; ++i) {
    Article a;
    a.site = one_of(random, {"a.example", "b.example", "c.example"});
    a.url = "https://" + a.site + "/" + std::to_string(random() % 60);
    a.source = "crawl/" + std::to_string(i);
    a.title = one_of(random, {"Harbour", "Harbour of ice", "The ice", ""});
    a.body = one_of(random, {"The harbour froze.", "Ice.", "Nothing of it, they said."}) + (random() % 3 ? " " + std::to_string(random() % 50) : "");
    a.section = one_of(random, {"", "World", "Sport"});
    a.language = one_of(random, {"en", "de"});
    if (random() % 2) a.authors = {one_of(random, {"Ann Ode", "Bo Li"})};
    const std::string date = one_of(random, {"", "1851", "1963-12", "1963-12-06", "2024-05-04T10:00:00Z", "2024-05-31", "2024-06-01", "2025-01-01"});
    if (!date.empty()) a.published = parse_iso_date(date);
    a.captured = parse_iso_date("2025-02-" + std::to_string(random() % 18 + 10));
    articles.push_back(std::move(a));
  }
  return articles;
}

/// Written by the indexer's own writer, captures and all.
void write_archive(const std::string& path, const std::vector<Article>& articles) {
  const auto writer = open_archive_writer({.archive = path, .batch = 0, .workers = 1, .fingerprint = ""});
  for (const Article& a : articles) {
    const VersionKey key = version_key(a);
    SourceNote note{.source = a.source, .stamp = {}, .is_file = true, .of = {.address_key = key.address_key, .text_digest = key.text_digest}};
    note.captured = a.captured;
    if (writer->claim(key) == Claim::known)
      writer->note(0, note);
    else
      writer->add(0, a, key, note);
  }
  writer->finish({}, "");
}

std::string facet_text(const std::vector<Facet>& facets) {
  std::string out;
  for (const Facet& facet : facets) {
    for (const Bucket& bucket : facet.buckets) out += bucket.value.value_or("none") + "=" + std::to_string(bucket.count) + " ";
    out += "; ";
  }
  return out;
}

std::string hit_text(const Hit& hit) {
  return std::to_string(hit.rank) + " " + std::to_string(hit.score) + " " + hit.url + " " + hit.snippet.text + " " +
         std::to_string(hit.copies.count) + " " + std::to_string(hit.versions) + "\n";
}

/// Everything that a person sees of the whole answer, page by page.
std::string whole_answer(Searcher& searcher, const Query& query, SearchOptions options) {
  std::string out;
  Results page;
  do {
    page = searcher.search(query, options);
    for (const Hit& hit : page.hits) out += hit_text(hit);
    options.after = page.next;
  } while (page.next);
  for (const std::string& note : page.notes) out += "note " + note;
  return out + std::to_string(page.total) + " " + std::to_string(page.articles) + " " + facet_text(page.facets);
}

std::string export_text(Searcher& searcher, const Query& query, const SearchOptions& options) {
  std::string out;
  searcher.for_each(query, options, [&](const Hit& hit, const StoredArticle& article) {
    out += hit_text(hit) + article.body + article.digest + "\n";
    return true;
  });
  return out;
}

std::string history_text(Searcher& searcher, const std::string& url) {
  std::string out;
  for (const Version& version : searcher.history(url)) {
    out += version.digest + (version.superseded ? " superseded" : "");
    for (const Capture& capture : version.captures) out += " " + capture.source;
    out += "\n";
  }
  return out;
}

const std::vector<const char*> questions{"harbour", "ice OR harbour", "\"the harbour\"", "har*", "froze -ice", "site:b.example", "ice date:2024-05",
                                         "date:2024-06..2025", "-has:date", "author:ode title:harbour", "zeppelin", "*"};

/// Archives that are to say the same as `expected`.
void check_same(Searcher& expected, Searcher& other) {
  for (const char* text : questions) {
    const Query query = Query::parse(text);
    REQUIRE(query.ok());
    for (const Order order : {Order::relevance, Order::newest, Order::oldest}) {
      for (const CopyHandling copies : {CopyHandling::fold, CopyHandling::show}) {
        for (const VersionChoice versions : {VersionChoice::latest, VersionChoice::all}) {
          CAPTURE(text, static_cast<int>(order), static_cast<int>(copies), static_cast<int>(versions));
          SearchOptions options{.limit = 9, .order = order, .copies = copies, .versions = versions,
                                .facets = {Field::year, Field::month, Field::site, Field::section, Field::author, Field::language}};
          REQUIRE(whole_answer(expected, query, options) == whole_answer(other, query, options));
          REQUIRE(export_text(expected, query, options) == export_text(other, query, options));
          options.unit = Unit::articles;
          options.limit = 0;
          REQUIRE(whole_answer(expected, query, options) == whole_answer(other, query, options));
        }
      }
    }
  }
  for (int i = 0; i < 60; ++i) {
    const std::string url = "https://a.example/" + std::to_string(i);
    CHECK(history_text(expected, url) == history_text(other, url));
  }
  CHECK(expected.info().articles == other.info().articles);
  CHECK(expected.info().versions == other.info().versions);
  CHECK(expected.info().undated == other.info().undated);
}

}  // namespace

TEST_CASE("split archives answer as the whole does, in parts and joined again") {
  struct Case {
    unsigned seed, articles;
    const char* rule;
  };
  const auto c = GENERATE(values<Case>({{1, 150, "month"}, {2, 150, "year"}, {3, 150, "4"}, {4, 12, "month"}, {5, 12, "9"}}));
  CAPTURE(c.seed, c.articles, c.rule);
  const test::TemporaryDirectory folder;
  Random random(c.seed);
  write_archive(folder / "all", random_articles(random, c.articles));
  split_archive(folder / "all", folder / "parts", *parse_split_rule(c.rule), 2);
  merge_archives(folder / "merged", {folder / "parts"}, 2);
  Searcher all = Searcher::open(folder / "all"), parts = Searcher::open(folder / "parts"), merged = Searcher::open(folder / "merged");
  CHECK(parts.shards().ok > 1);
  check_same(all, merged);
  check_same(all, parts);
}

TEST_CASE("parts of two splits, or with something added, are archives like any others") {
  const test::TemporaryDirectory folder;
  Random random(1);
  write_archive(folder / "all", random_articles(random, 40));
  split_archive(folder / "all", folder / "parts", *parse_split_rule("2"), 1);
  const auto notes = [&] { return Searcher::open(folder / "parts").search(Query::parse("harbour"), {}).notes; };
  CHECK(notes().empty());
  SECTION("added") {
    const Article more = random_articles(random, 1).front();
    const auto writer = open_archive_writer({.archive = folder / "parts/2", .batch = 0, .workers = 1, .fingerprint = ""});
    writer->add(0, more, version_key(more), {.source = "more", .stamp = {}, .is_file = true});
    writer->finish({}, "");
  }
  SECTION("of two splits") {
    split_archive(folder / "parts/1", folder / "parts of 1", *parse_split_rule("2"), 1);
    std::filesystem::rename(folder / "parts of 1/1", folder / "parts/3");
  }
  CHECK(notes() == std::vector<std::string>{"several archives: the latest version of an article is the latest of each archive"});
}
