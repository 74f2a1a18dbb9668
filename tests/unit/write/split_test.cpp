#include "indexer/write/split.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include <backfile/error.hpp>

#include "common/date.hpp"
#include "common/digest.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/provenance.hpp"
#include "indexer/write/removal.hpp"
#include "indexer/write/rewrite.hpp"
#include "tests/support/archive_contents.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;
using backfile::test::documents_of;
using backfile::test::metadata_of;
using backfile::test::TemporaryDirectory;

namespace {

/// An article of the site in `address`, read from a place of its own or from a place in a container.
Article article(const std::string& address, const std::string& published, const std::string& body, const std::string& captured = "") {
  Article a;
  a.url = "https://" + address;
  a.source = "crawl/" + address + "/" + captured + ".html";
  a.title = "Title";
  a.body = body;
  a.language = "en";
  if (!published.empty()) a.published = parse_iso_date(published);
  if (!captured.empty()) a.captured = parse_iso_date(captured);
  return a;
}

void write_archive(const std::string& path, const std::vector<Article>& articles) {
  const auto writer = open_archive_writer({.archive = path, .batch = 3, .workers = 1, .fingerprint = "f"});
  std::uint64_t offset = 0;
  for (const Article& a : articles) {
    const VersionKey key = version_key(a);
    writer->claim(key);
    SourceNote note{.source = a.source, .stamp = {}, .is_file = true, .of = {.address_key = key.address_key, .text_digest = key.text_digest}};
    note.captured = a.captured;
    note.payload_names = {digest64(a.source)};
    note.claim = CanonicalClaim{key.text_digest, 1};
    if (a.site == "container.example") {
      note.source = "crawl/all.warc#" + std::to_string(++offset);
      note.is_file = false;
      note.offset = offset;
    }
    writer->add(0, a, key, note);
  }
  writer->finish({{.source = "crawl/all.warc", .stamp = {}, .is_file = true}, {.source = "crawl/nothing.html", .stamp = {}, .is_file = true, .outcome = FileOutcome::rejected}},
                 "the last run");
  Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
  database.begin_transaction();
  remove_articles(database, {"https://gone.example/"});
  write_language_metadata(database);
  database.commit_transaction();
}

Article in_container(Article a) {
  a.site = "container.example";
  return a;
}

const std::vector<Article> sample = {
    article("news.example/1", "2024-01-31", "a report on the strike that all carry"),
    article("wire.example/1", "2024-02-01", "a report on the strike that all carry"),
    article("news.example/2", "2024-02-10", "first text", "2024-02-10"),
    article("news.example/2", "2024-03-01", "second text", "2024-03-01"),
    article("news.example/3", "2024", "of a year"),
    article("news.example/4", "", "of no date"),
    article("news.example/5", "1851-07", "of a century"),
    article("gone.example/", "2024-01-05", "taken down"),
    in_container(article("news.example/6", "2024-01-07", "in a container")),
    in_container(article("news.example/7", "2024-03-07", "in the same container")),
};

std::vector<std::string> names_in(const std::string& directory) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) names.push_back(entry.path().filename());
  std::ranges::sort(names);
  return names;
}

/// Addresses of the documents.
std::vector<std::string> addresses(const std::string& archive) {
  std::vector<std::string> all;
  for (const std::string& record : documents_of(archive)) all.push_back(record.substr(12, record.find('\n') - 12));
  return all;
}

const std::vector<const char*> kinds_of_metadata{"in/", "cap/", "pay/", "can/", "gone/", "backfile/"};

}  // namespace

TEST_CASE("a split by month puts an article with its versions, and a story, where it began") {
  const TemporaryDirectory folder;
  write_archive(folder / "all", sample);
  const SplitCounts counts = split_archive(folder / "all", folder / "parts", *parse_split_rule("month"), 2);
  CHECK(names_in(folder / "parts") == std::vector<std::string>{"1851-07", "2024", "2024-01", "2024-03", "undated"});
  CHECK(counts.parts == 5);
  CHECK(counts.versions == 9);
  CHECK(counts.unreadable == 0);
  CHECK(addresses(folder / "parts/2024-01") == std::vector<std::string>{"news.example/1", "news.example/6", "wire.example/1"});
  CHECK(addresses(folder / "parts/2024-03") == std::vector<std::string>{"news.example/2", "news.example/2", "news.example/7"});
  CHECK(addresses(folder / "parts/undated") == std::vector<std::string>{"news.example/4"});
}

