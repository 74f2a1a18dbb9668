#include "indexer/write/first_build.hpp"

#include <fmt/format.h>

#include "common/arrivals.hpp"
#include "common/clock.hpp"
#include "common/digest.hpp"
#include "common/schema.hpp"
#include "common/xapian_guard.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/column_file.hpp"
#include "indexer/write/fold_stories.hpp"
#include "indexer/write/versions.hpp"

namespace backfile {
namespace {

constexpr std::uint64_t first_run = 0;

}  // namespace

FirstBuild::FirstBuild(const WriterOptions& options)
    : options_(options),
      store_(options.archive, fmt::format("{} {} {}", schema::version, analyser_version(), options.fingerprint)) {
  for (unsigned worker = 0; worker < options.workers; ++worker) workers_.emplace_back(DocumentBuilder{}, ShardWriter(store_, options.batch));
  load_journaled();
}

/// What an interrupted build left: its versions are claimed, its files need not be read again.
void FirstBuild::load_journaled() {
  for (const Shard& shard : store_.shards()) {
    guarded("reading " + store_.path_of(shard.name), [&] {
      const Xapian::Database database(store_.path_of(shard.name));
      const std::string unique(schema::prefix::unique), address(schema::prefix::address), input(schema::metadata::input),
          payload(schema::metadata::payload), claim(schema::metadata::claim);
      for (auto term = database.allterms_begin(unique); term != database.allterms_end(unique); ++term) claims_.add_version(*term);
      for (auto term = database.allterms_begin(address); term != database.allterms_end(address); ++term)
        claims_.add_article((*term).substr(address.size()));
      for (auto key = database.metadata_keys_begin(input); key != database.metadata_keys_end(input); ++key)
        inputs_[digest64(*key)] = digest64(database.get_metadata(*key));
      for (auto key = database.metadata_keys_begin(payload); key != database.metadata_keys_end(payload); ++key)
        if (const auto name = from_hex16((*key).substr(payload.size()))) payloads_.put(*name, database.get_metadata(*key));
      for (auto key = database.metadata_keys_begin(claim); key != database.metadata_keys_end(claim); ++key)
        if (const auto earlier = decode_claim(database.get_metadata(*key))) canonical_[*key] = *earlier;
    });
  }
  if (store_.damaged() == 0) return;
  // Another shard may say of a container that it was read to its end. What is known of versions and payloads makes reading all again cheap.
  inputs_.clear();
  options_.tell(fmt::format("{} of {} unfinished parts in {} were damaged and are dropped; the crawl is read again for what they held", store_.damaged(),
                            store_.damaged() + store_.shards().size(), building_directory(options_.archive)));
}

std::optional<FileOutcome> FirstBuild::unchanged(const std::string& source, const FileStamp& stamp) {
  const auto known = inputs_.find(digest64(input_key(source)));
  if (known == inputs_.end()) return std::nullopt;
  return find_outcome(stamp, options_.fingerprint, options_.reread_rejected, [&](const std::string& state) { return known->second == digest64(state); });
}

std::optional<KnownVersion> FirstBuild::find_payload(std::uint64_t name, const std::string& own_address_key) {
  const std::lock_guard lock(mutex_);
  const auto value = payloads_.find(name);
  if (!value) return std::nullopt;
  auto known = decode_known(*value, own_address_key);
  // The shard with a further capture may have been journaled and the one with the version itself not.
  if (known && !claims_.has_version(schema::unique_term(known->address_key, known->text_digest))) return std::nullopt;
  return known;
}

std::optional<CanonicalClaim> FirstBuild::find_claim(const std::string& address_key) {
  const auto found = canonical_.find(claim_key(address_key));
  return found == canonical_.end() ? std::nullopt : std::optional(found->second);
}

Claim FirstBuild::claim(const VersionKey& key) {
  const std::lock_guard lock(mutex_);
  return claims_.claim(key);
}

void FirstBuild::remember_payloads(const SourceNote& note) {
  if (note.of.address_key.empty() || note.payload_names.empty()) return;
  const std::string value = encode_known(note.of, note.own_address_key);
  const std::lock_guard lock(mutex_);
  for (const std::uint64_t name : note.payload_names) payloads_.put(name, value);
}

void FirstBuild::write_note(MemoryIndex& shard, const SourceNote& note) const {
  backfile::write_note([&](const std::string& key, const std::string& value) { shard.set_metadata(key, value); }, note, options_.fingerprint, first_run);
}

void FirstBuild::add(unsigned index, const Article& article, const VersionKey& key, const SourceNote& note) {
  remember_payloads(note);
  guarded("writing a shard of " + options_.archive, [&] {
    Worker& worker = workers_[index];
    worker.shards.add(article.body.size(), [&](MemoryIndex& shard) {
      worker.builder.build(article, key, shard);
      write_note(shard, note);
    });
  });
}

void FirstBuild::note(unsigned index, const SourceNote& note) {
  remember_payloads(note);
  guarded("writing a shard of " + options_.archive, [&] {
    workers_[index].shards.write([&](MemoryIndex& shard) { write_note(shard, note); });
  });
}

void FirstBuild::close_all() {
  guarded("writing a shard of " + options_.archive, [&] {
    for (Worker& worker : workers_) worker.shards.close();
  });
}

/// Containers last: a shard that says so of one stands in the journal behind all that came out of it.
void FirstBuild::save(const std::vector<SourceNote>& containers) {
  close_all();
  for (const SourceNote& container : containers) note(0, container);
  close_all();
}

/// What only adding needs, before stories are found in the room it took.
void FirstBuild::forget() {
  const std::lock_guard lock(mutex_);
  claims_ = {};
  payloads_.clear();
  inputs_ = {};
  canonical_ = {};
}

void FirstBuild::finish(const std::vector<SourceNote>& containers, const std::string& summary) {
  guarded("building " + options_.archive, [&] {
    save(containers);
    if (store_.shards().empty()) workers_.front().shards.open();  // an empty crawl makes an empty archive
    close_all();
    forget();
    const std::string compacted = store_.compact_all().value();
    {
      Xapian::WritableDatabase database(compacted, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);  // publish() syncs it
      database.begin_transaction();
      for (const SourceNote& container : containers) backfile::write_note(database, container, options_.fingerprint, first_run);
      mark_all_versions(database);
      fold_stories(database, Readers::none_yet);
      write_run_metadata(database, summary, first_run + 1);
      set_built_instant(database, microseconds_now());
      database.commit_transaction();
      database.close();
    }
    stop_if_interrupted();
    write_columns(compacted);
    store_.publish(compacted);
  });
}

}  // namespace backfile
