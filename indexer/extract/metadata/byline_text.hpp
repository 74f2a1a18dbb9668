// Bylines that nothing but their words marks: "By Jane Doe" under the headline, "Autor: Jane Doe" in a box, a bold name alone as
// the first or last paragraph of the text.
#pragma once

#include <string>
#include <vector>

#include "indexer/extract/html_document.hpp"

namespace backfile {

/// Texts that may be bylines, best first; at most 8. Looks at [begin, end) and at both ends of the body (which may be unknown).
[[nodiscard]] std::vector<std::string> text_bylines(const HtmlDocument& document, NodeId begin, NodeId end, NodeId body_first, NodeId body_last);

}  // namespace backfile
