// One pass over a page's bytes before libxml2 sees them. What no rule reads is dropped (other people's scripts, styles, comments,
// drawings: half of a news page), JSON scripts are set aside. libxml2 is slow and often wrong on attributes and character data but right about
// structure, so it gets a skeleton: tags with a digit in place of their attributes, runs of text as a number. Attributes and text are
// resolved here, in place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

struct Attribute {
  std::string_view name;   // lower case
  std::string_view value;  // references resolved
};

struct PrefilteredHtml {
  struct Script {
    std::string_view type, id, content;  // type in lower case
  };
  struct AttributeRange {
    std::uint32_t first = 0;
    std::uint16_t count = 0;
  };
  std::string skeleton;                        // without scripts, styles, comments, <svg>, declarations
  std::vector<Attribute> attributes;           // in document order
  std::vector<AttributeRange> tags;            // of those tags in the skeleton that have attributes, in their order
  std::vector<std::string_view> texts;         // by the number in the skeleton: runs of text that is not all white space
  std::vector<Script> scripts;
  std::size_t start_tags = 0;                  // in the skeleton
};

/// How a skeleton writes numbers. Between tags stand a run's number, a space for white space, a separator between two runs. <pre az> has
/// attributes, and the last digit of its number among the tags that have; one digit, because libxml2 keeps all names of attributes.
inline constexpr char skeleton_attribute = 'a', skeleton_separator = ';';
inline constexpr int skeleton_base = 36;

/// `text` must be UTF-8; it is changed, and must outlive the result, which points into it. An end that never comes (of a comment, script,
/// style, drawing, quote) costs the opening alone, not the rest of the page. Attributes beyond `max_attributes` of a tag are left out.
/// Linear in the text.
[[nodiscard]] PrefilteredHtml prefilter_html(std::string& text, std::size_t max_attributes);

}  // namespace backfile
