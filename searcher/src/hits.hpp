// Stored documents as hits and as articles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <backfile/searcher.hpp>
#include <xapian.h>

#include "common/article.hpp"
#include "common/version_order.hpp"
#include "searcher/src/archive.hpp"
#include "searcher/src/snippet.hpp"

namespace backfile {

/// A document as it was read from the archive.
struct StoredDocument {
  Article article;
  Xapian::docid number = 0;  // in the database that it came from
  std::string unique;        // its Q term
  std::string address;       // its U term
  std::string digest;        // of its text, hex16
  bool superseded = false;
};

[[nodiscard]] StoredDocument read_document(const Xapian::Document&);

/// The order of versions, also across archives: of those with the same time the one that an archive marked as superseded is earlier.
struct PlacedDocument {
  StoredDocument document;
  VersionPlace place;
};
[[nodiscard]] bool earlier_version(const PlacedDocument& a, const PlacedDocument& b);

/// The latest version with this U term; nullopt when there is none. Numbered as in Archives::merged().
[[nodiscard]] std::optional<StoredDocument> find_latest(const Archives&, const std::string& address_term);

[[nodiscard]] StoredArticle stored_article(StoredDocument);

/// What a hit shows of its document. Rank, score, copies and explanation are the caller's.
[[nodiscard]] Hit make_hit(const Archives&, const StoredDocument&, SnippetMaker&, std::uint32_t snippet_bytes);

}  // namespace backfile
