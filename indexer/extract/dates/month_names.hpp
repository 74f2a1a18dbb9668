// Names of months and days of the week in every language that ICU knows, as one lookup. Built once, on first use, from
// ICU's own locale bundles (all 805 of ICU 72 in about 3 ms); afterwards read-only and free to be used by all threads.
// This file's source and zone_names.cpp are the only ones of this folder that know ICU's data; keys are folded words
// (see append_folded).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backfile::dates {

/// The calendar a month's name belongs to.
enum class Calendar : std::uint8_t { gregorian, solar_hijri };

struct MonthName {
  std::uint8_t month = 1;  // 1..12
  Calendar calendar = Calendar::gregorian;
};

/// Appends the form in which words are compared: case folded, accents of Latin, Greek and Cyrillic and vowel points of
/// Arabic and Hebrew dropped, full stops and apostrophes dropped, Persian letters written as Arabic ones.
void append_folded(std::string_view utf8, std::string& out);

/// The month that a folded word names. `language` (BCP 47, may be empty) decides between languages ("listopad" is
/// October in Croatian, November in Czech); abbreviations count only in the page's language, in English, or when the
/// language is unknown, since short words of some language are months in another ("out", "set", "ago").
[[nodiscard]] std::optional<MonthName> month_of(std::string_view folded, std::string_view language);

/// True for the name of a day of the week, in any language.
[[nodiscard]] bool is_day_name(std::string_view folded);

}  // namespace backfile::dates
