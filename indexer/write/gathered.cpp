#include "indexer/write/gathered.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/arrivals.hpp"
#include "common/clock.hpp"
#include "common/digest.hpp"
#include "common/identity.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "common/xapian_guard.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/column_file.hpp"
#include "indexer/write/file_system.hpp"
#include "indexer/write/merge_databases.hpp"
#include "indexer/write/versions.hpp"

namespace backfile {
namespace {

/// Measured: adding in place costs about 10 ms a document, merging a second for 300 MB, at both ends of what a document may cost.
constexpr std::uint64_t least_to_gather = 256, bytes_for_each = 3'000'000;
constexpr double merged_bytes_in_a_second = 300e6;
/// Of the archive's size, on disk beside it.
constexpr double room_needed = 1.3;

/// Shards go with the database that they were gathered beside: once they are part of the archive, that is another.
std::string fingerprint_beside(const std::string& archive) {
  return fmt::format("update {} {} {}", schema::version, analyser_version(), guarded("opening " + archive, [&] { return Xapian::Database(archive).get_uuid(); }));
}

bool has_room_beside(const std::string& archive, double bytes) {
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(archive, error);
  return !error && static_cast<double>(space.available) > bytes;
}

/// Tried out beside the archive.
bool can_exchange_beside(const std::string& archive) {
  const std::string directory = building_directory(archive), one = directory + "/one", other = directory + "/other";
  for (const std::string& path : {directory, one, other}) make_directory(path);
  const bool can = ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0;
  remove_tree(directory);
  return can;
}

/// What begins with the prefix, of all terms.
void for_each_term(const Xapian::Database& database, std::string_view prefix, const std::function<void(const std::string&)>& take) {
  const std::string start(prefix);
  for (auto term = database.allterms_begin(start); term != database.allterms_end(start); ++term) {
    stop_if_interrupted();
    take(*term);
  }
}

void mark_versions_of(const Xapian::Database& gathered, Xapian::WritableDatabase& database) {
  for_each_term(gathered, schema::prefix::address, [&](const std::string& address) {
    if (database.get_termfreq(address) > 1) mark_versions(database, address);
  });
}

void write_arrival(const Xapian::Database& gathered, Xapian::WritableDatabase& database) {
  std::vector<std::uint64_t> versions;
  for_each_term(gathered, schema::prefix::unique, [&](const std::string& unique) { versions.push_back(digest64(unique)); });
  if (!versions.empty()) database.set_metadata(arrival_key(std::max(microseconds_now(), last_arrival(database) + 1)), encode_arrivals(versions));
}

}  // namespace

std::uint64_t fewest_to_gather(const std::string& archive) { return std::max(least_to_gather, bytes_of_flat_tree(archive) / bytes_for_each); }

bool can_gather(const std::string& archive) {
  return has_room_beside(archive, room_needed * static_cast<double>(bytes_of_flat_tree(archive))) && can_be_merged(archive) && can_exchange_beside(archive);
}

double seconds_to_merge(const std::string& archive) { return static_cast<double>(bytes_of_flat_tree(archive)) / merged_bytes_in_a_second; }

std::unique_ptr<ShardStore> start_gathering(const std::string& archive) { return std::make_unique<ShardStore>(archive, fingerprint_beside(archive), ShardStore::Start::fresh); }

void merge_gathered(const std::string& archive, ShardStore& store, const std::function<void(Xapian::WritableDatabase&)>& complete) {
  guarded("adding to " + archive, [&] {
    const std::string gathered_path = store.compact_all().value(), merged = store.path_of("merged");
    remove_tree(merged);
    if (!merge_databases({archive, gathered_path}, merged, Keep::last)) throw Error(Errc::corrupt, archive + " is of a form that is not known");
    {
      const Xapian::Database gathered(gathered_path);
      Xapian::WritableDatabase database(merged, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);  // publish() syncs it
      database.begin_transaction();
      keep_identity(Xapian::Database(archive), database);
      mark_versions_of(gathered, database);
      write_arrival(gathered, database);
      complete(database);
      stop_if_interrupted();
      database.commit_transaction();
      database.close();
    }
    write_columns(merged);
    store.publish(merged);
  });
}

bool has_gathered(const std::string& archive) {
  std::error_code error;
  return std::filesystem::exists(building_directory(archive), error);
}

void take_in_gathered(const std::string& archive, const std::function<void(const std::string&)>& tell) {
  if (!has_gathered(archive)) return;
  const std::string directory = building_directory(archive);
  ShardStore store(archive, fingerprint_beside(archive));
  if (store.damaged() > 0) tell(fmt::format("{} of {} unfinished parts in {} were damaged; what they held is read again", store.damaged(), store.damaged() + store.shards().size(), directory));
  if (store.damaged() > 0 || store.shards().empty()) return store.discard();
  merge_gathered(archive, store, write_unfinished_metadata);
}

}  // namespace backfile
