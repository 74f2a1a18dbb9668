// ARCHIVE.building/: the finished shards of a first build, or of a later run that brings much, and the journal that lists them. A shard is in the journal only after it
// is closed and on disk; what is not in the journal does not exist, and is removed by the next run, as is a shard whose files have another digest
// by then: its pages are read again. Thread-safe.
//
// The journal is text, one line an event, appended and fsynced; a torn last line is ignored:
//   backfile-building 2 FINGERPRINT
//   shard NAME DOCUMENTS DIGEST
//   merge NAME DOCUMENTS DIGEST FROM...
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

namespace backfile {

/// ARCHIVE.building
[[nodiscard]] std::string building_directory(const std::string& archive);

struct Shard {
  std::string name;
  std::uint64_t documents = 0;
  std::uint64_t digest = 0;  // digest_of_flat_tree()
  unsigned level = 0;    // how many merges it has been through
  bool merging = false;
};

class ShardStore {
 public:
  enum class Start { resume, fresh };

  /// Opens or creates ARCHIVE.building/, and reads what shards it has from end to end. Shards of a build with another fingerprint, or of any build with Start::fresh, are dropped.
  ShardStore(const std::string& archive, const std::string& fingerprint, Start start = Start::resume);
  ~ShardStore();
  ShardStore(const ShardStore&) = delete;
  ShardStore& operator=(const ShardStore&) = delete;

  [[nodiscard]] std::string path_of(const std::string& name) const { return directory_ + "/" + name; }
  [[nodiscard]] std::vector<Shard> shards() const;
  /// Shards of an earlier run that were gone or not as they had been written, and were dropped.
  [[nodiscard]] std::size_t damaged() const { return damaged_; }

  /// A name that no shard has had; nothing is created.
  [[nodiscard]] std::string new_name();
  /// The database of that name is complete: makes it durable and lists it.
  void commit_shard(const std::string& name, std::uint64_t documents);

  /// Merges shards of one level when enough have gathered, so that descriptors and the last compaction stay bounded. The caller's
  /// thread does the work, while others go on committing and merge nothing. After a signal nothing is merged.
  void merge_if_due();

  /// All shards as one database at the returned path, inside the building directory, synced by publish(). Without shards: nullopt. Throws
  /// Interrupted after a signal; the shards stay.
  [[nodiscard]] std::optional<std::string> compact_all();
  /// Makes `compacted` the archive in one step and removes the building directory. An archive that stands there is exchanged, where
  /// the file system can do that; else Error(io) and it stays.
  void publish(const std::string& compacted);
  /// Removes the building directory.
  void discard();

 private:
  void read_journal(const std::string& header);
  void start_journal(const std::string& header);
  void append(const std::string& line);
  void drop_damaged();
  void remove_unlisted();
  struct Merge {
    std::vector<std::string> names;  // none: nothing is due
    std::uint64_t documents = 0;
    unsigned level = 0;
  };
  Merge claim_due();
  void give_back(const Merge& merge);
  void join(const std::vector<std::string>& names, const std::string& to) const;

  std::string archive_, directory_;
  int journal_ = -1;
  mutable std::mutex mutex_;
  std::mutex merging_;  // one merge at a time: each takes memory
  std::map<std::string, Shard> shards_;
  std::uint64_t next_number_ = 1;
  std::size_t damaged_ = 0;
  std::size_t fan_in_;
};

}  // namespace backfile
