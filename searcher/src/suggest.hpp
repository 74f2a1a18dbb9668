// Another spelling of a query that found little.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <backfile/query.hpp>
#include <xapian.h>

#include "searcher/src/collector.hpp"

namespace backfile {

/// Suggestions are for answers of at most so many lines.
inline constexpr std::uint64_t few_lines = 3;

/// The text of `query` with its misspelt words corrected from the archives' own words; nullopt when nothing is to be corrected, or what is
/// corrected finds no more than `found` lines as `count` tells. Words of filters and of what is excluded stay. Throws Error(deadline), Xapian::Error.
[[nodiscard]] std::optional<std::string> suggested_query(const Xapian::Database&, const Query& query, std::uint64_t found, const Deadline&,
                                                         const std::function<std::uint64_t(const Query&)>& count);

}  // namespace backfile
