#include "indexer/write/write_database.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include <backfile/error.hpp>

#include "indexer/crawl/inflater.hpp"
#include "indexer/write/glass_table_reader.hpp"
#include "indexer/write/glass_version.hpp"
#include "indexer/write/merge_databases.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;

namespace {

using Random = std::mt19937;

/// Words of all frequencies and lengths, some with bytes that keys escape.
std::string random_term(Random& random) {
  static const std::vector<std::string> odd = {std::string("\0", 1), std::string("\0\xff", 2), std::string("a\0b", 3), std::string("a\0\xff", 3), "\xff\xff", std::string(240, 'x'),
                                               std::string(120, 'x'), std::string(48, 'b'), "a", "aaaaaaaab", "aaaaaaaa"};
  if (random() % 12 == 0) return odd[random() % odd.size()];
  return "w" + std::to_string(static_cast<unsigned>(3000.0 / (1 + random() % 3000)));
}

std::string random_bytes(Random& random, std::size_t length) {
  std::string bytes(length, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

/// What there may be of a document: text that deflates and such that does not, values of any slot, terms with and without positions.
Xapian::Document random_document(Random& random, std::size_t most_text = 30000) {
  Xapian::Document document;
  const unsigned words = random() % 8 == 0 ? 0 : random() % 200;
  for (unsigned i = 0; i < words; ++i) document.add_posting(random_term(random), 1 + random() % (random() % 10 == 0 ? 5000000 : 400), random() % 50 == 0 ? random() % 400 : 1 + random() % 3);
  for (unsigned i = random() % 4; i > 0; --i) document.add_boolean_term(random_term(random));
  for (unsigned i = random() % 5; i > 0; --i) document.add_value(random() % 3 == 0 ? random() % 100000 : random() % 4, random_bytes(random, random() % 40));
  switch (random() % 5) {
    case 0: break;
    case 1: document.set_data(random_bytes(random, random() % 300)); break;
    case 2: document.set_data(std::string(random() % 6, 'd')); break;
    default: document.set_data(std::string(random() % most_text, 'd'));
  }
  return document;
}

std::string inflated(std::string_view bytes) {
  Inflater inflater(Inflater::Format::raw_deflate);
  inflater.give(bytes);
  std::string text(1 << 16, '\0');
  text.resize(inflater.step(text.data(), text.size()));
  REQUIRE(inflater.member_ended());
  return text;
}

struct Entry {
  std::string key, tag;
  bool operator==(const Entry&) const = default;
};

std::vector<Entry> entries(const std::string& directory, glass::Table table) {
  const auto version = glass::read_version(directory);
  REQUIRE(version);
  std::vector<Entry> all;
  for (glass::TableReader reader(glass::path_of(directory, table), version->roots[table], glass::block_bytes * (1 + table)); reader.next();)
    all.push_back({std::string(reader.key()), reader.is_compressed() ? inflated(reader.tag()) : std::string(reader.tag())});
  return all;
}

/// A database that Xapian has made of the documents, every block in its place.
void write_with_xapian(const std::vector<Xapian::Document>& documents, const std::map<std::string, std::string>& metadata, const std::string& scratch, const std::string& to) {
  Xapian::WritableDatabase database(scratch, Xapian::DB_CREATE);
  for (const Xapian::Document& document : documents) database.add_document(document);
  for (const auto& [key, value] : metadata) database.set_metadata(key, value);
  database.commit();
  database.compact(to, Xapian::Compactor::FULL);
}

std::string errors(const std::string& path) {
  std::ostringstream out;
  try {
    return Xapian::Database::check(path, 0, &out) == 0 ? "" : out.str();
  } catch (const Xapian::Error& error) {
    return out.str() + error.get_description();
  }
}

/// All that can be asked of the lists.
std::string lists(const std::string& path) {
  std::ostringstream out;
  const Xapian::Database database(path);
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    out << *term << ' ' << term.get_termfreq() << ' ' << database.get_collection_freq(*term) << ':';
    for (auto posting = database.postlist_begin(*term); posting != database.postlist_end(*term); ++posting) out << ' ' << *posting << '/' << posting.get_wdf();
    out << '\n';
  }
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) out << *posting << '=' << posting.get_doclength() << '\n';
  return std::move(out).str();
}

bool is_of_a_list(const Entry& entry) { return entry.key.front() != '\0' || entry.key.starts_with(std::string("\0\xe0", 2)) || entry.key.starts_with(std::string("\0\xff", 2)); }

}  // namespace

