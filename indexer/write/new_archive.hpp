// The second half of every rewrite: from shards of copied documents to an archive that stands.
#pragma once

#include <functional>
#include <string>

#include <xapian.h>

#include "indexer/write/shard_store.hpp"

namespace backfile {

/// Whether stories (fold_stories.hpp) are looked for again, or are those that the documents say: no story was cut.
enum class Stories { found_again, as_they_are };

/// Joins the shards of `store` (none make an empty archive), has `write_metadata` write what goes with them, finds again which versions
/// are the latest, and the stories if they are to be, writes the columns and publishes. Throws Error, Xapian::Error, Interrupted: then nothing is
/// published.
void publish_copied(ShardStore& store, Stories stories, const std::function<void(Xapian::WritableDatabase&)>& write_metadata);

/// Runs `work` with a fresh building directory of `archive`, and leaves none behind when it fails: a rewrite starts anew.
template <typename Work>
auto beside(const std::string& archive, Work work) {
  ShardStore store(archive, "", ShardStore::Start::fresh);
  try {
    return work(store);
  } catch (...) {
    store.discard();
    throw;
  }
}

}  // namespace backfile
