// More like this: the words that set an article apart, as a query.
#pragma once

#include <string>

#include <xapian.h>

#include "searcher/src/archive.hpp"
#include "searcher/src/hits.hpp"
#include "searcher/src/query_compile.hpp"

namespace backfile {

/// A ranked query for articles that share telling words with `document` (numbered as in Archives::merged()); the article itself,
/// in all its versions, is left out. `least_score` is set to what an article must reach to count as alike.
[[nodiscard]] CompiledQuery similar_query(const Archives&, const StoredDocument& document, double& least_score);

}  // namespace backfile
