#include "indexer/write/copier.hpp"

#include <thread>

#include "common/digest.hpp"
#include "common/record.hpp"
#include "common/xapian_guard.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/write/versions.hpp"

namespace backfile {

void Copier::copy(const std::string& archive, const std::vector<Xapian::docid>* only) {
  next_ = 0;
  only_ = only;
  std::uint64_t present = 0;
  const std::uint64_t known_before = counts.read + counts.unreadable;
  guarded("reading " + archive, [&] {
    const Xapian::Database database(archive);
    end_ = only ? only->size() : database.get_lastdocid();
    present = only ? only->size() : database.get_doccount();
  });
  std::vector<std::jthread> helpers;
  for (unsigned worker = 1; worker < threads_; ++worker) helpers.emplace_back([&] { work(archive); });
  work(archive);
  helpers.clear();
  if (failure_) std::rethrow_exception(failure_);
  const std::uint64_t met = counts.read + counts.unreadable - known_before;
  if (!interrupted() && met < present) counts.unreadable += present - met;
}

void Copier::work(const std::string& archive) {
  try {
    guarded("rewriting " + archive, [&] {
      const Xapian::Database database(archive);
      ShardWriter shards(store_, 0);
      DocumentBuilder builder;
      for (std::size_t i = next_++; i < end_ && !interrupted() && !failed_; i = next_++)
        copy_document(database, only_ ? (*only_)[i] : static_cast<Xapian::docid>(i + 1), builder, shards);
      shards.close();
    });
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    failed_ = true;
  }
}

void Copier::copy_document(const Xapian::Database& database, Xapian::docid id, DocumentBuilder& builder, ShardWriter& shards) {
  std::string data;
  Xapian::Document stored;
  try {
    // Whether a document is there is asked of another table than that of the records, which may be damaged.
    stored = treatment_ == Treatment::from_record ? database.get_document(id, Xapian::DOC_ASSUME_VALID) : database.get_document(id);
    data = stored.get_data();
    if (data.empty()) return;
  } catch (const Xapian::DocNotFoundError&) {
    return;
  } catch (const Xapian::Error&) {
    const std::lock_guard lock(mutex_);
    ++counts.unreadable;
    return;
  }
  const Article article = decode_record(data);
  const VersionKey key = version_key(article);
  {
    const std::lock_guard lock(mutex_);
    ++counts.read;
    if (removals_.contains(key.address_key)) {
      ++counts.removed;
      return taken_out_.add(database, stored, key.address_key);
    }
    if (claims_.claim(key) == Claim::known) {
      ++counts.duplicates;
      return;
    }
    ++counts.written;
  }
  if (treatment_ == Treatment::as_it_is) {
    // The latest version is found again once all documents are together.
    const Xapian::Document document = without_version_marks(stored);
    return shards.add(article.body.size(), [&](MemoryIndex& shard) { shard.add_document(document); });
  }
  note_renamed(stored, key);
  shards.add(article.body.size(), [&](MemoryIndex& shard) { builder.build(article, key, shard); });
}

void Copier::note_renamed(const Xapian::Document& stored, const VersionKey& key) {
  std::string former;
  try {
    former = unique_term_of(stored);
  } catch (const Xapian::Error&) {
    return;  // terms are made anew; captures of a version that also changed its name are lost
  }
  if (former.empty() || former == key.unique) return;
  const std::lock_guard lock(mutex_);
  renamed_[digest64(former)] = digest64(key.unique);
}

}  // namespace backfile
