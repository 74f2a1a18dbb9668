// "3 hours ago", "vor 2 Tagen", "3 часа назад": a date only against the capture, and only where a byline may stand.
#pragma once

#include <backfile/date.hpp>
#include <optional>
#include <string_view>

namespace backfile::dates {

/// The day that a short text names by its distance from `captured`, in the language given or English. Minutes and hours
/// count only from a capture whose time of day is known. nullopt when the text is longer than a byline or holds nothing
/// of the kind. Thread-safe; the phrases of a language are asked of ICU once.
[[nodiscard]] std::optional<PartialDate> relative_date(std::string_view text, std::string_view language,
                                                       const PartialDate& captured);

}  // namespace backfile::dates
