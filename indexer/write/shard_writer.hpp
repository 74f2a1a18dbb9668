// One worker's hand in a build: fills small shards (small batches cost half the processor time of large ones) and lists each in the
// store when it is full. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

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

  ShardStore& store_;
  std::uint32_t batch_;
  std::optional<Xapian::WritableDatabase> shard_;
  std::string name_;
  std::uint64_t documents_ = 0, entries_ = 0, text_bytes_ = 0;
};

}  // namespace backfile
