// --export jsonl, opensearch, quickwit: all articles that match leave the archive, for another archive or another engine.
#pragma once

#include <backfile/searcher.hpp>

#include "searcher/cli/options.hpp"
#include "searcher/cli/output.hpp"
#include "searcher/cli/run.hpp"

namespace backfile::cli {

/// Whether it is one of the forms that export_articles() writes.
[[nodiscard]] bool exports_articles(Exporting form);

/// Writes every match of a query that is ok(), copies included: nothing is folded. With all versions the superseded ones come first, so that
/// what reads the lines in order ends with the latest. Throws Error, OutputError, ClosedPipe.
[[nodiscard]] ExitCode export_articles(Searcher& searcher, const Query& query, const Options& options, Output& out);

}  // namespace backfile::cli
