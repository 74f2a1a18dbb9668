// Time zones as publishers write them ("EDT", "MESZ", "ET"), and the offset a named zone has on a day.
#pragma once

#include <backfile/date.hpp>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace backfile::dates {

/// Minutes east of UTC that an abbreviation (folded: lower case) means at a local date and time; nullopt for what is
/// unknown or means several things without the language telling which.
[[nodiscard]] std::optional<std::int16_t> offset_of_abbreviation(std::string_view folded, const PartialDate& local,
                                                                 std::string_view language);

/// The same for `zone`, an IANA name ("Europe/Berlin") or an offset ("+02:00"). Costs a few microseconds.
[[nodiscard]] std::optional<std::int16_t> offset_of_zone(std::string_view zone, const PartialDate& local);

/// "+0200", "+02:00", "-4", "Z": minutes, nullopt beyond -12:00..+14:00.
[[nodiscard]] std::optional<std::int16_t> parse_offset(std::string_view text);

/// The zone that nearly all publishers of a country keep ("Europe/Berlin" for "de"), by the last label of a host name;
/// empty for countries with several zones and for generic domains.
[[nodiscard]] std::string_view zone_of_country(std::string_view top_level_domain);

/// The same; for countries with several zones where most publishers sit and the zone farthest from it.
[[nodiscard]] std::vector<std::string_view> zones_of_country(std::string_view top_level_domain);

/// The date with `zone`'s offset if it has a time of day and no offset yet.
void apply_default_zone(PartialDate& date, std::string_view zone);

}  // namespace backfile::dates
