// Copies an archive's documents into shards of a new one: the first half of every rewrite. What was taken down stays out, and of versions
// that several archives hold the first is kept.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "indexer/write/claims.hpp"
#include "indexer/write/index_document.hpp"
#include "indexer/write/removal.hpp"
#include "indexer/write/rewrite.hpp"
#include "indexer/write/shard_store.hpp"
#include "indexer/write/shard_writer.hpp"

namespace backfile {

/// What a rewrite does with a stored document.
enum class Treatment { as_it_is, from_record };

/// Digests of Q terms that a rewrite changed: old to new.
using RenamedVersions = std::unordered_map<std::uint64_t, std::uint64_t>;

/// Reads with several threads, and is used by one.
class Copier {
 public:
  /// `removals`: of all archives that are joined. What is referred to outlives the copier.
  Copier(ShardStore& store, unsigned threads, Treatment treatment, const Removals& removals)
      : store_(store), threads_(threads), treatment_(treatment), removals_(removals) {}

  /// All documents of `archive`, or the numbers in `only`. Ends early after a signal. Throws Error.
  void copy(const std::string& archive, const std::vector<Xapian::docid>* only = nullptr);

  [[nodiscard]] const RenamedVersions& renamed() const { return renamed_; }
  /// That it was copied; `version`: digest64 of its Q term.
  [[nodiscard]] bool has_version(std::uint64_t version) const { return claims_.has_version(version); }
  /// What stays out, and was met.
  [[nodiscard]] const TakenOut& taken_out() const { return taken_out_; }
  RewriteCounts counts;

 private:
  void work(const std::string& archive);
  void copy_document(const Xapian::Database& database, Xapian::docid id, DocumentBuilder& builder, ShardWriter& shards);
  void note_renamed(const Xapian::Document& stored, const VersionKey& key);

  ShardStore& store_;
  const unsigned threads_;
  const Treatment treatment_;
  const Removals& removals_;
  const std::vector<Xapian::docid>* only_ = nullptr;
  std::atomic<std::size_t> next_{0};  // place in `only_`, else one less than a document's number
  std::size_t end_ = 0;
  std::atomic<bool> failed_{false};
  std::mutex mutex_;  // guards all below, and counts
  Claims claims_;
  TakenOut taken_out_;
  RenamedVersions renamed_;
  std::exception_ptr failure_;
};

}  // namespace backfile
