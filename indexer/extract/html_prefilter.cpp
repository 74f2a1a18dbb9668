// See the header. This is not an HTML tokenizer: it finds tags, their quoted attributes and the raw-text elements, which is enough
// to drop whole stretches, and leaves everything else to the parser. HTML Standard, section "Tokenization", for where tags end.
#include "indexer/extract/html_prefilter.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "indexer/extract/html_entities.hpp"

namespace backfile {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t max_reference_name = 32;  // the longest name in HTML5 has 31 letters
constexpr int max_nested_drawings = 64;         // <svg> in <svg>: deeper is an attack

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool starts_with_ignoring_case(std::string_view text, std::size_t at, std::string_view lower_case) {
  if (text.size() - at < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i) {
    if (lower(text[at + i]) != lower_case[i]) return false;
  }
  return true;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

class Prefilter {
 public:
  Prefilter(std::string_view text, std::size_t max_attributes) : text_(text), max_attributes_(max_attributes) {
    out_.markup.reserve(text.size());
  }

  PrefilteredHtml run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t bracket = std::min(text_.find('<', at), text_.size());
      copy_characters(at, bracket, /*in_tag=*/false);
      if (bracket == text_.size()) break;
      at = markup_at(bracket);
    }
    return std::move(out_);
  }

 private:
  // Every function named *_at gives the position where scanning goes on, always beyond `at`.
  std::size_t markup_at(std::size_t at) {
    const char next = at + 1 < text_.size() ? text_[at + 1] : ' ';
    if (next == '!') return declaration_at(at);
    if (next == '?') return bogus_comment_at(at);
    if (next == '/') {
      const bool names_something = at + 2 < text_.size() && is_letter(text_[at + 2]);
      return names_something ? tag_at(at) : bogus_comment_at(at);
    }
    if (is_letter(next)) return tag_at(at);
    out_.markup += "&lt;";
    return at + 1;
  }

  std::size_t declaration_at(std::size_t at) {
    if (!starts_with_ignoring_case(text_, at, "<!--")) return bogus_comment_at(at);
    if (starts_with_ignoring_case(text_, at, "<!-->")) return at + 5;
    if (starts_with_ignoring_case(text_, at, "<!--->")) return at + 6;
    const std::size_t end = find_unless_missing("-->", at + 4, comments_end_);
    return end == npos ? at + 4 : end + 3;
  }

  std::size_t bogus_comment_at(std::size_t at) {
    const std::size_t end = find_unless_missing(">", at + 2, brackets_end_);
    return end == npos ? at + 2 : end + 1;
  }

  // Once a search for `what` ran off the end of the text, later ones do so as well: remembered, or the scan would be quadratic.
  std::size_t find_unless_missing(std::string_view what, std::size_t from, bool& ends) {
    if (!ends || from > text_.size()) return npos;
    const std::size_t found = text_.find(what, from);
    ends = found != npos;
    return found;
  }

  std::size_t tag_at(std::size_t at) {
    const std::size_t end = tag_end(at);
    if (end == npos) {
      out_.markup += "&lt;";
      return at + 1;
    }
    if (is_tag(at, "script")) return script_at(at, end);
    if (is_tag(at, "style")) return raw_element_at(end, "</style", styles_end_);
    if (is_tag(at, "svg")) return drawing_at(end);
    copy_tag(at, end);
    return end;
  }

  bool is_tag(std::size_t at, std::string_view name) const {
    if (!starts_with_ignoring_case(text_, at + 1, name)) return false;
    const char after = at + 1 + name.size() < text_.size() ? text_[at + 1 + name.size()] : '>';
    return is_space(after) || after == '>' || after == '/';
  }

