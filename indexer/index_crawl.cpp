// backfile-index ARCHIVE CRAWL...: the driver between the pipeline and the archive's writer.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/address.hpp"
#include "common/digest.hpp"
#include "indexer/canonical_claims.hpp"
#include "indexer/crawl/recent_map.hpp"
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

/// Decides in crawl order what each input is to the archive, and lets the workers write what is new.
class CrawlIndexer {
 public:
  CrawlIndexer(ArchiveWriter& writer, Reporter& reporter) : writer_(writer), reporter_(reporter), canonical_(writer) {}

  /// The pipeline's sink.
  void take(Understood&& item) {
    if (item.is_revisit) settle_revisit(item);
    count_input(item, counts);
    SourceNote note = note_of(item);
    if (item.known) {
      note.of = std::move(*item.known);
      if (item.is_record && !item.is_revisit) remember(item, {.of = note.of});
      ++counts.articles_unchanged;
      return push({.article = {}, .key = {}, .note = std::move(note), .is_new = false});
    }
    if (item.rejected) {
      reporter_.reject(item.source, item.article.url, *item.rejected);
      if (item.is_record) remember(item, {.of = {}, .rejected = item.rejected->reason});
      note_rejected_part(item);
      if (!note.is_file || is_failure(item.rejected->reason)) return;  // failures are tried again next time
      note.outcome = FileOutcome::rejected;
      return push({.article = {}, .key = {}, .note = std::move(note), .is_new = false});
    }
    note.claim = canonical_.settle(item);
    VersionKey key = version_key(item.article);
    note.of = {.address_key = key.address_key, .text_digest = key.text_digest};
    if (item.is_record) remember(item, {.of = note.of});
    const Claim claim = writer_.claim(key);
    count_article(claim, item.article);
    if (item.is_line) note_container(item);
    push({.article = std::move(item.article), .key = std::move(key), .note = std::move(note), .is_new = claim != Claim::known});
  }

  /// The pipeline's background work: writes one article or note.
  bool write_one(unsigned worker) {
    Job job;
    {
      const std::lock_guard lock(mutex_);
      if (jobs_.empty()) return false;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    if (job.is_new)
      writer_.add(worker, job.article, job.key, job.note);
    else
      writer_.note(worker, job.note);
    return true;
  }

  /// Files of records that were read to their end. One that the disk did not give whole is tried again next time.
  void note_record_files(std::vector<SourceNote>&& files) {
    for (SourceNote& file : files) {
      if (unreadable_files_.contains(file.source)) continue;
      if (const auto found = outcomes_of_record_files_.find(file.source); found != outcomes_of_record_files_.end()) file.outcome = found->second;
      containers.push_back(std::move(file));
    }
  }

  RunCounts counts;
  std::vector<SourceNote> containers;

 private:
  /// What became of a record, for those that say its payload was found again.
  struct Outcome {
    KnownVersion of = {};
    Reason rejected = {};  // without a version: why
  };

  static SourceNote note_of(Understood& item) {
    SourceNote note{.source = item.source, .stamp = item.stamp, .is_file = !item.is_line && !item.is_record,
                    .captured = item.article.captured, .offset = item.offset, .length = item.length, .digest = item.digest,
                    .own_address_key = item.own_address_key};
    if (!item.is_revisit) note.payload_names = std::move(item.payload_names);
    return note;
  }

  /// A further capture of what this run or an earlier one made of the page with the payload. A capture of what was no article is none either.
  void settle_revisit(Understood& item) {
    const auto outcome = outcomes_.find(item.original);
    if (outcome && !outcome->of.address_key.empty()) {
      item.known = outcome->of;
    } else if (outcome && !is_failure(outcome->rejected)) {
      item.rejected = Reject{.reason = outcome->rejected, .detail = "a capture again of a page that is no article"};
    } else {
      for (auto name = item.payload_names.begin(); !item.known && name != item.payload_names.end(); ++name)
        item.known = writer_.find_payload(*name, item.own_address_key);
      if (!item.known) item.rejected = unresolved_revisit();
    }
  }

  void count_article(Claim claim, const Article& article) {
    if (claim == Claim::known) {
      ++counts.articles_unchanged;
      return;
    }
    ++(claim == Claim::new_article ? counts.articles_new : counts.articles_updated);
    counts.undated += !article.published;
  }

  void remember(const Understood& item, Outcome outcome) { outcomes_.put(digest64(item.source), outcome); }

  struct Job {
    Article article;
    VersionKey key;
    SourceNote note;
    bool is_new = false;
  };

  void push(Job&& job) {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }

  /// A file with bad lines was read all the same; one that broke off is tried again next time.
  void note_rejected_part(const Understood& item) {
    const FileOutcome outcome = is_failure(item.rejected->reason) ? FileOutcome::damaged : FileOutcome::rejected;
    if (item.is_record) raise(outcomes_of_record_files_[item.path], outcome);
    if (item.is_record && item.rejected->reason == Reason::unreadable) unreadable_files_.insert(item.path);
    if (item.is_line) raise(note_container(item).outcome, outcome);
    if (item.is_line || containers.empty() || containers.back().source != item.path) return;
    if (item.source == item.path)
      containers.pop_back();
    else
      raise(containers.back().outcome, outcome);
  }

  static void raise(FileOutcome& outcome, FileOutcome part) { outcome = std::max(outcome, part); }

  SourceNote& note_container(const Understood& item) {
    if (!containers.empty() && containers.back().source == item.path) return containers.back();
    return containers.emplace_back(SourceNote{.source = item.path, .stamp = item.stamp, .is_file = true});
  }

  ArchiveWriter& writer_;
  Reporter& reporter_;
  CanonicalClaims canonical_;
  RecentMap<Outcome> outcomes_{1u << 18};
  std::map<std::string, FileOutcome> outcomes_of_record_files_;  // of those with rejects
  std::set<std::string> unreadable_files_;                       // of records
  std::mutex mutex_;
  std::deque<Job> jobs_;
};

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
  const std::string fingerprint = extraction_fingerprint(options.language, options.timezone);
  writer = open_archive_writer({.archive = options.archive, .batch = options.batch, .workers = threads,
                                .fingerprint = fingerprint,
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
