// The publication date: every candidate with source, precision and zone, weighed and cross-checked by a resolver.
#pragma once

#include <backfile/date.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/candidates.hpp"
#include "indexer/extract/html_document.hpp"

namespace backfile {

struct DateContext {
  std::string_view address;   // normalised; may hold a date
  std::string_view language;  // declared or detected; orders numeric dates
  std::string_view default_timezone;
  std::optional<PartialDate> captured;  // no publication is later than this (a day of slack)
  NodeId headline = no_node;            // the <h1> or what stands for it
  NodeId body_first = no_node, body_last = no_node;
};

struct DateCandidate {
  PartialDate date;
  std::string
      from;  // "json-ld:datePublished", "og:article:published_time", "time@headline", "text@byline", "address" ...
  bool modified = false;  // says "updated"
  double weight = 0;
  NodeId node = no_node;
  std::string note;
};

struct Dates {
  std::optional<PartialDate> published, modified;
  std::string published_from;
  std::vector<DateCandidate> candidates;  // best first
};

/// Reads <time>, visible text near headline and body, and the address itself; takes metadata candidates from
/// `candidates`.
[[nodiscard]] Dates find_dates(const HtmlDocument&, const Candidates& candidates, const DateContext&);

/// A date in running text ("4. Mai 2025, 9:06 Uhr", "May 4, 2025 9:06 am EDT", "2025年5月4日"), the best one in a short
/// text. Languages: all that ICU has month names for; Solar Hijri and Buddhist years; `language` decides numeric
/// orders.
enum class NumericOrder : std::uint8_t { none, day_first, month_first };

struct TextDate {
  PartialDate date = {};
  std::size_t begin = 0, end = 0;  // bytes in the text
  bool says_updated = false, says_published = false;
  bool says_other = false;      // "born", "copyright", "joined": a date of something else
  bool day_name = false;        // a day of the week stands before it
  bool two_digit_year = false;  // "04.05.25": a date only where one is expected
  std::optional<PartialDate> other_order =
      {};  // "04/05/2025" where the language does not tell which is the month: the other reading
  NumericOrder numeric_order = NumericOrder::none;  // "25/12/2025": the order that the numbers themselves prove
};
[[nodiscard]] std::vector<TextDate> dates_in_text(std::string_view text, std::string_view language);

/// Any form that metadata uses: ISO, RFC 822 with zones, epoch seconds or milliseconds, and text dates.
[[nodiscard]] std::optional<PartialDate> parse_any_date(std::string_view text, std::string_view language,
                                                        std::string_view default_timezone = {});

}  // namespace backfile