  // One past the '>' that ends the tag at `at`. Quotes count only where a value starts: `<p class=x"y>` ends at its '>'.
  std::size_t tag_end(std::size_t at) {
    if (!quotes_end_) {
      const std::size_t end = find_unless_missing(">", at, brackets_end_);
      return end == npos ? npos : end + 1;
    }
    for (std::size_t i = at + 1; i < text_.size(); ++i) {
      if (text_[i] == '>') return i + 1;
      if (text_[i] != '=') continue;
      std::size_t value = i + 1;
      while (value < text_.size() && is_space(text_[value])) ++value;
      if (value == text_.size() || (text_[value] != '"' && text_[value] != '\'')) {
        i = value - 1;
        continue;
      }
      i = text_.find(text_[value], value + 1);
      if (i == npos) break;
    }
    quotes_end_ = false;  // a quote that never closes: from here on a tag ends at its first '>'
    return tag_end(at);
  }

  // The value of an attribute of the tag in [at, end), as written; enough for type and id of scripts.
  std::string_view attribute_of(std::size_t at, std::size_t end, std::string_view name) const {
    for (std::size_t i = at + 1; i + name.size() < end; ++i) {
      if (!is_space(text_[i]) || !starts_with_ignoring_case(text_, i + 1, name)) continue;
      std::size_t value = i + 1 + name.size();
      while (value < end && is_space(text_[value])) ++value;
      if (value >= end || text_[value] != '=') continue;
      do ++value; while (value < end && is_space(text_[value]));
      const char quote = text_[value];
      if (quote == '"' || quote == '\'') {
        const std::size_t close = text_.find(quote, value + 1);
        return close < end ? text_.substr(value + 1, close - value - 1) : std::string_view{};
      }
      std::size_t close = value;
      while (close < end && !is_space(text_[close]) && text_[close] != '>') ++close;
      return text_.substr(value, close - value);
    }
    return {};
  }

  std::size_t script_at(std::size_t at, std::size_t begin) {
    std::size_t close = npos;
    const std::size_t after = raw_element_at(begin, "</script", scripts_end_, &close);
    if (close == npos) return after;
    std::string type = lowered(attribute_of(at, begin, "type"));
    const std::string_view id = attribute_of(at, begin, "id");
    const bool is_json = type.find("json") != npos || id == "__NEXT_DATA__" || id == "fusion-metadata";
    if (is_json) out_.scripts.push_back({std::move(type), std::string(id), text_.substr(begin, close - begin)});
    return after;
  }

  // Where to go on after an element whose content is raw text and which is dropped with it. `content_end`: where its end tag starts.
  std::size_t raw_element_at(std::size_t begin, std::string_view end_tag, bool& ends, std::size_t* content_end = nullptr) {
    if (!ends) return begin;
    for (std::size_t i = text_.find("</", begin); i != npos; i = text_.find("</", i + 2)) {
      if (!starts_with_ignoring_case(text_, i, end_tag)) continue;
      if (content_end) *content_end = i;
      const std::size_t close = text_.find('>', i);
      return close == npos ? text_.size() : close + 1;
    }
    ends = false;
    return begin;
  }

  std::size_t drawing_at(std::size_t begin) {
    if (text_[begin - 2] == '/' || !drawings_end_) return begin;
    int open = 1;
    for (std::size_t i = text_.find('<', begin); i != npos; i = text_.find('<', i + 1)) {
      if (is_tag(i, "/svg")) {
        if (--open > 0) continue;
        const std::size_t close = text_.find('>', i);
        return close == npos ? text_.size() : close + 1;
      }
      if (!is_tag(i, "svg")) continue;
      const std::size_t close = text_.find('>', i);
      if (close != npos && text_[close - 1] == '/') continue;
      if (++open > max_nested_drawings) break;
    }
    drawings_end_ = false;
    return begin;
  }

  void copy_tag(std::size_t at, std::size_t end) {
    std::size_t attributes = attributes_end(at, end);
    if (!quotes_end_) attributes = std::min(attributes, unbalanced_quote(at, end));
    copy_characters(at, attributes, /*in_tag=*/true);
    if (out_.markup.back() != '>') out_.markup += '>';
  }

  // The first quote of a tag that would not close before the tag's end, or `end`.
  std::size_t unbalanced_quote(std::size_t at, std::size_t end) const {
    const std::string_view tag = text_.substr(at, end - at);
    const bool odd = (std::count(tag.begin(), tag.end(), '"') | std::count(tag.begin(), tag.end(), '\'')) & 1;
    return odd ? at + tag.find_first_of("\"'") : end;
  }

