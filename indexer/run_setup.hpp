// What every kind of run derives from the options, and how inputs are counted.
#pragma once

#include "indexer/crawl/page_source.hpp"
#include "indexer/extract/extract.hpp"
#include "indexer/options.hpp"
#include "indexer/report.hpp"
#include "indexer/understand.hpp"

namespace backfile {

[[nodiscard]] CrawlOptions crawl_options(const IndexOptions&);
[[nodiscard]] ExtractOptions make_extract_options(const IndexOptions&);
[[nodiscard]] unsigned thread_count(const IndexOptions&);

/// Before any thread is started, and after what lies elsewhere was opened (manifest, report).
void enter_sandbox(const IndexOptions&);

/// Of a revisit that stands for a page which nobody has seen.
[[nodiscard]] Reject unresolved_revisit();

/// Counts the input itself: pages, bytes, rejects, oddities of JSON lines.
void count_input(const Understood&, RunCounts&);

}  // namespace backfile
