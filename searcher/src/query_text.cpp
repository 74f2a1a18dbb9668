#include "searcher/src/query_text.hpp"

#include <algorithm>

#include "common/utf8.hpp"
#include "searcher/src/query_chars.hpp"
#include "searcher/src/query_dates.hpp"
#include "searcher/src/query_numbers.hpp"

namespace backfile::detail {
namespace {

constexpr std::size_t max_field_name = 20;
constexpr std::string_view special_characters = "\\()*?^";

std::string escape(std::string_view text, std::string_view special) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode_utf8(text, i);
    if (is_double_quote(c.code) || (c.length == 1 && special.find(text[i]) != std::string_view::npos)) out += '\\';
    out += text.substr(i, c.length);
    i += c.length;
  }
  return out;
}

}  // namespace

bool is_operator(std::string_view run) {
  return run == "AND" || run == "OR" || run == "NOT" || run == "MAYBE";
}
bool is_distance_operator(std::string_view run) {
  return run.starts_with("NEAR/") || run.starts_with("ADJ/");
}

bool is_literal(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

// The length of [A-Za-z_]+ before a colon; 0 when the run does not look like a field.
std::size_t field_name_length(std::string_view run) {
  std::size_t n = 0;
  while (n < run.size() && n <= max_field_name && (is_ascii_letter(run[n]) || run[n] == '_')) ++n;
  return n > 0 && n <= max_field_name && n < run.size() && run[n] == ':' ? n : 0;
}

Unescaped unescape(std::string_view run) {
  Unescaped out;
  for (std::size_t i = 0; i < run.size();) {
    const bool escaped = run[i] == '\\' && i + 1 < run.size();
    if (run[i] == '\\') ++i;
    if (i == run.size()) break;
    const std::size_t bytes = decode_utf8(run, i).length;
    const std::string_view c = run.substr(i, bytes);
    const bool wildcard = c == "*" || c == "?";
    out.plain += c;
    if (!(escaped && wildcard)) out.pattern += c;
    out.wild |= wildcard && !escaped;
    i += bytes;
  }
  return out;
}

std::string tidy_pattern(std::string_view pattern) {
  const std::size_t first = pattern.find_first_not_of(".,;:!|[]{}<>+-");
  if (first == std::string_view::npos) return {};
  const std::size_t last = pattern.find_last_not_of(".,;:!?|[]{}<>");  // a question mark at the end asks
  if (last == std::string_view::npos || last < first) return {};
  std::string out;
  for (const char c : pattern.substr(first, last + 1 - first))
    if (c != '*' || !out.ends_with('*')) out += c;
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string separated(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = decode_utf8(text, i);
    if (!c.valid || is_separator(c.code)) out.replace(i, c.length, c.length, ' ');
    i += c.length;
  }
  return out;
}

std::string_view trim_punctuation(std::string_view word) {
  const std::size_t first = word.find_first_not_of(",;:!?|[]{}<>'+-");
  word.remove_prefix(std::min(first, word.size()));
  const auto trim_end = [&] { word = word.substr(0, word.find_last_not_of(",;:!?|[]{}<>'") + 1); };
  trim_end();
  if (!word.empty() && word.find('.') + 1 == word.size()) {  // ends a sentence; "U.S." keeps both
    word.remove_suffix(1);
    trim_end();
  }
  return word;
}

std::string escape_word(std::string_view text) {
  const std::string_view bare = trim_punctuation(text);
  const bool is_range = parse_number_range(bare) || looks_like_range_of_days(bare);
  if (is_operator(text) || is_distance_operator(text) || is_range) return "\\" + escape(text, special_characters);
  const std::size_t name = field_name_length(text);
  if (name == 0) return escape(text, special_characters);
  return std::string(text.substr(0, name)) + "\\" + escape(text.substr(name), special_characters);
}

std::string escape_pattern(std::string_view text) {
  return escape(text, "\\()^");
}

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace backfile::detail
