// What an archive keeps of a text to find its copies: a sample of its shingles. All shingles whose digest falls below a fixed bound are
// taken, so that the sample of a part lies in the sample of the whole; of short texts the 16 with the least digests at least. The first
// eight, by that order, are the text's *probes*: two texts are looked at when one's probes are in the other's sketch.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/copies/shingles.hpp"

namespace backfile {

/// Entries by the order they were chosen in, each once.
using Sketch = std::vector<std::uint32_t>;

inline constexpr std::size_t probes_of_sketch = 8;
/// Texts of fewer tokens are copies only when they are the same, title included.
inline constexpr std::size_t least_tokens = 24;

[[nodiscard]] inline std::span<const std::uint32_t> probes(const Sketch& sketch) {
  return {sketch.data(), std::min(sketch.size(), probes_of_sketch)};
}

/// Gathers the sketch of one text from its words, in order.
class SketchMaker {
 public:
  void add(const Word& word) {
    for_each_token(word, [&](const Token& token) {
      if (const std::uint64_t shingle = shingles_.add(token)) digests_.push_back(shingle);
    });
  }
  /// `text_digest` is all that is kept of a short text. Empty for a text without words.
  [[nodiscard]] Sketch finish(std::uint64_t text_digest);

 private:
  ShingleReader shingles_;
  std::vector<std::uint64_t> digests_;
};

/// Value of slot::sketch: four bytes an entry.
[[nodiscard]] std::string encode_sketch(const Sketch&);
/// Never throws: what is not whole is left out.
[[nodiscard]] Sketch decode_sketch(std::string_view);

}  // namespace backfile
