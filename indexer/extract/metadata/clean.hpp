// Metadata values as text, and the forms in which they are compared. Shared by all readers and resolvers of metadata.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace backfile {

/// A value as text: one level of left-over references resolved, inline tags dropped (<br> as a space), zero-width characters dropped,
/// white space collapsed. Cost: linear; a clean value is copied.
[[nodiscard]] std::string clean_value(std::string_view text);

/// The same for a whole text: block tags and line breaks of the source become paragraph breaks ("\n\n").
[[nodiscard]] std::string clean_body(std::string_view text);

/// For comparison: case and diacritics folded, punctuation and symbols as single spaces, trimmed. Two titles that differ in quotes or
/// dashes have the same key.
[[nodiscard]] std::string match_key(std::string_view text);
/// match_key without its spaces: "The Daily News" and "thedailynews".
[[nodiscard]] std::string squeezed_key(std::string_view text);

[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// ASCII only, as HTML names need it.
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);
/// Offset of `needle` (lower case) in `text`, ASCII case ignored; npos when absent.
[[nodiscard]] std::size_t find_ignoring_case(std::string_view text, std::string_view needle, std::size_t from = 0);
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Words of a class or id attribute: "c-byline__authorName" -> c, byline, author, name. Lower case; at most 64. The view is good for the call alone.
void for_each_class_word(std::string_view class_value, const std::function<void(std::string_view)>& take);

}  // namespace backfile
