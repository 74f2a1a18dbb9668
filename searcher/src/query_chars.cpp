#include "searcher/src/query_chars.hpp"

#include <array>

#include "common/text_bigrams.hpp"

namespace backfile::detail {
namespace {

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t c) {
  for (const auto& [first, last] : ranges)
    if (c >= first && c <= last) return true;
  return false;
}

constexpr std::array separators{
    Range{0x0, 0x20},      Range{0x7F, 0xA0},     Range{0x1680, 0x1680}, Range{0x180E, 0x180E},
    Range{0x2000, 0x200B}, Range{0x200E, 0x200F}, Range{0x2028, 0x202F}, Range{0x205F, 0x2060},
    Range{0x2066, 0x2069}, Range{0x3000, 0x3000}, Range{0xFEFF, 0xFEFF},
};

constexpr std::array unspaced{
    Range{0x0E00, 0x0EFF}, Range{0x1000, 0x109F}, Range{0x1780, 0x17FF}, Range{0x19E0, 0x19FF},
};

struct Quotes {
  char32_t opening;
  std::u32string_view closing;
};

// First what belongs together; writers mix them, so the straight quote and each other's shapes follow.
constexpr std::array quotes{
    Quotes{U'"', U"\""},
    Quotes{U'\u201C', U"\u201D"},
    Quotes{U'\u201D', U"\u201D"},
    Quotes{U'\u201E', U"\u201C\u201D\u201F"},
    Quotes{U'\u201F', U"\u201D"},
    Quotes{U'\u00AB', U"\u00BB"},
    Quotes{U'\u00BB', U"\u00AB\u00BB"},
    Quotes{U'\u2039', U"\u203A"},
    Quotes{U'\u203A', U"\u2039\u203A"},
    Quotes{U'\u300C', U"\u300D"},
    Quotes{U'\u300E', U"\u300F"},
    Quotes{U'\u301D', U"\u301E\u301F"},
    Quotes{U'\uFF02', U"\uFF02"},
};
constexpr std::u32string_view only_closing = U"\u300D\u300F\u301E\u301F";

}  // namespace

bool is_separator(char32_t c) {
  return in(separators, c);
}

std::u32string_view closing_quotes(char32_t opening) {
  for (const Quotes& pair : quotes)
    if (pair.opening == opening) return pair.closing;
  return {};
}

bool is_double_quote(char32_t c) {
  if (c < 0xAB) return c == U'"';
  return !closing_quotes(c).empty() || only_closing.find(c) != std::u32string_view::npos;
}

bool is_hebrew_letter(char32_t c) {
  return (c >= 0x05D0 && c <= 0x05F2) || (c >= 0xFB1D && c <= 0xFB4F);
}

bool is_unspaced_script(char32_t c) {
  return is_cjk(c) || in(unspaced, c);
}

}  // namespace backfile::detail
