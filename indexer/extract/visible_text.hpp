// Character data as a reader sees it: runs of white space are one space, and what has no width and no meaning is gone.
#pragma once

#include <string>
#include <string_view>

namespace backfile {

/// Appends `text` to `out`: white space (Unicode's, no-break spaces too) becomes one space, none at the start of `out` or after another;
/// soft hyphens, U+200B, U+2060 and U+FEFF are left out (joiners stay: Persian and Indic scripts need them). A space may remain at the end.
void append_visible(std::string& out, std::string_view text);

/// Ends the text: no space at its end.
void trim_end(std::string& text);

}  // namespace backfile
