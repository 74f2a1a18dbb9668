// Which version of an article is the latest (common/version_order.hpp): all others carry XOLD. Marking the few old beats marking the
// many latest, because taking a term from a stored document costs almost a re-add. All versions of an article that has several carry XHAS:edits.
#pragma once

#include <cstdint>
#include <string>

#include <xapian.h>

namespace backfile {

/// Makes both marks right for one article (its U term). Returns the number of documents rewritten.
std::uint64_t mark_versions(Xapian::WritableDatabase& database, const std::string& address_term);

/// The same for every article that has several versions.
std::uint64_t mark_all_versions(Xapian::WritableDatabase& database);

/// The Q term of a stored document; empty when it has none.
[[nodiscard]] std::string unique_term_of(const Xapian::Document& document);

/// A document as the builder made it, for an archive where other versions may stand beside it.
[[nodiscard]] Xapian::Document without_version_marks(Xapian::Document document);

}  // namespace backfile
