// backfile-index --compact, --merge.
#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/archive_places.hpp"
#include "common/failsafe.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/report.hpp"
#include "indexer/run.hpp"
#include "indexer/run_setup.hpp"
#include "indexer/write/archive_lock.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/gathered.hpp"
#include "indexer/write/rewrite.hpp"

namespace backfile {
namespace {

/// With all archives that are read.
double patience_for(const IndexOptions& options) {
  double seconds = 0;
  if (options.action == IndexOptions::Action::compact) return patience_with(options.archive);
  for (const std::string& place : options.crawls) seconds += patience_with(place);
  return seconds;
}

/// Those whose last run ended before what it gathered became part of them. They are told: nothing is written to what is merged.
std::size_t count_unfinished(const std::vector<std::string>& places) {
  std::size_t count = 0;
  for (const std::string& place : places)
    for (const std::string& archive : archives_at(place)) {
      if (!has_gathered(archive)) continue;
      tell(fmt::format("{} is not finished: {} holds what a run gathered for it, which is left out", archive, building_directory(archive)));
      ++count;
    }
  return count;
}

RewriteCounts rewrite(const IndexOptions& options) {
  const Patience patience(patience_for(options), Patience::Clock::process);
  const unsigned threads = thread_count(options);
  if (options.action == IndexOptions::Action::merge) return merge_archives(options.archive, options.crawls, threads);
  if (!archive_stands_at(options.archive)) throw Error(Errc::not_found, "there is no archive at " + options.archive);
  take_in_gathered(options.archive, tell);
  return compact_archive(options.archive);
}

}  // namespace

ExitCode rewrite_archive(const IndexOptions& options) {
  const ArchiveLock lock(options.archive);
  RewriteCounts counts;
  std::size_t unfinished = 0;
  try {
    if (options.action == IndexOptions::Action::merge) unfinished = count_unfinished(options.crawls);
    counts = rewrite(options);
  } catch (const Interrupted&) {
    if (!options.quiet) tell(fmt::format("interrupted; {} is as it was", options.archive));
    return ExitCode::interrupted;
  }
  if (!options.quiet)
    tell(fmt::format("{} versions read, {} written, {} held twice, {} removed, {} unreadable", counts.read, counts.written, counts.duplicates,
                     counts.removed, counts.unreadable));
  return counts.unreadable || unfinished ? ExitCode::some_failed : ExitCode::done;
}

}  // namespace backfile
