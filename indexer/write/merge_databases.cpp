#include "indexer/write/merge_databases.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <queue>
#include <string_view>
#include <utility>

#include <backfile/error.hpp>

#include "indexer/interrupt.hpp"
#include "indexer/write/file_system.hpp"
#include "indexer/write/glass_numbers.hpp"
#include "indexer/write/glass_posting_list.hpp"
#include "indexer/write/glass_table_reader.hpp"
#include "indexer/write/glass_table_writer.hpp"
#include "indexer/write/glass_values.hpp"
#include "indexer/write/glass_version.hpp"

namespace backfile {
namespace {

/// Of one table of one database: all of them share four MB, as far as that gives each some blocks.
std::size_t buffer_bytes(std::size_t databases) { return std::clamp<std::size_t>((std::size_t{4} << 20) / databases, std::size_t{32} << 10, std::size_t{512} << 10); }

struct Source {
  std::string directory;
  glass::Version version;
  glass::Statistics statistics;
  std::uint64_t documents_before = 0;  // what its documents' numbers grow by
};

void check(bool is_sound) {
  if (!is_sound) throw Error(Errc::corrupt, "unexpected bytes in a shard's table");
}

/// The part of a key that entries which go together have in common, of what lies in the table of postings.
std::string_view group_of_posting(std::string_view key) {
  if (key.front() != '\0' || (key.size() > 1 && key[1] == glass::escaped_zero)) return key.substr(0, glass::find_term_end(key));
  if (key.starts_with(glass::lengths_key)) return glass::lengths_key;
  if (!key.starts_with(glass::value_chunk_key)) return key;
  std::string_view rest = key.substr(glass::value_chunk_key.size());
  std::uint64_t slot = 0;
  check(glass::take_number(rest, slot));
  return key.substr(0, key.size() - rest.size());
}

std::string_view group_of_position(std::string_view key) { return key.substr(0, glass::find_term_end(key)); }

/// Several tables read as one, group by group.
class Merge {
 public:
  using GroupOf = std::string_view (*)(std::string_view key);

  Merge(const std::vector<Source>& sources, glass::Table table, GroupOf group_of) : group_of_(group_of) {
    for (const Source& source : sources) {
      readers_.push_back(std::make_unique<glass::TableReader>(glass::path_of(source.directory, table), source.version.roots[table], buffer_bytes(sources.size())));
      if (readers_.back()->next()) push(readers_.size() - 1);
    }
  }

  /// Goes on to the next group, once all entries of this one have been passed. False: there is none.
  bool next() {
    stop_if_interrupted();
    return_to_heads();
    if (heads_.empty()) return false;
    group_ = heads_.top().group;
    while (!heads_.empty() && heads_.top().group == group_) {
      with_group_.push_back(heads_.top().source);
      heads_.pop();
    }
    return true;
  }

  /// The same, but groups that the first table alone has are passed, and written as they lie.
  bool next(glass::TableWriter& writer) {
    return_to_heads();
    if (!heads_.empty() && heads_.top().source == 0) {
      const Head first = heads_.top();
      heads_.pop();
      const auto bound = heads_.empty() ? std::nullopt : std::optional(heads_.top().group);
      if (bound == first.group || readers_.front()->copy_before(bound, writer)) push(0);
    }
    return next();
  }

  [[nodiscard]] const std::string& group() const { return group_; }
  /// Which tables have it, in order. Each stands at its first entry of the group.
  [[nodiscard]] const std::vector<std::size_t>& sources() const { return with_group_; }
  [[nodiscard]] const glass::TableReader& at(std::size_t source) const { return *readers_[source]; }
  /// Writes the table's entries below `bound`, an end of the group, as they lie.
  void copy_before(const std::string& bound, std::size_t source, glass::TableWriter& writer) {
    if (!readers_[source]->copy_before(bound, writer)) at_end_[source] = true;
  }
  /// Whether the table has another entry of the group, to which it goes on.
  bool advance(std::size_t source) {
    glass::TableReader& reader = *readers_[source];
    if (!reader.next()) {
      at_end_[source] = true;
      return false;
    }
    return group_of_(reader.key()) == group_;
  }

