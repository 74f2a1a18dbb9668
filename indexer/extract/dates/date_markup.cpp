#include "indexer/extract/dates/date_markup.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace backfile::dates {
namespace {

/// Class names are compared in lower case.
std::string lowered(std::string_view text) {
  std::string out(text.substr(0, 256));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

template <std::size_t size>
bool has_any(std::string_view text, const std::array<std::string_view, size>& words) {
  return !text.empty() && std::ranges::any_of(words, [&](std::string_view word) { return name_has(text, word); });
}

// Boxes whose dates are those of other things. Names that articles' own parts bear as well ("teaser", "slider") say so
// only far from the headline.
constexpr std::array<std::string_view, 19> box_words = {
    "related",  "sidebar",   "widget",   "comment",   "footer",     "recent", "popular", "trending", "latest",  "most-",
    "mostread", "recommend", "carousel", "copyright", "newsletter", "ticker", "disqus",  "similar",  "prevnext"};
constexpr std::array<std::string_view, 5> weak_box_words = {"teaser", "promo", "slider", "calendar", "read-more"};
// ... unless the name goes on like this.
constexpr std::array<std::string_view, 6> not_box_words = {"elementor",      "entry-footer",    "post-footer",
                                                           "article-footer", "article__footer", "wp-block-post"};
constexpr std::array<std::string_view, 12> date_words = {"date",  "time",  "publish", "posted", "byline",   "datum",
                                                         "fecha", "stamp", "created", "data_",  "dateline", "datetime"};
constexpr std::array<std::string_view, 4> update_words = {"updated", "modified", "dateupdate", "date-update"};
constexpr std::array<std::string_view, 5> not_words = {"comment", "event", "expire", "birth", "countdown"};

}  // namespace

bool flows_in_text(Tag tag) noexcept {
  switch (tag) {
    case Tag::a:
    case Tag::abbr:
    case Tag::b:
    case Tag::cite:
    case Tag::em:
    case Tag::font:
    case Tag::i:
    case Tag::small:
    case Tag::span:
    case Tag::strong:
    case Tag::sub:
    case Tag::sup:
    case Tag::time:
    case Tag::u:
    case Tag::mark:
    case Tag::label:
    case Tag::other:
    case Tag::br:
    case Tag::q:
    case Tag::code:
    case Tag::del:
    case Tag::ins:
    case Tag::s:
    case Tag::strike:
    case Tag::tt:
    case Tag::text:
      return true;
    default:
      return false;
  }
}

bool is_unread_by_dates(Tag tag) noexcept {
  switch (tag) {
    case Tag::head:
    case Tag::script:
    case Tag::style:
    case Tag::select:
    case Tag::option:
    case Tag::textarea:
    case Tag::svg:
    case Tag::title:
    case Tag::iframe:
    case Tag::object:
    case Tag::canvas:
    case Tag::audio:
    case Tag::video:
    case Tag::button:
    case Tag::noscript:
      return true;
    default:
      return false;
  }
}

MarkupSays markup_says(std::span<const Attribute> attributes) {
  MarkupSays says;
  for (const Attribute& attribute : attributes) {
    const bool is_class = attribute.name == "class";
    if (attribute.name == "itemprop") {
      says.published = says.published || attribute.value == "datePublished";
      says.updated = says.updated || attribute.value == "dateModified";
    }
    if (!is_class && attribute.name != "id") continue;
    const std::string names = lowered(attribute.value);
    says.date = says.date || has_any(names, date_words);
    says.not_a_date = says.not_a_date || has_any(names, not_words);
    says.weak_box = says.weak_box || has_any(names, weak_box_words);
    says.box = says.box || (has_any(names, box_words) && !(is_class && has_any(names, not_box_words)));
    if (!is_class) continue;
    // hAtom asks for class "updated" where themes print the day of publication: "entry-date updated".
    says.updated = says.updated ||
                   (has_any(names, update_words) && !name_has(names, "entry-date") && !name_has(names, "published"));
    says.published = says.published || name_has(names, "published");
  }
  return says;
}

}  // namespace backfile::dates
