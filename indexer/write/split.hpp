// --split: one archive into several that together answer as it does, and joined again are what it was.
#pragma once

#include <cstdint>
#include <string>

#include "indexer/write/split_plan.hpp"

namespace backfile {

struct SplitCounts {
  std::uint64_t parts = 0, versions = 0;
  std::uint64_t unreadable = 0;  // records that could not be read
};

/// Makes the directory `out`, with an archive in it for each part; all in one step, at the end. `archive` is only read. Where there is an
/// `out` that is not empty: Error(usage). The caller holds the locks of both. Throws Error, Interrupted: then nothing is left behind.
SplitCounts split_archive(const std::string& archive, const std::string& out, const SplitRule& rule, unsigned threads);

}  // namespace backfile
