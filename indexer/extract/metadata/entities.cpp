#include "indexer/extract/metadata/entities.hpp"

#include <charconv>

#include "common/utf8.hpp"
#include "indexer/extract/html_entities.hpp"

namespace backfile {
namespace {

/// The longest reference looked at: "&" to ";".
constexpr std::size_t max_reference_bytes = 12;

char32_t numeric_reference(std::string_view digits) {
  int base = 10;
  if (digits.starts_with('x') || digits.starts_with('X')) {
    base = 16;
    digits.remove_prefix(1);
  }
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return 0;
  return numeric_character(value);
}

/// 0 when there is no such character.
char32_t referenced_character(std::string_view name) {
  if (name.starts_with('#')) return numeric_reference(name.substr(1));
  return named_character(name);
}

}  // namespace

std::string decoded_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t ampersand = text.find('&');
    out += text.substr(0, ampersand);
    if (ampersand == std::string_view::npos) break;
    text.remove_prefix(ampersand);
    const std::size_t semicolon = text.substr(0, max_reference_bytes).find(';');
    const char32_t character = semicolon == std::string_view::npos ? 0 : referenced_character(text.substr(1, semicolon - 1));
    if (character != 0) {
      append_utf8(out, character);
      text.remove_prefix(semicolon + 1);
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace backfile
