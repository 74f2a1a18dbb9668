// The layout of backfile.columns.*: what the value slots hold, as arrays of fixed width by document number. Derived from the slots, bound to
// one revision of one database, and never a source of truth (docs/format.md). Written by indexer/write, mapped by the searcher.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "common/digest.hpp"
#include "common/schema.hpp"

namespace backfile::columns {

inline constexpr std::array<char, 8> magic{'b', 'f', 'c', 'o', 'l', 'u', 'm', '1'};
/// Numbers are stored as the machine has them; a machine of the other order does not know this one.
inline constexpr std::uint64_t byte_order = 0x0102030405060708;
inline constexpr std::size_t uuid_bytes = 36;
inline constexpr std::string_view name_prefix = "backfile.columns.";

/// What the rows of a column are.
enum class Kind : std::uint32_t {
  keys,    // 16 bytes: Key, of the slot `newest`
  values,  // 4 bytes: 0 = no value, n = the n-th of the dictionary, whose values are in byte order
  lengths, // 4 bytes: words of the document; of no slot
  groups,  // 4 bytes: equal numbers from 1 on share an 8-byte digest; 0 = nobody else has it, or there is none
};

struct Key {
  std::uint64_t instant = 0;  // 0 = undated
  std::uint64_t hash = 0;
};

struct Source {
  schema::slot::Slot slot;  // of keys, values and groups
  Kind kind;
};
/// The columns, in the order in which they lie in the file.
inline constexpr std::array<Source, 9> sources{{{schema::slot::newest, Kind::keys},
                                                {schema::slot::day, Kind::values},
                                                {schema::slot::site, Kind::values},
                                                {schema::slot::section, Kind::values},
                                                {schema::slot::author, Kind::values},
                                                {schema::slot::language, Kind::values},
                                                {schema::slot::story, Kind::groups},
                                                {schema::slot::article, Kind::groups},
                                                {schema::slot::newest, Kind::lengths}}};

[[nodiscard]] constexpr std::uint64_t row_bytes(Kind kind) { return kind == Kind::keys ? sizeof(Key) : sizeof(std::uint32_t); }

/// Bytes of the file, 8-aligned, with their XXH64.
struct Extent {
  std::uint64_t offset = 0, bytes = 0, checksum = 0;
};

struct Column {
  Extent rows;
  Extent dictionary;         // of values: `count` + 1 offsets of 8 bytes into what follows them, then the values
  std::uint64_t count = 0;   // greatest number in the rows
};

struct Header {
  std::array<char, 8> magic{};
  std::uint64_t byte_order = 0;
  std::array<char, uuid_bytes> uuid{};
  std::uint32_t columns = 0;
  std::uint64_t revision = 0;
  std::uint64_t rows = 0;        // last document number + 1; row 0 is empty
  std::uint64_t file_bytes = 0;
  std::array<Column, sources.size()> column{};
  std::uint64_t checksum = 0;    // XXH64 of all bytes before
};
static_assert(sizeof(Header) % 8 == 0);

/// "backfile.columns.UUID.REVISION"
[[nodiscard]] inline std::string file_name(const std::string& uuid, std::uint64_t revision) {
  return std::string(name_prefix) + uuid + "." + std::to_string(revision);
}

[[nodiscard]] inline std::uint64_t header_checksum(const Header& header) {
  return digest64({reinterpret_cast<const char*>(&header), sizeof(header) - sizeof(header.checksum)});
}

/// True for the whole header of a file of `size` bytes, of this layout, about this revision with this greatest document number.
[[nodiscard]] inline bool fits(const Header& header, std::string_view uuid, std::uint64_t revision, std::uint64_t last, std::uint64_t size) {
  return header.magic == magic && header.byte_order == byte_order && header.checksum == header_checksum(header) &&
         std::string_view(header.uuid.data(), header.uuid.size()) == uuid && header.columns == sources.size() && header.revision == revision &&
         header.rows == last + 1 && header.file_bytes == size;
}

}  // namespace backfile::columns
