// Rewrites of whole archives: squeezed, re-analysed from their records, or joined. The new archive is built beside and takes the old
// one's place in one step; until then nothing changes. The caller holds the lock of the archive that is written. All throw Interrupted
// after a signal, with nothing changed and nothing left behind.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/write/salvage.hpp"

namespace backfile {

struct RewriteCounts {
  std::uint64_t read = 0, written = 0;
  std::uint64_t duplicates = 0;   // versions that several inputs held
  std::uint64_t removed = 0;      // versions of articles that are taken down in this archive or another one joined with it
  std::uint64_t unreadable = 0;   // records that could not be read (damaged archives)
};

/// --compact: the same content in less space.
RewriteCounts compact_archive(const std::string& archive);

/// --rebuild: terms and values made anew from the stored records, also after a change of analyser or schema. Throws Error(corrupt) when a record or
/// what goes with it cannot be read. Damaged bytes can crash it or keep it busy for ever: to be called in a process of its own (indexer/child.hpp).
RewriteCounts rebuild_archive(const std::string& archive, unsigned threads);

/// The same from what the blocks of the archive's tables still hold (salvage.hpp), for an archive of which that fails. Counts what was saved.
SalvageCounts rebuild_from_blocks(const std::string& archive, unsigned threads);

/// --merge: joins archives into a new one; versions that several hold become one, and the latest is found again. A directory that holds
/// archives stands for them.
RewriteCounts merge_archives(const std::string& out, const std::vector<std::string>& places, unsigned threads);

}  // namespace backfile
