#include "indexer/write/rewrite.hpp"

#include <atomic>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/capture.hpp"
#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/xapian_guard.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/claims.hpp"
#include "indexer/write/column_file.hpp"
#include "indexer/write/compaction.hpp"
#include "indexer/write/index_document.hpp"
#include "indexer/write/provenance.hpp"
#include "indexer/write/removal.hpp"
#include "indexer/write/shard_store.hpp"
#include "indexer/write/shard_writer.hpp"
#include "indexer/write/versions.hpp"

namespace backfile {
namespace {

/// What a rewrite does with a stored document.
enum class Treatment { as_it_is, from_record };

/// One archive's documents, read by several threads into shards of the new one.
class Copier {
 public:
  Copier(ShardStore& store, unsigned threads, Treatment treatment, const Removals& removals)
      : store_(store), threads_(threads), treatment_(treatment), removals_(removals) {}

  void copy(const std::string& archive) {
    next_ = 1;
    std::uint64_t present = 0;
    const std::uint64_t known_before = counts.read + counts.unreadable;
    guarded("reading " + archive, [&] {
      const Xapian::Database database(archive);
      last_ = database.get_lastdocid();
      present = database.get_doccount();
    });
    std::vector<std::jthread> helpers;
    for (unsigned worker = 1; worker < threads_; ++worker) helpers.emplace_back([&] { work(archive); });
    work(archive);
    helpers.clear();
    if (failure_) std::rethrow_exception(failure_);
    const std::uint64_t met = counts.read + counts.unreadable - known_before;
    if (!interrupted() && met < present) counts.unreadable += present - met;
  }

  /// Digests of Q terms that a rebuild changed: old to new.
  [[nodiscard]] const std::unordered_map<std::uint64_t, std::uint64_t>& renamed() const { return renamed_; }
  /// What stays out, and was met.
  [[nodiscard]] const TakenOut& taken_out() const { return taken_out_; }
  RewriteCounts counts;

 private:
  void work(const std::string& archive) {
    try {
      guarded("rewriting " + archive, [&] {
        const Xapian::Database database(archive);
        ShardWriter shards(store_, 0);
        DocumentBuilder builder;
        for (Xapian::docid id = next_++; id <= last_ && !interrupted() && !failed_; id = next_++) copy_document(database, id, builder, shards);
        shards.close();
      });
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      failed_ = true;
    }
  }

  void copy_document(const Xapian::Database& database, Xapian::docid id, DocumentBuilder& builder, ShardWriter& shards) {
    std::string data;
    Xapian::Document stored;
    try {
      // Whether a document is there is asked of another table than that of the records, which may be damaged.
      stored = treatment_ == Treatment::from_record ? database.get_document(id, Xapian::DOC_ASSUME_VALID) : database.get_document(id);
      data = stored.get_data();
      if (data.empty()) return;
    } catch (const Xapian::DocNotFoundError&) {
      return;
    } catch (const Xapian::Error&) {
      const std::lock_guard lock(mutex_);
      ++counts.unreadable;
      return;
    }
    const Article article = decode_record(data);
    const VersionKey key = version_key(article);
    {
      const std::lock_guard lock(mutex_);
      ++counts.read;
      if (removals_.contains(key.address_key)) {
        ++counts.removed;
        return taken_out_.add(database, stored, key.address_key);
      }
      if (claims_.claim(key) == Claim::known) {
        ++counts.duplicates;
        return;
      }
      ++counts.written;
    }
    if (treatment_ == Treatment::as_it_is) {
      // The latest version is found again once all documents are together.
      shards.add(without_version_marks(stored), article.body.size());
      return;
    }
    note_renamed(stored, key);
    shards.add(builder.build(article, key), article.body.size());
  }

  void note_renamed(const Xapian::Document& stored, const VersionKey& key) {
    std::string former;
    try {
      former = unique_term_of(stored);
    } catch (const Xapian::Error&) {
      return;  // terms are made anew; captures of a version that also changed its name are lost
    }
    if (former.empty() || former == key.unique) return;
    const std::lock_guard lock(mutex_);
    renamed_[digest64(former)] = digest64(key.unique);
  }

