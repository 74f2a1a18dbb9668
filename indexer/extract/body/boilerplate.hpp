// Phrases that sites put between and around the paragraphs of an article, in many languages. Callers pass folded text and decide how long a
// block may be for a phrase to speak for all of it.
#pragma once

#include <string>
#include <string_view>

namespace backfile {

/// Lower case for Latin and Cyrillic, typographic apostrophes straight: what the phrases are compared with. Cheaper than full folding.
[[nodiscard]] std::string folded_phrase(std::string_view text);
/// Without punctuation, arrows and bullets at both ends.
[[nodiscard]] std::string_view without_edges(std::string_view folded);

[[nodiscard]] bool is_label(std::string_view folded);               // "Advertisement", "Share"
[[nodiscard]] bool is_ending(std::string_view folded);              // "Related articles", "Leave a reply"
[[nodiscard]] bool starts_like_boilerplate(std::string_view folded);  // "Read more: ..."
[[nodiscard]] bool ends_with_picture_credit(std::string_view folded);  // "... at the gate. Photo: J. Doe/Agency"
[[nodiscard]] bool talks_about_the_site(std::string_view folded);     // "... sign up for our newsletter ..."
/// "/subscribe", "/en/donate/?from=end": a path where readers pay.
[[nodiscard]] bool is_payment_path(std::string_view path);

}  // namespace backfile