TEST_CASE("a database that is written at once is what Xapian makes of the same documents") {
  for (unsigned seed = 0; seed < 12; ++seed) {
    INFO("seed " << seed);
    const test::TemporaryDirectory directory;
    Random random(seed);
    std::vector<Xapian::Document> documents;
    std::map<std::string, std::string> metadata;
    MemoryIndex index;
    for (unsigned i = seed < 2 ? seed : 1 + random() % 400; i > 0; --i) index.add_document(documents.emplace_back(random_document(random)));
    for (unsigned i = random() % 30; i > 0; --i) metadata["key" + std::to_string(random() % 50)] = std::string(1 + random() % (i == 1 ? 20000 : 50), 'v');
    for (const auto& [key, value] : metadata) index.set_metadata(key, value);
    index.set_metadata("gone", "for now");
    index.set_metadata("gone", "");
    const std::string ours = directory / "ours", theirs = directory / "theirs";
    write_with_xapian(documents, metadata, directory / "scratch", theirs);
    write_database(index, ours);

    CHECK(errors(ours) == "");
    CHECK(entries(ours, glass::records_table) == entries(theirs, glass::records_table));
    CHECK(entries(ours, glass::terms_table) == entries(theirs, glass::terms_table));
    CHECK(entries(ours, glass::positions_table) == entries(theirs, glass::positions_table));
    auto our_postings = entries(ours, glass::postings_table), their_postings = entries(theirs, glass::postings_table);
    std::erase_if(our_postings, is_of_a_list);
    std::erase_if(their_postings, is_of_a_list);
    CHECK(our_postings == their_postings);
    CHECK(lists(ours) == lists(theirs));  // where a chunk ends is left to us
    CHECK(glass::read_version(ours)->statistics == glass::read_version(theirs)->statistics);
  }
}

TEST_CASE("a database that is written at once can be written on, and joined with others") {
  const test::TemporaryDirectory directory;
  Random random(1);
  Xapian::Database both;
  std::vector<std::string> records;
  std::set<std::string> uuids;
  for (int i = 0; i < 2; ++i) {
    MemoryIndex index;
    for (int n = 0; n < 200; ++n) {
      const Xapian::Document document = random_document(random, 8000);
      index.add_document(document);
      records.push_back(document.get_data());
    }
    const std::string path = directory / ("part" + std::to_string(i));
    write_database(index, path);
    Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
    for (int n = 0; n < 50; ++n) {
      const Xapian::Document document = random_document(random, 8000);
      database.replace_document(static_cast<Xapian::docid>(1 + 3 * n), document);
      records[static_cast<std::size_t>(200 * i + 3 * n)] = document.get_data();
    }
    database.commit();
    CHECK(errors(path) == "");
    uuids.insert(database.get_uuid());
    both.add_database(Xapian::Database(path));
  }
  CHECK(uuids.size() == 2);
  both.compact(directory / "joined", Xapian::Compactor::FULL);
  CHECK(errors(directory / "joined") == "");
  const Xapian::Database joined(directory / "joined");
  std::vector<std::string> found;
  for (auto posting = joined.postlist_begin(""); posting != joined.postlist_end(""); ++posting) found.push_back(joined.get_document(*posting).get_data());
  CHECK(found == records);
}

