// Article or not an article, on positive evidence only: HTTP status, media type, or the structure of a list, home, search, error or
// consent page. Thin is no reason; a title alone is an article.
#pragma once

#include <optional>
#include <string_view>

#include "indexer/crawl/page.hpp"
#include "indexer/extract/body/body.hpp"
#include "indexer/extract/candidates.hpp"
#include "indexer/extract/html_document.hpp"

namespace backfile {

struct PageKindEvidence {
  const HtmlDocument& document;
  const Candidates& candidates;
  const Body& body;
  std::string_view address;  // normalised
  std::string_view title;
  bool dated = false;  // by something in the page: an address keeps its date when its article is gone
  bool has_author = false;
};

/// Before parsing: what HTTP says.
[[nodiscard]] std::optional<Reject> reject_by_http(const Page&);
/// After everything else: what the structure says.
[[nodiscard]] std::optional<Reject> reject_by_structure(const PageKindEvidence&);

}  // namespace backfile
