#include "indexer/crawl/http_message.hpp"

#include <algorithm>

#include "indexer/crawl/header_fields.hpp"
#include "indexer/crawl/manifest.hpp"

namespace backfile {
namespace {

/// A hundred codings would be a trick; three are more than any server applies.
constexpr std::size_t max_codings = 4;

/// "HTTP/1.1 200 OK", "HTTP/2 200", "http/1.0  200".
int status_of(std::string_view line) {
  const std::size_t space = line.find_first_of(" \t");
  if (space == std::string_view::npos) return 0;
  const std::size_t begin = line.find_first_not_of(" \t", space);
  if (begin == std::string_view::npos) return 0;
  int status = 0;
  std::size_t digits = 0;
  for (; begin + digits < line.size() && digits < 3 && line[begin + digits] >= '0' && line[begin + digits] <= '9'; ++digits)
    status = status * 10 + (line[begin + digits] - '0');
  return digits == 3 ? status : 0;
}

std::optional<Coding> coding_of(std::string_view name) {
  if (same_name(name, "gzip") || same_name(name, "x-gzip")) return Coding::gzip;
  if (same_name(name, "deflate") || same_name(name, "x-deflate")) return Coding::deflate;
  if (same_name(name, "br")) return Coding::brotli;
  if (same_name(name, "zstd")) return Coding::zstd;
  if (same_name(name, "chunked")) return Coding::chunked;
  return std::nullopt;
}

/// Adds a list of codings, which names them in the order they were applied.
void add_codings(std::vector<Coding>& codings, std::string_view list) {
  while (!list.empty() && codings.size() < max_codings) {
    const std::size_t comma = list.find(',');
    if (const auto coding = coding_of(without_spaces(list.substr(0, comma)))) codings.push_back(*coding);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
}

}  // namespace

std::optional<HttpHead> parse_http_head(std::string_view message) {
  if (message.size() < 5 || !same_name(message.substr(0, 5), "HTTP/")) return std::nullopt;
  HttpHead head;
  head.body_begin = std::min(head_size(message), message.size());
  const std::string_view text = message.substr(0, head.body_begin);
  head.status = status_of(text.substr(0, text.find('\n')));
  std::vector<Coding> transfer;
  for_each_header_field(text, [&](std::string_view name, std::string_view value) {
    if (same_name(name, "Content-Type")) {
      // Of several the last counts, as Fetch has it, unless it says nothing.
      auto [type, charset] = split_content_type(value);
      if (!type.empty()) head.media_type = std::move(type);
      if (!charset.empty()) head.charset = std::move(charset);
    } else if (same_name(name, "Content-Encoding")) {
      add_codings(head.codings, value);
    } else if (same_name(name, "Transfer-Encoding")) {
      add_codings(transfer, value);
    }
  });
  head.codings.insert(head.codings.end(), transfer.begin(), transfer.end());
  std::ranges::reverse(head.codings);
  return head;
}

}  // namespace backfile
