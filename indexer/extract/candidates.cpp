#include "indexer/extract/candidates.hpp"

#include <algorithm>

namespace backfile {

std::string_view field_name(MetaField field) noexcept {
  switch (field) {
    case MetaField::title: return "title";
    case MetaField::author: return "author";
    case MetaField::published: return "published";
    case MetaField::modified: return "modified";
    case MetaField::section: return "section";
    case MetaField::tag: return "tag";
    case MetaField::publisher: return "publisher";
    case MetaField::site_name: return "site-name";
    case MetaField::language: return "language";
    case MetaField::canonical: return "canonical";
    case MetaField::image: return "image";
    case MetaField::standfirst: return "standfirst";
    case MetaField::page_type: return "page-type";
    case MetaField::body: return "body";
  }
  return "unknown";
}

std::string_view evidence_name(Evidence evidence) noexcept {
  switch (evidence) {
    case Evidence::json_ld: return "json-ld";
    case Evidence::open_graph: return "og";
    case Evidence::microdata: return "microdata";
    case Evidence::meta: return "meta";
    case Evidence::link: return "link";
    case Evidence::time_element: return "time";
    case Evidence::headline: return "headline";
    case Evidence::title_element: return "title-element";
    case Evidence::byline: return "byline";
    case Evidence::visible_text: return "text";
    case Evidence::breadcrumb: return "breadcrumb";
    case Evidence::address: return "address";
    case Evidence::state_json: return "state";
    case Evidence::rel_author: return "rel-author";
    case Evidence::feed: return "feed";
  }
  return "unknown";
}

Candidate& Candidates::add(MetaField field, Evidence evidence, std::string value, std::string detail, NodeId node) {
  all_.push_back({.field = field, .evidence = evidence, .value = std::move(value), .detail = std::move(detail), .node = node});
  return all_.back();
}

std::vector<const Candidate*> Candidates::of(MetaField field) const {
  std::vector<const Candidate*> found;
  for (const Candidate& candidate : all_)
    if (candidate.field == field) found.push_back(&candidate);
  return found;
}

const Candidate* Candidates::first(MetaField field, Evidence evidence) const {
  const auto found = std::ranges::find_if(all_, [&](const Candidate& c) { return c.field == field && c.evidence == evidence; });
  return found == all_.end() ? nullptr : &*found;
}

}  // namespace backfile
