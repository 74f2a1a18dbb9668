#include "indexer/write/join_postings.hpp"

#include <cerrno>
#include <cstdio>
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
    const glass::ListHead head = glass::take_list_head(tag);
    lists_.begin(key, head.documents, head.occurrences);
    append(head.first_document, tag);
  }

  void take_further_chunk(std::string_view key, std::string_view tag) {
    std::uint64_t first = 0;
    check(glass::parse_sortable(key.substr(lists_.further_key().size()), first) && first > lists_.last_document());
    append(first, tag);
  }

  void append(std::uint64_t first, std::string_view tag) {
    const std::uint64_t reach = glass::take_chunk_head(tag);
    lists_.append(first, first + reach, tag);
  }

  glass::TableWriter& writer_;
  glass::PostingListWriter lists_;
};

void replace_file(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) throw_io("cannot rename " + from, errno);
}

}  // namespace

bool join_postings(const std::string& directory) {
  const auto version = glass::read_version(directory);
  if (!version) return false;
  const glass::Root& root = version->roots[glass::postings_table];
  if (root.is_absent || !glass::can_be_read_in_order(root)) return false;
  const std::string table_path = glass::path_of(directory, glass::postings_table), joined_path = table_path + ".joined";
  glass::TableWriter writer(joined_path, static_cast<std::uint32_t>(version->revision));
  Joiner joiner(writer);
  for (glass::TableReader reader(table_path, root); reader.next();) {
    stop_if_interrupted();
    joiner.take(reader.key(), reader.tag(), reader.is_compressed());
  }
  joiner.end_list();
  glass::Root joined = writer.finish();
  joined.least_to_compress = root.least_to_compress;
  glass::write_version(directory, glass::with_postings_root(*version, joined));
  replace_file(joined_path, table_path);
  return true;
}

}  // namespace backfile
