// Values of documents as glass databases hold them, in the table of postings: for each slot statistics, and chunks of values. A chunk's key names the slot and the first document;
// its tag is that one's value, and for each further one how many numbers are left out before it, and its value, up to some 2,000 bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/write/glass_numbers.hpp"

namespace backfile::glass {

/// What keys of statistics begin with, before the slot's bytes, the lowest first, without zeros at the end; and those of chunks, before the slot as a number.
inline constexpr std::string_view value_statistics_key{"\0\xd0", 2}, value_chunk_key{"\0\xd8", 2};

struct ValueStatistics {
  std::uint64_t values = 0;
  std::string least, most;
};

/// The tag: how many there are, the least, and the greatest unless it is the same.
[[nodiscard]] inline std::string to_bytes(const ValueStatistics& statistics) {
  std::string bytes;
  append_number(bytes, statistics.values);
  append_string(bytes, statistics.least);
  if (statistics.most != statistics.least) bytes += statistics.most;
  return bytes;
}

[[nodiscard]] inline std::optional<ValueStatistics> parse_value_statistics(std::string_view bytes) {
  ValueStatistics statistics;
  std::uint64_t length = 0;
  if (!take_number(bytes, statistics.values) || !take_number(bytes, length) || length > bytes.size()) return std::nullopt;
  statistics.least = bytes.substr(0, length);
  bytes.remove_prefix(length);
  statistics.most = bytes.empty() ? statistics.least : std::string(bytes);
  return statistics;
}

}  // namespace backfile::glass
