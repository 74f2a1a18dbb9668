// The lists of stop words, as data. Private to common/: other code asks is_stopword (text.hpp).
#pragma once

#include <span>
#include <string_view>

namespace backfile {

/// One language's list: its primary tag, and words in their exact (folded) form, separated by single spaces.
struct StopwordList {
  std::string_view language;
  std::string_view words;
};

[[nodiscard]] std::span<const StopwordList> stopword_lists();

}  // namespace backfile
