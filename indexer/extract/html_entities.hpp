// Character references that libxml2 2.9 does not resolve: HTML5's later names, and numbers in the windows-1252 gap.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

/// The character of an HTML5 name ("ccaron", without & and ;) that is not among HTML 4's; 0 when there is none.
[[nodiscard]] char32_t html5_character(std::string_view name) noexcept;

/// The character a numeric reference stands for: windows-1252 for 128..159, U+FFFD for what is no character.
[[nodiscard]] char32_t numeric_character(std::uint32_t number) noexcept;

void append_utf8(std::string& out, char32_t c);

}  // namespace backfile
