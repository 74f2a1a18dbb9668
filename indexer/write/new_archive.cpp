#include "indexer/write/new_archive.hpp"

#include "indexer/interrupt.hpp"
#include "indexer/write/column_file.hpp"
#include "indexer/write/fold_stories.hpp"
#include "indexer/write/shard_writer.hpp"
#include "indexer/write/versions.hpp"

namespace backfile {

void publish_copied(ShardStore& store, Stories stories, const std::function<void(Xapian::WritableDatabase&)>& write_metadata) {
  if (store.shards().empty()) {
    ShardWriter empty(store, 0);
    empty.open();
    empty.close();
  }
  const std::string compacted = store.compact_all().value();
  {
    Xapian::WritableDatabase database(compacted, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);  // publish() syncs it
    database.begin_transaction();
    // Before the versions: their order is that of their captures.
    write_metadata(database);
    mark_all_versions(database);
    if (stories == Stories::found_again) fold_stories(database, Readers::none_yet);
    stop_if_interrupted();
    database.commit_transaction();
    database.close();
  }
  write_columns(compacted);
  store.publish(compacted);
}

}  // namespace backfile
