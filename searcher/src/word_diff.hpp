// The alignment behind diff_words: which tokens of two sequences stay. Tokens are numbers, equal when they are the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace backfile {

/// A stretch [a, a_end) of the sequence before that became [b, b_end) of the one after; one of them may be empty.
struct Hunk {
  std::size_t a = 0, a_end = 0, b = 0, b_end = 0;
  friend bool operator==(const Hunk&, const Hunk&) = default;
};

struct Alignment {
  std::vector<Hunk> hunks;  // in order, with tokens that stay between them
  bool complete = true;     // false: `work` was used up, what was left became hunks as a whole
};

/// The fewest changed tokens, in linear space. `work`: comparisons to spend, about a nanosecond or two each.
[[nodiscard]] Alignment align(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after, std::uint64_t work);

}  // namespace backfile
