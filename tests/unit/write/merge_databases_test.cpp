#include "indexer/write/merge_databases.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <xapian.h>

#include <backfile/error.hpp>

#include "indexer/write/glass_layout.hpp"
#include "indexer/write/glass_version.hpp"
#include "indexer/write/join_databases.hpp"
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

/// Texts, terms with their positions, and values of each.
std::string everything_of_documents(const std::string& path) {
  std::string all;
  const Xapian::Database database(path);
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) all += database.get_document(*posting).serialise() + '\n';
  return all;
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

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string big_endian(std::uint64_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
  return bytes;
}

std::size_t second_item(const std::string& branch) { return glass::number_at(branch, glass::directory_begin + glass::directory_entry_bytes, 2); }

std::uint64_t bytes_of_postings(const std::string& path) { return std::filesystem::file_size(path + "/postlist.glass"); }

void write_bytes(const std::string& path, std::uint64_t at, const std::string& bytes) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(at));
  file << bytes;
}

}  // namespace

TEST_CASE("a database in pieces, or changed by Xapian, says the same in full blocks, and can be written on") {
  Xapian::docid highest = 0;
  for (unsigned seed = 0; seed < 12; ++seed) {
    INFO("seed " << seed);
    const test::TemporaryDirectory directory;
    Random random(seed);
    const std::string in_pieces = directory / "pieces", joined = directory / "joined", again = directory / "again";
    compact_small_ones(in_pieces, directory / "small", random, 1 + random() % 60);
    if (seed % 2 == 0) change(in_pieces, seed + 100);
    REQUIRE(merge_databases({in_pieces}, joined));
    CHECK(errors(joined).empty());
    CHECK(contents(joined) == contents(in_pieces));
    CHECK(bytes_of_postings(joined) <= bytes_of_postings(in_pieces));
    // What was joined once is as it is when joined again.
    REQUIRE(merge_databases({joined}, again));
    CHECK(bytes_of(again + "/postlist.glass") == bytes_of(joined + "/postlist.glass"));
    highest = std::max(highest, Xapian::Database(joined).get_lastdocid());
    for (const std::string& path : {in_pieces, joined}) change(path, seed);
    CHECK(errors(joined).empty());
    CHECK(contents(joined) == contents(in_pieces));
  }
  CHECK(highest > 1U << 25);
}

TEST_CASE("the postings of many small databases take a third of the space in full chunks") {
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
  REQUIRE(merge_databases({directory / "a"}, directory / "b"));
  CHECK(bytes_of_postings(directory / "b") * 3 < bytes_of_postings(directory / "a"));
}

TEST_CASE("a database whose blocks lie in any order, some of them free, is read in the order of keys") {
  const test::TemporaryDirectory directory;
  Random random(1);
  {
    Xapian::WritableDatabase database(directory / "a", Xapian::DB_CREATE);
    for (int i = 0; i < 40; ++i) {
      fill(database, random, 100);
      if (i > 20) database.delete_document("w" + std::to_string(random() % 30));
      database.commit();
    }
  }
  REQUIRE_FALSE(glass::read_version(directory / "a")->roots[glass::positions_table].leaves_in_order);
  REQUIRE(merge_databases({directory / "a"}, directory / "b"));
  CHECK(errors(directory / "b").empty());
  CHECK(contents(directory / "b") == contents(directory / "a"));
  CHECK(everything_of_documents(directory / "b") == everything_of_documents(directory / "a"));
}