TEST_CASE("a split by year has a part a year") {
  const TemporaryDirectory folder;
  write_archive(folder / "all", sample);
  split_archive(folder / "all", folder / "parts", *parse_split_rule("year"), 1);
  CHECK(names_in(folder / "parts") == std::vector<std::string>{"1851", "2024", "undated"});
}

TEST_CASE("a split into a number has so many parts, whatever is in them") {
  const TemporaryDirectory folder;
  write_archive(folder / "all", sample);
  split_archive(folder / "all", folder / "parts", *parse_split_rule("12"), 1);
  CHECK(names_in(folder / "parts").size() == 12);
  CHECK(names_in(folder / "parts").front() == "01");
}

TEST_CASE("parts that are joined again are what was split, to the last entry of the metadata") {
  const TemporaryDirectory folder;
  write_archive(folder / "all", sample);
  const std::string rule = GENERATE("month", "year", "1", "2", "5");
  CAPTURE(rule);
  split_archive(folder / "all", folder / "parts", *parse_split_rule(rule), 2);
  merge_archives(folder / "merged", {folder / "parts"}, 2);
  CHECK(documents_of(folder / "merged") == documents_of(folder / "all"));
  for (const char* kind : kinds_of_metadata) {
    CAPTURE(kind);
    CHECK(metadata_of(folder / "merged", kind) == metadata_of(folder / "all", kind));
  }
  CHECK_FALSE(metadata_of(folder / "all", "in/").empty());
  CHECK_FALSE(metadata_of(folder / "all", "pay/").empty());
}

TEST_CASE("metadata goes with its articles, files with what was read from them, removals everywhere") {
  const TemporaryDirectory folder;
  write_archive(folder / "all", sample);
  split_archive(folder / "all", folder / "parts", *parse_split_rule("month"), 1);
  struct Case {
    const char* part;
    std::size_t captures, inputs, payloads, claims;
  };
  // Files without an article are known where crawls go on; the container in both parts that have articles from it.
  for (const Case& c : std::vector<Case>{{"1851-07", 1, 1, 1, 1}, {"2024", 1, 1, 1, 1}, {"2024-01", 3, 3, 3, 3}, {"2024-03", 3, 4, 3, 2}, {"undated", 1, 1, 1, 1}}) {
    CAPTURE(c.part);
    const std::string part = folder / "parts" + "/" + c.part;
    CHECK(metadata_of(part, "cap/").size() == c.captures);
    CHECK(metadata_of(part, "in/").size() == c.inputs);
    CHECK(metadata_of(part, "can/").size() == c.claims);
    CHECK(metadata_of(part, "gone/").size() == 1);
    CHECK(metadata_of(part, "backfile/split").size() == 1);
  }
}

TEST_CASE("a run that adds to a part takes its mark away, one that finds nothing new does not") {
  const TemporaryDirectory folder;
  write_archive(folder / "all", sample);
  split_archive(folder / "all", folder / "parts", *parse_split_rule("year"), 1);
  const std::string part = folder / "parts/2024";
  const auto run = [&](const std::vector<Article>& articles) {
    const auto writer = open_archive_writer({.archive = part, .batch = 0, .workers = 1, .fingerprint = "f"});
    for (const Article& a : articles) writer->add(0, a, version_key(a), {.source = a.source, .stamp = {}, .is_file = true});
    writer->finish({}, "");
  };
  run({});
  CHECK(metadata_of(part, "backfile/split").size() == 1);
  run({article("news.example/8", "2024-05-01", "new")});
  CHECK(metadata_of(part, "backfile/split").empty());
}

TEST_CASE("an empty archive is split into an empty one") {
  const TemporaryDirectory folder;
  open_archive_writer({.archive = folder / "all", .batch = 0, .workers = 1, .fingerprint = "f"})->finish({}, "");
  split_archive(folder / "all", folder / "parts", *parse_split_rule("month"), 1);
  CHECK(names_in(folder / "parts") == std::vector<std::string>{"undated"});
}

TEST_CASE("what stands at the place of the parts is left alone") {
  const TemporaryDirectory folder;
  write_archive(folder / "all", sample);
  folder.write("parts/precious", "x");
  CHECK_THROWS_AS(split_archive(folder / "all", folder / "parts", *parse_split_rule("month"), 1), Error);
  CHECK(names_in(folder / "parts") == std::vector<std::string>{"precious"});
  CHECK_FALSE(std::filesystem::exists(folder / "parts.building"));
}
