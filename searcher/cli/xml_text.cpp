#include "searcher/cli/xml_text.hpp"

#include "searcher/cli/clean.hpp"

namespace backfile::cli {

std::string xml_text(std::string_view text) {
  std::string out;
  const std::string clean = one_line(text);
  for (std::size_t i = 0; i < clean.size(); ++i) {
    switch (clean[i]) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        // U+FFFE and U+FFFF are no characters of XML.
        if (clean.compare(i, 3, "\xef\xbf\xbe") == 0 || clean.compare(i, 3, "\xef\xbf\xbf") == 0)
          i += 2;
        else
          out += clean[i];
    }
  }
  return out;
}

}  // namespace backfile::cli
