#include "indexer/write/join_postings.hpp"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string_view>

#include <backfile/error.hpp>

#include "indexer/interrupt.hpp"
#include "indexer/write/file_system.hpp"
#include "indexer/write/glass_numbers.hpp"
#include "indexer/write/glass_posting_list.hpp"
#include "indexer/write/glass_table_reader.hpp"
#include "indexer/write/glass_table_writer.hpp"
#include "indexer/write/glass_version.hpp"

namespace backfile {
namespace {

/// Joins the chunks of lists that come one after the other, first chunk first, and passes on what is no list.
class Joiner {
 public:
  explicit Joiner(glass::TableWriter& writer) : writer_(writer), lists_(writer) {}

  void take(std::string_view key, std::string_view tag, bool is_compressed) {
    if (is_of_the_list(key)) return take_further_chunk(key, tag);
    end_list();
    if (!is_list(key)) return writer_.add(key, tag, is_compressed);
    take_first_chunk(key, tag);
  }

  void end_list() {
    if (!lists_.further_key().empty()) lists_.end();
  }

 private:
  static bool is_list(std::string_view key) { return key.front() != '\0' || key == glass::lengths_key || (key.size() > 1 && key[1] == glass::escaped_zero); }

  [[nodiscard]] bool is_of_the_list(std::string_view key) const {
    const std::string& start = lists_.further_key();
    return !start.empty() && key.size() > start.size() && key.starts_with(start) && (start == glass::lengths_key || key[start.size()] != glass::escaped_zero);
  }

  static void check(bool is_sound) {
    if (!is_sound) throw Error(Errc::corrupt, "unexpected bytes in a table of postings");
  }

  void take_first_chunk(std::string_view key, std::string_view tag) {
    std::uint64_t documents = 0, occurrences = 0, first_less_one = 0;
    check(glass::take_number(tag, documents) && glass::take_number(tag, occurrences) && glass::take_number(tag, first_less_one));
    lists_.begin(key, documents, occurrences);
    append(first_less_one + 1, tag);
  }

  void take_further_chunk(std::string_view key, std::string_view tag) {
    std::uint64_t first = 0;
    check(glass::parse_sortable(key.substr(lists_.further_key().size()), first) && first > lists_.last_document());
    append(first, tag);
  }

  void append(std::uint64_t first, std::string_view tag) {
    std::uint64_t reach = 0;
    check(!tag.empty() && (tag.front() == '0' || tag.front() == '1'));
    tag.remove_prefix(1);
    check(glass::take_number(tag, reach));
    lists_.append(first, first + reach, tag);
  }

  glass::TableWriter& writer_;
  glass::PostingListWriter lists_;
};

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file) throw_io("cannot read " + path, errno);
  return std::move(bytes).str();
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (!file) throw_io("cannot write " + path, errno);
}

void replace_file(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) throw_io("cannot rename " + from, errno);
}

}  // namespace

bool join_postings(const std::string& directory) {
  const std::string version_path = directory + "/iamglass", table_path = directory + "/postlist.glass", joined_path = directory + "/postlist.joined";
  const auto version = glass::parse_version(read_file(version_path));
  if (!version) return false;
  const glass::Root& root = version->roots[glass::postings_table];
  if (root.is_absent || !root.leaves_in_order || root.has_free_blocks || root.block_size != glass::block_bytes) return false;
  glass::TableWriter writer(joined_path, static_cast<std::uint32_t>(version->revision));
  Joiner joiner(writer);
  glass::read_in_order(table_path, root, [&](std::string_view key, std::string_view tag, bool is_compressed) {
    stop_if_interrupted();
    joiner.take(key, tag, is_compressed);
  });
  joiner.end_list();
  glass::Root joined = writer.finish();
  joined.least_to_compress = root.least_to_compress;
  write_file(version_path, glass::with_postings_root(*version, joined));
  replace_file(joined_path, table_path);
  return true;
}

}  // namespace backfile
