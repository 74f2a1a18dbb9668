#include "indexer/run_setup.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "indexer/extract/feeds/feed.hpp"

namespace backfile {

CrawlOptions crawl_options(const IndexOptions& options) {
  CrawlOptions crawl;
  crawl.crawls = options.crawls;
  crawl.manifest = options.manifest;
  crawl.max_page_bytes = options.max_page_bytes;
  crawl.max_line_bytes = options.max_page_bytes;
  crawl.read_feed = [zone = options.timezone](std::string bytes, FeedPlace place, FeedEvidence& evidence) {
    place.default_timezone = zone;
    add_feed(std::move(bytes), place, evidence);
  };
  return crawl;
}

ExtractOptions make_extract_options(const IndexOptions& options) { return {options.language, options.timezone}; }

unsigned thread_count(const IndexOptions& options) {
  return options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

void enter_sandbox(const IndexOptions& options) {
  SandboxPlaces places{.read = options.crawls, .written = places_of_archive(options.archive)};
  if (!options.explain_page.empty()) places.read.push_back(options.explain_page);
  enter_sandbox(options.sandbox, places);
}

Reject unresolved_revisit() {
  return {.reason = Reason::unresolved_revisit, .detail = "a capture again of a page that is not in this crawl and was not in an earlier one"};
}

void count_input(const Understood& item, RunCounts& counts) {
  ++counts.pages;
  counts.bytes += item.bytes;
  counts.unknown_fields += item.notes.unknown_fields;
  counts.dropped_dates += item.notes.dropped_dates;
  if (item.rejected) ++counts.rejects[item.rejected->reason];
}

}  // namespace backfile
