// One pass over everything that matches, and the stored values of what was found. Counts, order, folding and facets all work on this
// one list, so that they cannot disagree.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/schema.hpp"
#include "searcher/src/archive.hpp"
#include "searcher/src/query_compile.hpp"

namespace backfile {

/// The moment by which an answer must be there.
class Deadline {
 public:
  Deadline() = default;
  explicit Deadline(std::optional<std::chrono::milliseconds> budget);
  /// Throws Error(deadline) when it is over.
  void check() const;
  /// Seconds that are left; 0 = no limit.
  [[nodiscard]] double seconds_left() const;

 private:
  std::optional<std::chrono::steady_clock::time_point> end_;
};

/// One matching document.
struct Matched {
  std::uint32_t archive = 0;     // part of Archives
  Xapian::docid document = 0;    // number within that part
  double score = 0;
};

/// When an article was published, and a digest of its Q term: the order of everything that has no better one.
struct SortKey {
  std::uint64_t instant = 0;  // 0 = undated
  std::uint64_t hash = 0;
  friend bool operator==(const SortKey&, const SortKey&) = default;
};

/// Everything that matches, by archive and document number. Sort keys stay in the column file where there is one: an answer looks at few of
/// them, and memory that is touched for the first time costs more than what is done with it.
class MatchSet {
 public:
  MatchSet() = default;
  /// With a key for each match.
  MatchSet(std::vector<Matched> found, std::vector<SortKey> their_keys) : matches(std::move(found)), keys_(std::move(their_keys)) {}

  std::vector<Matched> matches;

  [[nodiscard]] SortKey key(std::uint32_t index) const {
    if (!keys_.empty()) return keys_[index];
    const columns::Key& key = columns_[matches[index].archive].keys[matches[index].document];
    return {key.instant, key.hash};
  }
  /// The matches of one archive lie together: the end of those that begin at `begin`. Logarithmic.
  [[nodiscard]] std::uint32_t end_of_part(std::uint32_t begin) const;
  /// From the column files if all archives have one, else from the slots.
  void read_keys(const Archives&);
  /// Leaves the matches for which `keep(index)` is true; it is asked in order.
  template <typename Keep>
  void keep_if(Keep&& keep) {
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < matches.size(); ++i) {
      if (!keep(i)) continue;
      matches[kept] = matches[i];
      if (!keys_.empty()) keys_[kept] = keys_[i];
      ++kept;
    }
    matches.resize(kept);
    if (!keys_.empty()) keys_.resize(kept);
  }

 private:
  struct KeyColumn {
    std::shared_ptr<ColumnFile> file;  // stays mapped
    std::span<const columns::Key> keys;
  };
  std::vector<KeyColumn> columns_;  // of each archive
  std::vector<SortKey> keys_;       // of each match, where not all archives have columns
};

/// Runs the query over all archives (local ones: Xapian's custom spies do not reach remote servers); with weights if it ranks.
[[nodiscard]] MatchSet collect_matches(const Archives&, const CompiledQuery&, const Deadline&);

/// Calls `take(index, value)` for each of the matches at `indices` (ascending) whose document has a value in `slot`.
template <typename Take>
void for_each_value(const Archives& archives, const MatchSet& set, std::span<const std::uint32_t> indices, schema::slot::Slot slot,
                    Take&& take) {
  for (std::size_t i = 0; i < indices.size();) {
    const std::uint32_t part = set.matches[indices[i]].archive;
    const Xapian::Database& database = archives.part(part).database;
    Xapian::ValueIterator value = database.valuestream_begin(slot);
    const Xapian::ValueIterator end = database.valuestream_end(slot);
    for (; i < indices.size() && set.matches[indices[i]].archive == part; ++i) {
      if (value == end) continue;
      const Xapian::docid document = set.matches[indices[i]].document;
      if (value.get_docid() < document) value.skip_to(document);
      if (value != end && value.get_docid() == document) take(indices[i], *value);
    }
  }
}

/// 0, 1, 2 ... for all matches.
[[nodiscard]] std::vector<std::uint32_t> all_indices(const MatchSet&);

/// Which matches belong together: equal ids do; 0 stands alone.
struct GroupIds {
  std::vector<std::uint64_t> ids;  // digests, of each match; unless a column has numbers for each document
  std::optional<GroupColumn> column;
  std::shared_ptr<ColumnFile> file;  // stays mapped
  [[nodiscard]] std::uint64_t of(const MatchSet& set, std::uint32_t index) const {
    return column ? column->numbers[set.matches[index].document] : ids[index];
  }
};

/// By the 8-byte digests in `slot`. Several archives share digests, but not the numbers of their column files.
[[nodiscard]] GroupIds read_groups(const Archives&, const MatchSet&, schema::slot::Slot slot);

}  // namespace backfile
