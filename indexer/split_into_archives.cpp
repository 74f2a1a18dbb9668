// backfile-index --split.
#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/failsafe.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/report.hpp"
#include "indexer/run.hpp"
#include "indexer/run_setup.hpp"
#include "indexer/write/archive_lock.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/gathered.hpp"
#include "indexer/write/split.hpp"

namespace backfile {

ExitCode split_into_archives(const IndexOptions& options) {
  std::string out = options.crawls.front();
  while (out.size() > 1 && out.back() == '/') out.pop_back();
  const ArchiveLock lock(options.archive), lock_of_parts(out);
  if (!archive_stands_at(options.archive)) throw Error(Errc::not_found, "there is no archive at " + options.archive);
  const Patience patience(patience_with(options.archive), Patience::Clock::process);
  try {
    take_in_gathered(options.archive, tell);
    const SplitCounts counts = split_archive(options.archive, out, options.split, thread_count(options));
    if (!options.quiet) tell(fmt::format("{} archives in {}: {} versions, {} unreadable", counts.parts, out, counts.versions, counts.unreadable));
    return counts.unreadable ? ExitCode::some_failed : ExitCode::done;
  } catch (const Interrupted&) {
    if (!options.quiet) tell("interrupted; nothing was made");
    return ExitCode::interrupted;
  }
}

}  // namespace backfile
