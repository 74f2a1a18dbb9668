// How much of one text is in another: hashes of runs of four words, a word being letters and digits of alphabetic scripts or one
// ideograph. Markup, punctuation and white space do not matter.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace backfile {

class Shingles {
 public:
  Shingles() = default;
  explicit Shingles(std::string_view text);

  [[nodiscard]] bool empty() const noexcept { return sorted_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return sorted_.size(); }
  /// Share of the shingles of `text` that are here, 0 to 1; 0 for a text without words.
  [[nodiscard]] double share_of(std::string_view text) const;
  /// How many of the shingles of `text` are here.
  [[nodiscard]] std::size_t count_of(std::string_view text) const;

 private:
  std::vector<std::uint64_t> sorted_;
};

}  // namespace backfile
