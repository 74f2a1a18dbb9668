// backfile-index --check.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/failsafe.hpp"
#include "common/terminal.hpp"
#include "indexer/child.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/report.hpp"
#include "indexer/run.hpp"
#include "indexer/write/archive_lock.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/check.hpp"

namespace backfile {
namespace {

/// An archive that nobody can write, on a medium for reading only, needs no lock.
std::optional<ArchiveLock> lock_if_writable(const std::string& archive) {
  try {
    return std::optional<ArchiveLock>(std::in_place, archive);
  } catch (const Error& error) {
    if (error.code() != Errc::io) throw;
    return std::nullopt;
  }
}

using Check = void (*)(const std::string&, const TellDamage&);

/// The number of lines of damage, which are printed.
std::uint64_t run_check(const std::string& archive, unsigned cpu_seconds, const char* name, Check check) {
  std::uint64_t lines = 0;
  const auto print = [&](const std::string& line) {
    ++lines;
    std::printf("%s\n", escaped_for_terminal(line).c_str());
  };
  const ChildEnd end = run_in_child(cpu_seconds, [&](const TellDamage& tell) { check(archive, tell); }, print);
  if (end.is_interrupted) throw Interrupted{};
  if (!end.is_done) print(fmt::format("{}: {}", name, end.failure));
  return lines;
}

}  // namespace

ExitCode check_archive(const IndexOptions& options) {
  if (!archive_stands_at(options.archive)) throw Error(Errc::not_found, "there is no archive at " + options.archive);
  const std::optional<ArchiveLock> lock = lock_if_writable(options.archive);
  const unsigned cpu_seconds = static_cast<unsigned>(std::min(patience_with(options.archive), 1e9));
  const std::uint64_t damage =
      run_check(options.archive, cpu_seconds, "tables", check_tables) + run_check(options.archive, cpu_seconds, "contents", check_contents);
  if (damage == 0) {
    if (!options.quiet) tell(options.archive + " is sound");
    return ExitCode::done;
  }
  tell(fmt::format("{} is damaged ({} lines): backfile-index --rebuild saves what can be read", options.archive, damage));
  return ExitCode::some_failed;
}

}  // namespace backfile
