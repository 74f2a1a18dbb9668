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
#include "indexer/write/gathered.hpp"
#include "indexer/write/shard_store.hpp"
#include "tests/support/archive_contents.hpp"
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

namespace {

WriterOptions gathering(const std::string& archive) { return {.archive = archive, .workers = 2, .fingerprint = "f", .gather_from = 1}; }
WriterOptions in_place(const std::string& archive) { return {.archive = archive, .workers = 2, .fingerprint = "f", .gather_from = UINT64_MAX}; }

std::string copy_of(const std::string& archive, const std::string& to) {
  std::filesystem::copy(archive, to);
  return to;
}

/// A longer text, most of which its neighbours have as well where `of` is the same.
Article long_article(int number, int of) {
  std::string body;
  for (int word = 0; word < 60; ++word) body += "word" + std::to_string(of * 1000 + word) + " ";
  return article(number, body + "and " + std::to_string(number));
}

/// An update with all that one can bring: articles, versions before and after, copies, further captures, files without an article.
void update_with_everything(ArchiveWriter& writer) {
  for (int i = 20; i < 60; ++i) put(writer, long_article(i, i / 3), static_cast<unsigned>(i % 2));
  for (int i = 0; i < 5; ++i) put(writer, article(i, "edited text"));
  Article earlier = article(5, "an earlier text");
  earlier.captured = parse_iso_date("2023-01-02");
  put(writer, earlier, 1);
  for (int i = 6; i < 9; ++i) {
    Article again = article(i);
    again.source = "elsewhere/" + std::to_string(i) + ".html";
    put(writer, again, 1);
  }
  writer.note(0, {.source = "crawl/list.html", .stamp = {10, 1}, .is_file = true, .outcome = FileOutcome::rejected});
}

std::string base_archive(const test::TemporaryDirectory& directory) {
  const std::string archive = directory / "base";
  const auto writer = open_archive_writer(options(archive));
  for (int i = 0; i < 10; ++i) put(*writer, article(i));
  for (int i = 10; i < 20; ++i) put(*writer, long_article(i, i / 3));
  writer->finish({}, "");
  return archive;
}

}  // namespace

TEST_CASE("what a run gathers beside the archive gives what adding it in place gives") {
  const test::TemporaryDirectory directory;
  const std::string base = base_archive(directory);
  const std::vector<SourceNote> containers{{.source = "crawl/all.warc.gz", .stamp = {1000, 1}, .is_file = true}};
  std::vector<std::vector<std::string>> all;
  for (const auto& options_of : {in_place, gathering}) {
    const std::string archive = copy_of(base, directory / ("archive" + std::to_string(all.size())));
    const auto writer = open_archive_writer(options_of(archive));
    update_with_everything(*writer);
    writer->finish(containers, "summary");
    CHECK_FALSE(std::filesystem::exists(archive + ".building"));
    CHECK(Xapian::Database::check(archive) == 0);
    CHECK(std::filesystem::exists(archive + "/backfile.columns." + Xapian::Database(archive).get_uuid() + "." + std::to_string(Xapian::Database(archive).get_revision())));
    all.push_back(test::contents_at(archive));
  }
  CHECK(all[0] == all[1]);
  CHECK(all[0].size() > 100);
}

TEST_CASE("few are written in place, and so are many where that is asked for, or where Xapian's tables are of another form") {
  const test::TemporaryDirectory directory;
  const std::string archive = base_archive(directory);
  CHECK(fewest_to_gather(archive) == 256);
  CHECK(can_gather(archive));
  CHECK_FALSE(std::filesystem::exists(archive + ".building"));
  {
    const auto writer = open_archive_writer(options(archive, 50));
    for (int i = 100; i < 400; ++i) put(*writer, article(i));
    CHECK_FALSE(std::filesystem::exists(archive + ".building"));
    CHECK(Xapian::Database(archive).get_doccount() > 300);  // batches are there already
    writer->finish({}, "");
  }
  Xapian::WritableDatabase database(archive, Xapian::DB_OPEN);
  database.add_spelling("ferry");
  database.commit();
  CHECK_FALSE(can_gather(archive));
}

