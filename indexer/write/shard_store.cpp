#include "indexer/write/shard_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <xapian.h>

#include "common/xapian_guard.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/file_system.hpp"
#include "indexer/write/join_databases.hpp"

namespace backfile {
namespace {

constexpr std::string_view journal_name = "journal";
constexpr std::string_view compacted_name = "archive";
constexpr std::string_view shard_prefix = "shard-";
/// Descriptors of one open glass database, with room to spare, and what the process needs besides.
constexpr std::uint64_t descriptors_per_shard = 8, descriptors_besides = 32;
constexpr std::uint64_t largest_fan_in = 64;

}  // namespace

std::string building_directory(const std::string& archive) { return archive + ".building"; }

ShardStore::ShardStore(const std::string& archive, const std::string& fingerprint, Start start)
    : archive_(archive), directory_(building_directory(archive)) {
  const std::uint64_t limit = raise_descriptor_limit();
  fan_in_ = std::clamp<std::uint64_t>(limit > descriptors_besides ? (limit - descriptors_besides) / descriptors_per_shard : 0, 2, largest_fan_in);
  make_directory(directory_);
  const std::string header = fmt::format("backfile-building 2 {}", fingerprint);
  if (start == Start::resume) read_journal(header);
  drop_damaged();
  remove_unlisted();
  start_journal(header);
}

ShardStore::~ShardStore() {
  if (journal_ >= 0) ::close(journal_);
}

void ShardStore::read_journal(const std::string& header) {
  std::ifstream in(path_of(std::string(journal_name)), std::ios::binary);
  std::ostringstream whole;
  whole << in.rdbuf();
  std::string text = std::move(whole).str();
  text.resize(text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1);
  std::istringstream lines(text);
  std::string line;
  if (!std::getline(lines, line) || line != header) return;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string kind, name, from;
    Shard shard;
    if (!(words >> kind >> name >> shard.documents >> std::hex >> shard.digest) || !name.starts_with(shard_prefix)) continue;
    shard.name = name;
    while (words >> from) {
      const auto source = shards_.find(from);
      if (source == shards_.end()) continue;
      shard.level = std::max(shard.level, source->second.level + 1);
      shards_.erase(source);
    }
    shards_[name] = shard;
    next_number_ = std::max<std::uint64_t>(next_number_, std::strtoull(name.c_str() + shard_prefix.size(), nullptr, 10) + 1);
  }
}

void ShardStore::drop_damaged() {
  damaged_ = std::erase_if(shards_, [this](const auto& named) {
    stop_if_interrupted();
    const std::string path = path_of(named.first);
    return !std::filesystem::exists(path) || digest_of_flat_tree(path) != named.second.digest;
  });
}

void ShardStore::remove_unlisted() {
  std::vector<std::string> unlisted;
  for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
    const std::string name = entry.path().filename().string();
    if (name != journal_name && !shards_.contains(name)) unlisted.push_back(entry.path().string());
  }
  for (const std::string& path : unlisted) remove_tree(path);
}

/// Written anew at each start, so that a torn line never stands in the middle.
void ShardStore::start_journal(const std::string& header) {
  const std::string path = path_of(std::string(journal_name)), fresh = path + ".new";
  journal_ = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
  if (journal_ < 0) throw_io("cannot create " + fresh, errno);
  append(header);
  for (const auto& [name, shard] : shards_) append(fmt::format("shard {} {} {:016x}", name, shard.documents, shard.digest));
  rename_durably(fresh, path);
  sync_directory(parent_of(directory_));
}

void ShardStore::append(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(journal_, text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fsync(journal_) != 0)
    throw_io("cannot write the journal in " + directory_, errno);
}

std::vector<Shard> ShardStore::shards() const {
  const std::lock_guard lock(mutex_);
  std::vector<Shard> all;
  for (const auto& [name, shard] : shards_) all.push_back(shard);
  return all;
}

std::string ShardStore::new_name() {
  const std::lock_guard lock(mutex_);
  return fmt::format("{}{:06}", shard_prefix, next_number_++);
}

void ShardStore::commit_shard(const std::string& name, std::uint64_t documents) {
  sync_flat_tree(path_of(name));
  sync_directory(directory_);
  const std::uint64_t digest = digest_of_flat_tree(path_of(name));
  const std::lock_guard lock(mutex_);
  append(fmt::format("shard {} {} {:016x}", name, documents, digest));
  shards_[name] = {.name = name, .documents = documents, .digest = digest};
}

ShardStore::Merge ShardStore::claim_due() {
  const std::lock_guard lock(mutex_);
  std::map<unsigned, std::vector<Shard*>> by_level;
  for (auto& [name, shard] : shards_)
    if (!shard.merging) by_level[shard.level].push_back(&shard);
  const auto full = std::ranges::find_if(by_level, [&](const auto& entry) { return entry.second.size() >= fan_in_; });
  if (full == by_level.end()) return {};
  Merge merge{.names = {}, .documents = 0, .level = full->first};
  for (Shard* shard : full->second) {
    if (merge.names.size() == fan_in_) break;
    shard->merging = true;
    merge.documents += shard->documents;
    merge.names.push_back(shard->name);
  }
  return merge;
}

void ShardStore::give_back(const Merge& merge) {
  const std::lock_guard lock(mutex_);
  for (const std::string& name : merge.names) shards_[name].merging = false;
}

void ShardStore::merge_if_due() {
  const std::unique_lock merging(merging_, std::try_to_lock);
  if (!merging) return;  // the next shard's turn comes
  const Merge merge = claim_due();
  if (merge.names.empty()) return;
  const std::string name = new_name();
  try {
    join(merge.names, path_of(name));
  } catch (const Interrupted&) {
    give_back(merge);
    return remove_tree(path_of(name));
  }
  sync_flat_tree(path_of(name));
  sync_directory(directory_);
  const std::uint64_t digest = digest_of_flat_tree(path_of(name));
  {
    const std::lock_guard lock(mutex_);
    append(fmt::format("merge {} {} {:016x} {}", name, merge.documents, digest, fmt::join(merge.names, " ")));
    for (const std::string& old : merge.names) shards_.erase(old);
    shards_[name] = {.name = name, .documents = merge.documents, .digest = digest, .level = merge.level + 1};
  }
  for (const std::string& old : merge.names) remove_tree(path_of(old));
}

void ShardStore::join(const std::vector<std::string>& names, const std::string& to) const {
  guarded("joining shards in " + directory_, [&] {
    remove_tree(to);
    std::vector<std::string> paths;
    for (const std::string& name : names) paths.push_back(path_of(name));
    join_databases(paths, to);
  });
}

std::optional<std::string> ShardStore::compact_all() {
  // Newest first: of equal metadata keys the first stays, and a file that changed between two runs was noted again later.
  std::vector<std::string> names;
  for (const Shard& shard : shards()) names.insert(names.begin(), shard.name);
  if (names.empty()) return std::nullopt;
  while (names.size() > fan_in_) {
    const std::string name = new_name();
    const std::vector<std::string> group(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(fan_in_));
    join(group, path_of(name));
    names.erase(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(fan_in_));
    names.push_back(name);
  }
  const std::string compacted = path_of(std::string(compacted_name));
  join(names, compacted);
  return compacted;
}

void ShardStore::publish(const std::string& compacted) {
  sync_flat_tree(compacted);
  sync_directory(directory_);
  publish_directory(compacted, archive_);
  discard();
}

void ShardStore::discard() { remove_tree(directory_); }

}  // namespace backfile
