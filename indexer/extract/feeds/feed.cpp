#include "indexer/extract/feeds/feed.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "common/date.hpp"
#include "common/digest.hpp"
#include "indexer/crawl/charset.hpp"
#include "indexer/extract/feeds/feed_readers.hpp"

namespace backfile {
namespace {

using DateField = std::optional<PartialDate> FeedNote::*;
constexpr DateField date_fields[] = {&FeedNote::published, &FeedNote::modified};

bool is_midnight(const PartialDate& date) { return date.hour == 0 && date.minute == 0 && date.second == 0; }

void drop_later_than(std::vector<FeedEntry>& entries, const PartialDate& captured) {
  for (FeedEntry& entry : entries)
    for (const DateField field : date_fields)
      if (entry.note.*field && first_day(*(entry.note.*field)) > last_day(captured) + 1) (entry.note.*field).reset();
}

/// A program that has no dates writes the time at which it runs. Days alone are the same in any feed of one day.
void drop_common_moment(std::vector<FeedEntry>& entries, DateField field) {
  constexpr std::size_t least_entries = 3;
  std::map<std::int64_t, std::size_t> moments;
  std::size_t dated = 0;
  for (const FeedEntry& entry : entries) {
    const auto& date = entry.note.*field;
    if (!date) continue;
    ++dated;
    if (date->has_time() && !is_midnight(*date)) ++moments[earliest_instant(*date)];
  }
  for (FeedEntry& entry : entries) {
    auto& date = entry.note.*field;
    if (!date || !date->has_time()) continue;
    const auto found = moments.find(earliest_instant(*date));
    if (found != moments.end() && found->second >= least_entries && 2 * found->second > dated) date.reset();
  }
}

/// Comments on a page are entries that lead to it.
void drop_days_of_comments(std::vector<FeedEntry>& entries) {
  struct Days {
    std::int64_t first, last;
  };
  std::map<std::string_view, Days> of_pages;
  for (const FeedEntry& entry : entries) {
    if (!entry.note.published) continue;
    const std::int64_t day = first_day(*entry.note.published);
    for (const std::string& address : entry.addresses) {
      const auto [known, is_new] = of_pages.try_emplace(address, Days{day, day});
      if (!is_new) known->second = {std::min(known->second.first, day), std::max(known->second.last, day)};
    }
  }
  for (FeedEntry& entry : entries) {
    const bool conflicting = std::ranges::any_of(entry.addresses, [&](const std::string& address) {
      const auto days = of_pages.find(address);
      return days != of_pages.end() && days->second.last - days->second.first > 1;
    });
    if (conflicting) entry.note.published.reset();
  }
}

}  // namespace

std::vector<FeedEntry> read_feed(std::string bytes, const FeedPlace& place) {
  const Decoded decoded = decode_html(std::move(bytes), place.charset);
  const std::size_t begin = decoded.text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  return decoded.text[begin] == '{' ? read_json_feed(decoded.text, place) : read_xml_feed(decoded.text, place);
}

void drop_false_dates(std::vector<FeedEntry>& entries, const FeedPlace& place) {
  if (place.captured) drop_later_than(entries, *place.captured);
  for (const DateField field : date_fields) drop_common_moment(entries, field);
  drop_days_of_comments(entries);
}

void add_feed(std::string bytes, const FeedPlace& place, FeedEvidence& evidence) {
  std::vector<FeedEntry> entries = read_feed(std::move(bytes), place);
  drop_false_dates(entries, place);
  for (const FeedEntry& entry : entries)
    for (const std::string& address : entry.addresses) evidence.add(address, entry.note);
}

}  // namespace backfile
