#include "indexer/write/glass_blocks.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <xapian.h>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

constexpr std::string_view metadata_mark("\x00\xc0", 2);

/// Entries of all sizes: in one block, in several, compressed or not worth it.
std::map<std::string, std::string> write_entries(const std::string& path) {
  std::mt19937 random(3);
  std::map<std::string, std::string> entries;
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE);
  for (int i = 0; i < 200; ++i) {
    std::string value(i % 20 == 0 ? 30000 : 1 + random() % 300, ' ');
    for (char& c : value) c = static_cast<char>(i % 3 == 0 ? 'a' + i % 26 : random());
    entries["key" + std::to_string(i)] = value;
    database.set_metadata("key" + std::to_string(i), value);
    Xapian::Document document;
    document.set_data(value);
    database.add_document(document);
  }
  database.commit();
  return entries;
}

std::map<std::string, std::vector<std::string>> read(const std::string& table, std::string_view prefix, GlassReading& reading) {
  std::map<std::string, std::vector<std::string>> found;
  reading = read_glass_table(table, prefix, [&](const std::string& key, const std::vector<std::string>& tags) { found[key.substr(prefix.size())] = tags; });
  return found;
}

}  // namespace

TEST_CASE("every entry of a table is read from its blocks") {
  const test::TemporaryDirectory directory;
  const auto entries = write_entries(directory / "a");
  GlassReading reading;
  const auto metadata = read(directory / "a/postlist.glass", metadata_mark, reading);
  CHECK(reading.damaged_blocks == 0);
  REQUIRE(metadata.size() == entries.size());
  for (const auto& [key, value] : entries) CHECK(metadata.at(key).front() == value);
  const auto records = read(directory / "a/docdata.glass", "", reading);
  CHECK(reading.damaged_blocks == 0);
  CHECK(reading.broken_entries == 0);
  CHECK(records.size() == entries.size());
}

TEST_CASE("the newest of an entry's values comes first") {
  const test::TemporaryDirectory directory;
  write_entries(directory / "a");
  {
    Xapian::WritableDatabase database(directory / "a");
    database.set_metadata("key1", "changed");
    database.commit();
  }
  GlassReading reading;
  CHECK(read(directory / "a/postlist.glass", metadata_mark, reading).at("key1").front() == "changed");
}

TEST_CASE("a damaged block costs what it held") {
  const test::TemporaryDirectory directory;
  const auto entries = write_entries(directory / "a");
  const std::string whole = directory / "a/docdata.glass", table = directory / "damaged.glass";
  std::size_t least = entries.size(), damaged = 0;
  for (std::uintmax_t offset = 0; offset < std::filesystem::file_size(whole); offset += 8192) {
    std::filesystem::copy_file(whole, table, std::filesystem::copy_options::overwrite_existing);
    {
      std::fstream file(table, std::ios::binary | std::ios::in | std::ios::out);
      file.seekp(static_cast<std::streamoff>(offset));
      file << std::string(8192, '\xff');
    }
    GlassReading reading;
    const auto records = read(table, "", reading);
    CAPTURE(offset);
    CHECK(reading.damaged_blocks == 1);
    CHECK(records.size() + 80 > entries.size());
    least = std::min(least, records.size());
    damaged += records.size() < entries.size();
  }
  CHECK(least < entries.size());
  CHECK(damaged > 10);
}

TEST_CASE("whatever a table holds is read to an end") {
  const test::TemporaryDirectory directory;
  write_entries(directory / "a");
  const std::string table = directory / "a/postlist.glass";
  std::mt19937 random(GENERATE(range(1u, 20u)));
  {
    std::fstream file(table, std::ios::binary | std::ios::in | std::ios::out);
    for (int i = 0; i < 3000; ++i) {
      file.seekp(static_cast<std::streamoff>(random() % std::filesystem::file_size(table)));
      file.put(static_cast<char>(random()));
    }
  }
  std::filesystem::resize_file(table, std::filesystem::file_size(table) - random() % 9000);
  GlassReading reading;
  const auto found = read(table, "", reading);
  CHECK(reading.damaged_blocks <= reading.blocks);
  CHECK(found.size() < 2000);
}
