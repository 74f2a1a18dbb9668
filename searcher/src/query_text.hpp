// Pieces of query text: what is special in them, how to take that away and how to put it back. Lexer and printer share
// it, so that what is printed is read as the same again.
#pragma once

#include <string>
#include <string_view>

namespace backfile::detail {

/// The text with every control character, invalid byte, space and direction mark replaced by as many spaces: offsets
/// stay.
[[nodiscard]] std::string separated(std::string_view text);
/// Without spaces at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Spaces collapsed and trimmed.
[[nodiscard]] std::string collapsed(std::string_view text);

/// AND, OR, NOT, MAYBE.
[[nodiscard]] bool is_operator(std::string_view run);
/// Begins with NEAR/ or ADJ/.
[[nodiscard]] bool is_distance_operator(std::string_view run);
/// A letter or digit as far as ASCII tells; everything beyond counts.
[[nodiscard]] bool is_literal(char c);
/// The length of [A-Za-z_]+ before a colon; 0 when the run does not look like a field.
[[nodiscard]] std::size_t field_name_length(std::string_view run);

// What a run says once its escapes are resolved. `pattern` leaves out escaped wildcards, which no word holds anyway.
struct Unescaped {
  std::string plain, pattern;
  bool wild = false;
};
[[nodiscard]] Unescaped unescape(std::string_view run);

/// Drops punctuation at the edges that no analysis looks at: "<Reuters>," typed as a word.
[[nodiscard]] std::string_view trim_punctuation(std::string_view word);
/// The same for a pattern; stars side by side are one, a question mark at the end asks.
[[nodiscard]] std::string tidy_pattern(std::string_view pattern);

/// Text of a word token -> what lexes to that word again.
[[nodiscard]] std::string escape_word(std::string_view text);
/// The same for a pattern, whose '*' and '?' stay as they are.
[[nodiscard]] std::string escape_pattern(std::string_view text);
/// Text -> a quoted phrase.
[[nodiscard]] std::string quote(std::string_view text);

}  // namespace backfile::detail
