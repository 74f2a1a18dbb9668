// Exact counts by date, site, section, author and language.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <backfile/results.hpp>

#include "searcher/src/collector.hpp"
#include "searcher/src/fold.hpp"

namespace backfile {

/// How often each stored value occurs; what has none is counted apart.
struct ValueCounts {
  std::map<std::string, std::uint64_t> values;
  std::uint64_t absent = 0;
};

[[nodiscard]] schema::slot::Slot slot_of(Field);

/// The part of a stored value that tells its bucket.
[[nodiscard]] std::string_view bucket_part(Field field, std::string_view stored);

/// Counts the values of the matches that stand for a group as `field` needs them: dates cut to the field's precision, one count for each of
/// an article's authors.
[[nodiscard]] ValueCounts count_values(const Archives&, const MatchSet&, const Grouping& counted, Field field);

/// Adds `count` articles with this stored value.
void count_value(ValueCounts&, Field field, const std::string& stored, std::uint64_t count);

/// Puts counts into the order people read: dates ascending and undated last; others by count, spellings that differ only in case or
/// accents as one under the most frequent, beyond `limit` one bucket for the rest. What has no value keeps its own bucket.
[[nodiscard]] Facet make_facet(Field field, const ValueCounts&, std::size_t limit);

}  // namespace backfile
