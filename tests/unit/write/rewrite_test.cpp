#include "indexer/write/rewrite.hpp"

#include <algorithm>
#include <filesystem>
#include <random>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/date.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/glass_layout.hpp"
#include "indexer/write/prune.hpp"
#include "tests/support/archive_contents.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;
using backfile::test::documents_of;

namespace {

Article article(int number, const std::string& body, const std::string& captured, const std::string& crawl = "crawl") {
  Article a;
  a.url = "https://news.example/" + std::to_string(number);
  a.source = crawl + "/" + std::to_string(number) + ".html";
  a.title = "Title " + std::to_string(number);
  a.body = body;
  a.language = "en";
  a.captured = parse_iso_date(captured);
  return a;
}

void write_archive(const std::string& path, const std::vector<Article>& articles) {
  const auto writer = open_archive_writer({.archive = path, .batch = 2, .workers = 1, .fingerprint = "f"});
  for (const Article& a : articles) {
    const VersionKey key = version_key(a);
    if (writer->claim(key) == Claim::known) continue;
    writer->add(0, a, key, {.source = a.source, .stamp = {}, .is_file = true,
                            .of = {.address_key = key.address_key, .text_digest = key.text_digest}, .captured = a.captured});
  }
  writer->finish({}, "");
}

std::uint64_t captures(const std::string& archive) {
  const Xapian::Database database(archive);
  std::uint64_t count = 0;
  for (auto key = database.metadata_keys_begin("cap/"); key != database.metadata_keys_end("cap/"); ++key) ++count;
  return count;
}

const std::vector<Article> sample = {article(1, "first text", "2020-01-01"), article(1, "second text", "2020-02-01"), article(2, "other", "2020-01-01"),
                                     article(3, "third", "2020-01-01"), article(4, "fourth", "2020-01-01")};

}  // namespace

TEST_CASE("a fresh archive is no larger after compaction") {
  const test::TemporaryDirectory directory;
  std::mt19937 random(1);
  std::vector<Article> articles;
  for (int i = 0; i < 200; ++i) {
    std::string body;
    while (body.size() < 6000) body += fmt::format("w{:x} ", random());
    articles.push_back(article(i, body, "2020-01-01"));
  }
  write_archive(directory / "archive", articles);
  const auto bytes = [&] {
    std::uintmax_t sum = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory / "archive"))
      if (entry.path().extension() == ".glass") sum += entry.file_size();
    return sum;
  };
  const std::uintmax_t before = bytes();
  compact_archive(directory / "archive");
  CHECK(bytes() <= before + 4 * glass::block_bytes);  // Xapian may begin a block earlier than we do, in each table
}

TEST_CASE("compacting and rebuilding change nothing that an archive says") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  write_archive(archive, sample);
  const auto before = documents_of(archive);
  REQUIRE(before.size() == 5);
  SECTION("compact") { CHECK(compact_archive(archive).read == 5); }
  SECTION("rebuild") {
    const RewriteCounts counts = rebuild_archive(archive, 2);
    CHECK(counts.read == 5);
    CHECK(counts.written == 5);
  }
  CHECK(documents_of(archive) == before);
  CHECK(captures(archive) == 5);
  CHECK_FALSE(std::filesystem::exists(archive + ".building"));
}

TEST_CASE("rebuilding makes an archive of another analyser readable again") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  write_archive(archive, sample);
  Xapian::WritableDatabase(archive, Xapian::DB_OPEN).set_metadata("backfile/analyser", "older");
  CHECK_THROWS_AS(open_archive_writer({.archive = archive, .batch = 0, .workers = 1, .fingerprint = "f"}), Error);
  rebuild_archive(archive, 1);
  CHECK_NOTHROW(open_archive_writer({.archive = archive, .batch = 0, .workers = 1, .fingerprint = "f"}));
}

TEST_CASE("merged archives say what one archive of all would say") {
  const test::TemporaryDirectory directory;
  write_archive(directory / "all", sample);
  write_archive(directory / "one", {sample[0], sample[2], sample[3]});
  write_archive(directory / "two", {sample[1], sample[3], sample[4]});
  const RewriteCounts counts = merge_archives(directory / "merged", {directory / "one", directory / "two"}, 2);
  CHECK(counts.read == 6);
  CHECK(counts.duplicates == 1);
  CHECK(documents_of(directory / "merged") == documents_of(directory / "all"));
  CHECK(captures(directory / "merged") == 5);
  CHECK_THROWS_AS(merge_archives(directory / "merged", {directory / "one"}, 1), Error);
}

TEST_CASE("pruning drops what vanished below its roots, and only that") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  write_archive(archive, {article(1, "a", ""), article(2, "b", ""), article(3, "c", "", "other"), article(4, "d", "", "crawl2")});
  Xapian::WritableDatabase database(archive, Xapian::DB_OPEN);
  SeenSources seen;
  seen.add("crawl/1.html");
  SECTION("within the limit") {
    const PruneCounts counts = prune(database, {"crawl/"}, seen, 50);
    CHECK(counts.captures == 2);
    CHECK(counts.dropped_versions == 1);
    CHECK(database.get_doccount() == 3);
    CHECK_FALSE(database.term_exists("Uhttps://news.example/2"));
  }
  SECTION("beyond the limit nothing happens") {
    CHECK_THROWS_AS(prune(database, {"crawl/"}, seen, 49), Error);
    CHECK(database.get_doccount() == 4);
  }
}

TEST_CASE("an article that pruning leaves one version of is no longer edited") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  write_archive(archive, {article(1, "a", "2020-01-01", "old"), article(1, "b", "2020-02-01", "new"), article(2, "c", "")});
  Xapian::WritableDatabase database(archive, Xapian::DB_OPEN);
  CHECK(database.get_termfreq("XHAS:edits") == 2);
  SeenSources seen;
  seen.add("new/1.html");
  CHECK(prune(database, {"old/", "new/"}, seen, 50).dropped_versions == 1);
  CHECK(database.get_termfreq("XHAS:edits") == 0);
  CHECK(database.get_termfreq("XOLD") == 0);
}

TEST_CASE("a container that was skipped whole keeps its members") {
  SeenSources seen;
  seen.add("news.jsonl");
  CHECK(seen.contains("news.jsonl#120"));
  CHECK_FALSE(seen.contains("older.jsonl#120"));
}
