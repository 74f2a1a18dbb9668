// The lines that go to standard error: one line each, prefixed, bounded, and free of control characters.
#pragma once

#include <string>
#include <string_view>

#include <backfile/query.hpp>

namespace backfile::cli {

/// Longest line on standard error, its line break included.
inline constexpr std::size_t longest_message = 500;

/// "backfile-search: MESSAGE\n".
[[nodiscard]] std::string message_line(std::string_view message);

/// "query:BYTE: message near 'excerpt'": BYTE is the offset of the mistake in the query's text, counted from 0.
[[nodiscard]] std::string describe(const Diagnostic& mistake, std::string_view query);

/// For a terminal, below that line: the part of the query with the mistake, and a caret under it.
[[nodiscard]] std::string caret_block(const Diagnostic& mistake, std::string_view query, int columns);

/// Puts text on standard error at once, so that lines of two programs do not mix. Failures are ignored: there is no other place
/// to tell of them.
void print_error(std::string_view text);

}  // namespace backfile::cli
