#include "indexer/write/join_postings.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <xapian.h>

#include <backfile/error.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

using Random = std::mt19937;

/// Words of all frequencies and lengths, some with bytes that keys escape.
std::string random_term(Random& random) {
  static const std::vector<std::string> odd = {std::string("\0", 1), std::string("\0\xff", 2), std::string("a\0b", 3), std::string("a\0\xff", 3), "\xff\xff", std::string(240, 'x'), "a"};
  if (random() % 20 == 0) return odd[random() % odd.size()];
  const unsigned rank = 1 + random() % 3000;
  return "w" + std::to_string(static_cast<unsigned>(3000.0 / rank));
}

Xapian::Document random_document(Random& random) {
  Xapian::Document document;
  const unsigned words = random() % 60;
  for (unsigned i = 0; i < words; ++i) document.add_posting(random_term(random), 1 + random() % 300);
  if (random() % 3 == 0) document.add_boolean_term("Kall");
  document.add_value(random() % 3, std::string(random() % 40, 'v'));
  document.set_data(std::string(random() % 200, 'd'));
  return document;
}

void fill(Xapian::WritableDatabase& database, Random& random, unsigned count) {
  for (unsigned i = 0; i < count; ++i) database.add_document(random_document(random));
  for (unsigned i = 0; i < 5; ++i) database.set_metadata("key" + std::to_string(random() % 500), std::string(random() % (i == 0 ? 20000 : 50), static_cast<char>('a' + i)));
}

/// Several small databases as one, as a build leaves them.
void compact_small_ones(const std::string& to, const std::string& scratch, Random& random, unsigned databases) {
  Xapian::Database all;
  for (unsigned i = 0; i < databases; ++i) {
    const std::string path = scratch + std::to_string(i);
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE);
    fill(database, random, random() % 70);
    // Compaction keeps the gaps within a database: keys hold numbers of all lengths then.
    if (random() % 4 == 0) database.replace_document(database.get_lastdocid() + (1U << (4 + random() % 22)), random_document(random));
    database.commit();
    database.close();
    all.add_database(Xapian::Database(path));
  }
  all.compact(to, Xapian::Compactor::FULL);
}

/// All that a database says of its postings, and what lies in the same table.
std::string contents(const std::string& path) {
  std::ostringstream out;
  const Xapian::Database database(path);
  out << database.get_doccount() << ' ' << database.get_lastdocid() << ' ' << database.get_avlength() << '\n';
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    out << *term << ' ' << term.get_termfreq() << ' ' << database.get_collection_freq(*term) << ':';
    for (auto posting = database.postlist_begin(*term); posting != database.postlist_end(*term); ++posting)
      out << ' ' << *posting << '/' << posting.get_wdf() << '/' << posting.get_doclength();
    out << '\n';
  }
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) out << *posting << '=' << posting.get_doclength() << '\n';
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) out << *key << '=' << database.get_metadata(*key) << '\n';
  for (Xapian::valueno slot = 0; slot < 3; ++slot)
    for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) out << slot << ' ' << value.get_docid() << ' ' << *value << '\n';
  return std::move(out).str();
}

std::string errors(const std::string& path) {
  std::ostringstream out;
  return Xapian::Database::check(path, 0, &out) == 0 ? "" : out.str();
}

void change(const std::string& path, unsigned seed) {
  Random random(seed);
  Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
  for (int i = 0; i < 60; ++i) {
    const Xapian::docid document = 1 + random() % (database.get_lastdocid() + 1);
    switch (random() % 3) {
      case 0: database.replace_document(document, random_document(random)); break;
      case 1: database.add_document(random_document(random)); break;
      default: database.delete_document("w" + std::to_string(random() % 3000)); break;
    }
    if (random() % 20 == 0) database.commit();
  }
  database.commit();
}

std::uint64_t bytes_of_postings(const std::string& path) { return std::filesystem::file_size(path + "/postlist.glass"); }

void write_bytes(const std::string& path, std::uint64_t at, const std::string& bytes) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(at));
  file << bytes;
}

}  // namespace

