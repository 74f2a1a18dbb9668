#include <algorithm>

#include "common/address.hpp"
#include "common/date.hpp"
#include "indexer/extract/dates/published.hpp"
#include "indexer/extract/feeds/feed_readers.hpp"
#include "indexer/extract/metadata/clean.hpp"

namespace backfile {
namespace {

constexpr std::size_t most_values = 4, most_value_bytes = 4096, most_title_bytes = 300;

/// "#comment-12", "#c3": what is dated is a comment on the page.
bool leads_to_comment(std::string_view link) {
  const std::size_t hash = link.find('#');
  if (hash == std::string_view::npos) return false;
  const std::string fragment = ascii_lower(link.substr(hash + 1));
  const auto is_numbered = [&](std::string_view word) {
    return fragment.size() > word.size() && fragment.starts_with(word) && fragment.find_first_not_of("0123456789", word.size()) == std::string::npos;
  };
  return fragment.starts_with("comment") || is_numbered("c") || is_numbered("p") || is_numbered("post-") || is_numbered("reply-");
}

/// A site's home is nobody's article.
bool is_home(std::string_view address) {
  const AddressParts parts = split_address(address);
  return parts.path == "/" && parts.query.empty();
}

std::optional<PartialDate> best_date(const std::vector<std::string>& values, const FeedPlace& place) {
  const PartialDate epoch{.year = 1970, .month = 1, .day = 1, .precision = Precision::day};
  std::optional<PartialDate> best;
  for (const std::string& value : values) {
    const auto date = parse_any_date(trimmed(value), "en", place.default_timezone);
    if (!date || date->precision < Precision::day || first_day(*date) == first_day(epoch)) continue;
    if (!best || counts_before(*date, *best)) best = date;
  }
  return best;
}

}  // namespace

void WrittenEntry::add(std::vector<std::string>& field, std::string value) {
  if (field.size() < most_values && !value.empty() && value.size() <= most_value_bytes) field.push_back(std::move(value));
}

FeedEntry feed_entry(const WrittenEntry& written, std::string_view kind, const FeedPlace& place) {
  FeedEntry entry;
  if (std::ranges::any_of(written.links, leads_to_comment)) return entry;
  for (const std::string& link : written.links) {
    const std::string_view text = trimmed(link);
    auto address = place.address.empty() ? normalise_address(text) : resolve_address(place.address, text);
    if (!address || is_home(*address) || std::ranges::find(entry.addresses, *address) != entry.addresses.end()) continue;
    entry.addresses.push_back(std::move(*address));
  }
  if ((entry.note.published = best_date(written.published, place))) entry.note.published_in = kind;
  if ((entry.note.modified = best_date(written.modified, place))) entry.note.modified_in = kind;
  for (const std::string& value : written.titles) {
    std::string title = clean_value(value);
    if (!title.empty() && title.size() <= most_title_bytes) entry.note.titles.push_back(std::move(title));
  }
  return entry;
}

}  // namespace backfile
