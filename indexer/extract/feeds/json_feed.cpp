// JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1).
#include <nlohmann/json.hpp>

#include "indexer/extract/feeds/feed_readers.hpp"

namespace backfile {
namespace {

using Json = nlohmann::json;

/// A parser that keeps the whole tree takes some twenty times its text.
constexpr std::size_t most_text_bytes = 4u << 20;
constexpr std::string_view version_mark = "jsonfeed.org/version/";

void take(const Json& item, const char* name, std::vector<std::string>& field) {
  const auto found = item.find(name);
  if (found != item.end() && found->is_string()) WrittenEntry::add(field, found->get<std::string>());
}

/// Deep nesting is no feed's, and refused before a tree is made of it. Not by a callback of the parser: with one it goes over the whole array behind each
/// of its objects (3.11.2), and a megabyte of them takes minutes.
bool nests_too_deep(std::string_view text) {
  constexpr int most_levels = 64;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\')
      ++i;
    else if (c == '"')
      in_string = !in_string;
    else if (!in_string && (c == '[' || c == '{') && ++depth > most_levels)
      return true;
    else if (!in_string && (c == ']' || c == '}'))
      --depth;
  }
  return false;
}

}  // namespace

std::vector<FeedEntry> read_json_feed(std::string_view text, const FeedPlace& place) {
  if (text.size() > most_text_bytes || text.substr(0, 1024).find(version_mark) == std::string_view::npos || nests_too_deep(text)) return {};
  const Json feed = Json::parse(text, nullptr, false);
  if (!feed.is_object()) return {};
  const auto items = feed.find("items");
  if (items == feed.end() || !items->is_array()) return {};
  std::vector<FeedEntry> entries;
  for (const Json& item : *items) {
    if (!item.is_object()) continue;
    WrittenEntry written;
    take(item, "url", written.links);
    take(item, "title", written.titles);
    take(item, "date_published", written.published);
    take(item, "date_modified", written.modified);
    FeedEntry entry = feed_entry(written, "json-feed", place);
    if (!entry.addresses.empty()) entries.push_back(std::move(entry));
    if (entries.size() == most_feed_entries) break;
  }
  return entries;
}

}  // namespace backfile
