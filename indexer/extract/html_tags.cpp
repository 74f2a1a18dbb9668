// The elements that rules look at, by name and back. The order is the enum's; one table serves both directions.
#include <array>
#include <cstddef>

#include "indexer/extract/html_document.hpp"

namespace backfile {
namespace {

constexpr std::string_view names[] = {
    "#text", "", "a", "abbr", "address", "article", "aside", "audio", "b", "base", "blockquote", "body", "br", "button", "canvas",
    "caption", "center", "cite", "code", "dd", "del", "details", "dialog", "div", "dl", "dt", "em", "embed", "fieldset",
    "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "label", "legend", "li", "link", "main", "mark", "menu", "meta",
    "nav", "noscript", "object", "ol", "option", "p", "picture", "pre", "q", "s", "script", "section", "select", "small", "source",
    "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "textarea", "tfoot", "th", "thead",
    "time", "title", "tr", "tt", "u", "ul", "video"};
constexpr std::size_t name_count = std::size(names);
static_assert(name_count == static_cast<std::size_t>(Tag::video) + 1, "one name per enumerator");
static_assert(names[static_cast<std::size_t>(Tag::header)] == "header" && names[static_cast<std::size_t>(Tag::tfoot)] == "tfoot");

constexpr std::size_t slot_count = 512;

constexpr std::size_t slot_of(std::string_view name) noexcept {
  std::size_t h = name.size();
  for (const char c : name) h = h * 31 + static_cast<unsigned char>(c);
  return h % slot_count;
}

// Open addressing, filled at compile time.
constexpr std::array<Tag, slot_count> slots = [] {
  std::array<Tag, slot_count> filled{};
  filled.fill(Tag::other);
  for (std::size_t i = 2; i < name_count; ++i) {
    std::size_t at = slot_of(names[i]);
    while (filled[at] != Tag::other) at = (at + 1) % slot_count;
    filled[at] = static_cast<Tag>(i);
  }
  return filled;
}();

}  // namespace

Tag tag_of_name(std::string_view name) noexcept {
  if (name.empty() || name.size() > 10) return Tag::other;
  for (std::size_t at = slot_of(name); slots[at] != Tag::other; at = (at + 1) % slot_count) {
    if (names[static_cast<std::size_t>(slots[at])] == name) return slots[at];
  }
  return Tag::other;
}

std::string_view tag_name(Tag tag) noexcept { return names[static_cast<std::size_t>(tag)]; }

}  // namespace backfile
