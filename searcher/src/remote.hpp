// Answers when any archive is remote. Xapian's servers know none of our own spies and collapse only by estimate: so articles are
// counted, not stories, facets come from Xapian's value counts, and pages go by offset. Scores, order and article counts are
// those of local archives with copies shown.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "searcher/src/answer.hpp"

namespace backfile {

/// As answer(). A cursor of a changed archive is Error(changed) in every order.
[[nodiscard]] Results answer_remote(const Archives&, Stemmers&, const Request&, const Deadline&);

/// As answer_each(), in the revision that the servers hold for this connection.
std::uint64_t answer_each_remote(const Archives&, Stemmers&, const Request&, const Deadline&,
                                 const std::function<bool(const Hit&, const StoredArticle&)>& sink);

/// As count_everything().
[[nodiscard]] std::vector<Facet> count_everything_remote(const Archives&, const std::vector<Field>& fields, std::uint64_t& articles);

}  // namespace backfile
