// JSON as pages embed it: strict first, then with the repairs that make most broken JSON-LD readable.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

namespace backfile {

/// All JSON values of a script, in order; what is hopeless is left out. Never throws. Repaired are: raw control characters and stray
/// quotes in strings, wrong escapes, missing and superfluous commas, comments, CDATA and HTML comment marks, JavaScript around the
/// value, values after one another, and a cut end. Values nested deeper than `max_json_depth` or texts over `max_json_bytes` are not
/// read. Cost: one strict parse; two passes more for what is broken.
[[nodiscard]] std::vector<nlohmann::json> parse_lenient_json(std::string_view script);

/// schema.org graphs nest about 10 deep; the parser itself does not recurse, but our readers walk what it gives.
inline constexpr std::size_t max_json_depth = 64;
/// The largest articleBody seen is under 200 kB; beyond this it is an attack or an application's state.
inline constexpr std::size_t max_json_bytes = 4u << 20;

}  // namespace backfile
