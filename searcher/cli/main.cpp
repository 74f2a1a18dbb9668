// backfile-search: asks an archive. Parses the command line, runs it, and maps what happened to an exit code.
#include <csignal>
#include <exception>
#include <iostream>
#include <new>
#include <span>
#include <string_view>

#include <malloc.h>
#include <unistd.h>

#include <backfile/error.hpp>

#include "common/failsafe.hpp"
#include "common/terminal.hpp"
#include "searcher/cli/messages.hpp"
#include "searcher/cli/options.hpp"
#include "searcher/cli/output.hpp"
#include "searcher/cli/run.hpp"

namespace {

using namespace backfile::cli;

int fail(std::string_view message) {
  print_error(message_line(message));
  return static_cast<int>(ExitCode::error);
}

void name_suspects(const Options& options) {
  std::string archives;
  for (const backfile::ArchiveLocation& archive : options.archives) archives += (archives.empty() ? "'" : " or '") + archive.where + "'";
  backfile::suspect(backfile::escaped_for_terminal(archives));
}

/// Lists of matches are some megabytes each. By default each would be mapped anew and given back, at a page fault for every 4 KB.
void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kept_bytes = 32 << 20;
  mallopt(M_MMAP_THRESHOLD, kept_bytes);
  mallopt(M_TRIM_THRESHOLD, kept_bytes);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that went away is told by write(), and is no failure.
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  keep_freed_memory();
  backfile::end_when_lost("backfile-search", static_cast<int>(ExitCode::error));
  try {
    const std::span<const char* const> arguments(argv, static_cast<std::size_t>(argc));
    const Options options = parse_options(arguments.subspan(argc > 0 ? 1 : 0));
    name_suspects(options);
    Output out(STDOUT_FILENO);
    return static_cast<int>(run(options, out));
  } catch (const ClosedPipe&) {
    return static_cast<int>(ExitCode::hits);
  } catch (const std::bad_alloc&) {
    return fail("not enough memory");
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
