// One worker's hand in a build: gathers documents in memory, writes them as a shard when it is full, and lists that in the store. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "indexer/write/memory_index.hpp"
#include "indexer/write/shard_store.hpp"

namespace backfile {

class ShardWriter {
 public:
  using Fill = std::function<void(MemoryIndex&)>;

  /// `batch`: documents per shard; 0 = chosen.
  ShardWriter(ShardStore& store, std::uint32_t batch);

  /// `fill` adds one document, and metadata that is to count when it does.
  void add(std::size_t text_bytes, const Fill& fill);
  /// `fill` sets metadata alone.
  void write(const Fill& fill);

  /// Opens a shard although there is nothing to write: an empty crawl makes an empty archive.
  void open();
  /// Writes and lists the open shard, if any.
  void close();

 private:
  void close_if_full();

  ShardStore& store_;
  std::uint32_t batch_;
  std::optional<MemoryIndex> shard_;
  std::uint64_t entries_ = 0, text_bytes_ = 0;  // of the shard
};

}  // namespace backfile
