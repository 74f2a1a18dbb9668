// --export: from an answer to the crawl's own bytes. The records of all hits as a WARC file, or an index (CDXJ) of where they lie.
#pragma once

#include <backfile/searcher.hpp>

#include "searcher/cli/options.hpp"
#include "searcher/cli/output.hpp"
#include "searcher/cli/run.hpp"

namespace backfile::cli {

/// Writes what options.exporting says of every hit of a query that is ok(). A hit whose captures cannot be read any more costs a line on standard
/// error, and ExitCode::error at the end. Throws Error, OutputError, ClosedPipe.
[[nodiscard]] ExitCode export_hits(Searcher& searcher, const Query& query, const Options& options, Output& out);

}  // namespace backfile::cli
