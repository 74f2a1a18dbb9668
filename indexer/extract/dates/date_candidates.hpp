// Collects every date that may be the article's: from metadata, from the tree, from the address. No judgement here but
// what the place says.
#pragma once

#include <vector>

#include "indexer/extract/dates/published.hpp"

namespace backfile::dates {

/// Where in the page a date stands, seen from headline and body.
enum class Place : std::uint8_t {
  none,    // metadata, address: no place
  byline,  // between headline and body, or in the first words of the body
  above,   // just above the headline
  tail,    // in the last words of the body or just after it
  inside,  // in the body: most likely a date the story tells of
  far,     // masthead, footer, anything far away
  boxed,   // list, sidebar, related box, comment, navigation
};

/// The kinds of source. Those of one template field (json_ld, open_graph, meta) repeat each other; the printed text and
/// the address are witnesses of their own.
enum class Source : std::uint8_t { json_ld, open_graph, microdata, meta, state, time_element, text, title, address, feed };

struct Found {
  PartialDate date = {};
  std::optional<PartialDate> other_order = {};
  Source source = Source::meta;
  Place place = Place::none;
  bool modified = false;
  bool labelled_published = false;
  bool said_published = false;  // by words beside the date, not by names in the markup
  bool two_digit_year = false;
  bool marked = false;  // the markup calls the element a date
  bool main_item = true;
  bool day_name = false;  // "Sunday, 4 May 2025"
  bool alone = false;     // hardly anything else stands in its block
  bool opening = false;   // it opens its paragraph: "(4 May 2025) The ..."
  bool in_aside = false;
  std::uint32_t distance = 0;  // characters of visible text between the headline and the date
  bool eight_digits = false;   // address: no separators
  double weight = 0;
  NodeId node = no_node;
  std::string from = {};
  std::string note = {};
};

/// What the page's unambiguous numeric dates say about the order of day and month.
struct OrderVotes {
  int day_first = 0, month_first = 0;
};

struct Collection {
  std::vector<Found> found;
  OrderVotes votes;
};

[[nodiscard]] Collection collect_dates(const HtmlDocument&, const Candidates&, const DateContext&);

}  // namespace backfile::dates