TEST_CASE("what is added to a database comes behind what it has, and its metadata stand over those that were") {
  for (unsigned seed = 0; seed < 8; ++seed) {
    INFO("seed " << seed);
    const test::TemporaryDirectory directory;
    Random random(seed);
    const std::string archive = directory / "archive", expected = directory / "expected", merged = directory / "merged";
    compact_small_ones(archive, directory / "small", random, 10 + random() % 60);
    if (seed % 2 == 0) change(archive, seed + 100);
    Xapian::Database all{Xapian::Database(archive)};
    std::map<std::string, std::string> metadata;
    std::vector<std::string> parts{archive};
    for (int i = 0; i < 3; ++i) {
      parts.push_back(directory / "added" + std::to_string(i));
      Xapian::WritableDatabase added(parts.back(), Xapian::DB_CREATE);
      fill(added, random, random() % 30);
      added.set_metadata("of all", parts.back());
      for (auto key = added.metadata_keys_begin(); key != added.metadata_keys_end(); ++key) metadata[*key] = added.get_metadata(*key);
      added.commit();
      all.add_database(Xapian::Database(parts.back()));
    }
    all.compact(expected, Xapian::Compactor::FULL);
    {
      Xapian::WritableDatabase database(expected, Xapian::DB_OPEN);
      for (const auto& [key, value] : metadata) database.set_metadata(key, value);
      database.commit();
    }
    REQUIRE(merge_databases(parts, merged, Keep::last));
    CHECK(errors(merged).empty());
    CHECK(contents(merged) == contents(expected));
    CHECK(everything_of_documents(merged) == everything_of_documents(expected));
  }
}

TEST_CASE("an empty database stays empty") {
  const test::TemporaryDirectory directory;
  Xapian::WritableDatabase(directory / "empty", Xapian::DB_CREATE).commit();
  REQUIRE(merge_databases({directory / "empty"}, directory / "a"));
  CHECK(contents(directory / "a") == contents(directory / "empty"));
  CHECK(errors(directory / "a").empty());
}

TEST_CASE("what is of another form is not begun with, and left to Xapian") {
  const test::TemporaryDirectory directory;
  Random random(1);
  SECTION("a version file of another format") {
    compact_small_ones(directory / "a", directory / "small", random, 5);
    write_bytes(directory / "a/iamglass", 15, "\x7f");
    CHECK_FALSE(merge_databases({directory / "a"}, directory / "b"));
  }
  SECTION("a table of spellings") {
    {
      Xapian::WritableDatabase database(directory / "a", Xapian::DB_CREATE);
      fill(database, random, 40);
      database.add_spelling("ferry");
      database.commit();
    }
    CHECK_FALSE(merge_databases({directory / "a"}, directory / "b"));
    join_databases({directory / "a"}, directory / "c");
    CHECK(contents(directory / "c") == contents(directory / "a"));
    CHECK(Xapian::Database(directory / "c").get_spelling_suggestion("fery") == "ferry");
  }
  CHECK_FALSE(std::filesystem::exists(directory / "b"));
}

TEST_CASE("a table that says other things than its form is an error, and no way to get lost") {
  const test::TemporaryDirectory directory;
  Random random(1);
  compact_small_ones(directory / "a", directory / "small", random, 40);
  const std::string table = directory / "a/postlist.glass";
  const auto root = glass::read_version(directory / "a")->roots[glass::postings_table];
  REQUIRE(root.level > 0);
  const std::uint64_t branch = root.block * glass::block_bytes;
  const std::size_t first_item = glass::number_at(bytes_of(table).substr(branch, glass::block_bytes), glass::directory_begin, 2);
  SECTION("a leaf's directory that points out of its block") { write_bytes(table, 11, "\xff\xff"); }
  SECTION("a block short") { std::filesystem::resize_file(table, bytes_of_postings(directory / "a") - glass::block_bytes); }
  SECTION("a branch that names itself") { write_bytes(table, branch + first_item, big_endian(root.block)); }
  SECTION("a branch that names a block beyond the table") { write_bytes(table, branch + first_item, "\x7f\xff\xff\xff"); }
  SECTION("a branch's directory that points out of its block") { write_bytes(table, branch + glass::directory_begin, "\x1f\xff"); }
  SECTION("a leaf that is named twice") { write_bytes(table, branch + first_item, bytes_of(table).substr(branch + second_item(bytes_of(table).substr(branch, glass::block_bytes)), 4)); }
  CHECK_THROWS_AS(merge_databases({directory / "a"}, directory / "b"), Error);
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
  REQUIRE(merge_databases({directory / "a"}, directory / "b"));
  CHECK(errors(directory / "b").empty());
  const Xapian::Database database(directory / "b");
  std::size_t count = 0;
  bool all_equal = true;
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key, ++count) all_equal = all_equal && entries.at(*key) == database.get_metadata(*key);
  CHECK(all_equal);
  CHECK(count == entries.size());
}
