// Many queries in one run (--queries). A bad line costs one line on standard error and no other query.
#pragma once

#include "searcher/cli/run.hpp"

namespace backfile::cli {

/// Answers every query of options().queries.
[[nodiscard]] ExitCode run_batch(Session& session);

}  // namespace backfile::cli
