// ARC files (the Internet Archive's format before WARC, as Heritrix 1 and the crawlers before it wrote; version 1: URL, IP address, date,
// media type, length; version 2 has a status, a checksum and a place in between): a line for a head, then as many bytes as it says, then an
// empty line. A record is what a WARC response is; the first one, "filedesc:", is about the file.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "indexer/crawl/record_format.hpp"

namespace backfile {
namespace {

/// A head with a longer address is damage.
constexpr std::size_t max_head_bytes = 8192;
constexpr std::size_t date_digits = 14, max_scheme_bytes = 12;
/// Version 1 has this many fields, version 2 the other; an address with spaces in it may have more.
constexpr std::size_t fields_of_version_1 = 5, fields_of_version_2 = 10;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_number(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }
bool is_date(std::string_view text) { return text.size() == date_digits && std::ranges::all_of(text, is_digit); }

/// Bytes of "http:"; 0 when `text` does not begin with a scheme.
std::size_t scheme_bytes(std::string_view text) {
  for (std::size_t i = 0; i < std::min(text.size(), max_scheme_bytes); ++i) {
    if (text[i] == ':') return i >= 2 ? i + 1 : 0;
    if (text[i] < 'a' || text[i] > 'z') return 0;
  }
  return 0;
}

struct ArcLine {
  std::string_view address, date, media_type, length;
};

/// The line's last fields, last first; what is left is the address.
std::optional<ArcLine> parse_line(std::string_view line) {
  while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
  std::array<std::string_view, fields_of_version_2> fields;  // from the right
  std::size_t count = 0;
  std::string_view rest = line;
  ArcLine found;
  while (count + 1 < fields.size()) {
    const std::size_t space = rest.rfind(' ');
    if (space == std::string_view::npos) break;
    fields[count++] = rest.substr(space + 1);
    rest = rest.substr(0, space);
    const bool first = count == fields_of_version_1 - 1 && is_date(fields[2]);
    const bool second = count == fields_of_version_2 - 1 && is_date(fields[7]);
    if (first || second) {
      found = {.address = rest, .date = fields[count - 2], .media_type = fields[count - 3], .length = fields[0]};
      break;
    }
  }
  if (!is_number(found.length) || scheme_bytes(found.address) == 0) return std::nullopt;
  return found;
}

std::string_view first_line(std::string_view text) { return text.substr(0, std::min(text.find('\n'), text.size())); }

bool is_arc_head(std::string_view text) {
  const std::string_view line = first_line(text.substr(0, max_head_bytes));
  return line.size() < text.size() && parse_line(line).has_value();
}

std::size_t find_start(std::string_view text, bool line_begins) {
  if (line_begins && is_arc_head(text)) return 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    if (scheme_bytes(text.substr(at + 1, max_scheme_bytes)) != 0 && is_arc_head(text.substr(at + 1))) return at + 1;
  return std::string_view::npos;
}

/// An address does not show where in a line it begins.
std::size_t find_after_damage(std::string_view) { return std::string_view::npos; }

/// A member cut anywhere seldom begins with what looks like an address.
bool begins_member(std::string_view start) { return scheme_bytes(start) != 0; }

std::size_t head_size(std::string_view text) {
  const std::size_t end = text.substr(0, max_head_bytes).find('\n');
  return end == std::string_view::npos ? end : end + 1;
}

/// "20240301102030" as WARC has it.
std::string warc_date(std::string_view date) {
  std::string text(date);
  for (const auto& [at, mark] : {std::pair{12, ':'}, {10, ':'}, {8, 'T'}, {6, '-'}, {4, '-'}}) text.insert(static_cast<std::size_t>(at), 1, mark);
  return text + 'Z';
}

WarcHead parse_head(std::string_view head) {
  WarcHead result;
  const auto line = parse_line(first_line(head));
  if (!line) return result;
  result.kind = line->address.starts_with("filedesc:") ? RecordKind::warcinfo : RecordKind::response;
  result.target = line->address;
  result.date = warc_date(line->date);
  result.content_type = line->media_type == "no-type" ? std::string_view() : line->media_type;
  std::uint64_t length = 0;
  const bool is_whole = std::from_chars(line->length.data(), line->length.data() + line->length.size(), length).ec == std::errc();
  if (is_whole) result.content_length = length;
  return result;
}

/// A head that is damaged here and there, or cut, still begins with an address, or has many fields and a number for the last.
bool looks_like_head(std::string_view line) {
  if (scheme_bytes(line) != 0) return true;
  while (line.ends_with('\r')) line.remove_suffix(1);
  const auto spaces = static_cast<std::size_t>(std::ranges::count(line, ' '));
  return spaces + 1 >= fields_of_version_1 && is_number(line.substr(line.rfind(' ') + 1));
}

/// A line end, then a head or the end. One line end alone shows nothing: pages are full of them.
bool follows_block(std::string_view after, bool is_all) {
  const std::size_t begin = after.find_first_not_of("\r\n");
  if (begin == std::string_view::npos) return is_all;
  const std::string_view line = first_line(after.substr(begin));
  return is_arc_head(after.substr(begin)) || (begin > 0 && looks_like_head(line));
}

}  // namespace

const RecordFormat& arc_format() noexcept {
  static constexpr RecordFormat format{.name = "ARC",
                                       .start_bytes = max_head_bytes,
                                       .behind_bytes = max_head_bytes,
                                       .member_start_bytes = max_scheme_bytes,
                                       .begins_member = begins_member,
                                       .find_start = find_start,
                                       .find_after_damage = find_after_damage,
                                       .head_size = head_size,
                                       .parse_head = parse_head,
                                       .follows_block = follows_block};
  return format;
}

}  // namespace backfile
