#include "indexer/write/archive_writer.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <backfile/error.hpp>

#include "common/date.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "indexer/write/archive_lock.hpp"
#include "indexer/write/shard_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

Article article(int number, const std::string& body = "text of the article") {
  Article a;
  a.url = "https://news.example/" + std::to_string(number);
  a.source = "crawl/" + std::to_string(number) + ".html";
  a.title = "Title " + std::to_string(number);
  a.body = body;
  a.language = "en";
  a.published = parse_iso_date("2024-01-02");
  return a;
}

Claim put(ArchiveWriter& writer, const Article& a, unsigned worker = 0) {
  const VersionKey key = version_key(a);
  const SourceNote note{.source = a.source, .stamp = {a.body.size(), 1}, .is_file = true,
                        .of = {.address_key = key.address_key, .text_digest = key.text_digest}};
  const Claim claim = writer.claim(key);
  if (claim == Claim::known)
    writer.note(worker, note);
  else
    writer.add(worker, a, key, note);
  return claim;
}

WriterOptions options(const std::string& archive, std::uint32_t batch = 3) {
  return {.archive = archive, .batch = batch, .workers = 2, .fingerprint = "f"};
}

void write_one_article(const std::string& archive) {
  const auto writer = open_archive_writer(options(archive));
  put(*writer, article(1));
  writer->finish({}, "");
}

/// Every Q term with whether it is superseded.
std::vector<std::string> contents(const std::string& archive) {
  const Xapian::Database database(archive);
  std::vector<std::string> all;
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) {
    const Xapian::Document document = database.get_document(*post);
    auto term = document.termlist_begin();
    term.skip_to("Q");
    std::string line = *term;
    term.skip_to("XOLD");
    if (term != document.termlist_end() && *term == "XOLD") line += " old";
    all.push_back(line);
  }
  std::ranges::sort(all);
  return all;
}

}  // namespace

TEST_CASE("a first build is published whole, in one flat directory, and leaves nothing beside it") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  const auto writer = open_archive_writer(options(archive));
  for (int i = 0; i < 20; ++i) CHECK(put(*writer, article(i), static_cast<unsigned>(i % 2)) == Claim::new_article);
  CHECK_FALSE(std::filesystem::exists(archive));
  writer->finish({}, "summary");
  CHECK(contents(archive).size() == 20);
  CHECK_FALSE(std::filesystem::exists(archive + ".building"));
  for (const auto& entry : std::filesystem::directory_iterator(archive)) CHECK(entry.is_regular_file());
  CHECK(Xapian::Database(archive).get_metadata("backfile/schema") == std::to_string(schema::version));
  CHECK(Xapian::Database(archive).get_metadata("backfile/languages") == "en 20\n");
}

TEST_CASE("journaled shards survive an abandoned build, and the next run goes on from them") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  {
    const auto writer = open_archive_writer(options(archive, 3));
    for (int i = 0; i < 8; ++i) put(*writer, article(i));
    // Dies here: two shards of three are journaled, two articles are not.
  }
  const auto writer = open_archive_writer(options(archive, 3));
  int known = 0;
  for (int i = 0; i < 10; ++i) {
    const Article a = article(i);
    if (writer->unchanged(a.source, {a.body.size(), 1}))
      ++known;
    else
      CHECK(put(*writer, a) == Claim::new_article);
  }
  CHECK(known == 6);
  writer->finish({}, "");
  CHECK(contents(archive).size() == 10);
}

TEST_CASE("a journaled shard that was damaged since is dropped, told, and what it held is read again") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  const std::string container = "crawl/all.warc.gz";
  {
    const auto writer = open_archive_writer(options(archive, 3));
    for (int i = 0; i < 6; ++i) put(*writer, article(i));
    writer->save({{.source = container, .stamp = {1000, 1}, .is_file = true}});
  }
  std::vector<std::string> shards;
  for (const auto& entry : std::filesystem::directory_iterator(archive + ".building"))
    if (entry.is_directory()) shards.push_back(entry.path().string());
  REQUIRE(shards.size() == 3);
  std::ranges::sort(shards);
  const auto change_byte = [&](const std::string& file) {
    std::fstream table(shards.front() + "/" + file, std::ios::in | std::ios::out | std::ios::binary);
    table.seekg(8000);
    const int byte = table.get();
    table.seekp(8000);
    table.put(static_cast<char>(byte ^ 1));
  };
  SECTION("a byte of the postings is another") { change_byte("postlist.glass"); }
  SECTION("a byte of the records is another") { change_byte("docdata.glass"); }
  SECTION("the end of a table is missing") { std::filesystem::resize_file(shards.front() + "/postlist.glass", 8000); }
  SECTION("a table is missing") { std::filesystem::remove(shards.front() + "/docdata.glass"); }
  SECTION("all of it is missing") { std::filesystem::remove_all(shards.front()); }
  std::vector<std::string> told;
  WriterOptions again = options(archive, 3);
  again.tell = [&](const std::string& message) { told.push_back(message); };
  const auto writer = open_archive_writer(again);
  REQUIRE(told.size() == 1);
  CHECK(told.front().starts_with("1 of 3 unfinished parts in " + archive + ".building were damaged"));
  // It may have held what came out of the container.
  CHECK_FALSE(writer->unchanged(container, {1000, 1}));
  std::map<Claim, int> claims;
  for (int i = 0; i < 6; ++i) ++claims[put(*writer, article(i))];
  CHECK(claims == std::map<Claim, int>{{Claim::new_article, 3}, {Claim::known, 3}});
  writer->finish({}, "");
  CHECK(contents(archive).size() == 6);
}

