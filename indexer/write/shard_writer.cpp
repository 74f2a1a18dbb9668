#include "indexer/write/shard_writer.hpp"

#include "indexer/write/archive_metadata.hpp"

namespace backfile {
namespace {

/// What a kill can cost, and what is synced at once; never more text than a page-heavy crawl brings.
constexpr std::uint32_t default_batch = 512;
/// A batch of 64 costs four fifths of the processor time of one of 500 (4,000 generated articles; 32 and 128 lie between), since Xapian
/// looks every word up in its maps of the batch. Joining the leaves is a fraction of what that saves, and they need no syncing.
constexpr std::uint64_t leaf_documents = 64;
constexpr std::uint64_t max_shard_text_bytes = 16u << 20;
/// A shard may hold metadata only (captures of known versions, rejects).
constexpr std::uint64_t entries_per_document = 20;

}  // namespace

ShardWriter::ShardWriter(ShardStore& store, std::uint32_t batch) : store_(store), batch_(batch ? batch : default_batch) {}

void ShardWriter::open() {
  if (leaf_) return;
  if (leaves_.empty()) documents_ = entries_ = text_bytes_ = 0;
  leaf_documents_ = 0;
  leaves_.insert(leaves_.begin(), store_.new_name());
  // Shards are synced once, when they are complete: until then they do not count.
  leaf_.emplace(store_.path_of(leaves_.front()), Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
  // One transaction a leaf: the flush threshold of the environment has no say.
  leaf_->begin_transaction();
  write_format_metadata(*leaf_);
}

void ShardWriter::add(const Xapian::Document& document, std::size_t text_bytes,
                      const std::function<void(Xapian::WritableDatabase&)>& write_metadata) {
  open();
  leaf_->add_document(document);
  if (write_metadata) write_metadata(*leaf_);
  ++documents_;
  text_bytes_ += text_bytes;
  if (++leaf_documents_ == leaf_documents) close_leaf();
  close_if_full();
}

void ShardWriter::write(const std::function<void(Xapian::WritableDatabase&)>& write_metadata) {
  open();
  write_metadata(*leaf_);
  ++entries_;
  close_if_full();
}

void ShardWriter::close_if_full() {
  if (documents_ < batch_ && text_bytes_ < max_shard_text_bytes && entries_ < entries_per_document * batch_) return;
  close();
  store_.merge_if_due();
}

void ShardWriter::close_leaf() {
  if (!leaf_) return;
  leaf_->commit_transaction();
  leaf_->close();
  leaf_.reset();
}

void ShardWriter::close() {
  close_leaf();
  if (leaves_.empty()) return;
  store_.commit_shard(leaves_, documents_);
  leaves_.clear();
}

}  // namespace backfile
