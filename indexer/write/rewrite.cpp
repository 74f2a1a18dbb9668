#include "indexer/write/rewrite.hpp"

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/archive_places.hpp"
#include "common/capture.hpp"
#include "common/digest.hpp"
#include "common/identity.hpp"
#include "common/schema.hpp"
#include "common/split_mark.hpp"
#include "common/xapian_guard.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/arrivals.hpp"
#include "indexer/write/column_file.hpp"
#include "indexer/write/copier.hpp"
#include "indexer/write/join_databases.hpp"
#include "indexer/write/new_archive.hpp"
#include "indexer/write/provenance.hpp"

namespace backfile {
namespace {

/// Captures move along with their versions, named by what they say: a version may have another name now, and a key may be damaged. Runs are counted
/// on from `runs_before`.
void copy_captures(const Xapian::Database& from, Xapian::WritableDatabase& to, const Copier& copier, std::uint64_t runs_before) {
  const std::string start(schema::metadata::capture);
  for (auto key = from.metadata_keys_begin(start); key != from.metadata_keys_end(start); ++key) {
    stop_if_interrupted();
    const std::string name = *key;
    if (name.size() < start.size() + 16) continue;
    const auto version = from_hex16(std::string_view(name).substr(start.size(), 16));
    if (!version) continue;
    const auto found = copier.renamed().find(*version);
    const std::uint64_t version_now = found != copier.renamed().end() ? found->second : *version;
    if (!copier.has_version(version_now)) continue;
    StoredCapture stored = decode_capture(from.get_metadata(name));
    stored.run += runs_before;
    to.set_metadata(capture_key(version_now, stored.capture.source), encode_capture(stored));
  }
}

/// What damage left of an entry is of no use: without it a page is looked into again.
bool can_be_read(std::string_view prefix, const std::string& value) {
  if (prefix == schema::metadata::payload) return decode_known(value, "").has_value();
  if (prefix == schema::metadata::claim) return decode_claim(value).has_value();
  return true;
}

/// Inputs, payloads, removals and captures move along. The first archive that has a key wins, of captures the last. What payloads are
/// known by says nothing once texts have other digests. Nothing that names what was taken down comes along.
void copy_metadata(const Xapian::Database& from, Xapian::WritableDatabase& to, const Copier& copier, std::uint64_t runs_before) {
  const TakenOut& taken_out = copier.taken_out();
  for (const std::string_view prefix : {schema::metadata::input, schema::metadata::payload, schema::metadata::claim, schema::metadata::removed}) {
    if (prefix == schema::metadata::payload && !copier.renamed().empty()) continue;
    const std::string start(prefix);
    for (auto key = from.metadata_keys_begin(start); key != from.metadata_keys_end(start); ++key) {
      stop_if_interrupted();
      if (taken_out.inputs.contains(*key) || !to.get_metadata(*key).empty()) continue;
      const std::string value = from.get_metadata(*key);
      if (!can_be_read(prefix, value)) continue;
      to.set_metadata(*key, prefix == schema::metadata::payload ? taken_out.payload_value(value).value_or(value) : value);
    }
  }
  for (const std::string& address_key : taken_out.address_keys) to.set_metadata(claim_key(address_key), "");
  copy_captures(from, to, copier, runs_before);
}

/// Parts of one split have been through the same runs, not through one after the other's.
bool have_runs_in_common(const std::vector<std::string>& archives) {
  std::vector<std::string> marks;
  for (const std::string& archive : archives) marks.push_back(Xapian::Database(archive).get_metadata(std::string(schema::metadata::split)));
  return are_of_one_split(marks);
}

/// `inputs` as one archive at `out`. Records that cannot be read are counted; where all is made from records, Error(corrupt) is thrown.
RewriteCounts rewrite(ShardStore& store, const std::string& out, const std::vector<std::string>& inputs, unsigned threads, Treatment treatment) {
  Removals removals;  // of all, before anything is copied: one archive's list holds for the documents of every other
  for (const std::string& input : inputs) guarded("reading " + input, [&] { removals.add(Xapian::Database(input)); });
  Copier copier(store, threads, treatment, removals);
  for (const std::string& input : inputs) copier.copy(input);
  stop_if_interrupted();
  if (treatment == Treatment::from_record && copier.counts.unreadable > 0)
    throw Error(Errc::corrupt, fmt::format("{} of {} records cannot be read", copier.counts.unreadable, copier.counts.read + copier.counts.unreadable));
  guarded("rewriting " + out, [&] {
    publish_copied(store, Stories::found_again, [&](Xapian::WritableDatabase& database) {
      std::uint64_t runs = 0;
      const bool in_common = inputs.size() > 1 && have_runs_in_common(inputs);
      ArrivalMover arrivals(inputs, copier.renamed(), copier.taken_out().versions);
      for (const std::string& input : inputs) {
        const Xapian::Database from(input);
        const std::uint64_t runs_before = in_common ? 0 : runs;
        copy_metadata(from, database, copier, runs_before);
        arrivals.move(from, database);
        runs = runs_before + finished_runs(from);
      }
      if (treatment == Treatment::from_record) keep_identity(Xapian::Database(inputs.front()), database);
      write_run_metadata(database, Xapian::Database(inputs.front()).get_metadata(std::string(schema::metadata::last_run)), runs);
    });
  });
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
      join_databases({archive}, compacted);
      Xapian::WritableDatabase rewritten(compacted, Xapian::DB_OPEN);
      keep_identity(database, rewritten);
      rewritten.commit();
      rewritten.close();
      write_columns(compacted);
      store.publish(compacted);
    });
    return counts;
  });
}

RewriteCounts rebuild_archive(const std::string& archive, unsigned threads) {
  guarded("opening " + archive, [&] { check_is_archive(Xapian::Database(archive), archive); });
  return beside(archive, [&](ShardStore& store) { return rewrite(store, archive, {archive}, threads, Treatment::from_record); });
}

SalvageCounts rebuild_from_blocks(const std::string& archive, unsigned threads) {
  return beside(archive, [&](ShardStore& store) {
    const std::string salvaged = store.path_of("salvaged");
    const SalvageCounts counts = salvage_archive(archive, salvaged);
    rewrite(store, archive, {salvaged}, threads, Treatment::from_record);
    return counts;
  });
}

RewriteCounts merge_archives(const std::string& out, const std::vector<std::string>& places, unsigned threads) {
  if (archive_stands_at(out)) throw Error(Errc::usage, out + " exists: --merge makes a new archive");
  std::vector<std::string> inputs;
  for (const std::string& place : places)
    for (std::string& input : archives_at(place)) inputs.push_back(std::move(input));
  for (const std::string& input : inputs)
    guarded("opening " + input, [&] { check_format_metadata(Xapian::Database(input), input); });
  return beside(out, [&](ShardStore& store) { return rewrite(store, out, inputs, threads, Treatment::as_it_is); });
}

}  // namespace backfile
