#include "indexer/write/update.hpp"

#include <algorithm>
#include <utility>

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
#include "indexer/write/write_database.hpp"

namespace backfile {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t default_batch = 10'000;
constexpr auto longest_between_commits = 60s;
/// A reader fails on the second commit after it opened: commits are not to come faster than readers answer.
constexpr auto shortest_between_commits = 5s;
/// Xapian keeps a transaction in memory, at about six times its text.
constexpr std::uint64_t max_transaction_text_bytes = 32u << 20;
/// What a worker keeps before it hands it on: more while it may yet turn out that the run gathers, since what was written in place by then is written twice.
constexpr std::uint32_t most_kept = 512, most_kept_undecided = 4 * most_kept;
constexpr std::uint64_t most_kept_text_bytes = 16u << 20;
/// A run that gathers for long merges now and then, so that what it brings is found: a twentieth of its time.
constexpr auto shortest_between_merges = 5min;
constexpr int times_of_merge = 20;

}  // namespace

Update::Update(const WriterOptions& options)
    : options_(options),
      gather_from_(options.gather_from ? options.gather_from : fewest_to_gather(options.archive)),
      workers_(options.workers),
      patience_seconds_(patience_with(options.archive)) {
  const Turn turn(*this);
  guarded("opening " + options.archive, [&] {
    check_format_metadata(Xapian::Database(options.archive), options.archive);
    take_in_gathered(options.archive, options.tell);
    sync_directory(options.archive);  // the last commit of a killed run
    open();
    remove_stale_columns(options.archive);
    run_ = finished_runs(database_);
    changed_ = has_unfolded(database_);
    removals_.add(database_);
    // What is added may be a further version of what another part has.
    const std::string split(schema::metadata::split);
    if (!database_.get_metadata(split).empty()) set_in_place(split, "");
  });
}

