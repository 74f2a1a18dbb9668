#include "searcher/cli/atom.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <backfile/version.hpp>

#include "common/date.hpp"
#include "searcher/cli/uuid.hpp"
#include "searcher/cli/xml_text.hpp"

namespace backfile::cli {

namespace {

/// An Atom date has a time and a zone.
bool is_instant(const std::optional<PartialDate>& date) { return date && date->has_time() && date->offset_minutes; }

/// When the text came into the archive, else when it was fetched or published, as far as that is a moment.
std::string updated(const Hit& hit, std::string_view now) {
  if (!hit.arrived.empty()) return hit.arrived;
  if (is_instant(parse_iso_date(hit.captured))) return hit.captured;
  if (is_instant(hit.published)) return to_string(*hit.published);
  return std::string(now);
}

std::string_view name_of_article(const Hit& hit) { return !hit.url.empty() ? hit.url : !hit.id.empty() ? hit.id : hit.source; }

void element(std::string& out, std::string_view name, std::string_view text) {
  fmt::format_to(std::back_inserter(out), "  <{0}>{1}</{0}>\n", name, xml_text(text));
}

/// HTML in which the words looked for are bold.
std::string marked_html(const Snippet& snippet) {
  std::string out;
  std::size_t at = 0;
  const std::string_view text = snippet.text;
  for (const Span& span : snippet.highlights) {
    out += xml_text(text.substr(at, span.begin - at));
    out.append("<b>").append(xml_text(text.substr(span.begin, span.end - span.begin))).append("</b>");
    at = span.end;
  }
  return out + xml_text(text.substr(at));
}

/// Every entry has an author, as the feed has none that could stand in for it.
void authors(std::string& out, const Hit& hit) {
  std::vector<std::string_view> names;
  for (const std::string& author : hit.authors)
    if (!author.empty()) names.push_back(author);
  if (names.empty()) names.push_back(!hit.publisher.empty() ? hit.publisher : !hit.site.empty() ? hit.site : name_of_article(hit));
  for (const std::string_view name : names) fmt::format_to(std::back_inserter(out), "  <author><name>{}</name></author>\n", xml_text(name));
}

}  // namespace

AtomFeed::AtomFeed(std::string_view name, std::string title) : id_(uuid_urn("feed " + std::string(name))), title_(std::move(title)) {}

void AtomFeed::add(const Results& results, std::string_view category) {
  for (const Hit& hit : results.hits) {
    std::string id = uuid_urn("article " + std::string(name_of_article(hit)));
    const auto [known, is_new] = by_id_.try_emplace(std::move(id), entries_.size());
    if (is_new) entries_.push_back({known->first, hit, {}});
    Entry& entry = entries_[known->second];
    if (entry.hit.arrived < hit.arrived) entry.hit = hit;
    if (!category.empty() && (entry.categories.empty() || entry.categories.back() != category)) entry.categories.emplace_back(category);
  }
}

void AtomFeed::render_entry(std::string& out, const Entry& entry, std::string_view now) {
  const Hit& hit = entry.hit;
  out += hit.language.empty() ? "<entry>\n" : fmt::format("<entry xml:lang=\"{}\">\n", xml_text(hit.language));
  element(out, "id", entry.id);
  element(out, "title", hit.title.empty() ? "(no title)" : hit.title);
  element(out, "updated", updated(hit, now));
  if (is_instant(hit.published))
    element(out, "published", to_string(*hit.published));
  else if (hit.published)
    element(out, "dcterms:issued", to_string(truncated(*hit.published, Precision::day)));
  if (!hit.url.empty()) fmt::format_to(std::back_inserter(out), "  <link rel=\"alternate\" href=\"{}\"/>\n", xml_text(hit.url));
  authors(out, hit);
  for (const std::string& category : entry.categories) fmt::format_to(std::back_inserter(out), "  <category term=\"{}\"/>\n", xml_text(category));
  // An entry without a link has to have a content.
  const std::string_view name = hit.url.empty() ? "content" : "summary";
  fmt::format_to(std::back_inserter(out), "  <{0} type=\"html\">{1}</{0}>\n</entry>\n", name, xml_text(marked_html(hit.snippet)));
}

void AtomFeed::render(std::string& out, std::string_view now) const {
  std::vector<const Entry*> order;
  for (const Entry& entry : entries_) order.push_back(&entry);
  std::ranges::stable_sort(order, [](const Entry* a, const Entry* b) { return a->hit.arrived > b->hit.arrived; });
  out += "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:dcterms=\"http://purl.org/dc/terms/\">\n";
  element(out, "id", id_);
  element(out, "title", title_);
  element(out, "updated", order.empty() ? std::string(now) : updated(order.front()->hit, now));
  fmt::format_to(std::back_inserter(out), "  <generator version=\"{}\">Backfile</generator>\n", version());
  for (const Entry* entry : order) render_entry(out, *entry, now);
  out += "</feed>\n";
}

}  // namespace backfile::cli
