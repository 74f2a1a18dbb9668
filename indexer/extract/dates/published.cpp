// The resolver. Each candidate has a weight by where it was read; candidates of one day support each other, the more
// the less they depend on each other (a template writes JSON-LD, OpenGraph and meta from one field; the printed text
// and the address are witnesses of their own). The day with the best sum wins, and the member that knows most about it
// gives the time. Below a least weight there is no answer: an undated article is better than one dated by its crawl.
// docs/extraction.md, stage 5, has the table in prose.
#include "indexer/extract/dates/published.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "common/date.hpp"
#include "indexer/extract/dates/date_candidates.hpp"
#include "indexer/extract/dates/printed_zone.hpp"

namespace backfile {
namespace dates {
namespace {

/// Below this nothing is answered: a date far from the headline, in a box, or in the middle of the text stays below it.
constexpr double least_weight = 20;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

double weight_of_metadata(const Found& found) {
  switch (found.source) {
    case Source::json_ld:
      if (!found.main_item) return 12;
      if (contains(found.from, "WebSite") || contains(found.from, "Organization") || contains(found.from, "Person"))
        return 5;
      return contains(found.from, "WebPage")                                     ? 75
             : contains(found.from, "Created") || contains(found.from, "upload") ? 70
             : found.date.offset_minutes                                         ? 105
                                                                                 : 100;
    case Source::open_graph:
      return 90;
    case Source::microdata:
      return found.main_item ? 85 : 14;
    case Source::meta:
      return 80;
    case Source::state:
      return 60;
    case Source::feed:
      return 66;
    default:
      return 0;
  }
}

/// The extent of a body may start above the byline. Dates of the story itself stand in sentences; the article's stands
/// alone or opens a paragraph.
double weight_inside(const Found& found) {
  const double nearness = 1 - .5 * std::min(1., found.distance / 2500.);
  if (found.alone)
    return (found.labelled_published               ? 55
            : found.marked                         ? 46
            : found.source == Source::time_element ? 40
                                                   : 30) *
           nearness;
  if (found.opening && found.distance < 1500) return 36 * nearness;
  return found.source == Source::time_element ? 18 : found.labelled_published ? 22 : found.marked ? 16 : 6;
}

double weight_in_page(const Found& found) {
  const bool time = found.source == Source::time_element;
  const bool told = found.labelled_published || found.marked;
  double weight = 0;
  switch (found.place) {
    case Place::byline:
      weight = time ? 78 : told ? 70 : 58;
      break;
    // A time of day right above the headline is a byline's; a masthead has none.
    case Place::above:
      weight = time ? 60 : told ? 55 : found.date.has_time() && found.distance < 150 ? 50 : 35;
      break;
    case Place::tail:
      weight = found.labelled_published ? 45 : time || told ? 36 : 26;
      break;
    case Place::inside:
      weight = weight_inside(found);
      break;
    case Place::far:
      weight = found.labelled_published ? 22 : time ? 14 : told ? 12 : 4;
      break;
    case Place::boxed:
      weight = 3;
      break;
    case Place::none:
      weight = 0;
      break;
  }
  if (found.two_digit_year && !told && !found.modified) weight *= .6;
  if (found.in_aside) weight *= .55;
  // A masthead prints the day of the week and no time.
  if (found.day_name && !found.date.has_time() && (found.place == Place::above || found.place == Place::far))
    weight *= .5;
  // The nearer to the headline, the surer: the dates of a list below it lose to its own.
  if (found.place == Place::byline || found.place == Place::above)
    weight *= 1 - .35 * std::min(1., found.distance / 1500.);
  return weight;
}

double weight_of(const Found& found) {
  double weight = 0;
  if (found.source == Source::title) {
    weight = 64;
  } else if (found.source == Source::address) {
    weight = found.date.precision < Precision::day ? 20 : found.eight_digits ? 45 : 72;
  } else if (found.source == Source::time_element || found.source == Source::text) {
    weight = weight_in_page(found);
  } else {
    weight = weight_of_metadata(found);
  }
  if (found.source != Source::address && found.date.precision == Precision::month)
    weight *= found.source == Source::text && !found.alone && !found.labelled_published ? .25 : .45;
  // A declared year alone is a catalogue's, and surer than the day on which the page was digitised.
  const bool declared = found.source == Source::meta || found.source == Source::json_ld || found.source == Source::microdata;
  if (found.source != Source::address && found.date.precision == Precision::year) weight *= declared ? .4 : .3;
  // A lone "last updated" is the best evidence there is, and loses to any date of publication.
  if (found.modified) weight *= .42;
  return weight;
}

/// What a sitemap calls a change is as often one of the page around the text: it says when the page was changed and nothing else.
bool says_change_only(const Found& found) {
  return found.source == Source::feed && found.modified && found.from.ends_with("sitemap");
}

/// Sources that repeat each other count as one witness.
int witness_of(const Found& found) {
  switch (found.source) {
    case Source::address:
      return 0;
    case Source::text:
    case Source::title:
    case Source::time_element:
      return 1;
    default:
      return 2;
  }
}

/// Many days that stand alone are a table or a list, none of them the article's.
void damp_lists(std::vector<Found>& all) {
  std::vector<std::int64_t> days;
  for (const Found& found : all)
    if (found.place == Place::inside && found.alone && !found.labelled_published) days.push_back(first_day(found.date));
  std::ranges::sort(days);
  days.erase(std::unique(days.begin(), days.end()), days.end());
  if (days.size() <= 3) return;
  for (Found& found : all)
    if (found.place == Place::inside && found.alone && !found.labelled_published) found.weight *= .4;
}

/// A box of facts beside the text: "Date: 4 May 2025", when no other box says so of another day.
void trust_fact_box(std::vector<Found>& all) {
  Found* only = nullptr;
  for (Found& found : all) {
    if (found.place != Place::boxed || !found.said_published || !found.alone) continue;
    if (only && only->date != found.date) return;
    if (!only) only = &found;
  }
  if (only) only->weight = std::max(only->weight, 24.);
}

/// A template that fills both fields from the time of the last change: the field of publication says nothing then.
bool repeats_modified(const Found& found, const std::vector<Found>& all) {
  if (found.modified || !found.date.has_time()) return false;
  const bool repeated = std::ranges::any_of(all, [&](const Found& other) {
    return other.modified && other.date.has_time() &&
           std::abs(earliest_instant(other.date) - earliest_instant(found.date)) < 120;
  });
  return repeated && std::ranges::any_of(all, [&](const Found& other) {
           return !other.modified && other.weight >= 60 && other.date.precision >= Precision::day &&
                  last_day(other.date) < first_day(found.date);
         });
}

bool same_day(const PartialDate& a, const PartialDate& b) {
  const Precision known = std::min({a.precision, b.precision, Precision::day});
  if (a.year != b.year) return false;
  if (known >= Precision::month && a.month != b.month) return false;
  return known < Precision::day || a.day == b.day;
}

/// Beside the headline readers see the day of the last change and nowhere the declared one of publication: what is printed counts. The next
/// day is only that of another zone.
bool is_replaced_in_print(const Found& declared, const std::vector<Found>& all) {
  if (declared.modified || witness_of(declared) != 2 || declared.date.precision < Precision::day) return false;
  const auto near = [&](const Found& other) { return std::abs(first_day(other.date) - first_day(declared.date)) <= 1; };
  const Found* printed = nullptr;
  for (const Found& other : all) {
    if (other.modified || witness_of(other) == 2 || other.date.precision < Precision::day || other.weight < 20) continue;
    if (near(other)) return false;
    if (other.place == Place::byline && (!printed || other.weight > printed->weight)) printed = &other;
  }
  return printed && first_day(printed->date) > first_day(declared.date) && std::ranges::any_of(all, [&](const Found& other) {
    return other.modified && witness_of(other) == 2 && same_day(other.date, printed->date);
  });
}

bool agree(const Found& a, const Found& b) {
  if (same_day(a.date, b.date)) return true;
  return explained_by_zone(a.date, b.date) || explained_by_zone(b.date, a.date);
}

/// Readings of "04/05/2025" where the language leaves it open: what other candidates say, then other numbers of the
/// page, then the country.
void settle_numeric_order(Collection& collection, const DateContext& context) {
  const std::string_view host =
      context.address.substr(0, context.address.find('/', std::min<std::size_t>(context.address.size(), 8)));
  const std::string_view label = host.substr(host.rfind('.') == std::string_view::npos ? 0 : host.rfind('.') + 1);
  const bool other_country = label.size() == 2 && label != "us" && label != "ph" && label != "io" && label != "co" &&
                             label != "tv" && label != "me";
  for (Found& found : collection.found) {
    if (!found.other_order) continue;
    bool first = false, second = false;
    for (const Found& witness : collection.found) {
      if (witness.other_order || witness.date.precision < Precision::day || witness.place == Place::boxed) continue;
      first = first || same_day(witness.date, found.date);
      second = second || same_day(witness.date, *found.other_order);
    }
    bool swap = second && !first;
    if (first == second)
      swap = collection.votes.day_first > collection.votes.month_first ||
             (collection.votes.month_first == 0 && other_country);
    if (swap) std::swap(found.date, *found.other_order);
    found.note = swap ? "day before month" : "month before day";
  }
}

void drop_impossible(std::vector<Found>& found, const DateContext& context) {
  if (!context.captured) return;
  const std::int64_t latest = last_day(*context.captured) + 1;
  for (Found& candidate : found)
    if (candidate.other_order && first_day(candidate.date) > latest) std::swap(candidate.date, *candidate.other_order);
  std::erase_if(found, [&](const Found& candidate) { return first_day(candidate.date) > latest; });
}

/// How much the other candidates speak for `candidate`'s day.
double support_for(const Found& candidate, const std::vector<Found>& all) {
  std::array<double, 3> best{};
  for (const Found& other : all) {
    if (&other == &candidate || says_change_only(other) || !agree(candidate, other)) continue;
    const double share = witness_of(other) == witness_of(candidate) ? .1 : .5;
    auto& slot = best[static_cast<std::size_t>(witness_of(other))];
    slot = std::max(slot, share * other.weight);
  }
  return best[0] + best[1] + best[2];
}

/// A more exact form of the winner's date from a candidate that agrees.
int detail_of(const PartialDate& date) {
  return static_cast<int>(date.precision) * 2 + (date.offset_minutes ? 3 : 0);
}

PartialDate refined(const Found& winner, const std::vector<Found>& all) {
  PartialDate date = winner.date;
  const Found* source = &winner;
  // A month is made a day by whatever day of it the page prints, if that is one day only.
  if (date.precision == Precision::month) {
    const Found* day = nullptr;
    for (const Found& other : all) {
      if (other.weight < 4 || other.date.precision < Precision::day || !same_day(other.date, date)) continue;
      if (day && !same_day(day->date, other.date)) return date;
      if (!day || other.weight > day->weight) day = &other;
    }
    return day ? day->date : date;
  }
  for (const Found& other : all) {
    if (other.modified != winner.modified || other.weight < 15 || detail_of(other.date) <= detail_of(date)) continue;
    const bool fits =
        same_day(other.date, winner.date) || (!winner.date.has_time() && explained_by_zone(other.date, winner.date));
    // The better witness of the time wins; all else being equal the first.
    if (fits && (detail_of(other.date) > detail_of(date) || other.weight > source->weight))
      date = other.date, source = &other;
  }
  return date;
}

std::string name_of(const Found& found) {
  static constexpr std::array<std::string_view, 7> places = {"",      "@headline", "@above", "@end",
                                                             "@text", "@far",      "@box"};
  std::string name = found.from + std::string(places[static_cast<std::size_t>(found.place)]);
  if (found.modified) name += " (updated)";
  return name;
}

std::optional<PartialDate> choose_modified(const std::vector<Found>& ranked,
                                           const std::optional<PartialDate>& published) {
  const Found* best = nullptr;
  for (const Found& found : ranked)
    if (found.modified && found.weight >= 12 && (!best || found.weight > best->weight)) best = &found;
  if (!best) return std::nullopt;
  if (published && last_day(best->date) < first_day(*published)) return std::nullopt;
  return best->date;
}

}  // namespace
}  // namespace dates

Dates find_dates(const HtmlDocument& document, const Candidates& candidates, const DateContext& context) {
  using namespace dates;
  Collection collection = collect_dates(document, candidates, context);
  settle_numeric_order(collection, context);
  std::vector<Found>& found = collection.found;
  drop_impossible(found, context);
  for (Found& candidate : found) candidate.weight = weight_of(candidate);
  damp_lists(found);
  trust_fact_box(found);
  for (Found& candidate : found)
    if (repeats_modified(candidate, found) || is_replaced_in_print(candidate, found)) candidate.weight *= .6;

  Dates result;
  const Found* winner = nullptr;
  double winning = 0;
  std::vector<double> scores(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    scores[i] = found[i].weight + (found[i].weight >= 3 ? support_for(found[i], found) : 0);
    if (scores[i] > winning && found[i].weight >= 5 && !says_change_only(found[i])) winner = &found[i], winning = scores[i];
  }
  if (!winner || winning < least_weight) {
    // A lone "last updated" beside the headline or at the end of the text.
    for (const Found& candidate : found) {
      const bool beside = candidate.place == Place::byline || candidate.place == Place::above ||
                          candidate.place == Place::tail || candidate.place == Place::none;
      if (candidate.modified && beside && !says_change_only(candidate) && candidate.weight >= 10 &&
          (winning < least_weight || candidate.weight > winner->weight))
        winner = &candidate, winning = least_weight;
    }
  }
  if (winner && winning >= least_weight) {
    result.published = as_printed(refined(*winner, found), found, context);
    result.published_from = name_of(*winner);
  }
  result.modified = choose_modified(found, result.published);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Found& candidate = found[i];
    result.candidates.push_back(
        {candidate.date, name_of(candidate), candidate.modified, scores[i], candidate.node, candidate.note});
  }
  std::ranges::stable_sort(result.candidates, std::ranges::greater{}, &DateCandidate::weight);
  return result;
}

}  // namespace backfile
