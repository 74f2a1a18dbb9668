// See the header. HTML Standard, section "Tokenization", says where tags, attributes and references end; which tags belong together is left to
// the parser. Everything is resolved in place: what is written is never longer than what it replaces (no reference is shorter than its
// character).
#include "indexer/extract/html_prefilter.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "common/byte_block.hpp"
#include "common/utf8.hpp"
#include "indexer/extract/html_entities.hpp"

namespace backfile {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t max_reference_name = 32;  // the longest name in HTML5 has 31 letters
constexpr std::size_t max_tag_name = 100;       // what libxml2 reads of a name
constexpr int max_nested_drawings = 64;         // <svg> in <svg>: deeper is an attack

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_tag_name(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == ':' || c == '_' || c == '.'; }
/// Control characters are no text.
constexpr bool is_dropped(char c) { return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r'; }

bool has_dropped(std::string_view text) {
  std::size_t i = 0;
  for (; i + sizeof(ByteBlock) <= text.size(); i += sizeof(ByteBlock)) {
    const ByteBlock b = load_block(text.data() + i);
    if (any_of_block((b < ' ') & (b != '\t') & (b != '\n') & (b != '\r'))) return true;
  }
  return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(), is_dropped);
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
}

/// "window.__INITIAL_STATE__ = {...": an application's state, by the global that it is assigned to and its size.
bool assigns_state(std::string_view script) {
  constexpr std::size_t least_bytes = 1000, head = 120;
  if (script.size() < least_bytes) return false;
  script = script.substr(std::min(script.find_first_not_of(" \t\r\n;"), script.size()), head);
  const std::size_t equals = script.find('=');
  if (equals == npos) return false;
  const std::string_view name = script.substr(0, equals);
  const std::size_t value = std::min(script.find_first_not_of(" \t\r\n", equals + 1), script.size());
  if (name.find("__") == npos && name.find("tate") == npos && name.find("ontent") == npos) return false;
  return script.substr(value).starts_with('{') || script.substr(value).starts_with('"') || script.substr(value).starts_with("JSON.parse");
}

class Prefilter {
 public:
  Prefilter(std::string& text, std::size_t max_attributes) : buffer_(text.data()), text_(text), max_attributes_(max_attributes) {
    out_.skeleton.reserve(text.size() / 6);
  }