  ShardStore& store_;
  const unsigned threads_;
  const Treatment treatment_;
  const Removals& removals_;
  std::atomic<Xapian::docid> next_{1};
  Xapian::docid last_ = 0;
  std::atomic<bool> failed_{false};
  std::mutex mutex_;  // guards all below, and counts
  Claims claims_;
  TakenOut taken_out_;
  std::unordered_map<std::uint64_t, std::uint64_t> renamed_;
  std::exception_ptr failure_;
};

using Renamed = std::unordered_map<std::uint64_t, std::uint64_t>;

/// Captures move along: those of a version that has another name now are named anew, and runs are counted on from `runs_before`.
void copy_captures(const Xapian::Database& from, Xapian::WritableDatabase& to, const Renamed& renamed, const TakenOut& taken_out,
                   std::uint64_t runs_before) {
  const std::string start(schema::metadata::capture);
  for (auto key = from.metadata_keys_begin(start); key != from.metadata_keys_end(start); ++key) {
    stop_if_interrupted();
    std::string name = *key;
    if (name.size() < start.size() + 16) continue;
    const auto version = from_hex16(std::string_view(name).substr(start.size(), 16));
    if (version && taken_out.versions.contains(*version)) continue;
    const auto found = version ? renamed.find(*version) : renamed.end();
    if (found != renamed.end()) name.replace(start.size(), 16, hex16(found->second));
    StoredCapture stored = decode_capture(from.get_metadata(*key));
    stored.run += runs_before;
    to.set_metadata(name, encode_capture(stored));
  }
}

/// Inputs, payloads, removals and captures move along. The first archive that has a key wins, of captures the last. What payloads are
/// known by says nothing once texts have other digests. Nothing that names what was taken down comes along.
void copy_metadata(const Xapian::Database& from, Xapian::WritableDatabase& to, const Renamed& renamed, const TakenOut& taken_out,
                   std::uint64_t runs_before) {
  for (const std::string_view prefix : {schema::metadata::input, schema::metadata::payload, schema::metadata::claim, schema::metadata::removed}) {
    if (prefix == schema::metadata::payload && !renamed.empty()) continue;
    const std::string start(prefix);
    for (auto key = from.metadata_keys_begin(start); key != from.metadata_keys_end(start); ++key) {
      stop_if_interrupted();
      if (taken_out.inputs.contains(*key) || !to.get_metadata(*key).empty()) continue;
      const std::string value = from.get_metadata(*key);
      to.set_metadata(*key, prefix == schema::metadata::payload ? taken_out.payload_value(value).value_or(value) : value);
    }
  }
  for (const std::string& address_key : taken_out.address_keys) to.set_metadata(claim_key(address_key), "");
  copy_captures(from, to, renamed, taken_out, runs_before);
}

/// Runs `read`; with records made anew (which is how a damaged archive is saved) what cannot be read is noted instead of thrown.
template <typename Read>
void salvage(Treatment treatment, RewriteCounts& counts, const std::string& what, Read read) {
  try {
    guarded("reading " + what, read);
  } catch (const Error& error) {
    if (treatment == Treatment::as_it_is) throw;
    counts.lost.push_back(std::string(error.what()) + ": left out");
  }
}

/// Runs `work` with a fresh building directory, and leaves none behind when it fails: a rewrite starts anew.
template <typename Work>
RewriteCounts beside(const std::string& archive, Work work) {
  ShardStore store(archive, "", ShardStore::Start::fresh);
  try {
    return work(store);
  } catch (...) {
    store.discard();
    throw;
  }
}

RewriteCounts rewrite(ShardStore& store, const std::string& out, const std::vector<std::string>& inputs, unsigned threads, Treatment treatment) {
  Removals removals;  // of all, before anything is copied: one archive's list holds for the documents of every other
  RewriteCounts lost;
  for (const std::string& input : inputs)
    salvage(treatment, lost, "the list of removed articles of " + input, [&] { removals.add(Xapian::Database(input)); });
  Copier copier(store, threads, treatment, removals);
  for (const std::string& input : inputs) copier.copy(input);
  stop_if_interrupted();
  guarded("rewriting " + out, [&] {
    if (store.shards().empty()) {
      ShardWriter empty(store, 0);
      empty.open();
      empty.close();
    }
    const std::string compacted = store.compact_all().value();
    {
      Xapian::WritableDatabase database(compacted, Xapian::DB_OPEN);
      database.begin_transaction();
      std::uint64_t runs = 0;
      for (const std::string& input : inputs) {
        const Xapian::Database from(input);
        salvage(treatment, lost, "inputs and captures of " + input, [&] { copy_metadata(from, database, copier.renamed(), copier.taken_out(), runs); });
        salvage(treatment, lost, "the number of runs of " + input, [&] { runs += finished_runs(from); });
      }
      mark_all_versions(database);
      stop_if_interrupted();
      std::string last_run;
      salvage(treatment, lost, "the last run's summary of " + inputs.front(),
              [&] { last_run = Xapian::Database(inputs.front()).get_metadata(std::string(schema::metadata::last_run)); });
      write_run_metadata(database, last_run, runs);
      database.commit_transaction();
      database.close();
    }
    write_columns(compacted);
    store.publish(compacted);
  });
  copier.counts.lost = std::move(lost.lost);
  return copier.counts;
}

}  // namespace

RewriteCounts compact_archive(const std::string& archive) {
  guarded("opening " + archive, [&] { check_format_metadata(Xapian::Database(archive), archive); });
  return beside(archive, [&](ShardStore& store) {
    RewriteCounts counts;
    guarded("compacting " + archive, [&] {
      Xapian::Database database(archive);
      counts.read = counts.written = database.get_doccount();
      const std::string compacted = store.path_of("compacted");
      compact_database(database, compacted, Xapian::Compactor::FULLER);
      write_columns(compacted);
      store.publish(compacted);
    });
    return counts;
  });
}

RewriteCounts rebuild_archive(const std::string& archive, unsigned threads) {
  try {
    guarded("opening " + archive, [&] { check_is_archive(Xapian::Database(archive), archive); });
  } catch (const Error& error) {
    if (error.code() != Errc::corrupt) throw;  // else what can be read tells
  }
  return beside(archive, [&](ShardStore& store) { return rewrite(store, archive, {archive}, threads, Treatment::from_record); });
}

RewriteCounts merge_archives(const std::string& out, const std::vector<std::string>& inputs, unsigned threads) {
  if (archive_stands_at(out)) throw Error(Errc::usage, out + " exists: --merge makes a new archive");
  for (const std::string& input : inputs)
    guarded("opening " + input, [&] { check_format_metadata(Xapian::Database(input), input); });
  return beside(out, [&](ShardStore& store) { return rewrite(store, out, inputs, threads, Treatment::as_it_is); });
}

}  // namespace backfile
