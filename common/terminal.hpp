// What a terminal needs to know: whether it is one, how wide, whether to colour, and how to show hostile text.
#pragma once

#include <string>
#include <string_view>

namespace backfile {

[[nodiscard]] bool is_terminal(int fd);
/// Columns of the terminal at `fd`, else `fallback`.
[[nodiscard]] int terminal_columns(int fd, int fallback = 80);

enum class When { automatic, always, never };
/// --color: `when`, NO_COLOR and TERM=dumb respected for automatic.
[[nodiscard]] bool wants_color(When when, int fd);

/// Text from pages or file names, safe for a terminal or a log line: C0, C1, DEL, bidi controls, line and paragraph separators
/// and invalid UTF-8 become visible escapes (\x1b, \u{202e}, \xff). Line breaks and tabs become one space.
[[nodiscard]] std::string escaped_for_terminal(std::string_view text);

/// Cut to at most `columns` display columns on a character bound, with an ellipsis when cut. East Asian wide characters count two.
[[nodiscard]] std::string cut_to_columns(std::string_view utf8, int columns);

}  // namespace backfile
