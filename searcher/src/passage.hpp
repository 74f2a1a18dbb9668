// Choosing passages in a text whose matches are marked, and showing them in one line. Knows nothing of queries or languages.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <backfile/results.hpp>

namespace backfile {

/// One match: a part of the query at some words of a text.
struct Mark {
  std::uint32_t first_word = 0, last_word = 0;
  std::uint32_t part = 0;    // of the query
  std::uint32_t weight = 0;  // what seeing this part is worth
  bool shown = true;         // highlighted
};

/// A text with its words and what matched in it, in the order of the text.
struct MarkedText {
  std::string_view text;
  std::vector<Span> words;
  std::vector<Mark> marks;
  std::uint32_t parts = 0;  // of the query

  void sort_marks();
};

/// The shown marks as spans of the text.
[[nodiscard]] std::vector<Span> marked_spans(const MarkedText&);

/// Words `first` to `last`.
struct Passage {
  std::uint32_t first = 0, last = 0;
};

/// One to three passages that together have about `bytes`, in the order of the text; the opening when nothing is marked. `text` must
/// have words. O(words + marks).
[[nodiscard]] std::vector<Passage> choose_passages(const MarkedText&, std::size_t bytes);

/// The passages in one line, joined by and cut with ellipses, white space collapsed. `bytes` bounds each passage (twice over), whatever the text holds.
[[nodiscard]] Snippet show_passages(const MarkedText&, const std::vector<Passage>&, std::size_t bytes);

}  // namespace backfile
