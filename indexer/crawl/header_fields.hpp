// "Name: value" heads as HTTP, WARC and mail have them, read leniently: line feeds with or without carriage return, folded values,
// lines that are no field passed over. A head is as long as its reader allows; nothing here looks twice at a byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace backfile {

/// Bytes up to and with the first empty line; npos when there is none.
[[nodiscard]] inline std::size_t head_size(std::string_view text) {
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = text.find('\n', line);
    if (end == std::string_view::npos) break;
    if (end == line || (end == line + 1 && text[line] == '\r')) return end + 1;
    line = end + 1;
  }
  return std::string_view::npos;
}

[[nodiscard]] inline std::string_view without_spaces(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

[[nodiscard]] inline bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

/// Calls `field(name, value)` with string_views for every field of `head`, its first line left out.
template <class Field>
void for_each_header_field(std::string_view head, Field&& field) {
  std::string_view name;
  std::string value;
  const auto finish = [&] {
    if (!name.empty()) field(name, without_spaces(value));
    name = {};
    value.clear();
  };
  std::size_t line = head.find('\n');
  while (line != std::string_view::npos && ++line < head.size()) {
    const std::size_t end = head.find('\n', line);
    const std::string_view text = head.substr(line, end == std::string_view::npos ? end : end - line);
    line = end;
    if (text.starts_with(' ') || text.starts_with('\t')) {
      if (!name.empty()) value.append(" ").append(without_spaces(text));
      continue;
    }
    finish();
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) continue;
    name = without_spaces(text.substr(0, colon));
    value = text.substr(colon + 1);
  }
  finish();
}

}  // namespace backfile
