// Small archives for tests, written straight with Xapian: one document per version, earlier versions marked superseded, the metadata
// that readers want. Goes around the crawl and the writer on purpose, so that a test says exactly what is stored.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/article.hpp"
#include "common/date.hpp"
#include "common/schema.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/fold_stories.hpp"
#include "indexer/write/index_document.hpp"

namespace backfile::test {

/// Adds to an archive, or makes one.
class ArchiveBuilder {
 public:
  explicit ArchiveBuilder(const std::string& path) : database_(path, Xapian::DB_CREATE_OR_OPEN) {
    write_format_metadata(database_);
    database_.commit();
  }

  /// A version with the same address and text as one before replaces it; of several versions of an address the one with the greatest
  /// version order is the latest, among equals the last one added.
  ArchiveBuilder& add(const Article& article) {
    const VersionKey key = version_key(article);
    database_.replace_document(key.unique, builder_.build(article, key));
    supersede(key.address_key);
    return *this;
  }
  ArchiveBuilder& add(const std::vector<Article>& articles) {
    for (const Article& article : articles) add(article);
    return *this;
  }
  ArchiveBuilder& remove(const Article& article) {
    database_.delete_document(version_key(article).unique);
    return *this;
  }

  void commit() {
    database_.begin_transaction();
    fold_stories(database_);
    database_.commit_transaction();
    write_run_metadata(database_, "a test's run", finished_runs(database_) + 1);
    database_.commit();
  }
  [[nodiscard]] Xapian::WritableDatabase& database() { return database_; }

 private:
  void supersede(const std::string& address_key) {
    const std::string address = schema::term(schema::prefix::address, address_key);
    const std::vector<Xapian::docid> versions(database_.postlist_begin(address), database_.postlist_end(address));
    if (versions.size() < 2) return;
    std::pair<std::string, Xapian::docid> latest;
    for (const Xapian::docid number : versions)
      latest = std::max(latest, {database_.get_document(number).get_value(schema::slot::version_order), number});
    for (const Xapian::docid number : versions) {
      Xapian::Document document = database_.get_document(number);
      document.add_boolean_term(schema::term(schema::prefix::has, "edits"));
      document.add_boolean_term(std::string(schema::prefix::superseded));
      if (number == latest.second) document.remove_term(std::string(schema::prefix::superseded));
      database_.replace_document(number, document);
    }
  }

  Xapian::WritableDatabase database_;
  DocumentBuilder builder_;
};

inline void build_archive(const std::string& path, const std::vector<Article>& articles) { ArchiveBuilder(path).add(articles).commit(); }

}  // namespace backfile::test
