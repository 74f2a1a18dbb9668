// What a later run gathers beside a standing archive, and how it becomes part of it.
//
// Xapian adds a document to an archive by touching a block of the tables for nearly each of its words: ten times what building one costs, and the archive
// grows by half. So a run that brings many gathers them as a first build does, in shards that ARCHIVE.building/ journals, and in the end archive and
// shards are merged and published in one step. Every writer calls take_in_gathered() before it does anything else: what is journaled counts as committed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <xapian.h>

#include "indexer/write/shard_store.hpp"

namespace backfile {

/// From how many added documents on that pays. A few calls of the system.
[[nodiscard]] std::uint64_t fewest_to_gather(const std::string& archive);

/// Whether it can be done: the archive's tables are of the known form, there is room for another of its size, and the file system exchanges directories.
[[nodiscard]] bool can_gather(const std::string& archive);

/// About how long merge_gathered() takes where little was gathered.
[[nodiscard]] double seconds_to_merge(const std::string& archive);

/// A fresh ARCHIVE.building/ to gather in.
[[nodiscard]] std::unique_ptr<ShardStore> start_gathering(const std::string& archive);

/// Makes the shards of `store`, one at least, part of `archive`, which nobody writes to: the archive's versions are marked again where the shards bring others,
/// and what they bring arrives now. `complete` writes what else is to be published with them. Reads and writes the whole archive once. Throws Error, Xapian::Error,
/// Interrupted: then nothing has changed, and the shards stay for the next run. `archive` is another database afterwards.
void merge_gathered(const std::string& archive, ShardStore& store, const std::function<void(Xapian::WritableDatabase&)>& complete);

/// Whether an interrupted run left something that take_in_gathered() would see to, or another program gathers at the moment.
[[nodiscard]] bool has_gathered(const std::string& archive);

/// Does merge_gathered() with what an interrupted run left, and removes whatever else lies in ARCHIVE.building/. Stories are left to the next run. Shards that were
/// damaged since are dropped, all of them, and told: the next run reads their pages again. The caller holds the lock.
void take_in_gathered(const std::string& archive, const std::function<void(const std::string&)>& tell);

}  // namespace backfile
