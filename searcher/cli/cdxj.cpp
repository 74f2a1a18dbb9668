#include "searcher/cli/cdxj.hpp"

#include <algorithm>
#include <ranges>
#include <vector>

#include <fmt/format.h>

#include "common/json_writer.hpp"
#include "indexer/crawl/header_fields.hpp"
#include "indexer/crawl/http_message.hpp"
#include "indexer/crawl/manifest.hpp"
#include "indexer/crawl/warc_record.hpp"
#include "searcher/cli/sha1.hpp"
#include "searcher/cli/warc_records.hpp"

namespace backfile::cli {

namespace {

constexpr std::size_t timestamp_digits = 14;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string joined(const std::vector<std::string_view>& parts, char between) {
  std::string out;
  for (const std::string_view& part : parts) {
    if (&part != &parts.front()) out += between;
    out += part;
  }
  return out;
}

/// "www.", "www2." and so on.
std::string_view without_www(std::string_view host) {
  if (!host.starts_with("www")) return host;
  const std::size_t end = host.find_first_not_of("0123456789", 3);
  return end != std::string_view::npos && host[end] == '.' ? host.substr(end + 1) : host;
}

std::string turned_host(std::string_view authority, std::string_view default_port) {
  if (const std::size_t user = authority.rfind('@'); user != std::string_view::npos) authority.remove_prefix(user + 1);
  const std::size_t colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
  const std::string_view port = has_port ? authority.substr(colon + 1) : std::string_view();
  std::vector<std::string_view> labels = split(without_www(authority.substr(0, has_port ? colon : authority.size())), '.');
  std::ranges::reverse(labels);
  std::string out = joined(labels, ',');
  if (!port.empty() && port != default_port) out.append(":").append(port);
  return out;
}

/// "2024-03-01T10:20:30.5Z" -> "20240301102030"; what a short date leaves open is its beginning.
std::string timestamp_of(std::string_view date) {
  std::string digits;
  for (const char c : date)
    if (c >= '0' && c <= '9' && digits.size() < timestamp_digits) digits += c;
  static constexpr std::string_view beginning = "00000101000000";
  if (digits.size() < 4) return {};
  return digits.append(beginning.substr(digits.size()));
}

std::string_view declared_sha1(std::string_view digest) {
  const std::size_t colon = digest.find(':');
  if (colon == std::string_view::npos || !same_name(digest.substr(0, colon), "sha1")) return {};
  return digest.substr(colon + 1);
}

}  // namespace

std::string surt_key(std::string_view address) {
  const std::string encoded = header_address(address), text = lower(encoded);
  const bool secure = text.starts_with("https://");
  if (!secure && !text.starts_with("http://")) return encoded;
  std::string_view rest = std::string_view(text).substr(secure ? 8 : 7);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t host_end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string_view target = rest.substr(host_end);
  const std::size_t question = target.find('?');
  const std::string_view path = target.substr(0, question);
  std::string key = turned_host(rest.substr(0, host_end), secure ? "443" : "80") + ")";
  key += path.empty() ? "/" : path;
  if (question == std::string_view::npos || question + 1 == target.size()) return key;
  std::vector<std::string_view> parameters = split(target.substr(question + 1), '&');
  std::ranges::sort(parameters);
  return key + "?" + joined(parameters, '&');
}

std::optional<std::string> cdxj_line(std::string_view record, const RecordOnDisk& place) {
  const WarcHead head = parse_warc_head(record.substr(0, head_size(record)));
  const std::string timestamp = timestamp_of(head.date);
  if (head.target.empty() || timestamp.empty()) return std::nullopt;
  const std::string_view block = record.substr(std::min(head_size(record), record.size()));
  const auto http = head.kind == RecordKind::response ? parse_http_head(block) : std::nullopt;
  std::string line = surt_key(head.target) + " " + timestamp + " ";
  JsonWriter json(line);
  json.begin_object().key("url").value(head.target);
  json.key("mime").value(http ? http->media_type : split_content_type(head.content_type).first);
  json.key("status").value(http && http->status ? std::to_string(http->status) : std::string());
  const std::string_view declared = declared_sha1(head.payload_digest);
  json.key("digest").value(declared.empty() ? sha1_base32(block.substr(http ? http->body_begin : 0)) : std::string(declared));
  json.key("length").value(std::to_string(place.length)).key("offset").value(std::to_string(place.offset));
  json.key("filename").value(place.path).end_object();
  return line + "\n";
}

}  // namespace backfile::cli
