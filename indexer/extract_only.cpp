// backfile-index --extract-only: one JSON line for every readable page.
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

#include <backfile/error.hpp>

#include "indexer/interrupt.hpp"
#include "indexer/pipeline.hpp"
#include "indexer/report.hpp"
#include "indexer/run.hpp"
#include "indexer/run_setup.hpp"

namespace backfile {
namespace {

/// Counts and prints what comes in crawl order.
class LinePrinter {
 public:
  explicit LinePrinter(Reporter& reporter) : reporter_(reporter) {}

  void take(Understood&& item) {
    if (item.is_revisit && item.original == 0) item.rejected = unresolved_revisit();
    count_input(item, counts);
    if (item.rejected) reporter_.reject(item.source, item.article.url, *item.rejected);
    if (item.is_revisit && !item.rejected) ++counts.articles_unchanged;
    if (!item.readable || closed_) return;
    if (!item.rejected) {
      ++counts.articles_new;
      counts.undated += !item.article.published;
    }
    const std::string line = to_json_line(item.article, item.rejected ? reason_name(item.rejected->reason) : "") + "\n";
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size()) fail();
  }

  void flush() {
    if (!closed_ && std::fflush(stdout) != 0) fail();
  }

  /// True when the reader of our output went away: a quiet success. For any thread.
  [[nodiscard]] bool closed() const { return closed_; }
  RunCounts counts;

 private:
  void fail() {
    if (errno != EPIPE) throw Error(Errc::io, std::string("cannot write to standard output: ") + std::strerror(errno));
    closed_ = true;
  }

  Reporter& reporter_;
  std::atomic<bool> closed_ = false;  // other threads ask
};

}  // namespace

ExitCode extract_only(const IndexOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  const auto source = open_crawl(crawl_options(options));
  Reporter reporter(options.report);
  enter_sandbox(options);
  LinePrinter printer(reporter);
  const UnderstandOptions understand_options{.extract = make_extract_options(options), .max_page_bytes = options.max_page_bytes};
  Pipeline pipeline(*source,
                    {.understand = [&](Input input) { return understand(std::move(input), understand_options); },
                     .sink = [&](Understood&& item) { printer.take(std::move(item)); },
                     .background = {},
                     .stop = [&] { return interrupted() || printer.closed(); }},
                    thread_count(options));
  pipeline.run();
  printer.counts.records = source->records();
  printer.counts.feeds_are_cut = source->feeds_are_cut();
  if (!interrupted() && !printer.closed()) printer.counts.unused_manifest_rows = source->unused_manifest_rows();
  printer.flush();
  reporter.close();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  if (!options.quiet && interrupted()) tell("interrupted");
  if (!options.quiet && !printer.closed()) tell(summary_line(printer.counts, seconds.count()));
  if (interrupted()) return ExitCode::interrupted;
  return printer.counts.any_failure() ? ExitCode::some_failed : ExitCode::done;
}

}  // namespace backfile
