// backfile-index --rebuild: from the records that Xapian reads, or, of an archive that it does not open or is lost in, from what the blocks of the
// tables still hold. Both in processes of their own, so that damaged bytes cannot take this one along.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/failsafe.hpp"
#include "indexer/child.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/report.hpp"
#include "indexer/run.hpp"
#include "indexer/run_setup.hpp"
#include "indexer/write/archive_lock.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/check.hpp"
#include "indexer/write/file_system.hpp"
#include "indexer/write/gathered.hpp"
#include "indexer/write/rewrite.hpp"
#include "indexer/write/shard_store.hpp"

namespace backfile {
namespace {

/// Analysing anew takes about a sixth of what patience_with() allows; finding stories and the last compaction come on top.
constexpr double patience_factor = 2;

/// A rebuild in a child, and how that ended.
struct Attempt {
  ChildEnd end;
  std::optional<Errc> error;
  std::vector<std::uint64_t> counts;  // what the work gave back
};

Attempt attempt(const std::string& archive, const std::function<std::vector<std::uint64_t>()>& work) {
  Attempt attempt;
  const unsigned cpu_seconds = static_cast<unsigned>(std::min(patience_factor * patience_with(archive), 1e9));
  attempt.end = run_in_child(
      cpu_seconds,
      [&](const auto& tell_parent) {
        try {
          tell_parent(fmt::format("{}", fmt::join(work(), " ")));
        } catch (const Error& error) {
          tell_parent(fmt::format("error {}", static_cast<int>(error.code())));
          throw;
        }
      },
      [&](const std::string& line) {
        if (line.starts_with("error ")) {
          attempt.error = static_cast<Errc>(std::atoi(line.c_str() + 6));
          return;
        }
        std::istringstream words(line);
        for (std::uint64_t count = 0; words >> count;) attempt.counts.push_back(count);
      });
  if (attempt.end.is_interrupted) throw Interrupted{};
  if (!attempt.end.is_done) remove_tree(building_directory(archive));
  return attempt;
}

Attempt rebuild(const std::string& archive, unsigned threads) {
  return attempt(archive, [&] {
    const RewriteCounts counts = rebuild_archive(archive, threads);
    return std::vector{counts.read, counts.written, counts.duplicates, counts.removed};
  });
}

Attempt rebuild_blocks(const std::string& archive, unsigned threads) {
  return attempt(archive, [&] {
    const SalvageCounts counts = rebuild_from_blocks(archive, threads);
    return std::vector{counts.records, counts.doubtful, counts.broken, counts.damaged_blocks, counts.blocks};
  });
}

bool are_tables_damaged(const std::string& archive) {
  bool is_damaged = false;
  const auto note = [&](const std::string&) { is_damaged = true; };
  const ChildEnd end = run_in_child(static_cast<unsigned>(std::min(patience_with(archive), 1e9)),
                                    [&](const TellDamage& tell_damage) { check_tables(archive, tell_damage); }, note);
  if (end.is_interrupted) throw Interrupted{};
  return is_damaged || !end.is_done;
}

/// A full disk, say, is no reason to doubt the archive.
bool is_damage(const std::string& archive, const Attempt& failed) {
  if (failed.error == Errc::corrupt) return true;
  if (failed.error == Errc::foreign || failed.error == Errc::newer_schema || failed.error == Errc::memory) return false;
  return are_tables_damaged(archive);
}

/// Also without the file by which an archive is known.
bool stands_at(const std::string& archive) {
  std::error_code error;
  return std::filesystem::is_regular_file(archive + "/docdata.glass", error) || archive_stands_at(archive);
}

ExitCode rebuild_what_is_left(const IndexOptions& options, const std::string& failure) {
  const Attempt left = rebuild_blocks(options.archive, thread_count(options));
  if (!left.end.is_done || left.counts.size() != 5) throw Error(Errc::corrupt, fmt::format("{}; {}; it is as it was", failure, left.end.failure));
  tell(fmt::format("{} is damaged ({}): what the blocks of its tables hold was rebuilt", options.archive, failure));
  tell(fmt::format("{} records saved ({} of them known to no capture), {} broken, {} of {} blocks damaged; the next run reads its crawl anew and brings "
                   "back what is lost",
                   left.counts[0], left.counts[1], left.counts[2], left.counts[3], left.counts[4]));
  return ExitCode::some_failed;
}

/// What an interrupted run gathered. Where the archive is too damaged for that its pages are read again.
void take_in_or_drop(const std::string& archive) {
  if (!std::filesystem::exists(building_directory(archive))) return;
  const Attempt taken = attempt(archive, [&] {
    take_in_gathered(archive, tell);
    return std::vector<std::uint64_t>();
  });
  if (!taken.end.is_done) tell(fmt::format("what an interrupted run had gathered for {} is dropped, and read again by the next ({})", archive, taken.end.failure));
}

ExitCode rebuild_or_save(const IndexOptions& options) {
  take_in_or_drop(options.archive);
  const Attempt whole = rebuild(options.archive, thread_count(options));
  if (whole.end.is_done && whole.counts.size() == 4) {
    if (!options.quiet)
      tell(fmt::format("{} versions read, {} written, {} held twice, {} removed", whole.counts[0], whole.counts[1], whole.counts[2], whole.counts[3]));
    return ExitCode::done;
  }
  if (!is_damage(options.archive, whole)) throw Error(whole.error.value_or(Errc::internal), whole.end.failure);
  return rebuild_what_is_left(options, whole.end.failure);
}

}  // namespace

ExitCode rebuild_from_records(const IndexOptions& options) {
  if (!stands_at(options.archive)) throw Error(Errc::not_found, "there is no archive at " + options.archive);
  const ArchiveLock lock(options.archive);
  try {
    return rebuild_or_save(options);
  } catch (const Interrupted&) {
    if (!options.quiet) tell(fmt::format("interrupted; {} is as it was", options.archive));
    return ExitCode::interrupted;
  }
}

}  // namespace backfile
