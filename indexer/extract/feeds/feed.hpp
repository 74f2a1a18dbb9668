// RSS (0.9 to 2.0), Atom, JSON Feed, sitemaps and Google News sitemaps: what they say of pages, and which of it is no evidence.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/crawl/feed_evidence.hpp"

namespace backfile {

/// One item, entry or address of a sitemap.
struct FeedEntry {
  std::vector<std::string> addresses;  // normalised, under which it may be meant
  FeedNote note;
};

/// The entries of a feed as it has them, the first 50,000; empty for anything else. Never throws for what it says. Linear. Thread-safe.
[[nodiscard]] std::vector<FeedEntry> read_feed(std::string bytes, const FeedPlace& place);

/// Takes the dates from `entries` that prove nothing: later than the feed's capture, the same moment in most entries (it was written then), two days
/// for one address (it is not the page that is dated but comments on it).
void drop_false_dates(std::vector<FeedEntry>& entries, const FeedPlace& place);

/// Both, into `evidence`.
void add_feed(std::string bytes, const FeedPlace& place, FeedEvidence& evidence);

}  // namespace backfile
