// Evidence: every reader of metadata only proposes candidates; resolvers choose. What was proposed and what won is kept for --explain.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/html_document.hpp"

namespace backfile {

enum class MetaField : std::uint8_t {
  title, author, published, modified, section, tag, publisher, site_name, language, canonical, image, standfirst, page_type, body,
};
[[nodiscard]] std::string_view field_name(MetaField) noexcept;

/// Where in the page a candidate was read.
enum class Evidence : std::uint8_t {
  json_ld, open_graph, microdata, meta, link, time_element, headline, title_element, byline, visible_text, breadcrumb, address, state_json, rel_author,
  feed,  // not in the page: a feed or sitemap of the same crawl says so of its address
};
[[nodiscard]] std::string_view evidence_name(Evidence) noexcept;  // "json-ld", "og", "microdata" ...

struct Candidate {
  MetaField field = MetaField::title;
  Evidence evidence = Evidence::meta;
  std::string value;    // as the page has it, white space collapsed
  std::string detail;   // "NewsArticle.datePublished", "article:published_time", "h1.headline"
  NodeId node = no_node; // where, when it has a place in the tree
  bool is_person = false;       // authors: the page says that this is a person
  bool is_organisation = false; // authors: the page says that this is an organisation
  bool of_main_item = true;     // JSON-LD, microdata: belongs to the article of this page rather than to another item
};

class Candidates {
 public:
  Candidate& add(MetaField field, Evidence evidence, std::string value, std::string detail = {}, NodeId node = no_node);
  [[nodiscard]] const std::vector<Candidate>& all() const noexcept { return all_; }
  /// In the order they were found.
  [[nodiscard]] std::vector<const Candidate*> of(MetaField field) const;
  [[nodiscard]] const Candidate* first(MetaField field, Evidence evidence) const;

 private:
  std::vector<Candidate> all_;
};

}  // namespace backfile