TEST_CASE("databases that are joined without Xapian are what its compaction makes of them, posting lists joined") {
  for (unsigned seed = 0; seed < 8; ++seed) {
    INFO("seed " << seed);
    const test::TemporaryDirectory directory;
    Random random(seed);
    Xapian::Database all;
    std::vector<std::string> parts;
    for (unsigned i = seed == 0 ? 1 : 2 + random() % 20; i > 0; --i) {
      MemoryIndex index;
      for (unsigned n = random() % 4 == 0 ? 0 : random() % 150; n > 0; --n) index.add_document(random_document(random, 8000));
      for (unsigned n = random() % 10; n > 0; --n) index.set_metadata("key" + std::to_string(100 * (random() % 20) + i), std::string(1 + random() % 50, 'v'));
      parts.push_back(directory / ("part" + std::to_string(i)));
      write_database(index, parts.back());
      all.add_database(Xapian::Database(parts.back()));
    }
    const std::string ours = directory / "ours", in_pieces = directory / "pieces", theirs = directory / "theirs";
    all.compact(in_pieces, Xapian::Compactor::FULL);
    REQUIRE(merge_databases({in_pieces}, theirs));
    if (parts.size() > 4) {  // some of them are joined already
      const std::string first = directory / "first";
      REQUIRE(merge_databases({parts.begin(), parts.begin() + 3}, first));
      parts.erase(parts.begin(), parts.begin() + 2);
      parts.front() = first;
    }
    REQUIRE(merge_databases(parts, ours));
    CHECK(errors(ours) == "");
    for (const glass::Table table : {glass::records_table, glass::terms_table, glass::positions_table}) CHECK(entries(ours, table) == entries(theirs, table));
    auto our_postings = entries(ours, glass::postings_table), their_postings = entries(theirs, glass::postings_table);
    std::erase_if(our_postings, is_of_a_list);
    std::erase_if(their_postings, is_of_a_list);
    CHECK(our_postings == their_postings);
    CHECK(lists(ours) == lists(theirs));
    CHECK(glass::read_version(ours)->statistics == glass::read_version(theirs)->statistics);
  }
}

TEST_CASE("of equal metadata keys the first database's stays, where Xapian's compaction keeps any") {
  const test::TemporaryDirectory directory;
  std::vector<std::string> parts;
  for (int i = 0; i < 9; ++i) {
    MemoryIndex index;
    if (i > 2) index.set_metadata("of some", "of part " + std::to_string(i));
    index.set_metadata("of all", "of part " + std::to_string(i));
    parts.push_back(directory / ("part" + std::to_string(i)));
    write_database(index, parts.back());
  }
  REQUIRE(merge_databases(parts, directory / "joined"));
  const Xapian::Database joined(directory / "joined");
  CHECK(joined.get_metadata("of all") == "of part 0");
  CHECK(joined.get_metadata("of some") == "of part 3");
}

TEST_CASE("a damaged database is told when it is joined") {
  const test::TemporaryDirectory directory;
  Random random(4);
  MemoryIndex index;
  for (int i = 0; i < 300; ++i) index.add_document(random_document(random, 8000));
  const std::string name = GENERATE(std::string("postlist"), std::string("termlist"), std::string("docdata"), std::string("position"));
  CAPTURE(name);
  const std::string path = directory / "archive", table = path + "/" + name + ".glass";
  write_database(index, path);
  std::filesystem::resize_file(table, std::filesystem::file_size(table) - glass::block_bytes);
  CHECK_THROWS_AS(merge_databases({path}, directory / "joined"), Error);
}

TEST_CASE("Xapian reads records that end in a long run of one letter, which it does not when it has deflated them itself") {
  const test::TemporaryDirectory directory;
  MemoryIndex index;
  std::vector<std::string> records;
  for (std::size_t length = 8100; length < 17000; length += 7) records.push_back("The ferry sails. " + std::string(length, '='));
  for (const std::string& record : records) {
    index.begin_document();
    index.set_record(record);
  }
  write_database(index, directory / "archive");
  const Xapian::Database database(directory / "archive");
  for (std::size_t i = 0; i < records.size(); ++i) CHECK(database.get_document(static_cast<Xapian::docid>(i + 1)).get_data() == records[i]);
}

TEST_CASE("a document in memory is the document that Xapian was given") {
  Random random(7);
  MemoryIndex index;
  std::vector<Xapian::Document> documents;
  for (int i = 0; i < 50; ++i) index.add_document(documents.emplace_back(random_document(random)));
  for (std::uint32_t i = 1; i <= 50; ++i) CHECK(index.to_xapian(i).serialise() == documents[i - 1].serialise());
}
