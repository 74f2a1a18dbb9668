// The language of an article: declared, checked against CLD2 on the text.
#pragma once

#include <string>
#include <string_view>

namespace backfile {

struct LanguageChoice {
  std::string language;  // BCP 47, empty = unknown
  std::string from;      // "declared", "detected", "default"
};

/// A reliable detection on enough text outranks a contradicting declaration (templates lie); a declaration wins otherwise.
[[nodiscard]] LanguageChoice resolve_language(std::string_view declared, std::string_view text, std::string_view default_language);

}  // namespace backfile