  PrefilteredHtml run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t bracket = std::min(text_.find('<', at), text_.size());
      add_text(at, bracket);
      if (bracket == text_.size()) break;
      at = markup_at(bracket);
    }
    end_text();
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
    return less_than_at(at);
  }

  std::size_t less_than_at(std::size_t at) {
    add_characters(at, at + 1);
    return at + 1;
  }

  std::size_t declaration_at(std::size_t at) {
    if (!is_at("<!--", at)) return bogus_comment_at(at);
    if (is_at("<!-->", at)) return at + 5;
    if (is_at("<!--->", at)) return at + 6;
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

  bool is_at(std::string_view what, std::size_t at) const { return text_.substr(at, what.size()) == what; }

  bool is_ignoring_case_at(std::string_view lower_case, std::size_t at) const {
    if (text_.size() - at < lower_case.size()) return false;
    for (std::size_t i = 0; i < lower_case.size(); ++i) {
      if (lower(text_[at + i]) != lower_case[i]) return false;
    }
    return true;
  }

  // Tags.

  struct Tag {
    std::string_view name;  // as written
    bool is_end = false, closes_itself = false;
    std::size_t first_attribute = 0;
    std::size_t end = npos;  // one past its '>'
  };

  std::size_t tag_at(std::size_t at) {
    const Tag tag = read_tag(at);
    if (tag.end == npos) return less_than_at(at);
    resolve_values(tag);
    if (is_repeated_root(tag)) out_.attributes.resize(tag.first_attribute);
    if (!tag.is_end) {
      if (is_name(tag, "script")) return script_at(tag);
      if (is_name(tag, "style")) return dropped_at(tag, raw_text_end(tag.end, "</style", styles_end_));
      if (is_name(tag, "svg")) return dropped_at(tag, drawing_end(tag));
    }
    add_tag(tag);
    return tag.end;
  }

  // libxml2 passes over these, any number of them.
  bool is_repeated_root(const Tag& tag) {
    if (tag.is_end || tag.name.size() != 4) return false;
    const std::size_t which = is_name(tag, "html") ? 0 : is_name(tag, "head") ? 1 : is_name(tag, "body") ? 2 : 3;
    return which < 3 && std::exchange(has_root_[which], true);
  }

  static bool is_name(const Tag& tag, std::string_view lower_case) {
    return tag.name.size() == lower_case.size() && std::equal(tag.name.begin(), tag.name.end(), lower_case.begin(), [](char a, char b) { return lower(a) == b; });
  }

  // An attribute's value may hold a '>'. Once a quote was found that never closes, a tag ends at its first '>' and what follows the quote is left out.
  Tag read_tag(std::size_t at) {
    Tag tag;
    tag.is_end = text_[at + 1] == '/';
    tag.first_attribute = out_.attributes.size();
    const std::size_t name = at + (tag.is_end ? 2 : 1);
    std::size_t i = name;
    while (i < text_.size() && is_tag_name(text_[i])) ++i;
    tag.name = text_.substr(name, std::min(i - name, max_tag_name));
    if (quotes_end_) {
      read_attributes(tag, i, text_.size());
      if (tag.end != npos) return tag;
      out_.attributes.resize(tag.first_attribute);
      quotes_end_ = false;
    }
    const std::size_t end = find_unless_missing(">", i, brackets_end_);
    if (end == npos) return tag;
    read_attributes(tag, i, end + 1);
    tag.end = end + 1;
    return tag;
  }

  void read_attributes(Tag& tag, std::size_t i, std::size_t limit) {
    while (true) {
      tag.closes_itself = false;
      for (; i < limit && (is_space(text_[i]) || text_[i] == '/'); ++i) tag.closes_itself = text_[i] == '/';
      if (i == limit) return;
      if (text_[i] == '>') {
        tag.end = i + 1;
        return;
      }
      const std::size_t name = i++;
      while (i < limit && !is_space(text_[i]) && text_[i] != '/' && text_[i] != '>' && text_[i] != '=') ++i;
      const std::size_t name_end = i;
      while (i < limit && is_space(text_[i])) ++i;
      if (i == limit || text_[i] != '=') {
        add_attribute(tag, name, name_end, 0, 0);
        continue;
      }
      do ++i; while (i < limit && is_space(text_[i]));
      if (i == limit) return;
      std::size_t value = i;
      if (const char quote = text_[i]; quote == '"' || quote == '\'') {
        i = text_.substr(0, limit).find(quote, ++value);
        if (i == npos) return;
        add_attribute(tag, name, name_end, value, i++);
      } else {
        while (i < limit && !is_space(text_[i]) && text_[i] != '>') ++i;
        add_attribute(tag, name, name_end, value, i);
      }
    }
  }

  void add_attribute(const Tag& tag, std::size_t name, std::size_t name_end, std::size_t value, std::size_t value_end) {
    if (tag.is_end || out_.attributes.size() - tag.first_attribute >= max_attributes_) return;
    std::transform(buffer_ + name, buffer_ + name_end, buffer_ + name, lower);
    const Attribute attribute{text_.substr(name, name_end - name), text_.substr(value, value_end - value)};
    const auto first = out_.attributes.begin() + static_cast<std::ptrdiff_t>(tag.first_attribute);
    if (std::any_of(first, out_.attributes.end(), [&](const Attribute& a) { return a.name == attribute.name; })) return;
    out_.attributes.push_back(attribute);
  }

  void add_tag(const Tag& tag) {
    end_text();
    std::string& skeleton = out_.skeleton;
    skeleton += tag.is_end ? "</" : "<";
    skeleton += tag.name;
    if (!tag.is_end) ++out_.start_tags;
    if (const std::size_t count = out_.attributes.size() - tag.first_attribute; count > 0) {
      (skeleton += ' ') += skeleton_attribute;
      add_number(out_.tags.size() % skeleton_base);
      out_.tags.push_back({static_cast<std::uint32_t>(tag.first_attribute), static_cast<std::uint16_t>(count)});
    }
    skeleton += tag.closes_itself ? "/>" : ">";
  }

  void add_number(std::size_t number) {
    char digits[16];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number, skeleton_base).ptr;
    out_.skeleton.append(digits, static_cast<std::size_t>(end - digits));
  }

  // Elements that are dropped with their content; without an end only the tag is.

  std::size_t dropped_at(const Tag& tag, std::size_t end) {
    out_.attributes.resize(tag.first_attribute);
    return end == npos ? tag.end : end;
  }

  std::size_t script_at(const Tag& tag) {
    std::size_t content_end = npos;
    const std::size_t end = raw_text_end(tag.end, "</script", scripts_end_, &content_end);
    if (end != npos) {
      const std::string_view type = attribute_of(tag, "type"), id = attribute_of(tag, "id");
      if (!type.empty()) {
        char* letters = buffer_ + (type.data() - buffer_);
        std::transform(letters, letters + type.size(), letters, lower);
      }
      const std::string_view content = text_.substr(tag.end, content_end - tag.end);
      const bool is_json = type.find("json") != npos || id == "__NEXT_DATA__" || id == "fusion-metadata";
      if (is_json || assigns_state(content)) {
        end_text();  // must not grow over what is kept
        out_.scripts.push_back({type, id, content});
      }
    }
    return dropped_at(tag, end);
  }

  std::string_view attribute_of(const Tag& tag, std::string_view name) const {
    for (std::size_t i = tag.first_attribute; i < out_.attributes.size(); ++i) {
      if (out_.attributes[i].name == name) return out_.attributes[i].value;
    }
    return {};
  }

  // One past the end tag. `content_end`: where it starts.
  std::size_t raw_text_end(std::size_t begin, std::string_view end_tag, bool& ends, std::size_t* content_end = nullptr) {
    if (!ends) return npos;
    for (std::size_t i = text_.find("</", begin); i != npos; i = text_.find("</", i + 2)) {
      if (!is_ignoring_case_at(end_tag, i)) continue;
      if (content_end) *content_end = i;
      const std::size_t close = text_.find('>', i);
      return close == npos ? text_.size() : close + 1;
    }
    ends = false;
    return npos;
  }

  std::size_t drawing_end(const Tag& tag) {
    if (tag.closes_itself || !drawings_end_) return npos;
    int open = 1;
    for (std::size_t i = text_.find('<', tag.end); i != npos; i = text_.find('<', i + 1)) {
      if (is_drawing_tag("/svg", i)) {
        if (--open > 0) continue;
        const std::size_t close = text_.find('>', i);
        return close == npos ? text_.size() : close + 1;
      }
      if (!is_drawing_tag("svg", i)) continue;
      const std::size_t close = text_.find('>', i);
      if (close != npos && text_[close - 1] == '/') continue;
      if (++open > max_nested_drawings) break;
    }
    drawings_end_ = false;
    return npos;
  }

  bool is_drawing_tag(std::string_view name, std::size_t at) const {
    if (!is_ignoring_case_at(name, at + 1)) return false;
    const char after = at + 1 + name.size() < text_.size() ? text_[at + 1 + name.size()] : '>';
    return is_space(after) || after == '>' || after == '/';
  }

  // Text: a run lies in [run_begin_, run_end_) and grows over what is dropped between its pieces.

  void add_text(std::size_t at, std::size_t end) {
    while (at < end) {
      const void* found = std::memchr(buffer_ + at, '&', end - at);
      const std::size_t ampersand = found ? static_cast<std::size_t>(static_cast<const char*>(found) - buffer_) : end;
      add_characters(at, ampersand);
      if (ampersand == end) return;
      if (run_begin_ == run_end_) run_begin_ = run_end_ = ampersand;
      at = reference_at(ampersand, end, run_end_);
    }
  }

  void add_characters(std::size_t at, std::size_t end) {
    if (at == end) return;
    if (run_begin_ == run_end_) run_begin_ = run_end_ = at;
    const std::size_t from = run_end_;
    if (run_end_ != at) std::memmove(buffer_ + run_end_, buffer_ + at, end - at);
    run_end_ += end - at;
    if (has_dropped(text_.substr(from, run_end_ - from))) drop_controls(from);
  }

  void drop_controls(std::size_t from) {
    std::replace_if(buffer_ + from, buffer_ + run_end_, [](char c) { return c == '\0' || c == '\f'; }, ' ');
    run_end_ = static_cast<std::size_t>(std::remove_if(buffer_ + from, buffer_ + run_end_, is_dropped) - buffer_);
  }

  void end_text() {
    const std::string_view run = text_.substr(run_begin_, run_end_ - run_begin_);
    run_begin_ = run_end_;
    if (run.empty()) return;
    if (is_blank(run)) {
      out_.skeleton += ' ';
    } else {
      if (!out_.skeleton.empty() && out_.skeleton.back() != '>') out_.skeleton += skeleton_separator;
      add_number(out_.texts.size());
      out_.texts.push_back(run);
    }
  }

  // References.

  // Not before the tag's end is known: where it ends depends on its quotes as written.
  void resolve_values(const Tag& tag) {
    for (std::size_t i = tag.first_attribute; i < out_.attributes.size(); ++i) {
      std::string_view& value = out_.attributes[i].value;
      const auto is_plain = [](char c) { return c != '&' && c != '\0'; };
      if (std::all_of(value.begin(), value.end(), is_plain)) continue;
      const auto begin = static_cast<std::size_t>(value.data() - buffer_);
      value = resolved_value(begin, begin + value.size());
    }
  }

  std::string_view resolved_value(std::size_t begin, std::size_t end) {
    std::replace(buffer_ + begin, buffer_ + end, '\0', ' ');
    std::size_t to = begin;
    for (std::size_t at = begin; at < end;) {
      const void* found = std::memchr(buffer_ + at, '&', end - at);
      const std::size_t ampersand = found ? static_cast<std::size_t>(static_cast<const char*>(found) - buffer_) : end;
      if (to != at) std::memmove(buffer_ + to, buffer_ + at, ampersand - at);
      to += ampersand - at;
      at = ampersand == end ? end : reference_at(ampersand, end, to);
    }
    return text_.substr(begin, to - begin);
  }

  // Writes what a reference stands for to `to`, which is at or before it, and advances `to`. "&para=1" in an address is a parameter: without ';' a
  // name is no reference.
  std::size_t reference_at(std::size_t at, std::size_t end, std::size_t& to) {
    std::size_t i = at + 1;
    if (i < end && text_[i] == '#') return number_at(at, end, to);
    while (i < end && i - at <= max_reference_name && (is_letter(text_[i]) || is_digit(text_[i]))) ++i;
    if (i < end && text_[i] == ';') {
      if (const char32_t c = named_character(text_.substr(at + 1, i - at - 1))) {
        write(c, to);
        return i + 1;
      }
    }
    buffer_[to++] = '&';
    return at + 1;
  }

  std::size_t number_at(std::size_t at, std::size_t end, std::size_t& to) {
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
      buffer_[to++] = '&';
      return at + 1;
    }
    write(numeric_character(number), to);
    return i < end && text_[i] == ';' ? i + 1 : i;
  }

  void write(char32_t c, std::size_t& to) {
    if (c < 0x80 && is_dropped(static_cast<char>(c))) return;
    std::string utf8;
    append_utf8(utf8, c);
    to += utf8.copy(buffer_ + to, utf8.size());
  }

  char* buffer_;
  std::string_view text_;  // of the same characters
  std::size_t max_attributes_;
  PrefilteredHtml out_;
  std::size_t run_begin_ = 0, run_end_ = 0;
  bool has_root_[3] = {};
  // False once the text was found to have no further end of that kind.
  bool comments_end_ = true, brackets_end_ = true, scripts_end_ = true, styles_end_ = true, drawings_end_ = true, quotes_end_ = true;
};

}  // namespace

PrefilteredHtml prefilter_html(std::string& text, std::size_t max_attributes) {
  return Prefilter(text, max_attributes).run();
}

}  // namespace backfile