TEST_CASE("joined posting lists say what they said in pieces, and can be written on") {
  Xapian::docid highest = 0;
  for (unsigned seed = 0; seed < 12; ++seed) {
    INFO("seed " << seed);
    const test::TemporaryDirectory directory;
    Random random(seed);
    const std::string in_pieces = directory / "pieces", joined = directory / "joined";
    compact_small_ones(in_pieces, directory / "small", random, 1 + random() % 60);
    std::filesystem::copy(in_pieces, joined);
    REQUIRE(join_postings(joined));
    CHECK(errors(joined).empty());
    CHECK(contents(joined) == contents(in_pieces));
    CHECK(bytes_of_postings(joined) <= bytes_of_postings(in_pieces));
    // What was joined once is as it is when joined again.
    REQUIRE(join_postings(joined));
    CHECK(errors(joined).empty());
    CHECK(contents(joined) == contents(in_pieces));
    highest = std::max(highest, Xapian::Database(joined).get_lastdocid());
    for (const std::string& path : {in_pieces, joined}) change(path, seed);
    CHECK(errors(joined).empty());
    CHECK(contents(joined) == contents(in_pieces));
  }
  CHECK(highest > 1U << 25);
}

TEST_CASE("the postings of many small databases take a third of the space once joined") {
  const test::TemporaryDirectory directory;
  Random random(7);
  Xapian::Database all;
  for (unsigned i = 0; i < 100; ++i) {
    const std::string path = directory / "small" + std::to_string(i);
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE);
    for (unsigned n = 0; n < 20; ++n) {
      Xapian::Document document;
      for (unsigned word = 0; word < 100; ++word) document.add_posting("word" + std::to_string(random() % 1000), word + 1);
      database.add_document(document);
    }
    database.commit();
    all.add_database(Xapian::Database(path));
  }
  all.compact(directory / "a", Xapian::Compactor::FULL);
  const std::uint64_t before = bytes_of_postings(directory / "a");
  REQUIRE(join_postings(directory / "a"));
  CHECK(bytes_of_postings(directory / "a") * 3 < before);
}

TEST_CASE("databases of another form are left as they are") {
  const test::TemporaryDirectory directory;
  Random random(1);
  {
    // Not compacted: its blocks lie in any order.
    Xapian::WritableDatabase database(directory / "a", Xapian::DB_CREATE);
    for (int i = 0; i < 10; ++i) {
      fill(database, random, 40);
      database.commit();
    }
  }
  const std::string before = contents(directory / "a");
  CHECK_FALSE(join_postings(directory / "a"));
  CHECK(contents(directory / "a") == before);
  CHECK(errors(directory / "a").empty());
}

TEST_CASE("an empty database stays empty") {
  const test::TemporaryDirectory directory;
  Xapian::WritableDatabase(directory / "empty", Xapian::DB_CREATE).commit();
  Xapian::Database(directory / "empty").compact(directory / "a", Xapian::Compactor::FULL);
  join_postings(directory / "a");
  CHECK(contents(directory / "a") == contents(directory / "empty"));
  CHECK(errors(directory / "a").empty());
}

TEST_CASE("a version file of another format is not touched") {
  const test::TemporaryDirectory directory;
  Random random(1);
  compact_small_ones(directory / "a", directory / "small", random, 5);
  write_bytes(directory / "a/iamglass", 15, "\x7f");
  CHECK_FALSE(join_postings(directory / "a"));
}

TEST_CASE("a table that says other things than its form is an error") {
  const test::TemporaryDirectory directory;
  Random random(1);
  compact_small_ones(directory / "a", directory / "small", random, 40);
  SECTION("a directory that points out of its block") { write_bytes(directory / "a/postlist.glass", 11, "\xff\xff"); }
  SECTION("a block short") { std::filesystem::resize_file(directory / "a/postlist.glass", bytes_of_postings(directory / "a") - 8192); }
  CHECK_THROWS_AS(join_postings(directory / "a"), Error);
}

TEST_CASE("a table of entries of any size is what Xapian reads") {
  // Values of 0 bytes to several blocks, enough of them for branches above branches, in place of those that a database had.
  const test::TemporaryDirectory directory;
  std::map<std::string, std::string> entries;
  Random random(5);
  for (int i = 0; i < 60000; ++i) entries["key" + std::to_string(random() % 1000000) + std::string(random() % 150, 'k')] = std::string(1 + random() % (i % 100 == 0 ? 30000 : 30), static_cast<char>(random()));
  {
    Xapian::WritableDatabase database(directory / "a", Xapian::DB_CREATE);
    for (const auto& [key, value] : entries) database.set_metadata(key, value);
    database.commit();
  }
  Xapian::Database(directory / "a").compact(directory / "b", Xapian::Compactor::FULL);
  REQUIRE(join_postings(directory / "b"));
  CHECK(errors(directory / "b").empty());
  const Xapian::Database database(directory / "b");
  std::size_t count = 0;
  bool all_equal = true;
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key, ++count) all_equal = all_equal && entries.at(*key) == database.get_metadata(*key);
  CHECK(all_equal);
  CHECK(count == entries.size());
}
