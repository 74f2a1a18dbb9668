// Are two texts roughly the same? A 64-bit simhash over word triples (Charikar, STOC 2002): the number of differing bits grows with
// the share of differing triples. Used to notice a canonical address that unlike texts claim.
#pragma once

#include <cstdint>
#include <string_view>

namespace backfile {

[[nodiscard]] std::uint64_t text_likeness(std::string_view text);

/// Unrelated texts differ in 32 bits on average (never below 16 in a thousand pairs); a text with a changed paragraph in a few.
[[nodiscard]] bool alike(std::uint64_t a, std::uint64_t b);

}  // namespace backfile
