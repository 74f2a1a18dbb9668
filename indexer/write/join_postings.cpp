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
#include "indexer/write/glass_table_reader.hpp"
#include "indexer/write/glass_table_writer.hpp"
#include "indexer/write/glass_version.hpp"

namespace backfile {
namespace {

/// Xapian begins another chunk at this size.
constexpr std::size_t most_chunk_bytes = 2000;
constexpr std::string_view lengths_key{"\0\xe0", 2};
constexpr std::string_view term_end{"\0", 1};
constexpr char escaped_zero = '\xff';

/// Joins the chunks of lists that come one after the other, first chunk first, and passes on what is no list.
class Joiner {
 public:
  explicit Joiner(glass::TableWriter& writer) : writer_(writer) {}

  void take(std::string_view key, std::string_view tag, bool is_compressed) {
    if (is_of_the_list(key)) return take_further_chunk(key, tag);
    end_list();
    if (!is_list(key)) return writer_.add(key, tag, is_compressed);
    take_first_chunk(key, tag);
  }

  void end_list() {
    if (!list_.empty()) write_chunk(IsLast::yes);
    list_.clear();
  }

 private:
  enum class IsLast : bool { no, yes };

  static bool is_list(std::string_view key) { return key.front() != '\0' || key == lengths_key || (key.size() > 1 && key[1] == escaped_zero); }

  /// Keys of the chunks behind the first of the list at hand begin with `list_`.
  [[nodiscard]] bool is_of_the_list(std::string_view key) const {
    return !list_.empty() && key.size() > list_.size() && key.starts_with(list_) && (list_ == lengths_key || key[list_.size()] != escaped_zero);
  }

  static void check(bool is_sound) {
    if (!is_sound) throw Error(Errc::corrupt, "unexpected bytes in a table of postings");
  }

  void take_first_chunk(std::string_view key, std::string_view tag) {
    list_.assign(key);
    if (key != lengths_key) list_ += term_end;
    const std::string_view whole = tag;
    std::uint64_t documents = 0, occurrences = 0, first_less_one = 0;
    check(glass::take_number(tag, documents) && glass::take_number(tag, occurrences) && glass::take_number(tag, first_less_one));
    begin_chunk(key, whole.substr(0, whole.size() - tag.size()), first_less_one + 1, tag);
  }

  void take_further_chunk(std::string_view key, std::string_view tag) {
    std::uint64_t first = 0, reach = 0;
    check(glass::parse_sortable(key.substr(list_.size()), first) && first > last_);
    std::string_view postings = tag;
    take_reach(postings, reach);
    if (head_.size() + postings_.size() + postings.size() >= most_chunk_bytes) {
      write_chunk(IsLast::no);
      return begin_chunk(key, {}, first, tag);
    }
    glass::append_number(postings_, first - last_ - 1);
    postings_ += postings;
    last_ = first + reach;
  }

  static void take_reach(std::string_view& tag, std::uint64_t& reach) {
    check(!tag.empty() && (tag.front() == '0' || tag.front() == '1'));
    tag.remove_prefix(1);
    check(glass::take_number(tag, reach));
  }

  void begin_chunk(std::string_view key, std::string_view head, std::uint64_t first, std::string_view tag) {
    std::uint64_t reach = 0;
    take_reach(tag, reach);
    key_.assign(key);
    head_.assign(head);
    first_ = first;
    last_ = first + reach;
    postings_.assign(tag);
  }

  void write_chunk(IsLast is_last) {
    tag_ = head_;
    tag_ += is_last == IsLast::yes ? '1' : '0';
    glass::append_number(tag_, last_ - first_);
    tag_ += postings_;
    writer_.add(key_, tag_);
  }

  glass::TableWriter& writer_;
  std::string list_;                    // what the keys of its further chunks begin with
  std::string key_, head_, postings_;  // of the chunk at hand; the head only in front of the first
  std::uint64_t first_ = 0, last_ = 0;
  std::string tag_;
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

bool join_postings(const std::string& directory, Stoppable stoppable) {
  const std::string version_path = directory + "/iamglass", table_path = directory + "/postlist.glass", joined_path = directory + "/postlist.joined";
  const auto version = glass::parse_version(read_file(version_path));
  if (!version) return false;
  const glass::Root& root = version->roots[glass::postings_table];
  if (root.is_absent || !root.leaves_in_order || root.has_free_blocks || root.block_size != glass::block_bytes) return false;
  glass::TableWriter writer(joined_path, static_cast<std::uint32_t>(version->revision));
  Joiner joiner(writer);
  glass::read_in_order(table_path, root, [&](std::string_view key, std::string_view tag, bool is_compressed) {
    if (stoppable == Stoppable::yes) stop_if_interrupted();
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
