// What the markup says of a date that stands in it: elements that flow in text, elements nobody reads, and names
// ("entry-date", "sidebar") of classes and ids.
#pragma once

#include <span>
#include <string_view>

#include "indexer/extract/html_document.hpp"

namespace backfile::dates {

/// The element does not end a line: a date may go on behind it.
[[nodiscard]] bool flows_in_text(Tag tag) noexcept;
/// Nothing in the element is read for dates.
[[nodiscard]] bool is_unread_by_dates(Tag tag) noexcept;

struct MarkupSays {
  bool date = false;        // the element is called a date
  bool published = false;   // ... of publication
  bool updated = false;     // ... of the last change
  bool not_a_date = false;  // a date of something else: an event, a comment
  bool box = false;         // a box beside the article
  bool weak_box = false;    // perhaps one
};

[[nodiscard]] MarkupSays markup_says(std::span<const Attribute> attributes);

/// `word` occurs in `name`; both in lower case.
[[nodiscard]] inline bool name_has(std::string_view name, std::string_view word) noexcept {
  return name.find(word) != std::string_view::npos;
}

}  // namespace backfile::dates
