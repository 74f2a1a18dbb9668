// An article's versions and captures, read from all archives.
#pragma once

#include <string>
#include <vector>

#include <backfile/history.hpp>

#include "common/article.hpp"
#include "searcher/src/archive.hpp"
#include "searcher/src/hits.hpp"

namespace backfile {

/// A version with its record.
struct StoredVersion {
  Version version;
  Article article;
};

/// Versions with this U term, oldest first; empty when there is none.
[[nodiscard]] std::vector<StoredVersion> read_versions(const Archives&, const std::string& address_term);

/// Where the captures of one version lie, by time; `document` was read from `database`. Throws Xapian::Error.
[[nodiscard]] std::vector<Capture> captures_of(const Xapian::Database& database, const StoredDocument& document);

/// The same without their records.
[[nodiscard]] std::vector<Version> read_history(const Archives&, const std::string& address_term);

}  // namespace backfile