 private:
  struct Head {
    std::string_view group;
    std::size_t source = 0;
    bool operator<(const Head& other) const { return group != other.group ? group > other.group : source > other.source; }  // the least on top
  };

  void return_to_heads() {
    for (const std::size_t source : with_group_)
      if (!at_end_[source]) push(source);
    with_group_.clear();
  }

  void push(std::size_t source) {
    at_end_.resize(readers_.size());
    heads_.push({group_of_(readers_[source]->key()), source});
  }

  GroupOf group_of_;
  std::vector<std::unique_ptr<glass::TableReader>> readers_;
  std::vector<bool> at_end_;
  std::priority_queue<Head> heads_;
  std::string group_;
  std::vector<std::size_t> with_group_;
};

class Merger {
 public:
  Merger(std::vector<Source> sources, const std::string& to, Keep metadata) : sources_(std::move(sources)), to_(to), metadata_(metadata) {}

  void merge() {
    make_directory(to_);
    // Half of the work; where no thread is to be had it is done in this one.
    std::future<glass::Root> positions = std::async(std::launch::async | std::launch::deferred, [this] { return merge_positions(); });
    std::array<glass::Root, glass::positions_table + 1> roots{merge_postings(), append_by_document(glass::records_table), append_by_document(glass::terms_table), {}};
    roots[glass::positions_table] = positions.get();
    glass::write_version(to_, glass::first_version(roots, statistics()));
  }

 private:
  [[nodiscard]] glass::TableWriter writer_of(glass::Table table) const { return {glass::path_of(to_, table), glass::first_revision}; }

  [[nodiscard]] glass::Statistics statistics() const {
    glass::Statistics all;
    for (const auto& [directory, version, one, before] : sources_) {
      all.documents += one.documents;
      all.last_document = before + one.last_document;
      if (one.least_length > 0 && (all.least_length == 0 || one.least_length < all.least_length)) all.least_length = one.least_length;
      all.most_length = std::max(all.most_length, one.most_length);
      all.all_lengths += one.all_lengths;
      all.most_wdf = std::max(all.most_wdf, one.most_wdf);
    }
    return all;
  }

  /// Tables whose keys begin with a document's number, which is two bytes at least.
  glass::Root append_by_document(glass::Table table) const {
    glass::TableWriter writer = writer_of(table);
    std::string key;
    for (const Source& source : sources_) {
      glass::TableReader reader(glass::path_of(source.directory, table), source.version.roots[table], buffer_bytes(1));
      if (source.documents_before == 0 && reader.next()) reader.copy_before({}, writer);
      while (reader.next()) {
        stop_if_interrupted();
        std::string_view rest = reader.key();
        std::uint64_t document = 0;
        check(glass::take_sortable(rest, document));
        key.clear();
        glass::append_sortable(key, document + source.documents_before);
        key += rest;
        writer.add(key, reader.tag(), reader.is_compressed());
      }
    }
    return writer.finish();
  }

  glass::Root merge_positions() const {
    glass::TableWriter writer = writer_of(glass::positions_table);
    Merge merge(sources_, glass::positions_table, group_of_position);
    while (merge.next(writer)) copy_renumbered(merge, writer, merge.group() + glass::term_end);
    return writer.finish();
  }

  /// Entries whose keys are `start` and a document's number.
  void copy_renumbered(Merge& merge, glass::TableWriter& writer, std::string start) const {
    const std::size_t start_bytes = start.size();
    const std::string bound = start + glass::beyond_sortable;
    for (const std::size_t source : merge.sources()) {
      if (sources_[source].documents_before == 0) {
        merge.copy_before(bound, source, writer);
        continue;
      }
      do {
        start.resize(start_bytes);
        glass::append_sortable(start, document_at(merge, source, start_bytes));
        writer.add(start, merge.at(source).tag());
      } while (merge.advance(source));
    }
  }