  // `end`, or where the first attribute too many starts: libxml2 compares each attribute with all before it.
  std::size_t attributes_end(std::size_t at, std::size_t end) {
    if (end - at < max_attributes_ * 2) return end;
    std::size_t count = 0;
    for (std::size_t i = at + 1; i + 1 < end; ++i) {
      const char c = text_[i];
      if (c == '"' || c == '\'') {
        const std::size_t close = text_.find(c, i + 1);
        if (close < end) i = close;
      } else if ((is_space(c) || c == '/') && !is_space(text_[i + 1]) && ++count > max_attributes_) {
        ++out_.cut_attributes;
        return i;
      }
    }
    return end;
  }

  void copy_characters(std::size_t at, std::size_t end, bool in_tag) {
    while (at < end) {
      const void* found = std::memchr(text_.data() + at, '&', end - at);
      const std::size_t ampersand = found ? static_cast<std::size_t>(static_cast<const char*>(found) - text_.data()) : end;
      append_without_nul(text_.substr(at, ampersand - at));
      if (ampersand == end) return;
      at = reference_at(ampersand, end, in_tag);
    }
  }

  void append_without_nul(std::string_view characters) {
    const std::size_t from = out_.markup.size();
    out_.markup.append(characters);
    if (std::memchr(characters.data(), 0, characters.size())) {
      std::replace(out_.markup.begin() + static_cast<std::ptrdiff_t>(from), out_.markup.end(), '\0', ' ');
    }
  }

  std::size_t reference_at(std::size_t at, std::size_t end, bool in_tag) {
    std::size_t i = at + 1;
    if (i < end && text_[i] == '#') return number_at(at, end);
    while (i < end && i - at <= max_reference_name && (is_letter(text_[i]) || is_digit(text_[i]))) ++i;
    const bool closed = i < end && text_[i] == ';';
    if (closed) {
      if (const char32_t c = html5_character(text_.substr(at + 1, i - at - 1))) {
        append_character(c);
        return i + 1;
      }
    }
    // In an address "&para=1" is a parameter and no paragraph sign.
    out_.markup += in_tag && !closed ? "&amp;" : "&";
    return at + 1;
  }

  std::size_t number_at(std::size_t at, std::size_t end) {
    std::size_t i = at + 2;
    const bool hexadecimal = i < end && lower(text_[i]) == 'x';
    if (hexadecimal) ++i;
    const std::size_t digits = i;
    std::uint32_t number = 0;
    for (; i < end && i - digits < 12; ++i) {
      const char c = lower(text_[i]);
      const bool is_hex = hexadecimal && c >= 'a' && c <= 'f';
      if (!is_digit(c) && !is_hex) break;
      const std::uint32_t digit = static_cast<std::uint32_t>(is_hex ? c - 'a' + 10 : c - '0');
      number = std::min<std::uint32_t>(number * (hexadecimal ? 16 : 10) + digit, 0x110000);
    }
    if (i == digits) {
      out_.markup += "&amp;";
      return at + 1;
    }
    append_character(numeric_character(number));
    return i < end && text_[i] == ';' ? i + 1 : i;
  }

  void append_character(char32_t c) {
    switch (c) {
      case '<': out_.markup += "&lt;"; break;
      case '>': out_.markup += "&gt;"; break;
      case '&': out_.markup += "&amp;"; break;
      case '"': out_.markup += "&quot;"; break;
      case '\'': out_.markup += "&#39;"; break;
      default:
        if (c >= 0x20 || c == '\n' || c == '\t' || c == '\r') append_utf8(out_.markup, c);
    }
  }

  std::string_view text_;
  std::size_t max_attributes_;
  PrefilteredHtml out_;
  // False once the text was found to have no further end of that kind.
  bool comments_end_ = true, brackets_end_ = true, scripts_end_ = true, styles_end_ = true, drawings_end_ = true, quotes_end_ = true;
};

}  // namespace

PrefilteredHtml prefilter_html(std::string_view text, std::size_t max_attributes) {
  return Prefilter(text, max_attributes).run();
}

}  // namespace backfile
