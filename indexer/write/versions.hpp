// Which version of an article is the latest (common/version_order.hpp): all others carry XOLD. Marking the few old beats marking the
// many latest, because taking a term from a stored document costs almost a re-add.
#pragma once

#include <cstdint>
#include <string>

#include <xapian.h>

namespace backfile {

/// Makes XOLD right for one article (its U term). Returns the number of documents rewritten.
std::uint64_t mark_superseded(Xapian::WritableDatabase& database, const std::string& address_term);

/// The same for every article that has several versions.
std::uint64_t mark_all_superseded(Xapian::WritableDatabase& database);

}  // namespace backfile
