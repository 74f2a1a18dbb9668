// One worker's hand in a build: fills leaves, databases so small that Xapian's maps of a batch stay in the processor's cache, joins them
// to a shard when that is full, and lists it in the store. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "indexer/write/shard_store.hpp"

namespace backfile {

class ShardWriter {
 public:
  /// `batch`: documents per shard; 0 = chosen.
  ShardWriter(ShardStore& store, std::uint32_t batch);

  /// Adds one document and, in the same commit, whatever `write_metadata` writes (may be empty).
  void add(const Xapian::Document& document, std::size_t text_bytes, const std::function<void(Xapian::WritableDatabase&)>& write_metadata = {});
  /// Metadata alone.
  void write(const std::function<void(Xapian::WritableDatabase&)>& write_metadata);

  /// Opens a shard although there is nothing to write: an empty crawl makes an empty archive.
  void open();
  /// Closes and lists the open shard, if any.
  void close();

 private:
  void close_if_full();
  void close_leaf();

  ShardStore& store_;
  std::uint32_t batch_;
  std::optional<Xapian::WritableDatabase> leaf_;
  std::vector<std::string> leaves_;  // names, the newest first, that of `leaf_` included
  std::uint64_t documents_ = 0, entries_ = 0, text_bytes_ = 0;  // of the shard
  std::uint64_t leaf_documents_ = 0;
};

}  // namespace backfile
