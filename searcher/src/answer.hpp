// From a compiled query to an answer, on local archives: collect, fold, order, cut out a page, count facets, show hits. All numbers
// of an answer come from one list of matches.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <backfile/searcher.hpp>

#include "searcher/src/archive.hpp"
#include "searcher/src/arrivals.hpp"
#include "searcher/src/collector.hpp"
#include "searcher/src/query_compile.hpp"
#include "searcher/src/snippet.hpp"

namespace backfile {

/// A question to the archives.
struct Request {
  CompiledQuery compiled;
  SearchOptions options;
  std::uint64_t identity = 0;  // digest of what decides matches and their order: cursors are bound to it
  double least_score = 0;      // matches below are dropped
  ArrivalFilter arrivals{};    // matches that do not pass are dropped
};

/// The order that is meant: what ranks nothing is shown newest first.
[[nodiscard]] Order effective_order(const Request&);

/// All articles, each in its latest version.
[[nodiscard]] Xapian::Query latest_of_everything();

/// Results but for `understood` and `took_ms`. Throws Error, Xapian::Error.
[[nodiscard]] Results answer(const Archives&, Stemmers&, const Request&, const Deadline&);

/// Calls `sink` for every line in order, as Searcher::for_each promises. When a writer moves on meanwhile, goes on with the same
/// list in the later revision, and throws Error(changed) if one of the listed documents is gone from it. Xapian::Error leaves it
/// only before the first call of `sink`.
std::uint64_t answer_each(Archives&, Stemmers&, const Request&, const Deadline&,
                          const std::function<bool(const Hit&, const StoredArticle&)>& sink);

/// Counts of `fields` over all latest versions, one by one, without a limit; `articles` is set to how many there are.
[[nodiscard]] std::vector<Facet> count_everything(const Archives&, const std::vector<Field>& fields, std::uint64_t& articles);

}  // namespace backfile
