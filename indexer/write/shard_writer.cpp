#include "indexer/write/shard_writer.hpp"

#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/write_database.hpp"

namespace backfile {
namespace {

/// What a kill can cost, and what is synced at once; never more text than a page-heavy crawl brings.
constexpr std::uint32_t default_batch = 512;
constexpr std::uint64_t max_shard_text_bytes = 16u << 20;
/// A shard may hold metadata only (captures of known versions, rejects).
constexpr std::uint64_t entries_per_document = 20;

}  // namespace

ShardWriter::ShardWriter(ShardStore& store, std::uint32_t batch) : store_(store), batch_(batch ? batch : default_batch) {}

void ShardWriter::open() {
  if (shard_) return;
  shard_.emplace();
  entries_ = text_bytes_ = 0;
  write_format_metadata([&](const std::string& key, const std::string& value) { shard_->set_metadata(key, value); });
}

void ShardWriter::add(std::size_t text_bytes, const Fill& fill) {
  open();
  fill(*shard_);
  text_bytes_ += text_bytes;
  close_if_full();
}

void ShardWriter::write(const Fill& fill) {
  open();
  fill(*shard_);
  ++entries_;
  close_if_full();
}

void ShardWriter::close_if_full() {
  if (shard_->documents() < batch_ && text_bytes_ < max_shard_text_bytes && entries_ < entries_per_document * batch_) return;
  close();
  store_.merge_if_due();
}

void ShardWriter::close() {
  if (!shard_) return;
  const std::string name = store_.new_name();
  write_database(*shard_, store_.path_of(name));
  store_.commit_shard(name, shard_->documents());
  shard_.reset();
}

}  // namespace backfile
