#include "indexer/extract/feeds/xml_scanner.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "common/utf8.hpp"
#include "indexer/extract/html_entities.hpp"
#include "indexer/extract/metadata/clean.hpp"

namespace backfile {
namespace {

constexpr std::string_view spaces = " \t\r\n\f";
constexpr std::size_t most_attributes = 32, most_prefixes = 32, longest_reference = 32;

/// Part of a namespace's name, and the prefix under which it is known here.
struct Namespace {
  std::string_view mark, prefix;
};
constexpr std::array namespaces = std::to_array<Namespace>({
    {"schemas/sitemap-news/", "news:"},
    {"purl.org/dc/", "dc:"},
    {"rssnamespace.org/feedburner/", "feedburner:"},
    {"www.w3.org/2005/Atom", ""},
    {"purl.org/atom/ns", ""},
    {"purl.org/rss/1.0/modules", "module:"},
    {"purl.org/rss/1.0/", ""},
    {"sitemaps.org/schemas/sitemap/", ""},
    {"google.com/schemas/sitemap/", ""},
});

/// "&" at the text's start: the character it stands for, and the bytes it takes; 0 when it stands for itself.
std::pair<char32_t, std::size_t> reference_at(std::string_view text) {
  const std::size_t end = text.substr(0, longest_reference).find(';');
  if (end == std::string_view::npos || end < 2) return {0, 0};
  const std::string_view name = text.substr(1, end - 1);
  if (name.front() != '#') return {named_character(name), end + 1};
  const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, hex ? 16 : 10);
  if (digits.empty() || stop != digits.data() + digits.size()) return {0, 0};
  return {numeric_character(error == std::errc() ? number : 0), end + 1};
}

std::string resolved(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t mark = std::min(text.find('&'), text.size());
    out += text.substr(0, mark);
    text.remove_prefix(mark);
    if (text.empty()) break;
    const auto [character, bytes] = reference_at(text);
    if (character != 0)
      append_utf8(out, character);
    else
      out += '&';
    text.remove_prefix(character != 0 ? bytes : 1);
  }
  return out;
}

}  // namespace

XmlScanner::Event XmlScanner::next() {
  constexpr std::string_view cdata = "<![CDATA[";
  while (at_ < text_.size()) {
    if (text_[at_] != '<') {
      const std::size_t end = std::min(text_.find('<', at_), text_.size());
      content_ = resolved(text_.substr(at_, end - at_));
      at_ = end;
      return Event::text;
    }
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with(cdata)) {
      const std::size_t end = rest.find("]]>", cdata.size());
      content_ = rest.substr(cdata.size(), end == std::string_view::npos ? end : end - cdata.size());
      at_ = end == std::string_view::npos ? text_.size() : at_ + end + 3;
      return Event::text;
    }
    if (rest.starts_with("<!--"))
      skip_past("-->", at_ + 4);
    else if (rest.starts_with("<?"))
      skip_past("?>", at_ + 2);
    else if (rest.starts_with("<!"))
      skip_declaration();
    else if (const Event event = read_tag(); event != Event::end)
      return event;
  }
  return Event::end;
}

std::optional<std::string> XmlScanner::attribute(std::string_view name) const {
  const auto found = std::ranges::find(attributes_, name, [](const auto& attribute) { return std::string_view(attribute.first); });
  return found == attributes_.end() ? std::nullopt : std::optional(resolved(found->second));
}

/// `end` never comes: the rest is part of it.
void XmlScanner::skip_past(std::string_view end, std::size_t from) {
  const std::size_t found = text_.find(end, from);
  at_ = found == std::string_view::npos ? text_.size() : found + end.size();
}

/// A DTD may hold declarations of its own, between brackets.
void XmlScanner::skip_declaration() {
  const std::size_t close = std::min(text_.find('>', at_), text_.size());
  const std::size_t bracket = text_.substr(at_, close - at_).find('[');
  if (bracket == std::string_view::npos)
    skip_past(">", at_);
  else
    skip_past("]>", at_ + bracket);
}

/// Event::end for a "<" that begins no tag; it is passed over.
XmlScanner::Event XmlScanner::read_tag() {
  const bool closes = text_.substr(at_).starts_with("</");
  const std::size_t begin = at_ + (closes ? 2 : 1);
  std::size_t end = begin;
  char quote = 0;
  for (; end < text_.size(); ++end) {
    const char c = text_[end];
    if (quote != 0 ? c == quote : c == '>') {
      if (quote == 0) break;
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'') && end > begin && text_[end - 1] == '=') {
      quote = c;
    } else if (c == '<') {
      break;  // it was never closed: the next tag counts
    }
  }
  std::string_view inside = text_.substr(begin, end - begin);
  const bool is_tag = end < text_.size() && text_[end] == '>' && !inside.empty() && spaces.find(inside.front()) == std::string_view::npos;
  at_ = is_tag ? end + 1 : std::max(end, begin);
  if (!is_tag) return Event::end;
  is_empty_ = !closes && inside.ends_with('/');
  if (is_empty_) inside.remove_suffix(1);
  const std::size_t name_end = std::min(inside.find_first_of(spaces), inside.size());
  attributes_.clear();
  if (!closes) read_attributes(inside.substr(name_end));
  name_ = known_name(inside.substr(0, name_end));
  return closes ? Event::close : Event::open;
}

void XmlScanner::read_attributes(std::string_view inside) {
  while (attributes_.size() < most_attributes) {
    inside.remove_prefix(std::min(inside.find_first_not_of(spaces), inside.size()));
    const std::size_t equals = inside.find('=');
    if (equals == std::string_view::npos) return;
    std::string_view name = inside.substr(0, equals);
    if (const std::size_t last = name.find_last_not_of(spaces); last != std::string_view::npos) name = name.substr(0, last + 1);
    if (const std::size_t space = name.find_last_of(spaces); space != std::string_view::npos) name.remove_prefix(space + 1);
    inside.remove_prefix(equals + 1);
    inside.remove_prefix(std::min(inside.find_first_not_of(spaces), inside.size()));
    if (inside.empty()) return;
    const bool quoted = inside.front() == '"' || inside.front() == '\'';
    const std::size_t end = quoted ? inside.find(inside.front(), 1) : inside.find_first_of(spaces);
    const std::string_view value = inside.substr(quoted ? 1 : 0, end == std::string_view::npos ? end : end - (quoted ? 1 : 0));
    inside.remove_prefix(std::min(end, inside.size()));
    if (quoted && !inside.empty()) inside.remove_prefix(1);
    learn_namespace(name, value);
    attributes_.emplace_back(ascii_lower(name), value);
  }
}

void XmlScanner::learn_namespace(std::string_view name, std::string_view value) {
  constexpr std::string_view declaration = "xmlns:";
  if (!name.starts_with(declaration) || prefixes_.size() >= most_prefixes) return;
  const auto known = std::ranges::find_if(namespaces, [&](const Namespace& space) { return value.find(space.mark) != std::string_view::npos; });
  if (known != namespaces.end()) prefixes_.emplace_back(name.substr(declaration.size()), known->prefix);
}

std::string XmlScanner::known_name(std::string_view written) const {
  const std::size_t colon = written.find(':');
  if (colon == std::string_view::npos) return ascii_lower(written);
  const auto known = std::ranges::find(prefixes_, written.substr(0, colon), [](const auto& prefix) { return std::string_view(prefix.first); });
  if (known == prefixes_.end()) return ascii_lower(written);
  return std::string(known->second) + ascii_lower(written.substr(colon + 1));
}

}  // namespace backfile
