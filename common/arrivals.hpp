// When versions arrived in an archive, as its metadata remember it: which became readable with which commit. No document knows: those are a
// function of the crawl alone. The indexer writes it, --new-since and --watch read it; docs/format.md describes the notation.
//
// Instants are microseconds since 1970-01-01T00:00:00Z. Those of one archive rise with its commits, also when the clock is set back, so
// that what arrived after the last instant that a reader saw is exactly what that reader could not see.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace backfile {

/// The metadata key of the versions that arrived at `instant_us`; and back (nullopt for another key).
[[nodiscard]] std::string arrival_key(std::int64_t instant_us);
[[nodiscard]] std::optional<std::int64_t> arrival_instant(std::string_view key);

/// Its value: digest64 of each version's Q term, 8 bytes each. Decoding never throws: what is left at the end is passed over.
[[nodiscard]] std::string encode_arrivals(std::span<const std::uint64_t> versions);
[[nodiscard]] std::vector<std::uint64_t> decode_arrivals(std::string_view value);

/// When the first build of an archive was published: what no later commit lists arrived then. nullopt in archives of earlier programs and in
/// merged ones, where what is not listed arrived at an unknown time. Throws Xapian::Error.
[[nodiscard]] std::optional<std::int64_t> built_instant(const Xapian::Database&);
void set_built_instant(Xapian::WritableDatabase&, std::int64_t instant_us);

/// The instant of the last arrival; 0 when none is known. Throws Xapian::Error. Cost grows with the number of commits.
[[nodiscard]] std::int64_t last_arrival(const Xapian::Database&);

}  // namespace backfile
