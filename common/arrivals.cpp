#include "common/arrivals.hpp"

#include <algorithm>

#include "common/digest.hpp"
#include "common/schema.hpp"

namespace backfile {

std::string arrival_key(std::int64_t instant_us) {
  return std::string(schema::metadata::arrival) + hex16(static_cast<std::uint64_t>(std::max<std::int64_t>(instant_us, 0)));
}

std::optional<std::int64_t> arrival_instant(std::string_view key) {
  if (!key.starts_with(schema::metadata::arrival)) return std::nullopt;
  const auto instant = from_hex16(key.substr(schema::metadata::arrival.size()));
  return instant ? std::optional(static_cast<std::int64_t>(*instant)) : std::nullopt;
}

std::string encode_arrivals(std::span<const std::uint64_t> versions) {
  std::string value;
  value.reserve(versions.size() * 8);
  for (const std::uint64_t version : versions) value += big_endian64(version);
  return value;
}

std::vector<std::uint64_t> decode_arrivals(std::string_view value) {
  std::vector<std::uint64_t> versions;
  versions.reserve(value.size() / 8);
  for (; value.size() >= 8; value.remove_prefix(8)) versions.push_back(from_big_endian64(value.substr(0, 8)));
  return versions;
}

std::optional<std::int64_t> built_instant(const Xapian::Database& database) {
  const auto instant = from_hex16(database.get_metadata(std::string(schema::metadata::built)));
  return instant ? std::optional(static_cast<std::int64_t>(*instant)) : std::nullopt;
}

void set_built_instant(Xapian::WritableDatabase& database, std::int64_t instant_us) {
  database.set_metadata(std::string(schema::metadata::built), hex16(static_cast<std::uint64_t>(instant_us)));
}

std::int64_t last_arrival(const Xapian::Database& database) {
  std::int64_t last = built_instant(database).value_or(0);
  const std::string start(schema::metadata::arrival);
  for (auto key = database.metadata_keys_begin(start); key != database.metadata_keys_end(start); ++key)
    last = std::max(last, arrival_instant(*key).value_or(0));
  return last;
}

}  // namespace backfile
