// Any bytes as a text with dates, a date of metadata and an address: every date found is one of the calendar, lies in the text, and is read again as itself.
#include <optional>

#include "common/date.hpp"
#include "indexer/extract/dates/date_address.hpp"
#include "indexer/extract/dates/published.hpp"
#include "tests/fuzz/property.hpp"

namespace {

using namespace backfile;

void check(const std::optional<PartialDate>& date) {
  if (!date) return;
  fuzz::require(is_valid_day(date->year, date->month, date->day) && date->hour < 24 && date->minute < 60 && date->second < 60);
  const auto again = parse_iso_date(to_string(*date));
  fuzz::require(again && to_string(*again) == to_string(*date));
  fuzz::require(first_day(*date) <= last_day(*date));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  for (const std::string_view language : {"", "en", "de", "ja", "fa", "th"}) {
    for (const TextDate& found : dates_in_text(text, language)) {
      fuzz::require(found.begin <= found.end && found.end <= size);
      check(found.date);
      check(found.other_order);
    }
    check(parse_any_date(text, language, "Europe/Berlin"));
  }
  check(parse_iso_date(text));
  if (const auto found = dates::date_in_address(text)) check(found->date);
  return 0;
}
