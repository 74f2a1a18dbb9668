// backfile-index --rebuild, --compact, --merge.
#include <fmt/format.h>

#include <backfile/error.hpp>

#include "indexer/interrupt.hpp"
#include "indexer/report.hpp"
#include "indexer/run.hpp"
#include "indexer/run_setup.hpp"
#include "indexer/write/archive_lock.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/rewrite.hpp"

namespace backfile {
namespace {

RewriteCounts rewrite(const IndexOptions& options) {
  const unsigned threads = thread_count(options);
  if (options.action == IndexOptions::Action::merge) return merge_archives(options.archive, options.crawls, threads);
  if (!archive_stands_at(options.archive)) throw Error(Errc::not_found, "there is no archive at " + options.archive);
  return options.action == IndexOptions::Action::compact ? compact_archive(options.archive) : rebuild_archive(options.archive, threads);
}

}  // namespace

ExitCode rewrite_archive(const IndexOptions& options) {
  const ArchiveLock lock(options.archive);
  RewriteCounts counts;
  try {
    counts = rewrite(options);
  } catch (const Interrupted&) {
    if (!options.quiet) tell(fmt::format("interrupted; {} is as it was", options.archive));
    return ExitCode::interrupted;
  }
  for (const std::string& lost : counts.lost) tell(lost);
  if (!options.quiet)
    tell(fmt::format("{} versions read, {} written, {} held twice, {} removed, {} unreadable", counts.read, counts.written, counts.duplicates,
                     counts.removed, counts.unreadable));
  return counts.unreadable || !counts.lost.empty() ? ExitCode::some_failed : ExitCode::done;
}

}  // namespace backfile