TEST_CASE("an interrupted build that saved keeps everything it added") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  {
    const auto writer = open_archive_writer(options(archive, 100));
    for (int i = 0; i < 8; ++i) put(*writer, article(i), static_cast<unsigned>(i % 2));
    writer->save({});
  }
  const auto writer = open_archive_writer(options(archive, 100));
  CHECK(writer->unchanged("crawl/7.html", {article(7).body.size(), 1}));
  CHECK_FALSE(writer->unchanged("crawl/7.html", {article(7).body.size(), 2}));
  writer->finish({}, "");
  CHECK(contents(archive).size() == 8);
}

TEST_CASE("many shards are merged on the way and lose nothing") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  const auto writer = open_archive_writer(options(archive, 1));
  for (int i = 0; i < 150; ++i) put(*writer, article(i));
  writer->finish({}, "");
  CHECK(contents(archive).size() == 150);
}

TEST_CASE("a torn journal line and directories that no line names are dropped") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  {
    const auto writer = open_archive_writer(options(archive, 2));
    for (int i = 0; i < 4; ++i) put(*writer, article(i));
  }
  std::ofstream(archive + ".building/journal", std::ios::app) << "shard shard-0000";
  directory.write("archive.building/shard-000099/junk", "x");
  const ShardStore store(archive, "other fingerprint");
  CHECK(store.shards().empty());
  CHECK_FALSE(std::filesystem::exists(archive + ".building/shard-000099"));
}

TEST_CASE("an update adds versions, supersedes old ones and knows what it has") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  {
    const auto writer = open_archive_writer(options(archive));
    for (int i = 0; i < 5; ++i) put(*writer, article(i));
    writer->finish({}, "");
  }
  const auto writer = open_archive_writer(options(archive));
  CHECK(put(*writer, article(1)) == Claim::known);
  CHECK(put(*writer, article(2, "edited text")) == Claim::new_version);
  CHECK(put(*writer, article(9)) == Claim::new_article);
  writer->finish({}, "");
  const auto all = contents(archive);
  CHECK(all.size() == 7);
  CHECK(std::ranges::count_if(all, [](const std::string& line) { return line.ends_with(" old"); }) == 1);
  CHECK(std::ranges::count(all, version_key(article(2)).unique + " old") == 1);
}

TEST_CASE("after a write that failed every worker is told what the first was told") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  write_one_article(archive);
  const auto writer = open_archive_writer(options(archive, 1));
  const auto failure = [&](int number, unsigned worker) -> std::string {
    try {
      put(*writer, article(number), worker);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  // No file may grow beyond its first bytes.
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit none{.rlim_cur = 10, .rlim_max = before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &none) == 0);
  const std::string first = failure(2, 0), second = failure(3, 1);
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(first.find("File too large") != std::string::npos);
  CHECK(second == first);
}

TEST_CASE("zero bytes in every field of an article cost neither it nor another") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive", zeros(200, '\0');
  for (int run = 0; run < 2; ++run) {  // a first build, then an update
    const auto writer = open_archive_writer(options(archive));
    put(*writer, article(10 * run));
    Article hostile = article(10 * run + 1, "text" + zeros + "of the article");
    hostile.id = hostile.section = hostile.language = hostile.site = zeros;
    hostile.url += zeros;
    hostile.title += zeros;
    hostile.authors = hostile.tags = {zeros, "Jane" + zeros};
    put(*writer, hostile);
    writer->finish({}, "");
    CHECK(contents(archive).size() == 2U * static_cast<unsigned>(run + 1));
    CHECK(Xapian::Database::check(archive) == 0);
  }
}

TEST_CASE("a run that changes nothing commits nothing") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  write_one_article(archive);
  const auto before = Xapian::Database(archive).get_revision();
  open_archive_writer(options(archive))->finish({}, "");
  CHECK(Xapian::Database(archive).get_revision() == before);
}

TEST_CASE("what is no archive is refused by name and left untouched") {
  const test::TemporaryDirectory directory;
  const auto refused = [&](const std::string& path) {
    try {
      const auto writer = open_archive_writer(options(path));
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find(path) != std::string::npos);
      return error.code();
    }
    return Errc::internal;
  };
  SECTION("a file") { CHECK(refused(directory.write("file", "hello")) == Errc::foreign); }
  SECTION("a directory with other files") {
    directory.write("dir/thesis.doc", "precious");
    CHECK(refused(directory / "dir") == Errc::foreign);
    CHECK(std::filesystem::exists(directory / "dir/thesis.doc"));
  }
  SECTION("a Xapian database of another program") {
    Xapian::WritableDatabase(directory / "db", Xapian::DB_CREATE).commit();
    CHECK(refused(directory / "db") == Errc::foreign);
  }
  SECTION("an archive of a newer schema") {
    Xapian::WritableDatabase(directory / "db", Xapian::DB_CREATE).set_metadata("backfile/schema", "999");
    CHECK(refused(directory / "db") == Errc::newer_schema);
  }
  SECTION("an archive of another analyser") {
    Xapian::WritableDatabase database(directory / "db", Xapian::DB_CREATE);
    database.set_metadata("backfile/schema", std::to_string(schema::version));
    database.set_metadata("backfile/analyser", "other");
    database.close();
    CHECK(refused(directory / "db") == Errc::analyser_mismatch);
  }
}

TEST_CASE("a second writer is refused at once, and the lock goes with its holder") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  {
    const ArchiveLock first(archive);
    try {
      const ArchiveLock second(archive);
      FAIL("two writers");
    } catch (const Error& error) {
      CHECK(error.code() == Errc::locked);
      CHECK(std::string(error.what()).find("lock") != std::string::npos);
    }
  }
  CHECK_FALSE(std::filesystem::exists(archive + ".lock"));
  const ArchiveLock again(archive);
}
