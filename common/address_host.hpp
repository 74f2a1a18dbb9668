// The host of an address: names to their ASCII form (IDNA, UTS #46), IPv4 and IPv6 numbers, the registrable domain. Private to
// address.cpp; the only file that knows libpsl and ICU's uidna.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace backfile {

/// WHATWG URL, host parsing: lower case, punycode, IPv4 numbers in any of their spellings as four decimal parts, "[...]" as the
/// shortest IPv6 text; a root dot at the end is dropped. `text` may hold percent escapes. nullopt for what no resolver would take.
[[nodiscard]] std::optional<std::string> parse_host(std::string_view text);

}  // namespace backfile
