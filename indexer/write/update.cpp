#include "indexer/write/update.hpp"

#include <algorithm>

#include "common/arrivals.hpp"
#include "common/clock.hpp"
#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/xapian_guard.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/column_file.hpp"
#include "indexer/write/file_system.hpp"
#include "indexer/write/fold_stories.hpp"
#include "indexer/write/versions.hpp"

namespace backfile {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t default_batch = 10'000;
constexpr auto longest_between_commits = 60s;
/// A reader fails on the second commit after it opened: commits are not to come faster than readers answer.
constexpr auto shortest_between_commits = 5s;
/// Xapian keeps a transaction in memory, at about six times its text.
constexpr std::uint64_t max_transaction_text_bytes = 32u << 20;

}  // namespace

Update::Update(const WriterOptions& options)
    : options_(options), builders_(options.workers), last_commit_(std::chrono::steady_clock::now()), patience_seconds_(patience_with(options.archive)) {
  const Turn turn(*this);
  guarded("opening " + options.archive, [&] {
    check_format_metadata(Xapian::Database(options.archive), options.archive);
    sync_directory(options.archive);  // the last commit of a killed run
    database_ = Xapian::WritableDatabase(options.archive, Xapian::DB_OPEN);
    remove_stale_columns(options.archive);
    run_ = finished_runs(database_);
    changed_ = has_unfolded(database_);
    last_arrival_us_ = last_arrival(database_);
    removals_.add(database_);
    database_.begin_transaction();
    // What is added may be a further version of what another part has.
    const std::string split(schema::metadata::split);
    if (!database_.get_metadata(split).empty()) database_.set_metadata(split, "");
  });
}

std::optional<FileOutcome> Update::unchanged(const std::string& source, const FileStamp& stamp) {
  const Turn turn(*this);
  const std::string known = guarded("reading " + options_.archive, [&] { return database_.get_metadata(input_key(source)); });
  if (known.empty()) return std::nullopt;
  return find_outcome(stamp, options_.fingerprint, options_.reread_rejected, [&](const std::string& state) { return known == state; });
}

std::optional<KnownVersion> Update::find_payload(std::uint64_t name, const std::string& own_address_key) {
  const Turn turn(*this);
  return guarded("reading " + options_.archive, [&]() -> std::optional<KnownVersion> {
    auto known = decode_known(database_.get_metadata(payload_key(name)), own_address_key);
    // A further capture may have been committed before the version itself, and then the run was killed.
    if (known && known->is_removed) return known;
    if (known && !database_.term_exists(schema::unique_term(known->address_key, known->text_digest))) return std::nullopt;
    return known;
  });
}

std::optional<CanonicalClaim> Update::find_claim(const std::string& address_key) {
  const Turn turn(*this);
  return guarded("reading " + options_.archive, [&] { return decode_claim(database_.get_metadata(claim_key(address_key))); });
}

Claim Update::claim(const VersionKey& key) {
  const Turn turn(*this);
  return guarded("reading " + options_.archive, [&] {
    const Claim in_this_run = pending_.claim(key);
    if (in_this_run == Claim::known || database_.term_exists(key.unique)) return Claim::known;
    if (database_.term_exists(schema::term(schema::prefix::address, key.address_key))) return Claim::new_version;
    return in_this_run;
  });
}

bool Update::has_other_dates(const VersionKey& key, const Article& article) {
  const Turn turn(*this);
  return guarded("reading " + options_.archive, [&] {
    const auto posting = database_.postlist_begin(key.unique);
    if (posting == database_.postlist_end(key.unique)) return false;  // another worker is about to add it
    const Article stored = decode_record(database_.get_document(*posting).get_data());
    if (stored.source != article.source) return false;
    return stored.published != article.published || stored.published_from != article.published_from || stored.modified != article.modified;
  });
}

