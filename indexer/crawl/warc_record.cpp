#include "indexer/crawl/warc_record.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/crawl/header_fields.hpp"
#include "indexer/crawl/record_format.hpp"

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

constexpr std::string_view record_start = "WARC/";
/// Of a version line, its end included.
constexpr std::size_t max_version_line_bytes = 24;
/// Of the field behind it, as far as it is looked at.
constexpr std::size_t field_start_bytes = 8;
/// Line ends behind a block that are looked at to judge its length; WARC wants four bytes.
constexpr std::size_t behind_block_bytes = 64;

/// "WARC/" digits "." digits, spaces, line end.
bool is_version_line(std::string_view text) {
  std::size_t at = 5;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at]) && at - begin < 4) ++at;
    return at > begin;
  };
  if (!text.starts_with(record_start) || !digits()) return false;
  if (at >= text.size() || text[at++] != '.' || !digits()) return false;
  while (at < text.size() && at < max_version_line_bytes && (text[at] == ' ' || text[at] == '\r')) ++at;
  return at < text.size() && text[at] == '\n';
}

/// Where a line "WARC/1.1" begins.
std::size_t find_version_line(std::string_view text, bool line_begins) {
  if (line_begins && is_version_line(text)) return 0;
  for (std::size_t at = text.find("\nWARC/"); at != std::string_view::npos; at = text.find("\nWARC/", at + 1))
    if (is_version_line(text.substr(at + 1))) return at + 1;
  return std::string_view::npos;
}

/// Told by a version line with a field of WARC in the next line.
std::size_t find_after_damage(std::string_view text) {
  for (std::size_t at = text.find(record_start); at != std::string_view::npos; at = text.find(record_start, at + 1)) {
    if (!is_version_line(text.substr(at))) continue;
    const std::string_view field = text.substr(text.find('\n', at) + 1).substr(0, field_start_bytes);
    if (same_name(field.substr(0, 5), "WARC-") || same_name(field, "Content-")) return at;
  }
  return std::string_view::npos;
}

bool begins_member(std::string_view start) { return start == record_start; }

/// What comes behind a block of the right length: line ends, then a record or the end. Two line ends alone will do: then the record
/// is whole and what follows is damaged.
bool follows_block(std::string_view after, bool is_all) {
  const std::size_t begin = after.find_first_not_of("\r\n");
  if (begin == std::string_view::npos) return is_all || after.size() >= behind_block_bytes;
  return after.substr(begin).starts_with(record_start) || std::ranges::count(after.substr(0, begin), '\n') >= 2;
}

}  // namespace

const RecordFormat& warc_format() noexcept {
  static constexpr RecordFormat format{.name = "WARC",
                                       .start_bytes = max_version_line_bytes + field_start_bytes,
                                       .behind_bytes = behind_block_bytes,
                                       .member_start_bytes = record_start.size(),
                                       .begins_member = begins_member,
                                       .find_start = find_version_line,
                                       .find_after_damage = find_after_damage,
                                       .head_size = head_size,
                                       .parse_head = parse_warc_head,
                                       .follows_block = follows_block};
  return format;
}

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

}  // namespace backfile
