#include "indexer/crawl/feed_names.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "indexer/crawl/page.hpp"

namespace backfile {
namespace {

constexpr std::array feed_types = std::to_array<std::string_view>({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/x-rss+xml", "text/rss+xml",
    "application/xml", "text/xml", "application/rss", "application/atom",
});
/// With which servers send what they do not know, packed sitemaps among it.
constexpr std::array vague_types = std::to_array<std::string_view>({"text/plain", "application/json", "application/gzip", "application/x-gzip"});
constexpr std::array endings = std::to_array<std::string_view>({".xml", ".rss", ".atom", ".rdf"});
constexpr std::array words = std::to_array<std::string_view>({"feed", "feeds", "rss", "rss2", "atom", "rdf", "sitemap", "sitemaps"});

bool is_word(std::string_view word) { return std::ranges::find(words, word) != words.end(); }

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool has_word(std::string_view part) {
  for (std::size_t begin = 0; begin < part.size();) {
    std::size_t end = begin;
    while (end < part.size() && is_letter_or_digit(part[end])) ++end;
    if (is_word(part.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

/// The last part of `path`, which is cut off.
std::string_view take_last_part(std::string_view& path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? path : path.substr(slash + 1);
  path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  return last;
}

}  // namespace

bool may_be_feed_name(std::string_view path) {
  constexpr std::size_t longest = 512;
  std::string folded(path.substr(path.size() - std::min(path.size(), longest)));
  std::ranges::transform(folded, folded.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  std::string_view rest = folded;
  if (rest.ends_with(".gz")) rest.remove_suffix(3);
  std::string_view last = take_last_part(rest);
  if (std::ranges::any_of(endings, [&](std::string_view ending) { return last.ends_with(ending); })) return true;
  const bool is_of_directory = last.empty() || last.starts_with("index.");
  if (is_of_directory) return is_word(take_last_part(rest));
  // A page is named like its headline, which may have any word in it.
  const bool is_page = last.ends_with(".html") || last.ends_with(".htm");
  return is_page ? is_word(last.substr(0, last.rfind('.'))) : has_word(last);
}

bool may_be_feed(std::string_view media_type, std::string_view path) {
  if (std::ranges::find(feed_types, media_type) != feed_types.end()) return true;
  const bool says_nothing = may_be_html(media_type) || std::ranges::find(vague_types, media_type) != vague_types.end();
  return says_nothing && may_be_feed_name(path);
}

}  // namespace backfile
