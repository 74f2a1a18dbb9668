// Article -> document: terms, values and record, as the schema's table has them.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include <xapian.h>

#include "common/article.hpp"
#include "common/text.hpp"
#include "indexer/write/memory_index.hpp"

namespace backfile {

/// What identifies a version in the archive.
struct VersionKey {
  std::string address_key;
  std::uint64_t text_digest = 0;
  std::string unique;  // the Q term
};
/// Identity of an article: url, else id, else source.
[[nodiscard]] std::string address_key_of(const Article&);
[[nodiscard]] VersionKey version_key(const Article&);

/// Value of slot::version_order: instant of captured, else modified, else published, else zeros; byte order is version order.
[[nodiscard]] std::string version_order_value(const Article&);

/// Builds documents; keeps stemmers and their caches between articles. One thread at a time.
class DocumentBuilder {
 public:
  /// Adds the article to `index` as its next document.
  void build(const Article&, const VersionKey&, MemoryIndex& index);
  [[nodiscard]] Xapian::Document build(const Article&, const VersionKey&);

 private:
  Stemmer& stemmer(const std::string& language);
  std::map<std::string, Stemmer> stemmers_;
};

}  // namespace backfile
