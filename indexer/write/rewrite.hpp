// Rewrites of whole archives: squeezed, re-analysed from their records, or joined. The new archive is built beside and takes the old
// one's place in one step; until then nothing changes. The caller holds the lock of the archive that is written. All throw Interrupted
// after a signal, with nothing changed and nothing left behind.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace backfile {

struct RewriteCounts {
  std::uint64_t read = 0, written = 0;
  std::uint64_t duplicates = 0;   // versions that several inputs held
  std::uint64_t removed = 0;      // versions of articles that are taken down in this archive or another one joined with it
  std::uint64_t unreadable = 0;   // records that could not be read (damaged archives)
  std::vector<std::string> lost;  // what else could not be read, a sentence each
};

/// --compact: the same content in less space.
RewriteCounts compact_archive(const std::string& archive);

/// --rebuild: terms and values made anew from the stored records, also after a change of analyser or schema. Of a
/// damaged archive that still opens, what cannot be read is counted and left out.
RewriteCounts rebuild_archive(const std::string& archive, unsigned threads);

/// --merge: joins archives into a new one; versions that several hold become one, and the latest is found again. A directory that holds
/// archives stands for them.
RewriteCounts merge_archives(const std::string& out, const std::vector<std::string>& places, unsigned threads);

}  // namespace backfile