/// After a write that failed Xapian says of the database only that it is closed: whose turn comes next is told what the first was told.
template <typename F>
void Update::write_in_turn(std::uint64_t text_bytes, F&& write) {
  const Turn turn(*this, text_bytes);
  try {
    guarded("writing " + options_.archive, write);
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
}

void Update::add(unsigned worker, const Article& article, const VersionKey& key, const SourceNote& note) {
  guarded("writing " + options_.archive, [&] {
    const Xapian::Document document = builders_[worker].build(article, key);
    write_in_turn(article.body.size(), [&] {
      database_.add_document(document);
      arriving_.push_back(digest64(key.unique));
      write(note, article.body.size());
    });
  });
}

void Update::replace(unsigned worker, const Article& article, const VersionKey& key, const SourceNote& note) {
  guarded("writing " + options_.archive, [&] {
    const Xapian::Document document = builders_[worker].build(article, key);
    write_in_turn(article.body.size(), [&] {
      database_.replace_document(key.unique, document);
      write(note, article.body.size());
    });
  });
}

void Update::note(unsigned, const SourceNote& note) {
  write_in_turn(0, [&] { write(note, 0); });
}

/// The note, what it means for the order of versions, and a commit when it is time.
void Update::write(const SourceNote& note, std::uint64_t text_bytes) {
  write_note(database_, note, options_.fingerprint, run_);
  const std::string address = schema::term(schema::prefix::address, note.of.address_key);
  if (!note.of.address_key.empty() && database_.get_termfreq(address) > 1) mark_versions(database_, address);
  changed_ = true;
  ++entries_;
  text_bytes_ += text_bytes;
  const auto waited = std::chrono::steady_clock::now() - last_commit_;
  const bool full = options_.batch ? entries_ >= options_.batch
                                   : (entries_ >= default_batch && waited >= shortest_between_commits);
  if (full || text_bytes_ >= max_transaction_text_bytes || waited >= longest_between_commits) commit();
}

/// What the transaction brings arrives with it, later than all before.
void Update::write_arrivals() {
  if (arriving_.empty()) return;
  last_arrival_us_ = std::max(microseconds_now(), last_arrival_us_ + 1);
  database_.set_metadata(arrival_key(last_arrival_us_), encode_arrivals(arriving_));
  arriving_.clear();
}

/// A commit which is not a run's last, and might become the last should the run be killed.
void Update::commit_unfolded() {
  write_language_metadata(database_);
  set_unfolded(database_, true);
  database_.commit_transaction();
}

/// A commit is a rename, which Xapian leaves to the file system to make durable. The next one writes over the blocks of the revision before: were the
/// rename lost to a power cut and those writes not, neither revision would be whole.
void Update::commit() {
  write_arrivals();
  commit_unfolded();
  sync_directory(options_.archive);
  database_.begin_transaction();
  entries_ = text_bytes_ = 0;
  patience_seconds_ = patience_with(options_.archive);
  last_commit_ = std::chrono::steady_clock::now();
}

PruneCounts Update::prune_vanished(const std::vector<std::string>& roots, const SeenSources& seen, double limit_percent) {
  return guarded("pruning " + options_.archive, [&] {
    const Turn turn(*this);
    // Additions are committed by themselves: a refused or interrupted prune does not cost them.
    commit();
    const PruneCounts counts = prune(database_, roots, seen, limit_percent);
    changed_ = changed_ || counts.dropped_captures > 0;
    return counts;
  });
}

void Update::finish(const std::vector<SourceNote>& containers, const std::string& summary) {
  guarded("writing " + options_.archive, [&] {
    const Turn turn(*this);
    if (changed_ || !containers.empty()) {
      for (const SourceNote& container : containers) write_note(database_, container, options_.fingerprint, run_);
      write_arrivals();
      fold();
      write_run_metadata(database_, summary, run_ + 1);
      database_.commit_transaction();
    } else {
      database_.cancel_transaction();
    }
    database_.close();
    write_columns(options_.archive);
  });
}

/// What was added does not wait for its stories: the next run finds them.
void Update::fold() {
  set_unfolded(database_, true);
  try {
    fold_stories(database_);
  } catch (const Interrupted&) {
    commit_unfolded();
    database_.close();
    throw;
  }
  set_unfolded(database_, false);
}

void Update::save(const std::vector<SourceNote>& containers) {
  guarded("writing " + options_.archive, [&] {
    const Turn turn(*this);
    for (const SourceNote& container : containers) write_note(database_, container, options_.fingerprint, run_);
    write_arrivals();
    commit_unfolded();
    database_.close();
    sync_directory(options_.archive);
  });
}

}  // namespace backfile
