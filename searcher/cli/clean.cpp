#include "searcher/cli/clean.hpp"

#include "common/text.hpp"

namespace backfile::cli {

namespace {

bool is_c1(std::string_view text, std::size_t at) {
  return text[at] == '\xc2' && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xa0;
}

/// U+2028 and U+2029 break lines in some readers.
bool is_separator(std::string_view text, std::size_t at) {
  return text.substr(at, 3) == "\xe2\x80\xa8" || text.substr(at, 3) == "\xe2\x80\xa9";
}

}  // namespace

std::string without_controls(std::string_view text, Breaks breaks) {
  std::string repaired;
  if (!is_valid_utf8(text)) {
    repaired = valid_utf8(text);
    text = repaired;
  }
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\n' || c == '\t' || c == '\r') {
      if (breaks == Breaks::to_space) {
        out += ' ';
      } else if (c != '\r') {
        out += text[i];
      }
    } else if (is_c1(text, i)) {
      ++i;
    } else if (c >= 0x20 && c != 0x7f) {
      out += text[i];
    }
  }
  return out;
}

std::string one_line(std::string_view text) {
  std::string out = without_controls(text, Breaks::to_space);
  for (std::size_t i = 0; i + 2 < out.size(); ++i) {
    if (is_separator(out, i)) out.replace(i, 3, " ");
  }
  return out;
}

}  // namespace backfile::cli
