// Text from pages, file names and command lines, made fit for the place where it is shown. Pages are hostile: an escape
// sequence in a title must not reach a terminal, nor a raw control byte a file that someone prints later.
#pragma once

#include <string>
#include <string_view>

namespace backfile::cli {

/// What becomes of line breaks and tabs.
enum class Breaks { keep, to_space };

/// Valid UTF-8 without control characters: C0, DEL and C1 are dropped (line breaks and tabs as `breaks` says; a carriage return
/// counts as a line break only when kept). Everything else, bidi controls included, stays as it is.
[[nodiscard]] std::string without_controls(std::string_view text, Breaks breaks);

/// For one field of a line: no control character, no line or paragraph separator, breaks and tabs as one space each.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace backfile::cli
