// Decides in crawl order what each input is to the archive (a new article, a new version, a further capture, none), counts it, and lets
// the workers write what is new.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "indexer/canonical_claims.hpp"
#include "indexer/crawl/recent_map.hpp"
#include "indexer/report.hpp"
#include "indexer/understand.hpp"
#include "indexer/write/archive_writer.hpp"

namespace backfile {

class CrawlIndexer {
 public:
  CrawlIndexer(ArchiveWriter& writer, Reporter& reporter) : writer_(writer), reporter_(reporter), canonical_(writer) {}

  /// The pipeline's sink: in crawl order, one thread at a time.
  void take(Understood&& item);

  /// The pipeline's background work: writes one article or note; false when there is none. Any thread, each with its `worker`.
  bool write_one(unsigned worker);

  /// Files of records that were read to their end. One that the disk did not give whole is tried again next time.
  void note_record_files(std::vector<SourceNote>&& files);

  RunCounts counts;
  std::vector<SourceNote> containers;  // files of lines or records that were read, for the writer's end of the run

 private:
  /// What became of a record, for those that say its payload was found again.
  struct Outcome {
    KnownVersion of = {};
    Reason rejected = {};  // without a version: why
  };
  struct Job {
    Article article;
    VersionKey key;
    SourceNote note;
    enum class Change { none, added, replaced };
    Change change = Change::none;  // of the version's document
  };

  void take_known(Understood& item, SourceNote note);
  void take_rejected(const Understood& item, SourceNote note);
  void take_article(Understood& item, SourceNote note);
  void settle_revisit(Understood& item);
  void keep_out_removed(Understood& item);
  void count_article(Job::Change change, Claim claim, const Article& article);
  void remember(const Understood& item, Outcome outcome);
  void note_rejected_part(const Understood& item);
  SourceNote& note_container(const Understood& item);
  void push(Job&& job);

  ArchiveWriter& writer_;
  Reporter& reporter_;
  CanonicalClaims canonical_;
  RecentMap<Outcome> outcomes_{1u << 18};
  std::map<std::string, FileOutcome> outcomes_of_record_files_;  // of those with rejects
  std::set<std::string> unreadable_files_;                       // of records
  std::mutex mutex_;
  std::deque<Job> jobs_;
};

}  // namespace backfile