void Update::open() {
  database_ = Xapian::WritableDatabase(options_.archive, Xapian::DB_OPEN);
  last_arrival_us_ = last_arrival(database_);
  database_.begin_transaction();
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
    const auto of_this_run = payloads_.find(name);
    auto known = decode_known(of_this_run ? *of_this_run : database_.get_metadata(payload_key(name)), own_address_key);
    // A further capture may have been committed before the version itself, and then the run was killed.
    if (!known || known->is_removed) return known;
    const std::string unique = schema::unique_term(known->address_key, known->text_digest);
    if (!pending_.has_version(unique) && !database_.term_exists(unique)) return std::nullopt;
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
    if (posting == database_.postlist_end(key.unique)) return false;  // this run adds it
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

void Update::add(unsigned index, const Article& article, const VersionKey& key, const SourceNote& note) {
  Worker& worker = workers_[index];
  guarded("writing " + options_.archive, [&] {
    const std::lock_guard own(worker.mutex);
    if (!worker.added) worker.added.emplace();
    worker.builder.build(article, key, *worker.added);
    worker.versions.push_back(key);
    worker.text_bytes += article.body.size();
    write_note([&](const std::string& name, const std::string& value) { worker.added->set_metadata(name, value); }, note, options_.fingerprint, run_);
    std::uint32_t most = most_kept_undecided;
    {
      const Turn turn(*this);
      if (++added_ >= gather_from_ || store_) most = most_kept;
      const std::string known = encode_known(note.of, note.own_address_key);
      for (const std::uint64_t name : note.payload_names) payloads_.put(name, known);
      if (note.outdated_payload_name) set_in_place(payload_key(*note.outdated_payload_name), "");
    }
    // Who says how many documents a commit has counts them one by one.
    if (options_.batch || worker.added->documents() >= most || worker.text_bytes >= most_kept_text_bytes) hand_on(worker);
  });
  keep_up();
}

void Update::replace(unsigned index, const Article& article, const VersionKey& key, const SourceNote& note) {
  guarded("writing " + options_.archive, [&] {
    const Xapian::Document document = workers_[index].builder.build(article, key);
    write_in_turn(article.body.size(), [&] {
      database_.replace_document(key.unique, document);
      write_note(database_, note, options_.fingerprint, run_);
      mark_versions_if_several(key.address_key);
      count_written(1, article.body.size());
    });
  });
  keep_up();
}

void Update::note(unsigned, const SourceNote& note) {
  write_in_turn(0, [&] {
    write_note(database_, note, options_.fingerprint, run_);
    mark_versions_if_several(note.of.address_key);
    count_written(1, 0);
  });
  keep_up();
}

void Update::mark_versions_if_several(const std::string& address_key) {
  if (address_key.empty()) return;
  const std::string address = schema::term(schema::prefix::address, address_key);
  if (database_.get_termfreq(address) > 1) mark_versions(database_, address);
}

void Update::set_in_place(const std::string& key, const std::string& value) {
  database_.set_metadata(key, value);
  is_uncommitted_ = true;
}

void Update::count_written(std::uint64_t entries, std::uint64_t text_bytes) {
  changed_ = is_uncommitted_ = true;
  entries_ += entries;
  text_bytes_ += text_bytes;
}

/// What a worker has added, to the archive or to a shard. The caller holds the worker.
void Update::hand_on(Worker& worker) {
  if (!worker.added) return;
  if (shall_gather())
    write_shard(worker);
  else
    write_in_place(worker);
  worker.added.reset();
  worker.versions.clear();
  worker.text_bytes = 0;
}

void Update::hand_on_all() {
  for (Worker& worker : workers_) {
    const std::lock_guard own(worker.mutex);
    hand_on(worker);
  }
}

/// Not where somebody has said how many documents a commit has: they want commits.
bool Update::shall_gather() {
  const Turn turn(*this);
  if (store_ || options_.batch) return store_ != nullptr;
  if (added_ < gather_from_ || !can_gather(options_.archive)) return false;
  store_ = start_gathering(options_.archive);
  last_merge_ = Clock::now();
  return true;
}

void Update::write_shard(Worker& worker) {
  const std::string name = store_->new_name();
  write_database(*worker.added, store_->path_of(name));
  store_->commit_shard(name, worker.added->documents());
  store_->merge_if_due();
}

void Update::write_in_place(Worker& worker) {
  write_in_turn(worker.text_bytes, [&] {
    for (std::uint32_t i = 1; i <= worker.added->documents(); ++i) database_.add_document(worker.added->to_xapian(i));
    for (const auto& [name, value] : worker.added->metadata()) database_.set_metadata(name, value);
    for (const VersionKey& key : worker.versions) {
      arriving_.push_back(digest64(key.unique));
      mark_versions_if_several(key.address_key);
    }
    count_written(worker.added->documents(), worker.text_bytes);
  });
}

/// A commit or a merge when it is time.
void Update::keep_up() {
  bool is_late = false, is_time_to_merge = false;
  write_in_turn(0, [&] {
    const auto now = Clock::now();
    is_late = now - std::max(last_commit_, last_hand_on_) >= longest_between_commits;
    if (is_late) {
      last_hand_on_ = now;
      using Seconds = std::chrono::duration<double>;
      is_time_to_merge = store_ && now - last_merge_ >= std::max<Seconds>(shortest_between_merges, Seconds(times_of_merge * seconds_to_merge(options_.archive)));
      return;
    }
    const bool is_full = options_.batch ? entries_ >= options_.batch : (entries_ >= default_batch && now - last_commit_ >= shortest_between_commits);
    if (is_full || text_bytes_ >= max_transaction_text_bytes) commit();
  });
  if (!is_late) return;
  hand_on_all();
  if (is_time_to_merge)
    merge_on_the_way();
  else
    write_in_turn(0, [&] {
      if (is_uncommitted_) commit();
    });
}

/// Nobody adds meanwhile. After a signal nothing is merged.
void Update::merge_on_the_way() {
  std::vector<std::unique_lock<std::mutex>> all;
  for (Worker& worker : workers_) all.emplace_back(worker.mutex);
  for (Worker& worker : workers_) hand_on(worker);
  write_in_turn(0, [&] {
    close_in_place();
    try {
      merge_gathered(options_.archive, *store_, write_unfinished_metadata);
      store_.reset();
      added_ = 0;
      changed_ = true;
    } catch (const Interrupted&) {
    }
    open();
    entries_ = text_bytes_ = 0;
    patience_seconds_ = patience_with(options_.archive);
    last_merge_ = last_commit_ = Clock::now();
  });
}

void Update::close_in_place() {
  if (is_uncommitted_) {
    write_arrivals();
    commit_unfolded();
  } else {
    database_.cancel_transaction();
  }
  database_.close();
  sync_directory(options_.archive);
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
  write_unfinished_metadata(database_);
  database_.commit_transaction();
  is_uncommitted_ = false;
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
  last_commit_ = Clock::now();
}

PruneCounts Update::prune_vanished(const std::vector<std::string>& roots, const SeenSources& seen, double limit_percent) {
  hand_on_all();
  // A version that was found elsewhere in this run is not to be dropped.
  if (store_) merge_on_the_way();
  stop_if_interrupted();
  return guarded("pruning " + options_.archive, [&] {
    const Turn turn(*this);
    // Additions are committed by themselves: a refused or interrupted prune does not cost them.
    commit();
    const PruneCounts counts = prune(database_, roots, seen, limit_percent);
    changed_ = changed_ || counts.dropped_captures > 0;
    is_uncommitted_ = is_uncommitted_ || counts.dropped_captures > 0;
    return counts;
  });
}

void Update::finish(const std::vector<SourceNote>& containers, const std::string& summary) {
  hand_on_all();
  guarded("writing " + options_.archive, [&] {
    const Turn turn(*this);
    const auto note_containers = [&](Xapian::WritableDatabase& database) {
      for (const SourceNote& container : containers) write_note(database, container, options_.fingerprint, run_);
    };
    if (store_) {
      close_in_place();
      return merge_gathered(options_.archive, *store_, [&](Xapian::WritableDatabase& database) {
        note_containers(database);
        fold_stories(database, Readers::none_yet);
        set_unfolded(database, false);
        write_run_metadata(database, summary, run_ + 1);
      });
    }
    if (changed_ || !containers.empty()) {
      note_containers(database_);
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
  hand_on_all();
  guarded("writing " + options_.archive, [&] {
    const Turn turn(*this);
    if (store_) {
      // Behind all that came out of them.
      MemoryIndex notes;
      for (const SourceNote& container : containers)
        write_note([&](const std::string& name, const std::string& value) { notes.set_metadata(name, value); }, container, options_.fingerprint, run_);
      const std::string name = store_->new_name();
      write_database(notes, store_->path_of(name));
      store_->commit_shard(name, 0);
    } else {
      for (const SourceNote& container : containers) write_note(database_, container, options_.fingerprint, run_);
      is_uncommitted_ = true;
    }
    close_in_place();
  });
}

}  // namespace backfile