  /// The new number of the document that the key names behind its first bytes.
  [[nodiscard]] std::uint64_t document_at(const Merge& merge, std::size_t source, std::size_t bytes) const {
    std::uint64_t document = 0;
    const std::string_view key = merge.at(source).key();
    check(key.size() > bytes && glass::parse_sortable(key.substr(bytes), document));
    return document + sources_[source].documents_before;
  }

  glass::Root merge_postings() const {
    glass::TableWriter writer = writer_of(glass::postings_table);
    glass::PostingListWriter lists(writer);
    Merge merge(sources_, glass::postings_table, group_of_posting);
    // What is alone is compacted, not copied.
    while (sources_.size() > 1 ? merge.next(writer) : merge.next()) {
      const std::string& group = merge.group();
      if (group.starts_with(glass::metadata_key)) keep_one(merge, writer);
      else if (group.starts_with(glass::value_statistics_key)) merge_value_statistics(merge, writer);
      else if (group.starts_with(glass::value_chunk_key)) copy_renumbered(merge, writer, group);
      else merge_list(merge, lists);
    }
    return writer.finish();
  }

  void keep_one(Merge& merge, glass::TableWriter& writer) const {
    writer.add(merge.group(), merge.at(metadata_ == Keep::first ? merge.sources().front() : merge.sources().back()).tag());
    for (const std::size_t source : merge.sources()) check(!merge.advance(source));
  }

  static void merge_value_statistics(Merge& merge, glass::TableWriter& writer) {
    glass::ValueStatistics all;
    for (const std::size_t source : merge.sources()) {
      const auto one = glass::parse_value_statistics(merge.at(source).tag());
      check(one.has_value());
      all.least = all.values == 0 ? one->least : std::min(all.least, one->least);
      all.most = std::max(all.most, one->most);
      all.values += one->values;
      check(!merge.advance(source));
    }
    writer.add(merge.group(), glass::to_bytes(all));
  }

  void merge_list(Merge& merge, glass::PostingListWriter& lists) const {
    std::uint64_t documents = 0, occurrences = 0;
    for (const std::size_t source : merge.sources()) {
      check(merge.at(source).key() == merge.group());
      std::string_view tag = merge.at(source).tag();
      const glass::ListHead head = glass::take_list_head(tag);
      documents += head.documents;
      occurrences += head.occurrences;
    }
    lists.begin(merge.group(), documents, occurrences);
    for (const std::size_t source : merge.sources()) {
      std::string_view tag = merge.at(source).tag();
      const std::uint64_t before = sources_[source].documents_before;
      std::uint64_t first = glass::take_list_head(tag).first_document + before;
      for (;;) {
        const std::uint64_t reach = glass::take_chunk_head(tag);
        lists.append(first, first + reach, tag);
        if (!merge.advance(source)) break;
        first = document_at(merge, source, lists.further_key().size());
        check(first > lists.last_document());
        tag = merge.at(source).tag();
      }
    }
    lists.end();
  }

  const std::vector<Source> sources_;
  const std::string& to_;
  const Keep metadata_;
};

std::optional<Source> source_at(const std::string& directory, std::uint64_t documents_before) {
  auto version = glass::read_version(directory);
  if (!version) return std::nullopt;
  if (!std::ranges::all_of(version->roots, glass::has_known_form)) return std::nullopt;
  if (!version->roots[glass::spellings_table].is_absent || !version->roots[glass::synonyms_table].is_absent) return std::nullopt;
  const auto statistics = glass::parse_statistics(version->statistics);
  if (!statistics) return std::nullopt;
  return Source{.directory = directory, .version = *std::move(version), .statistics = *statistics, .documents_before = documents_before};
}

}  // namespace

bool can_be_merged(const std::string& directory) { return source_at(directory, 0).has_value(); }

bool merge_databases(const std::vector<std::string>& from, const std::string& to, Keep metadata) {
  std::vector<Source> sources;
  std::uint64_t documents = 0;
  for (const std::string& directory : from) {
    auto source = source_at(directory, documents);
    if (!source) return false;
    documents += source->statistics.last_document;
    sources.push_back(*std::move(source));
  }
  Merger(std::move(sources), to, metadata).merge();
  return true;
}

}  // namespace backfile
