// One reader for each syntax of feeds, and what they share: from an entry's fields as written to a FeedEntry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/feeds/feed.hpp"

namespace backfile {

/// As many as a sitemap may have by its protocol.
inline constexpr std::size_t most_feed_entries = 50'000;

/// An entry's fields as written, references resolved.
struct WrittenEntry {
  std::vector<std::string> links, titles, published, modified;
  /// Fields beyond a few say nothing new.
  static void add(std::vector<std::string>& field, std::string value);
};

/// `kind`: FeedNote::published_in. Without a usable address it has none.
[[nodiscard]] FeedEntry feed_entry(const WrittenEntry& written, std::string_view kind, const FeedPlace& place);

/// `text`: UTF-8.
[[nodiscard]] std::vector<FeedEntry> read_xml_feed(std::string_view text, const FeedPlace& place);
[[nodiscard]] std::vector<FeedEntry> read_json_feed(std::string_view text, const FeedPlace& place);

}  // namespace backfile
