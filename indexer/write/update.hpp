// A later run. What it adds is kept in memory for a while. Little is then written in transactions in place, so that readers see whole batches and a kill
// loses at most the open one; much is gathered beside the archive (gathered.hpp) and merged with it in the end, or now and then where a run goes on for long.
// All else, such as captures of known versions, is written in place.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/failsafe.hpp"
#include "indexer/crawl/recent_map.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/claims.hpp"
#include "indexer/write/gathered.hpp"
#include "indexer/write/memory_index.hpp"
#include "indexer/write/removal.hpp"

namespace backfile {

class Update final : public ArchiveWriter {
 public:
  explicit Update(const WriterOptions& options);

  std::optional<FileOutcome> unchanged(const std::string& source, const FileStamp& stamp) override;
  std::optional<KnownVersion> find_payload(std::uint64_t name, const std::string& own_address_key) override;
  std::optional<CanonicalClaim> find_claim(const std::string& address_key) override;
  bool is_removed(std::string_view address_key) const override { return removals_.contains(address_key); }
  Claim claim(const VersionKey& key) override;
  bool has_other_dates(const VersionKey& key, const Article& article) override;
  void add(unsigned worker, const Article& article, const VersionKey& key, const SourceNote& note) override;
  void replace(unsigned worker, const Article& article, const VersionKey& key, const SourceNote& note) override;
  void note(unsigned worker, const SourceNote& note) override;
  PruneCounts prune_vanished(const std::vector<std::string>& roots, const SeenSources& seen, double limit_percent) override;
  void finish(const std::vector<SourceNote>& containers, const std::string& summary) override;
  void save(const std::vector<SourceNote>& containers) override;

 private:
  /// One thread at a time, which Xapian shall not keep for ever.
  struct Turn {
    explicit Turn(Update& update, std::uint64_t text_bytes = 0)
        : lock(update.mutex_), patience(update.patience_seconds_ + static_cast<double>(update.text_bytes_ + text_bytes) / 1e6) {
      if (update.failure_) std::rethrow_exception(update.failure_);
    }
    const std::lock_guard<std::mutex> lock;
    const Patience patience;
  };

  /// What one worker has added and not handed on yet.
  struct Worker {
    std::mutex mutex;  // taken before the one of all
    DocumentBuilder builder;
    std::optional<MemoryIndex> added;
    std::vector<VersionKey> versions;  // of the documents
    std::uint64_t text_bytes = 0;
  };

  void open();
  void hand_on(Worker& worker);
  void hand_on_all();
  void write_in_place(Worker& worker);
  void write_shard(Worker& worker);
  bool shall_gather();
  void keep_up();
  void merge_on_the_way();
  void close_in_place();

  template <typename F>
  void write_in_turn(std::uint64_t text_bytes, F&& write);
  void mark_versions_if_several(const std::string& address_key);
  void set_in_place(const std::string& key, const std::string& value);
  void count_written(std::uint64_t entries, std::uint64_t text_bytes);
  void write_arrivals();
  void commit();
  void commit_unfolded();
  void fold();

  WriterOptions options_;
  const std::uint64_t gather_from_;  // so many added documents
  std::deque<Worker> workers_;
  Removals removals_;  // read only after construction
  std::mutex mutex_;  // guards all below
  Xapian::WritableDatabase database_;
  Claims pending_;    // of this run
  RecentMap<std::string> payloads_{1u << 16};  // of what this run added: names -> encode_known()
  std::unique_ptr<ShardStore> store_;  // while documents are gathered
  std::uint64_t added_ = 0;            // documents, by this run, that are not merged
  std::uint64_t run_ = 0;
  bool changed_ = false;
  bool is_uncommitted_ = false;  // of what is written in place
  std::vector<std::uint64_t> arriving_;  // versions added since the last commit: digest64 of their Q terms
  std::int64_t last_arrival_us_ = 0;
  std::uint64_t entries_ = 0, text_bytes_ = 0;  // since the last commit
  std::chrono::steady_clock::time_point last_commit_ = std::chrono::steady_clock::now(), last_hand_on_ = last_commit_, last_merge_ = last_commit_;
  std::exception_ptr failure_;  // the first of a write
  double patience_seconds_;  // with the archive as it was then
};

}  // namespace backfile
