#include "indexer/extract/dates/date_candidates.hpp"

#include "indexer/extract/dates/date_address.hpp"
#include "indexer/extract/dates/date_page.hpp"

namespace backfile::dates {
namespace {

constexpr std::size_t max_metadata_candidates = 64;

std::optional<Source> source_of(Evidence evidence) {
  switch (evidence) {
    case Evidence::json_ld:
      return Source::json_ld;
    case Evidence::open_graph:
      return Source::open_graph;
    case Evidence::microdata:
      return Source::microdata;
    case Evidence::meta:
      return Source::meta;
    case Evidence::state_json:
      return Source::state;
    case Evidence::feed:
      return Source::feed;
    default:
      return std::nullopt;  // the tree is read here, by ourselves
  }
}

void collect_metadata(const Candidates& candidates, const DateContext& context, Collection& collection) {
  std::size_t count = 0;
  for (const Candidate& candidate : candidates.all()) {
    const bool modified = candidate.field == MetaField::modified;
    if (candidate.field != MetaField::published && !modified) continue;
    const auto source = source_of(candidate.evidence);
    if (!source || ++count > max_metadata_candidates) continue;
    Found found{.source = *source,
                .modified = modified,
                .labelled_published = !modified,
                .main_item = candidate.of_main_item,
                .node = candidate.node};
    const auto date = parse_any_date(candidate.value, context.language, context.default_timezone);
    if (!date) continue;
    found.date = *date;
    if (const auto text = dates_in_text(candidate.value, context.language); !text.empty() && text.front().other_order)
      found.other_order = text.front().other_order;
    found.from = std::string(evidence_name(candidate.evidence)) + ":" + candidate.detail;
    collection.found.push_back(std::move(found));
  }
}

/// "Headline | Site | 28.04.2023": only at the very end, since headlines tell of other days too.
void collect_title(const HtmlDocument& document, const DateContext& context, Collection& collection) {
  for (const NodeId id : document.all(Tag::title)) {
    if (document.closest(id, Tag::head) == no_node && id > 200) continue;
    const std::string text = document.text_of(id);
    const auto dates = dates_in_text(text, context.language);
    if (!dates.empty() && dates.back().date.precision >= Precision::day && dates.back().end + 2 >= text.size()) {
      const std::size_t before = text.find_last_not_of(' ', dates.back().begin == 0 ? 0 : dates.back().begin - 1);
      if (before != std::string::npos && (text[before] == '|' || text[before] == '-' || text[before] == '/' ||
                                          text[before] == '(' || text[before] < 0))
        collection.found.push_back({.date = dates.back().date,
                                    .other_order = dates.back().other_order,
                                    .source = Source::title,
                                    .node = id,
                                    .from = "title"});
    }
    return;
  }
}

}  // namespace

Collection collect_dates(const HtmlDocument& document, const Candidates& candidates, const DateContext& context) {
  Collection collection;
  collect_metadata(candidates, context, collection);
  collect_title(document, context, collection);
  collect_from_page(document, context, collection);
  if (const auto address = date_in_address(context.address)) {
    collection.found.push_back(
        {.date = address->date, .source = Source::address, .eight_digits = !address->separated, .from = "address"});
  }
  return collection;
}

}  // namespace backfile::dates
