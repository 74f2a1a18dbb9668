// Any bytes as a feed: what it says is bounded and valid, and the same in whatever order it is added up.
#include <algorithm>
#include <string>
#include <vector>

#include "common/address.hpp"
#include "indexer/extract/feeds/feed.hpp"
#include "tests/fuzz/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  constexpr std::size_t most_pages = 8;
  const FeedPlace place{.address = "https://news.example/feed/", .charset = {}, .captured = {}};
  std::vector<FeedEntry> entries = read_feed(std::string(fuzz::text_of(data, size)), place);
  drop_false_dates(entries, place);
  FeedEvidence forwards(most_pages), backwards(most_pages);
  for (const FeedEntry& entry : entries) {
    fuzz::require(!entry.addresses.empty());
    for (const std::string& address : entry.addresses) {
      fuzz::require(normalise_address(address) == address);
      forwards.add(address, entry.note);
    }
    for (const std::string& title : entry.note.titles) fuzz::require(!title.empty() && title.size() <= 300 && fuzz::is_utf8(title));
  }
  std::ranges::reverse(entries);
  for (const FeedEntry& entry : entries)
    for (const std::string& address : entry.addresses) backwards.add(address, entry.note);
  forwards.seal();
  backwards.seal();
  fuzz::require(forwards.digest() == backwards.digest());
  return 0;
}
