// The article's text: several candidate bodies, a chooser, and the rendering of the chosen nodes to paragraphs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/candidates.hpp"
#include "indexer/extract/html_document.hpp"

namespace backfile {

struct BodyHints {
  std::string_view title;               // resolved title, to find the headline and leave it out
  std::string_view json_ld_body;        // articleBody of the page's article, if any
  std::string_view standfirst;          // summary from metadata, kept if shown above the text
  std::string_view language;
  std::string_view address = {};        // of the page; empty or file: when unknown
  std::string_view json_from = "json-ld";  // where json_ld_body was read, for Body::from
};

struct Body {
  std::string text;                    // paragraphs separated by one blank line
  std::vector<NodeId> paragraphs;      // nodes the paragraphs came from, in order (no_node for text from JSON)
  std::string standfirst;              // the summary as shown, if found
  std::string dateline;                // "MEXICO CITY" of "MEXICO CITY - Mexico's leader ..."
  std::string from;                    // which candidate won: "container", "json-ld" ...
  NodeId first = no_node, last = no_node;  // extent in the tree
  double link_density = 0;             // of the chosen text
};

[[nodiscard]] Body find_body(const HtmlDocument&, const BodyHints&, std::vector<std::string>* explain = nullptr);

}  // namespace backfile
