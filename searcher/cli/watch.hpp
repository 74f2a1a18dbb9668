// Saved queries (--watch): what is new for each since the last run. A bad line costs one line on standard error and no other query.
#pragma once

#include "searcher/cli/run.hpp"

namespace backfile::cli {

/// Answers every query of options().queries, and once the output is out, notes what was seen in the .seen file beside it. With --new-since that
/// file is neither read nor written.
[[nodiscard]] ExitCode run_watch(Session& session);

}  // namespace backfile::cli
