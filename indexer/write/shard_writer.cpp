#include "indexer/write/shard_writer.hpp"

#include "indexer/write/archive_metadata.hpp"

namespace backfile {
namespace {

/// 250 documents per shard cost the least processor time, 1,000 merge fastest: between them, and never more text than a page-heavy
/// crawl brings.
constexpr std::uint32_t default_batch = 500;
constexpr std::uint64_t max_shard_text_bytes = 16u << 20;
/// A shard may hold metadata only (captures of known versions, rejects).
constexpr std::uint64_t entries_per_document = 20;

}  // namespace

ShardWriter::ShardWriter(ShardStore& store, std::uint32_t batch) : store_(store), batch_(batch ? batch : default_batch) {}

void ShardWriter::open() {
  if (shard_) return;
  name_ = store_.new_name();
  documents_ = entries_ = text_bytes_ = 0;
  // Shards are synced once, when they are complete: until then they do not count.
  shard_.emplace(store_.path_of(name_), Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
  // One transaction a shard: the flush threshold of the environment has no say.
  shard_->begin_transaction();
  write_format_metadata(*shard_);
}

void ShardWriter::add(const Xapian::Document& document, std::size_t text_bytes,
                      const std::function<void(Xapian::WritableDatabase&)>& write_metadata) {
  open();
  shard_->add_document(document);
  if (write_metadata) write_metadata(*shard_);
  ++documents_;
  text_bytes_ += text_bytes;
  close_if_full();
}

void ShardWriter::write(const std::function<void(Xapian::WritableDatabase&)>& write_metadata) {
  open();
  write_metadata(*shard_);
  ++entries_;
  close_if_full();
}

void ShardWriter::close_if_full() {
  if (documents_ < batch_ && text_bytes_ < max_shard_text_bytes && entries_ < entries_per_document * batch_) return;
  close();
  store_.merge_if_due();
}

void ShardWriter::close() {
  if (!shard_) return;
  shard_->commit_transaction();
  shard_->close();
  shard_.reset();
  store_.commit_shard(name_, documents_);
}

}  // namespace backfile
