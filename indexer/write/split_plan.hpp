// Which part of a split gets what. The unit is everything that must stay together for the parts to answer as the whole does: an article
// with all its versions, and all articles of its story. The earliest day in the unit names its part, so that the part of a month also
// holds copies that appeared in the next.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace backfile {

struct SplitRule {
  enum class By { month, year, number };
  By by = By::month;
  std::uint32_t number = 0;  // of parts, for By::number
};

inline constexpr std::uint32_t max_split_parts = 9999;

/// "month", "year", or a number of parts from 1 to max_split_parts; nullopt for anything else.
[[nodiscard]] std::optional<SplitRule> parse_split_rule(std::string_view text);

/// Keys of metadata by what tells them apart: 8 bytes each, of captures 16.
struct MetadataKeys {
  std::vector<std::uint64_t> inputs, payloads, claims;
  std::vector<std::array<std::uint64_t, 2>> captures;

  /// As the database has them.
  [[nodiscard]] std::vector<std::string> texts() const;
};

struct SplitPart {
  std::string name;  // "2024-03", "2024", "1851" (no month known), "undated"; of a number of parts "1", "2"...
  std::vector<Xapian::docid> documents;  // ascending
  MetadataKeys metadata;
};

/// In the order of their names, "undated" last; never none. Captures, claims and names of payloads go with their versions, files with the
/// captures that were read from them (into several parts if need be); what belongs to no article goes to the last dated part, since that is
/// where crawls go on. Removals are in no part's list: they are for all. Cost: a pass over some value slots and one over the metadata;
/// memory about 200 bytes a version. Throws Xapian::Error, Interrupted.
[[nodiscard]] std::vector<SplitPart> plan_split(const Xapian::Database& database, const SplitRule& rule);

}  // namespace backfile
