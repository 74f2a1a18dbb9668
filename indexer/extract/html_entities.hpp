// Character references of HTML: names, and numbers with the windows-1252 gap.
#pragma once

#include <cstdint>
#include <string_view>

namespace backfile {

/// The character of a name ("ccaron", without & and ;); 0 when there is none.
[[nodiscard]] char32_t named_character(std::string_view name) noexcept;

/// The character a numeric reference stands for: windows-1252 for 128..159, U+FFFD for what is no character.
[[nodiscard]] char32_t numeric_character(std::uint32_t number) noexcept;

}  // namespace backfile
