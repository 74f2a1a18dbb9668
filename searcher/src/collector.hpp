// One pass over everything that matches, and the stored values of what was found. Counts, order, folding and facets all work on this
// one list, so that they cannot disagree.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
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

/// Everything that matches, by archive and document number.
struct MatchSet {
  std::vector<Matched> matches;
  std::vector<SortKey> keys;
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

/// Which matches belong together: equal numbers do; 0 stands alone.
struct GroupIds {
  std::vector<std::uint64_t> ids;
  std::uint64_t dense_count = 0;  // no id is greater; 0: they are digests
};

/// By the 8-byte digests in `slot`. Several archives share digests, but not the numbers of their column files.
[[nodiscard]] GroupIds read_groups(const Archives&, const MatchSet&, schema::slot::Slot slot);

}  // namespace backfile
