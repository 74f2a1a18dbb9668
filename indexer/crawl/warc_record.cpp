#include "indexer/crawl/warc_record.hpp"

#include <array>
#include <charconv>

#include "indexer/crawl/header_fields.hpp"

namespace backfile {
namespace {

constexpr std::array<std::string_view, 9> kind_names = {"warcinfo", "request", "response", "resource", "conversion",
                                                        "revisit", "metadata", "continuation", "other"};

RecordKind kind_of(std::string_view name) {
  for (std::size_t i = 0; i < kind_names.size(); ++i)
    if (same_name(name, kind_names[i])) return static_cast<RecordKind>(i);
  return RecordKind::other;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string_view without_brackets(std::string_view uri) {
  if (uri.size() >= 2 && uri.front() == '<' && uri.back() == '>') uri = uri.substr(1, uri.size() - 2);
  return uri;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "WARC/" digits "." digits, spaces, line end.
bool is_version_line(std::string_view text) {
  std::size_t at = 5;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at]) && at - begin < 4) ++at;
    return at > begin;
  };
  if (!text.starts_with("WARC/") || !digits()) return false;
  if (at >= text.size() || text[at++] != '.' || !digits()) return false;
  while (at < text.size() && at < max_version_line_bytes && (text[at] == ' ' || text[at] == '\r')) ++at;
  return at < text.size() && text[at] == '\n';
}

}  // namespace

std::string_view record_kind_name(RecordKind kind) noexcept { return kind_names[static_cast<std::size_t>(kind)]; }

WarcHead parse_warc_head(std::string_view head) {
  WarcHead result;
  bool has_kind = false, has_length = false;
  const auto set = [](std::string& field, std::string_view value) {
    if (field.empty()) field = value;
  };
  for_each_header_field(head, [&](std::string_view name, std::string_view value) {
    if (same_name(name, "WARC-Type")) {
      if (!has_kind) result.kind = kind_of(value);
      has_kind = true;
    } else if (same_name(name, "Content-Length")) {
      if (!has_length) result.content_length = number_of(value);
      has_length = true;
    } else if (same_name(name, "WARC-Target-URI")) {
      set(result.target, without_brackets(value));
    } else if (same_name(name, "WARC-Date")) {
      set(result.date, value);
    } else if (same_name(name, "Content-Type")) {
      set(result.content_type, value);
    } else if (same_name(name, "WARC-Payload-Digest")) {
      set(result.payload_digest, value);
    } else if (same_name(name, "WARC-Refers-To-Target-URI")) {
      set(result.refers_to_target, without_brackets(value));
    } else if (same_name(name, "WARC-Refers-To-Date")) {
      set(result.refers_to_date, value);
    } else if (same_name(name, "WARC-Truncated")) {
      result.truncated = true;
    }
  });
  return result;
}

std::size_t find_head_after_damage(std::string_view text) noexcept {
  for (std::size_t at = text.find("WARC/"); at != std::string_view::npos; at = text.find("WARC/", at + 1)) {
    if (!is_version_line(text.substr(at))) continue;
    const std::string_view field = text.substr(text.find('\n', at) + 1).substr(0, 8);
    if (same_name(field.substr(0, 5), "WARC-") || same_name(field, "Content-")) return at;
  }
  return std::string_view::npos;
}

std::size_t find_version_line(std::string_view text, bool line_begins) noexcept {
  if (line_begins && is_version_line(text)) return 0;
  for (std::size_t at = text.find("\nWARC/"); at != std::string_view::npos; at = text.find("\nWARC/", at + 1))
    if (is_version_line(text.substr(at + 1))) return at + 1;
  return std::string_view::npos;
}

}  // namespace backfile
