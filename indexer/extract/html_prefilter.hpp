// One pass over a page's bytes before libxml2 sees them: what no rule reads is dropped (other people's scripts, styles, comments,
// drawings: half of a news page), JSON scripts are set aside, and what libxml2 gets wrong or pays quadratically for is put right.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

struct PrefilteredHtml {
  struct Script {
    std::string type, id;
    std::string_view content;  // into the text given
  };
  std::string markup;  // without scripts, styles, comments, <svg>, declarations
  std::vector<Script> scripts;
  std::size_t cut_attributes = 0;  // tags that had more attributes than allowed
};

/// `text` must be UTF-8 and outlive the result. An end that never comes (of a comment, script, style, drawing) costs the opening alone,
/// not the rest of the page. Linear in the text.
[[nodiscard]] PrefilteredHtml prefilter_html(std::string_view text, std::size_t max_attributes);

}  // namespace backfile
