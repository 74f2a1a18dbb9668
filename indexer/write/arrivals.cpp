#include "indexer/write/arrivals.hpp"

#include <algorithm>
#include <optional>

#include "common/arrivals.hpp"
#include "common/digest.hpp"
#include "common/schema.hpp"
#include "indexer/interrupt.hpp"

namespace backfile {

namespace {

using Versions = std::unordered_set<std::uint64_t>;

Versions versions_of(const Xapian::Database& database) {
  Versions versions;
  const std::string unique(schema::prefix::unique);
  for (auto term = database.allterms_begin(unique); term != database.allterms_end(unique); ++term) versions.insert(digest64(*term));
  return versions;
}

/// Calls `take(key, versions)` for each commit.
template <typename Take>
void for_each_arrival(const Xapian::Database& database, Take&& take) {
  const std::string start(schema::metadata::arrival);
  for (auto key = database.metadata_keys_begin(start); key != database.metadata_keys_end(start); ++key) {
    stop_if_interrupted();
    take(*key, decode_arrivals(database.get_metadata(*key)));
  }
}

}  // namespace

void copy_arrivals_to_part(const Xapian::Database& from, Xapian::WritableDatabase& part) {
  const Versions own = versions_of(part);
  for_each_arrival(from, [&](const std::string& key, std::vector<std::uint64_t> versions) {
    std::erase_if(versions, [&](std::uint64_t version) { return !own.contains(version); });
    if (!versions.empty()) part.set_metadata(key, encode_arrivals(versions));
  });
  if (const auto built = built_instant(from)) set_built_instant(part, *built);
}

ArrivalMover::ArrivalMover(const std::vector<std::string>& inputs, const std::unordered_map<std::uint64_t, std::uint64_t>& renamed,
                           const std::unordered_set<std::uint64_t>& taken_out)
    : one_build_(true), several_(inputs.size() > 1), renamed_(renamed), taken_out_(taken_out) {
  if (!several_) return;  // which may be damaged
  const auto built = built_instant(Xapian::Database(inputs.front()));
  one_build_ = std::ranges::all_of(inputs, [&](const std::string& input) { return built_instant(Xapian::Database(input)) == built; });
}

void ArrivalMover::move(const Xapian::Database& from, Xapian::WritableDatabase& to) {
  if (several_)
    list_all(from, to);
  else
    keep_all(from, to);
}

void ArrivalMover::keep_all(const Xapian::Database& from, Xapian::WritableDatabase& to) const {
  for_each_arrival(from, [&](const std::string& key, const std::vector<std::uint64_t>& versions) { put(to, key, versions); });
  if (const auto built = built_instant(from)) set_built_instant(to, *built);
}

void ArrivalMover::list_all(const Xapian::Database& from, Xapian::WritableDatabase& to) {
  Versions unlisted = versions_of(from);
  const std::vector<std::uint64_t> all(unlisted.begin(), unlisted.end());
  for_each_arrival(from, [&](const std::string& key, const std::vector<std::uint64_t>& versions) {
    for (const std::uint64_t version : versions) unlisted.erase(version);
    put(to, key, versions);
  });
  if (const auto built = built_instant(from)) {
    if (one_build_)
      set_built_instant(to, *built);
    else
      put(to, arrival_key(*built), {unlisted.begin(), unlisted.end()});
  }
  known_.insert(all.begin(), all.end());
}

void ArrivalMover::put(Xapian::WritableDatabase& to, const std::string& key, const std::vector<std::uint64_t>& versions) const {
  std::vector<std::uint64_t> moved;
  for (const std::uint64_t version : versions) {
    if (taken_out_.contains(version) || known_.contains(version)) continue;
    const auto found = renamed_.find(version);
    moved.push_back(found == renamed_.end() ? version : found->second);
  }
  // Another archive may have had a commit in the same microsecond.
  if (!moved.empty()) to.set_metadata(key, to.get_metadata(key) + encode_arrivals(moved));
}

}  // namespace backfile
