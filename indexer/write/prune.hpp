// --prune: captures whose source has vanished from the crawl roots of this run are dropped, and versions that have no capture left with
// them. Guarded: a missing disk must never empty an archive.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <xapian.h>

#include "common/digest.hpp"

namespace backfile {

/// Every source that a run saw, read or skipped: 64-bit digests. A container counts with all its members when it was skipped whole.
/// add() is thread-safe; contains() is for when all is seen.
class SeenSources {
 public:
  void add(std::string_view source) {
    const std::lock_guard lock(mutex_);
    digests_.insert(digest64(source));
  }
  [[nodiscard]] bool contains(std::string_view source) const {
    return digests_.contains(digest64(source)) || digests_.contains(digest64(source.substr(0, source.rfind('#'))));
  }

 private:
  std::mutex mutex_;
  std::unordered_set<std::uint64_t> digests_;
};

struct PruneCounts {
  std::uint64_t captures = 0;  // below the roots, before
  std::uint64_t dropped_captures = 0, dropped_versions = 0;
};

/// Drops what is not in `seen` of what lies below `roots`. Throws Error(usage) without changing anything when more than
/// `limit_percent` of the captures below the roots would go, and Interrupted after a signal: the transaction is then to be dropped.
PruneCounts prune(Xapian::WritableDatabase& database, const std::vector<std::string>& roots, const SeenSources& seen, double limit_percent);

}  // namespace backfile
