// Words of the archive's own dictionary that a misspelt one may have meant. Nothing is stored for it: the dictionary of exact forms is
// read, first where it begins like the word, within a budget.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <xapian.h>

namespace backfile::detail {

/// Edits between two words, where swapping neighbours is one (optimal string alignment); more than `limit` is limit + 1.
[[nodiscard]] unsigned edit_distance(std::u32string_view a, std::u32string_view b, unsigned limit);

class Speller {
 public:
  explicit Speller(const Xapian::Database& database) : database_(database) {}

  /// A word (exact form), or two words that were typed as one, that `exact` may have meant: few edits away, and if
  /// the archive has the word as typed, far more frequent. nullopt for words of fewer than four characters, with digits, or of scripts without spaces. Throws Xapian::Error.
  [[nodiscard]] std::optional<std::string> correction(std::string_view exact);

  /// Dictionary entries that all corrections of a query may read: about a tenth of a second.
  static constexpr std::uint64_t max_scanned = 300'000;

 private:
  struct Candidate;
  void scan(const std::string& begin, const std::string& except, std::u32string_view wanted, unsigned limit, Candidate& best);
  [[nodiscard]] std::optional<std::string> split(std::string_view exact) const;

  const Xapian::Database& database_;
  std::uint64_t scanned_ = 0;
};

}  // namespace backfile::detail
