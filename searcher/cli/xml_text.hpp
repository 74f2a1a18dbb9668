// Text from pages inside XML: SVG and Atom.
#pragma once

#include <string>
#include <string_view>

namespace backfile::cli {

/// Fit for the text of an element or an attribute in double quotes: one line, the five special characters as references, nothing that XML 1.0
/// cannot hold.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace backfile::cli
