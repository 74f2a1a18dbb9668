// What the words before a date say about it: "Updated:", "Veröffentlicht am", "最終更新".
#pragma once

#include <cstddef>

#include "indexer/extract/dates/date_tokens.hpp"

namespace backfile::dates {

enum class Label : unsigned char {
  none,
  published,
  updated,
  other
};  // other: a date of something else ("born", "copyright", "expires")

/// The label that stands closest before token `first`, not before token `from`.
[[nodiscard]] Label label_before(const Tokens&, std::size_t first, std::size_t from);

/// The label within a few words after token `end`: "... 3 December 2011 veröffentlicht".
[[nodiscard]] Label label_after(const Tokens&, std::size_t end);

/// The label of a single folded word.
[[nodiscard]] Label label_of(std::string_view folded);

}  // namespace backfile::dates