TEST_CASE("what an interrupted run gathered is part of the archive with the next writer's first step") {
  const test::TemporaryDirectory directory;
  const std::string archive = base_archive(directory), expected = copy_of(archive, directory / "expected");
  const std::vector<SourceNote> containers{{.source = "crawl/all.warc.gz", .stamp = {1000, 1}, .is_file = true}};
  {
    const auto writer = open_archive_writer(in_place(expected));
    update_with_everything(*writer);
    writer->finish(containers, "");
  }
  {
    const auto writer = open_archive_writer(gathering(archive));
    update_with_everything(*writer);
    writer->save(containers);
  }
  CHECK(contents(archive).size() == 20);
  CHECK(std::filesystem::exists(archive + ".building/journal"));
  std::vector<std::string> told;
  SECTION("an update") {
    const auto writer = open_archive_writer(gathering(archive));
    CHECK(writer->unchanged("crawl/all.warc.gz", {1000, 1}));
    CHECK(writer->unchanged("crawl/20.html", {long_article(20, 6).body.size(), 1}));
    CHECK(put(*writer, article(3, "edited text")) == Claim::known);
    writer->finish({}, "");
    CHECK(test::documents_of(archive) == test::documents_of(expected));
  }
  SECTION("whatever else writes") {
    take_in_gathered(archive, [&](const std::string& message) { told.push_back(message); });
    CHECK(contents(archive) == contents(expected));
    CHECK(told.empty());
  }
  SECTION("not twice, should a kill have left it there") {
    const std::string shards = archive + ".building", kept = directory / "kept";
    std::filesystem::copy(shards, kept, std::filesystem::copy_options::recursive);
    take_in_gathered(archive, [](const std::string&) {});
    std::filesystem::copy(kept, shards, std::filesystem::copy_options::recursive);
    take_in_gathered(archive, [](const std::string&) {});
    CHECK(contents(archive) == contents(expected));
  }
  SECTION("damaged since, it is dropped as a whole, told, and read again") {
    for (const auto& entry : std::filesystem::directory_iterator(archive + ".building")) {
      if (!entry.is_directory()) continue;
      std::filesystem::resize_file(entry.path() / "postlist.glass", 100);
      break;
    }
    take_in_gathered(archive, [&](const std::string& message) { told.push_back(message); });
    CHECK(contents(archive).size() == 20);
    REQUIRE(told.size() == 1);
    CHECK(told.front().find("unfinished parts in " + archive + ".building were damaged") != std::string::npos);
    const auto writer = open_archive_writer(gathering(archive));
    CHECK_FALSE(writer->unchanged("crawl/all.warc.gz", {1000, 1}));
    update_with_everything(*writer);
    writer->finish(containers, "");
    CHECK(contents(archive) == contents(expected));
  }
  CHECK_FALSE(std::filesystem::exists(archive + ".building"));
}

TEST_CASE("what is gathered is found by the same run: versions, payloads, and before what vanished is dropped") {
  const test::TemporaryDirectory directory;
  const std::string archive = base_archive(directory);
  const auto writer = open_archive_writer(gathering(archive));
  const Article fresh = article(70);
  const VersionKey key = version_key(fresh);
  CHECK(writer->claim(key) == Claim::new_article);
  writer->add(0, fresh, key, {.source = fresh.source, .stamp = {1, 1}, .is_file = true, .of = {.address_key = key.address_key, .text_digest = key.text_digest},
                              .payload_names = {42}, .own_address_key = key.address_key});
  const auto known = writer->find_payload(42, key.address_key);
  REQUIRE(known.has_value());
  CHECK(known->text_digest == key.text_digest);
  CHECK(writer->claim(key) == Claim::known);
  SeenSources seen;
  seen.add(fresh.source);
  for (int i = 1; i < 20; ++i) seen.add("crawl/" + std::to_string(i) + ".html");
  CHECK(writer->prune_vanished({"crawl"}, seen, 10).dropped_versions == 1);
  // It has been merged by then, and the run goes on.
  CHECK(Xapian::Database(archive).term_exists(key.unique));
  CHECK(writer->claim(key) == Claim::known);
  CHECK(put(*writer, article(71)) == Claim::new_article);
  CHECK(put(*writer, article(70, "edited text"), 1) == Claim::new_version);
  writer->finish({}, "");
  CHECK(contents(archive).size() == 22);  // what was pruned stays so
  const auto all = contents(archive);
  CHECK(std::ranges::count_if(all, [](const std::string& line) { return line.ends_with(" old"); }) == 1);
  CHECK(Xapian::Database::check(archive) == 0);
  CHECK_FALSE(std::filesystem::exists(archive + ".building"));
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
