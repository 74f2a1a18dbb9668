// What two texts have in common, word by word, and whether that makes them copies. Decides every pair of candidates, from their texts.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/copies/shingles.hpp"

namespace backfile {

/// A body as tokens, with what the decision looks at.
struct FoldText {
  struct Piece {
    Token token;
    std::uint64_t shingle = 0;  // that ends here; 0: none
    bool quoted = false;        // within quotation marks
  };
  std::vector<Piece> pieces;
  std::uint64_t digest = 0;  // of title and body, as the archive has it
  double words = 0;          // tokens, characters of scripts without spaces as the part of a word that they are
};

[[nodiscard]] FoldText fold_text(std::string_view body);

/// What the smaller of two texts has in common with the larger. Lengths in words.
struct Overlap {
  bool first_is_larger = false;
  double words = 0, larger_words = 0;
  double common = 0;             // in stretches of at least a shingle that both have
  double unquoted = 0, unquoted_common = 0;
  double longest = 0;            // stretch
  unsigned substitutions = 0;    // where a few words stand in the place of a few others, common text on both sides
  unsigned numbers_common = 0, numbers_changed = 0;  // numbers within common text; those that a substitution changed
  unsigned numbers_alone = 0;                        // of the smaller text, outside common text
};

/// Equal for (a, b) and (b, a) unless both have the same length: call it in a fixed order then. Linear in the texts.
[[nodiscard]] Overlap overlap_of(const FoldText& a, const FoldText& b);

enum class Likeness {
  unlike,
  alike,
  holds,    // the first has the second as a small part
  is_held,  // the first is a small part of the second
};

/// How long after the one the other was published. Copies follow within a day or two; reports of one template come day by day, week by week, so
/// that what lies apart has to agree in more.
enum class Apart { days_at_most_two, longer_or_unknown };

[[nodiscard]] Likeness judge(const Overlap&, Apart);

}  // namespace backfile
