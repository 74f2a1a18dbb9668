// What backfile-index does, one function per action; main only parses and calls.
#pragma once

#include "indexer/exit_code.hpp"
#include "indexer/options.hpp"

namespace backfile {

/// Articles as JSON lines on standard output, in crawl order. Throws Error.
ExitCode extract_only(const IndexOptions& options);

/// A crawl into an archive: first build or update. Throws Error.
ExitCode index_crawl(const IndexOptions& options);

/// The evidence behind one page, on standard output. Throws Error.
ExitCode explain_page(const IndexOptions& options);

/// --remove, --remove-list, --restore. Throws Error.
ExitCode remove_from_archive(const IndexOptions& options);

/// --removed: the addresses that stay out, a line each, on standard output. Throws Error.
ExitCode list_removed(const IndexOptions& options);

/// --check: a line of damage each on standard output; some_failed when there is any. Throws Error, Interrupted.
ExitCode check_archive(const IndexOptions& options);

/// --rebuild; some_failed when only a part could be saved. Throws Error.
ExitCode rebuild_from_records(const IndexOptions& options);

/// --compact, --merge. Throws Error.
ExitCode rewrite_archive(const IndexOptions& options);

/// --split. Throws Error.
ExitCode split_into_archives(const IndexOptions& options);

}  // namespace backfile
