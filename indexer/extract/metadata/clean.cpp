#include "indexer/extract/metadata/clean.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "common/text.hpp"
#include "common/utf8.hpp"
#include "indexer/extract/metadata/entities.hpp"

namespace backfile {
namespace {

constexpr std::string_view ascii_space = " \t\n\r\f\v";
/// A tag inside a value is short; "a < b" is none.
constexpr std::size_t max_tag_bytes = 400;

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Length of the tag that `text` starts with, or 0.
std::size_t tag_length(std::string_view text) {
  if (text.size() < 3 || text[0] != '<') return 0;
  if (!is_ascii_letter(text[1]) && !(text[1] == '/' && is_ascii_letter(text[2]))) return 0;
  const std::size_t end = text.substr(0, max_tag_bytes).find('>');
  return end == std::string_view::npos ? 0 : end + 1;
}

std::string lower_tag_name(std::string_view tag) {
  std::string name;
  for (std::size_t i = tag[1] == '/' ? 2 : 1; i < tag.size() && (is_ascii_letter(tag[i]) || (tag[i] >= '0' && tag[i] <= '9')); ++i)
    name += lower(tag[i]);
  return name;
}

bool is_break(std::string_view name) {
  static constexpr auto breaks = std::to_array<std::string_view>(
      {"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "tr", "td", "figure"});
  return std::ranges::find(breaks, name) != breaks.end();
}

std::string without_tags(std::string_view text, std::string_view break_text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t open = text.find('<');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const std::size_t length = tag_length(text);
    if (length == 0) {
      out += '<';
      text.remove_prefix(1);
      continue;
    }
    if (is_break(lower_tag_name(text.substr(0, length)))) out += break_text;
    text.remove_prefix(length);
  }
  return out;
}

/// Soft hyphen, zero-width space, BOM and direction marks at a value's edges or inside say nothing to a reader. The joiners inside words
/// stay: Persian and Indic scripts need them.
bool is_invisible(char32_t c) {
  return c == 0xad || c == 0x200b || c == 0xfeff || c == 0x200e || c == 0x200f || c == 0x2060 || (c >= 0x202a && c <= 0x202e);
}

std::string without_invisible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode_utf8(text, i);
    if (!is_invisible(c.code)) out += text.substr(i, c.length);
    i += c.length;
  }
  return out;
}

bool may_hold_invisible(std::string_view text) {
  return text.find('\xe2') != std::string_view::npos || text.find('\xef') != std::string_view::npos || text.find("\xc2\xad") != std::string_view::npos;
}

bool is_key_separator(char32_t c) {
  if (c < 0x80) return !is_ascii_letter(static_cast<char>(c)) && !(c >= '0' && c <= '9');
  return (c >= 0x80 && c <= 0xbf && c != 0xaa && c != 0xb5 && c != 0xba) || c == 0xd7 || c == 0xf7 || (c >= 0x2000 && c <= 0x206f) ||
         (c >= 0x2190 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) || c == 0x30fb ||
         (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff01 && c <= 0xff0f) || (c >= 0xff1a && c <= 0xff20) || (c >= 0xff3b && c <= 0xff40) ||
         (c >= 0xff5b && c <= 0xff65);
}

/// match_key of ASCII alone, as most texts are; nothing for others.
std::optional<std::string> ascii_match_key(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  for (const char c : text) {
    if (c & 0x80) return std::nullopt;
    if (is_ascii_letter(c) || (c >= '0' && c <= '9')) {
      key += lower(c);
    } else if ((c >= ' ' && c != 0x7f) || (c >= '\t' && c <= '\r')) {  // other control characters part no words
      if (!key.empty() && key.back() != ' ') key += ' ';
    }
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

}  // namespace

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string clean_value(std::string_view text) {
  if (text.find('&') == std::string_view::npos && text.find('<') == std::string_view::npos && !may_hold_invisible(text)) return collapsed_space(text);
  std::string value(text);
  if (value.find('&') != std::string::npos) value = decoded_entities(value);
  if (value.find('<') != std::string::npos) value = without_tags(value, " ");
  if (may_hold_invisible(value)) value = without_invisible(value);
  return collapsed_space(value);
}

std::string clean_body(std::string_view text) {
  std::string value(text);
  if (value.find('&') != std::string::npos) value = decoded_entities(value);
  if (value.find('<') != std::string::npos) value = without_tags(value, "\n");
  std::string out;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find_first_of("\r\n", begin), value.size());
    const std::string line = collapsed_space(std::string_view(value).substr(begin, end - begin));
    if (!line.empty()) out += (out.empty() ? "" : "\n\n") + line;
    begin = end + 1;
  }
  return out;
}

std::string match_key(std::string_view text) {
  if (auto key = ascii_match_key(text)) return std::move(*key);
  const std::string folded = folded_value(text);
  std::string key;
  key.reserve(folded.size());
  for (std::size_t i = 0; i < folded.size();) {
    const CodePoint c = decode_utf8(folded, i);
    if (c.code == 0xad) {
      // a soft hyphen does not part a word
    } else if (!is_key_separator(c.code)) {
      key += std::string_view(folded).substr(i, c.length);
    } else if (!key.empty() && key.back() != ' ') {
      key += ' ';
    }
    i += c.length;
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

std::string squeezed_key(std::string_view text) {
  std::string key = match_key(text);
  std::erase(key, ' ');
  return key;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::size_t find_ignoring_case(std::string_view text, std::string_view needle, std::size_t from) {
  if (from > text.size()) return std::string_view::npos;
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), needle.begin(), needle.end(),
                                 [](char a, char b) { return lower(a) == b; });
  return found == text.end() && !needle.empty() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(ascii_space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(ascii_space) - begin + 1);
}

void for_each_class_word(std::string_view class_value, const std::function<void(std::string_view)>& take) {
  constexpr std::size_t max_words = 64;
  std::size_t words = 0;
  std::string word;
  bool after_lower = false;
  const auto finish = [&] {
    if (!word.empty() && words < max_words) take(word), ++words;
    word.clear();
  };
  for (const char c : class_value) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool part_of_word = is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
    if (!part_of_word || (upper && after_lower)) finish();
    if (part_of_word) word += lower(c);
    after_lower = part_of_word && !upper;
  }
  finish();
}

}  // namespace backfile
