// What the words in class, id, role, itemprop and data-component attributes say about an element. The words are data, in many
// languages; two neighbouring words are also looked up glued together ("article-body", "articleBody" -> articlebody).
#pragma once

#include <cstdint>
#include <string_view>

namespace backfile {

/// Bits; an element may carry several, and its descendants inherit those that exclude.
using Hints = std::uint32_t;
namespace hint {
inline constexpr Hints body = 1u << 0;          // holds the article's text: "article-body", itemprop=articleBody
inline constexpr Hints content = 1u << 1;       // holds the article, perhaps with more: "post", "content", <article>, <main>
inline constexpr Hints standfirst = 1u << 2;
inline constexpr Hints navigation = 1u << 3;    // menus, breadcrumbs, footers, toolbars
inline constexpr Hints related = 1u << 4;       // teasers, most read, recommendations
inline constexpr Hints sharing = 1u << 5;
inline constexpr Hints pitch = 1u << 6;         // newsletter, subscription, donation, promotion, consent
inline constexpr Hints advert = 1u << 7;
inline constexpr Hints comments = 1u << 8;
inline constexpr Hints caption = 1u << 9;       // captions and credits of pictures and videos
inline constexpr Hints author = 1u << 10;       // byline and author boxes
inline constexpr Hints tags = 1u << 11;
inline constexpr Hints dateline = 1u << 12;     // dates, times, reading time, counters
inline constexpr Hints hidden = 1u << 13;
inline constexpr Hints control = 1u << 14;      // forms, buttons, players
inline constexpr Hints aside = 1u << 15;        // boxes beside the text: facts, side columns
inline constexpr Hints quote = 1u << 16;        // pull quotes: kept although they stand in boxes
inline constexpr Hints teaser = 1u << 17;       // found by structure: headings that are links
inline constexpr Hints headline = 1u << 18;

inline constexpr Hints excluding =
    navigation | related | sharing | pitch | advert | comments | caption | author | tags | dateline | hidden | control | aside | teaser;
}  // namespace hint

/// The hints of one attribute value.
[[nodiscard]] Hints hints_of_words(std::string_view attribute_value);

}  // namespace backfile
