// A first build: each worker fills small shards, which are journaled, merged now and then, compacted into one archive at the end, and
// published by one rename.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/crawl/recent_map.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/claims.hpp"
#include "indexer/write/shard_store.hpp"
#include "indexer/write/shard_writer.hpp"

namespace backfile {

class FirstBuild final : public ArchiveWriter {
 public:
  explicit FirstBuild(const WriterOptions& options);

  std::optional<FileOutcome> unchanged(const std::string& source, const FileStamp& stamp) override;
  std::optional<KnownVersion> find_payload(std::uint64_t name, const std::string& own_address_key) override;
  std::optional<CanonicalClaim> find_claim(const std::string& address_key) override;
  bool is_removed(std::string_view) const override { return false; }
  Claim claim(const VersionKey& key) override;
  bool has_other_dates(const VersionKey&, const Article&) override { return false; }  // all of it was read in this state of the crawl
  void add(unsigned worker, const Article& article, const VersionKey& key, const SourceNote& note) override;
  void replace(unsigned, const Article&, const VersionKey&, const SourceNote&) override {}
  void note(unsigned worker, const SourceNote& note) override;
  PruneCounts prune_vanished(const std::vector<std::string>&, const SeenSources&, double) override { return {}; }
  void finish(const std::vector<SourceNote>& containers, const std::string& summary) override;
  void save(const std::vector<SourceNote>& containers) override;

 private:
  struct Worker {
    DocumentBuilder builder;
    ShardWriter shards;
  };

  void load_journaled();
  void remember_payloads(const SourceNote& note);
  void write_note(MemoryIndex& shard, const SourceNote& note) const;
  void close_all();
  void forget();

  WriterOptions options_;
  ShardStore store_;
  std::unordered_map<std::string, CanonicalClaim> canonical_;  // by key; of journaled shards, read only after construction
  std::unordered_map<std::uint64_t, std::uint64_t> inputs_;  // digests: input key -> state; read only after construction
  std::mutex mutex_;  // guards the two below
  Claims claims_;
  RecentMap<std::string> payloads_{1u << 19};  // names -> encode_known(); what is forgotten is looked into again
  std::deque<Worker> workers_;
};

}  // namespace backfile
