// backfile-index ARCHIVE CRAWL...: the driver between the pipeline and the archive's writer.
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "indexer/crawl_indexer.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/pipeline.hpp"
#include "indexer/progress.hpp"
#include "indexer/report.hpp"
#include "indexer/run.hpp"
#include "indexer/run_setup.hpp"
#include "indexer/write/archive_lock.hpp"
#include "indexer/write/archive_writer.hpp"

namespace backfile {
namespace {

/// A first build writes shards and then the archive beside them. How large it will be nobody knows before; how much room there is we can say.
void tell_disk_need(const std::string& archive) {
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(std::filesystem::absolute(archive).parent_path(), error);
  if (!error)
    tell(fmt::format("building {}: needs about twice its final size on disk, {:.1f} GB are free", archive, static_cast<double>(space.available) / 1e9));
}

/// Refused when any part could not be read: unreadable is not vanished.
void prune(ArchiveWriter& writer, const IndexOptions& options, const CrawlIndexer& indexer, const SeenSources& seen) {
  if (indexer.counts.any_failure()) {
    writer.save(indexer.containers);
    throw Error(Errc::usage, "--prune is refused, since some inputs could not be read; what was read is saved");
  }
  const PruneCounts pruned = writer.prune_vanished(options.crawls, seen, options.prune_limit_percent);
  if (!options.quiet && pruned.dropped_captures)
    tell(fmt::format("pruned {} of {} captures and {} versions", pruned.dropped_captures, pruned.captures, pruned.dropped_versions));
}

/// False when a signal came before the end; what was read is saved then.
bool complete(ArchiveWriter& writer, const IndexOptions& options, CrawlIndexer& indexer, const SeenSources& seen) {
  if (interrupted()) {
    writer.save(indexer.containers);
    return false;
  }
  try {
    if (options.prune) prune(writer, options, indexer, seen);
    writer.finish(indexer.containers, summary_line(indexer.counts));
  } catch (const Interrupted&) {
    return false;
  }
  return true;
}

}  // namespace

ExitCode index_crawl(const IndexOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  const ArchiveLock lock(options.archive);
  const unsigned threads = thread_count(options);
  std::unique_ptr<ArchiveWriter> writer;
  std::atomic<std::uint64_t> skipped{0};
  CrawlOptions crawl = crawl_options(options);
  crawl.unchanged = [&](const std::string& source, const FileStamp& stamp) { return writer->unchanged(source, stamp); };
  std::vector<SourceNote> warcs;  // touched by one thread at a time, as the source is
  crawl.on_container_read = [&](const std::string& name, const FileStamp& stamp) {
    warcs.push_back({.source = name, .stamp = stamp, .is_file = true});
  };
  SeenSources seen;
  crawl.on_skipped = [&](const std::string& name) {
    ++skipped;
    if (options.prune) seen.add(name);
  };
  const auto source = open_crawl(std::move(crawl));  // before the writer: a missing crawl leaves nothing behind
  Reporter reporter(options.report);
  enter_sandbox(options);
  const std::string fingerprint = extraction_fingerprint(options.language, options.timezone);
  writer = open_archive_writer({.archive = options.archive, .batch = options.batch, .workers = threads,
                                .fingerprint = fingerprint,
                                .tell = [](const std::string& message) { tell(message); },
                                .reread_rejected = !options.report.empty()});
  const bool on_terminal = !options.quiet && (options.progress == When::always || (options.progress == When::automatic && is_terminal(STDERR_FILENO)));
  if (on_terminal && !std::filesystem::exists(options.archive)) tell_disk_need(options.archive);
  CrawlIndexer indexer(*writer, reporter);
  const UnderstandOptions understand_options{
      .extract = make_extract_options(options), .max_page_bytes = options.max_page_bytes, .fingerprint = fingerprint,
      .known = [&](std::uint64_t name, const std::string& own_address_key) { return writer->find_payload(name, own_address_key); }};
  {
    const Progress progress(on_terminal, options.crawls, [&] { return source->progress(); });
    Pipeline pipeline(*source,
                      {.understand = [&](Input input) { return understand(std::move(input), understand_options); },
                       .sink =
                           [&](Understood&& item) {
                             if (options.prune) seen.add(item.source);
                             indexer.take(std::move(item));
                           },
                       .background = [&](unsigned worker) { return indexer.write_one(worker); },
                       .stop = [] { return interrupted(); }},
                      threads);
    pipeline.run();
  }
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };
  indexer.counts.skipped = skipped;
  indexer.counts.records = source->records();
  indexer.counts.feeds_are_cut = source->feeds_are_cut();
  if (!interrupted()) indexer.counts.unused_manifest_rows = source->unused_manifest_rows();
  if (interrupted() && !indexer.containers.empty()) indexer.containers.pop_back();  // perhaps not read to its end
  indexer.note_record_files(std::move(warcs));
  reporter.close();
  const bool whole = complete(*writer, options, indexer, seen);
  if (!options.quiet && !whole) tell("interrupted; what was read is saved, and the next run goes on from it");
  if (!options.quiet) tell(summary_line(indexer.counts, seconds()));
  if (!whole) return ExitCode::interrupted;
  return indexer.counts.any_failure() ? ExitCode::some_failed : ExitCode::done;
}

}  // namespace backfile
