#include <algorithm>
#include <array>
#include <optional>

#include "indexer/crawl/charset.hpp"
#include "indexer/crawl/charset_steps.hpp"

namespace backfile {
namespace {

// Where a declaration is looked for. Browsers honour one anywhere in <head>, and heads hold long scripts.
constexpr std::size_t prescan_bytes = 1 << 16;

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

bool starts_with_folded(std::string_view text, std::string_view lower_prefix) {
  return text.size() >= lower_prefix.size() &&
         std::equal(lower_prefix.begin(), lower_prefix.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

std::size_t find_folded(std::string_view text, std::string_view lower_needle) {
  for (std::size_t at = text.find(lower_needle.front()); at != std::string_view::npos; at = text.find(lower_needle.front(), at + 1))
    if (starts_with_folded(text.substr(at), lower_needle)) return at;
  return std::string_view::npos;
}

struct ByteAttribute {
  std::string name, value;  // lower case
};

/// HTML Standard: "get an attribute". Moves `rest` behind it; nullopt at the tag's end.
std::optional<ByteAttribute> next_attribute(std::string_view& rest) {
  while (!rest.empty() && (is_space(rest.front()) || rest.front() == '/')) rest.remove_prefix(1);
  if (rest.empty() || rest.front() == '>') return std::nullopt;
  ByteAttribute attribute;
  const auto take = [&](std::string& to) {
    to += lower(rest.front());
    rest.remove_prefix(1);
  };
  while (!rest.empty() && !is_space(rest.front()) && rest.front() != '/' && rest.front() != '>' && (rest.front() != '=' || attribute.name.empty()))
    take(attribute.name);
  while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
  if (rest.empty() || rest.front() != '=') return attribute;
  rest.remove_prefix(1);
  while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
  if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
    const char quote = rest.front();
    rest.remove_prefix(1);
    while (!rest.empty() && rest.front() != quote) take(attribute.value);
    if (!rest.empty()) rest.remove_prefix(1);
    return attribute;
  }
  while (!rest.empty() && !is_space(rest.front()) && rest.front() != '>') take(attribute.value);
  return attribute;
}

/// HTML Standard: "extracting a character encoding from a meta element".
std::string_view encoding_in_content(std::string_view content) {
  constexpr std::string_view word = "charset";
  for (std::size_t at = content.find(word); at != std::string_view::npos; at = content.find(word, at + 1)) {
    std::string_view rest = content.substr(at + word.size());
    while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
    if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
      const std::size_t end = rest.find(rest.front(), 1);
      return end == std::string_view::npos ? std::string_view() : encoding_for_label(rest.substr(1, end - 1));
    }
    return encoding_for_label(rest.substr(0, rest.find_first_of(" \t\n\f\r;")));
  }
  return {};
}

/// A page that says so in ASCII bytes cannot be UTF-16.
std::string_view as_declared_in_bytes(std::string_view encoding) {
  if (encoding.starts_with("utf-16")) return "utf-8";
  if (encoding == "x-user-defined") return "windows-1252";
  return encoding;
}

std::string_view read_meta(std::string_view& rest) {
  std::string_view from_charset, from_content;
  bool is_content_type = false;
  while (const auto attribute = next_attribute(rest)) {
    if (attribute->name == "http-equiv") is_content_type = attribute->value == "content-type";
    if (attribute->name == "charset" && from_charset.empty()) from_charset = encoding_for_label(attribute->value);
    if (attribute->name == "content" && from_content.empty()) from_content = encoding_in_content(attribute->value);
  }
  if (!from_charset.empty()) return as_declared_in_bytes(from_charset);
  return is_content_type ? as_declared_in_bytes(from_content) : std::string_view();
}

std::string read_language(std::string_view& rest) {
  std::string language;
  while (const auto attribute = next_attribute(rest))
    if (attribute->name == "lang" || (attribute->name == "xml:lang" && language.empty()))
      language = attribute->value.substr(0, attribute->value.find_first_of("-_"));
  return language;
}

/// <?xml version="1.0" encoding="..."?>
std::string_view xml_encoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return {};
  const std::string_view declaration = bytes.substr(0, std::min<std::size_t>(bytes.find('>'), 1024));
  const std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  const std::size_t open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  return as_declared_in_bytes(encoding_for_label(declaration.substr(open + 1, close - open - 1)));
}

void skip_to(std::string_view& rest, std::size_t position, std::size_t length) {
  rest.remove_prefix(position == std::string_view::npos ? rest.size() : std::min(position + length, rest.size()));
}

bool is_tag(std::string_view at_bracket, std::string_view name) {
  if (!starts_with_folded(at_bracket.substr(1), name) || at_bracket.size() <= name.size() + 1) return false;
  const char after = at_bracket[name.size() + 1];
  return is_space(after) || after == '/' || after == '>';
}

}  // namespace

Prescan prescan_html(std::string_view bytes) {
  Prescan found;
  std::string_view rest = bytes.substr(0, prescan_bytes);
  while (true) {
    skip_to(rest, rest.find('<'), 0);
    if (rest.size() < 2) break;
    if (rest.starts_with("<!--")) {
      skip_to(rest, rest.find("-->", 2), 3);
    } else if (is_tag(rest, "meta")) {
      rest.remove_prefix(5);
      found.encoding = read_meta(rest);
      if (!found.encoding.empty()) return found;
    } else if (is_tag(rest, "html")) {
      rest.remove_prefix(5);
      found.language = read_language(rest);
    } else if (is_tag(rest, "script") || is_tag(rest, "style")) {
      const std::string_view close = is_tag(rest, "script") ? "</script" : "</style";
      skip_to(rest, find_folded(rest, close), close.size());
    } else if (is_letter(rest[1]) || (rest[1] == '/' && rest.size() > 2 && is_letter(rest[2]))) {
      skip_to(rest, rest.find_first_of(" \t\n\f\r>"), 0);
      while (next_attribute(rest)) {
      }
    } else if (rest[1] == '!' || rest[1] == '/' || rest[1] == '?') {
      skip_to(rest, rest.find('>'), 1);
    } else {
      rest.remove_prefix(1);
    }
  }
  found.encoding = xml_encoding(bytes);
  return found;
}

}  // namespace backfile
