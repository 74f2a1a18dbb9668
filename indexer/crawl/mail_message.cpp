#include "indexer/crawl/mail_message.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/date.hpp"
#include "indexer/crawl/header_fields.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_head_bytes = 1u << 16;
/// RFC 2046 section 5.1.1 allows 70.
constexpr std::size_t max_boundary_bytes = 1024;

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return out;
}

/// Takes `name=value` or `name="value"` off the front of what follows a media type; false at the end.
bool take_parameter(std::string_view& rest, std::string_view& name, std::string& value) {
  while (!rest.empty() && (rest.front() == ';' || rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
  if (rest.empty()) return false;
  const std::size_t end_of_name = std::min(rest.find_first_of("=;"), rest.size());
  name = without_spaces(rest.substr(0, end_of_name));
  rest.remove_prefix(end_of_name);
  value.clear();
  if (!rest.starts_with('=')) return true;
  rest.remove_prefix(std::min(std::max<std::size_t>(rest.find_first_not_of(" \t", 1), 1), rest.size()));
  if (!rest.starts_with('"')) {
    const std::string_view token = rest.substr(0, rest.find(';'));
    value = without_spaces(token);
    rest.remove_prefix(token.size());
    return true;
  }
  std::size_t at = 1;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    value += rest[at];
  }
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return true;
}

void read_content_type(MailPart& part, std::string_view field) {
  const std::size_t semicolon = std::min(field.find(';'), field.size());
  part.media_type = lowered(without_spaces(field.substr(0, semicolon)));
  std::string_view rest = field.substr(semicolon), name;
  std::string value;
  while (take_parameter(rest, name, value)) {
    if (same_name(name, "charset")) part.charset = value;
    if (same_name(name, "boundary") && value.size() <= max_boundary_bytes) part.boundary = value;
    if (same_name(name, "start")) part.start = value;
  }
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// RFC 2045 section 6.7.
std::string decoded_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
      continue;
    }
    const std::size_t end = text.find_first_not_of(" \t\r", at + 1);  // a soft line break, padded by a relay
    if (end == std::string_view::npos) break;
    if (text[end] == '\n') {
      at = end;
      continue;
    }
    const int high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1, low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
    if (high < 0 || low < 0) {
      out += '=';
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return out;
}

constexpr std::array<signed char, 256> base64_values = [] {
  std::array<signed char, 256> values{};
  values.fill(-1);
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < alphabet.size(); ++i) values[static_cast<unsigned char>(alphabet[i])] = static_cast<signed char>(i);
  return values;
}();

std::string decoded_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    const int value = base64_values[static_cast<unsigned char>(c)];
    if (value < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xff);
  }
  return out;
}

/// Where a line "--boundary" begins from `from` on; npos when none does.
std::size_t find_delimiter(std::string_view text, std::string_view delimiter, std::size_t from) {
  for (std::size_t at = text.find(delimiter, from); at != std::string_view::npos; at = text.find(delimiter, at + 1)) {
    if (at > 0 && text[at - 1] != '\n') continue;
    // A longer boundary that begins alike is another.
    const std::size_t behind = at + delimiter.size();
    const std::string_view rest = text.substr(behind, 2);
    if (rest.empty() || rest == "--" || std::string_view(" \t\r\n").find(rest.front()) != std::string_view::npos) return at;
  }
  return std::string_view::npos;
}

std::string_view without_last_line_end(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  constexpr std::string_view between = " \t,";
  for (std::size_t at = text.find_first_not_of(between); at != std::string_view::npos && words.size() < 8;) {
    const std::size_t end = std::min(text.find_first_of(between, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(between, end);
  }
  return words;
}

int month_number(std::string_view name) {
  constexpr std::array<std::string_view, 12> names{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto found = std::ranges::find(names, lowered(name.substr(0, 3)));
  return found == names.end() ? 0 : static_cast<int>(found - names.begin()) + 1;
}

}  // namespace

MailPart read_mail_part(std::string_view text) {
  MailPart part;
  const std::string head = "\n" + std::string(text.substr(0, max_head_bytes));
  const std::size_t size = std::min(head_size(std::string_view(head).substr(1)), text.size());
  for_each_header_field(std::string_view(head).substr(0, size + 1), [&](std::string_view name, std::string_view value) {
    if (same_name(name, "Content-Type")) read_content_type(part, value);
    if (same_name(name, "Content-Transfer-Encoding")) part.encoding = lowered(value);
    if (same_name(name, "Content-ID")) part.content_id = value;
    if (same_name(name, "Content-Location")) part.content_location = value;
    if (same_name(name, "Snapshot-Content-Location")) part.snapshot_location = value;
    if (same_name(name, "From")) part.from = value;
    if (same_name(name, "Date")) part.date = value;
  });
  part.body = text.substr(size);
  return part;
}

void for_each_mail_part(const MailPart& multipart, const std::function<bool(std::string_view part)>& take) {
  if (multipart.boundary.empty()) return;
  const std::string delimiter = "--" + multipart.boundary;
  const std::string_view text = multipart.body;
  for (std::size_t at = find_delimiter(text, delimiter, 0); at != std::string_view::npos;) {
    if (text.substr(at + delimiter.size()).starts_with("--")) return;
    const std::size_t line_end = text.find('\n', at);
    if (line_end == std::string_view::npos) return;
    const std::size_t next = find_delimiter(text, delimiter, line_end + 1);
    const std::string_view part = text.substr(line_end + 1, next == std::string_view::npos ? next : next - line_end - 1);
    if (!take(next == std::string_view::npos ? part : without_last_line_end(part))) return;
    at = next;
  }
}

std::string decoded_mail_body(const MailPart& part) {
  if (part.encoding == "quoted-printable") return decoded_quoted_printable(part.body);
  if (part.encoding == "base64") return decoded_base64(part.body);
  return std::string(part.body);
}

std::optional<PartialDate> parse_mail_date(std::string_view text) {
  std::vector<std::string_view> words = words_of(text);
  if (!words.empty() && (words.front().front() < '0' || words.front().front() > '9')) words.erase(words.begin());  // the day's name
  if (words.size() < 5) return std::nullopt;
  const int month = month_number(words[1]);
  if (month == 0) return std::nullopt;
  std::string offset(words[4]);
  if (same_name(offset, "GMT") || same_name(offset, "UT") || same_name(offset, "UTC") || same_name(offset, "Z") || offset == "-0000") offset = "+0000";
  if (offset.size() != 5) return std::nullopt;
  const std::string_view day = words[0], year = words[2], time = words[3];
  return parse_iso_date(fmt::format("{}-{:02}-{}{}T{}{}{}:{}", year, month, day.size() == 1 ? "0" : "", day, time, time.size() == 5 ? ":00" : "",
                                    offset.substr(0, 3), offset.substr(3)));
}

}  // namespace backfile
