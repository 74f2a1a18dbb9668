// backfile-index: parse the command line, call the action, map to an exit code.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/failsafe.hpp"
#include "common/terminal.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/report.hpp"
#include "indexer/run.hpp"

namespace backfile {
namespace {

/// A merge reads its inputs.
void name_suspects(const IndexOptions& options) {
  std::string archives = options.archive;
  if (options.action == IndexOptions::Action::merge) archives = fmt::format("{}", fmt::join(options.crawls, "' or '"));
  if (!archives.empty()) suspect("'" + escaped_for_terminal(archives) + "'");
}

ExitCode run(int argc, char** argv) {
  const IndexOptions options = parse_index_options(argc, argv);
  name_suspects(options);
  switch (options.action) {
    case IndexOptions::Action::help: std::fputs(index_help().c_str(), stdout); return ExitCode::done;
    case IndexOptions::Action::version: std::printf("backfile-index %s\n", BACKFILE_VERSION); return ExitCode::done;
    case IndexOptions::Action::extract_only: return extract_only(options);
    case IndexOptions::Action::explain: return explain_page(options);
    case IndexOptions::Action::check: return check_archive(options);
    case IndexOptions::Action::rebuild: return rebuild_from_records(options);
    case IndexOptions::Action::compact:
    case IndexOptions::Action::merge: return rewrite_archive(options);
    case IndexOptions::Action::split: return split_into_archives(options);
    case IndexOptions::Action::remove:
    case IndexOptions::Action::restore: return remove_from_archive(options);
    case IndexOptions::Action::removed: return list_removed(options);
    case IndexOptions::Action::index: return index_crawl(options);
  }
  return ExitCode::fatal;
}

/// What was printed and is still buffered. A reader that went away is none of our business.
void flush_output() {
  if (std::fflush(stdout) != 0 && errno != EPIPE) throw Error(Errc::io, std::string("cannot write to standard output: ") + std::strerror(errno));
}

}  // namespace
}  // namespace backfile

int main(int argc, char** argv) {
  backfile::watch_signals();
  backfile::end_when_lost("backfile-index", static_cast<int>(backfile::ExitCode::fatal));
  try {
    const backfile::ExitCode code = backfile::run(argc, argv);
    backfile::flush_output();
    return static_cast<int>(code);
  } catch (const backfile::Error& error) {
    backfile::tell(error.what());
  } catch (const backfile::Interrupted&) {
    backfile::tell("interrupted");
    return static_cast<int>(backfile::ExitCode::interrupted);
  } catch (const std::bad_alloc&) {
    backfile::tell("not enough memory");
  } catch (const std::exception& error) {
    backfile::tell(std::string("unexpected: ") + error.what());
  }
  return static_cast<int>(backfile::ExitCode::fatal);
}
