#include "indexer/extract/visible_text.hpp"

#include <cstddef>

#include "common/byte_block.hpp"

namespace backfile {
namespace {

enum class Kind : unsigned char { shown, space, dropped };

struct Special {
  Kind kind = Kind::shown;
  std::size_t bytes = 1;
};

// What the character at `at`, whose first byte is C2, E1, E2, E3 or EF, is to us. Only those bytes lead to spaces and invisible characters.
Special special_at(std::string_view t, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < t.size() ? static_cast<unsigned char>(t[at + i]) : 0u; };
  const unsigned first = byte(0), second = byte(1), third = byte(2);
  if (first == 0xc2) {
    if (second == 0xa0 || second == 0x85) return {Kind::space, 2};
    if (second == 0xad) return {Kind::dropped, 2};
  } else if (first == 0xe2 && second == 0x80) {
    if (third == 0x8b) return {Kind::dropped, 3};
    if ((third >= 0x80 && third <= 0x8a) || third == 0xa8 || third == 0xa9 || third == 0xaf) return {Kind::space, 3};
  } else if (first == 0xe2 && second == 0x81) {
    if (third == 0xa0) return {Kind::dropped, 3};
    if (third == 0x9f) return {Kind::space, 3};
  } else if ((first == 0xe3 && second == 0x80 && third == 0x80) || (first == 0xe1 && second == 0x9a && third == 0x80)) {
    return {Kind::space, 3};
  } else if (first == 0xef && second == 0xbb && third == 0xbf) {
    return {Kind::dropped, 3};
  }
  return {};
}

constexpr bool may_be_special(unsigned char c) { return c <= 0x20 || c == 0xc2 || (c >= 0xe1 && c <= 0xe3) || c == 0xef || c == 0x7f; }

// A block from `at` on is shown as it is: only words, with one space between two.
bool is_shown_block(std::string_view t, std::size_t at) {
  if (t.size() - at <= sizeof(ByteBlock)) return false;
  const ByteBlock b = load_block(t.data() + at), next = load_block(t.data() + at + 1);
  return !any_of_block((b < ' ') | (b == 0x7f) | (b == 0xc2) | ((b >= 0xe1) & (b <= 0xe3)) | (b == 0xef) | ((b == ' ') & (next == ' ')));
}

Special classify(std::string_view t, std::size_t at) {
  const auto c = static_cast<unsigned char>(t[at]);
  if (c == ' ' || (c >= '\t' && c <= '\r')) return {Kind::space, 1};
  if (c < 0x20 || c == 0x7f) return {Kind::dropped, 1};
  return special_at(t, at);
}

}  // namespace

void append_visible(std::string& out, std::string_view text) {
  std::size_t shown_from = 0, at = 0;
  while (at < text.size()) {
    const bool after_shown = at > shown_from && text[at - 1] != ' ';
    if ((after_shown || text[at] != ' ') && is_shown_block(text, at)) {
      at += sizeof(ByteBlock);
      continue;
    }
    if (!may_be_special(static_cast<unsigned char>(text[at])) || (text[at] == ' ' && after_shown)) {
      ++at;
      continue;
    }
    const Special special = classify(text, at);
    if (special.kind != Kind::shown) {
      out.append(text.substr(shown_from, at - shown_from));
      if (special.kind == Kind::space && !out.empty() && out.back() != ' ') out += ' ';
      shown_from = at + special.bytes;
    }
    at += special.bytes;
  }
  out.append(text.substr(shown_from));
}

void trim_end(std::string& text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
}

}  // namespace backfile
