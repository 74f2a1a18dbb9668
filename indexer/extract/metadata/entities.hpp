// Character references in values that were escaped once too often: "Caf&amp;eacute;" in a <meta>, "&quot;" in JSON. The page's own
// references were resolved by the parser; this undoes one further level.
#pragma once

#include <string>
#include <string_view>

namespace backfile {

/// `text` with one level of references resolved: numeric ones and the names that html_entities.hpp knows. An unknown or
/// unterminated reference stays as it is.
[[nodiscard]] std::string decoded_entities(std::string_view text);

}  // namespace backfile
