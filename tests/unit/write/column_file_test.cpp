#include "indexer/write/column_file.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>

#include <xapian.h>

#include "common/column_format.hpp"
#include "common/date.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/rewrite.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

namespace fs = std::filesystem;

/// A run over one page.
void run(const std::string& archive, int number) {
  Article a;
  a.url = "https://news.example/" + std::to_string(number);
  a.source = "crawl/" + std::to_string(number);
  a.title = "Title";
  a.body = "text " + std::to_string(number);
  const VersionKey key = version_key(a);
  const auto writer = open_archive_writer({.archive = archive, .workers = 1, .fingerprint = "f"});
  if (writer->claim(key) != Claim::known)
    writer->add(0, a, key, {.source = a.source, .stamp = {1, 1}, .is_file = true, .of = {.address_key = key.address_key, .text_digest = key.text_digest}});
  writer->finish({}, "a test's run");
}

std::vector<std::string> column_files(const std::string& archive) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(archive))
    if (entry.path().filename().string().starts_with(columns::name_prefix)) names.push_back(entry.path().filename().string());
  return names;
}

/// What must be there: one file, of the archive's present revision.
std::vector<std::string> present_file(const std::string& archive) {
  const Xapian::Database database(archive);
  return {columns::file_name(database.get_uuid(), database.get_revision())};
}

}  // namespace

TEST_CASE("whoever writes an archive leaves one column file, of the revision that stands") {
  const test::TemporaryDirectory directory;
  std::string archive = directory / "archive";
  run(archive, 1);
  SECTION("first build") {}
  SECTION("update") { run(archive, 2); }
  SECTION("a run that changes nothing") { run(archive, 1); }
  SECTION("a run that changes nothing but finds none") {
    fs::remove(archive + "/" + column_files(archive).at(0));
    run(archive, 1);
  }
  SECTION("compact") { compact_archive(archive); }
  SECTION("rebuild") { rebuild_archive(archive, 1); }
  SECTION("merge") {
    run(directory / "other", 2);
    merge_archives(directory / "both", {archive, directory / "other"}, 1);
    archive = directory / "both";
  }
  CHECK(column_files(archive) == present_file(archive));
}

TEST_CASE("columns that a restored backup left are not those of a revision to come") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  run(archive, 1);
  const Xapian::Database database(archive);
  const std::string stale = archive + "/" + columns::file_name(database.get_uuid(), database.get_revision() + 1);
  std::ofstream(stale) << "of another course of events";
  run(archive, 2);
  CHECK(column_files(archive) == present_file(archive));
  CHECK(fs::file_size(archive + "/" + column_files(archive).at(0)) > 100);
}

TEST_CASE("columns hold what the slots hold") {
  const test::TemporaryDirectory directory;
  const std::string archive = directory / "archive";
  {
    Xapian::WritableDatabase database(archive, Xapian::DB_CREATE);
    for (const char* site : {"b.example", "", "a.example", "b.example"}) {
      Xapian::Document document;
      document.add_value(schema::slot::site, site);
      document.add_value(schema::slot::newest, "\1\2\3\4\5\6\7\10" "abcdefgh");
      document.add_value(schema::slot::story, site[0] == 'b' ? "12345678" : site[0] == 'a' ? "22345678" : "");
      database.add_document(document);
    }
    database.delete_document(1);
    database.add_document([] {
      Xapian::Document document;
      document.add_value(schema::slot::story, "12345678");
      return document;
    }());
  }
  write_columns(archive);
  std::ifstream in(archive + "/" + column_files(archive).at(0), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  columns::Header header;
  REQUIRE(bytes.size() > sizeof(header));
  std::memcpy(&header, bytes.data(), sizeof(header));
  CHECK(header.rows == 6);
  CHECK(header.file_bytes == bytes.size());
  const auto numbers = [&](std::size_t column) {
    std::vector<std::uint32_t> out(header.rows);
    std::memcpy(out.data(), bytes.data() + header.column[column].rows.offset, out.size() * sizeof(out[0]));
    return out;
  };
  columns::Key key;
  std::memcpy(&key, bytes.data() + header.column[0].rows.offset + 3 * sizeof(key), sizeof(key));
  CHECK(key.instant == 0x0102030405060708);
  CHECK(key.hash == 0x6162636465666768);
  CHECK(numbers(2) == std::vector<std::uint32_t>{0, 0, 0, 1, 2, 0});  // a.example is the first value
  CHECK(numbers(6) == std::vector<std::uint32_t>{0, 0, 0, 0, 1, 1});  // who is alone has no number
}
