// The version file of a glass database (`iamglass`): which of its tables' blocks are in force.
//
// A magic string of 14 bytes, the format (2), the UUID (16), and then numbers (seven bits a byte, the lowest first, the eighth bit set on all but the last): the
// revision, and for each of six tables the number of the root block, level * 4 + 2 if the leaves lie in order + 1 if there is no root yet, entries,
// block size / 2048, least size to compress, and a string (its length before it) that describes the free blocks: revision, blocks, and four zeros where none is free.
// Then statistics: documents, the last one's number less that, least length, greatest wdf, greatest length less that, oldest changeset, sum of lengths, greatest frequency of a spelling.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace backfile::glass {

struct Root {
  std::uint64_t block = 0, level = 0, entries = 0;
  bool leaves_in_order = false, is_absent = false;
  std::uint64_t block_size = 0, least_to_compress = 0;
  std::uint64_t blocks = 0;
};

/// In the order of the file.
enum Table : std::size_t { postings_table, records_table, terms_table, positions_table, spellings_table, synonyms_table, tables };

struct Statistics {
  std::uint64_t documents = 0, last_document = 0;
  std::uint64_t least_length = 0, most_length = 0, all_lengths = 0;  // of documents, in occurrences of terms; the least that is not zero
  std::uint64_t most_wdf = 0;
};

struct Version {
  std::string head;  // magic, format and UUID
  std::uint64_t revision = 0;
  std::array<Root, tables> roots;
  std::string statistics;  // what follows the roots, as it is
};

/// The file of a table in the database at `directory`.
[[nodiscard]] std::string path_of(const std::string& directory, Table table);

/// Nothing for another format than that of Xapian 1.4, or what does not look like it.
[[nodiscard]] std::optional<Version> parse_version(const std::string& bytes);
/// parse_version() of the file in `directory`. Throws Error(io).
[[nodiscard]] std::optional<Version> read_version(const std::string& directory);
/// Makes `bytes` the version file in `directory`. Not synced. Throws Error(io).
void write_version(const std::string& directory, const std::string& bytes);
[[nodiscard]] std::optional<Statistics> parse_statistics(std::string_view bytes);

/// Of a new database, and of its blocks.
inline constexpr std::uint32_t first_revision = 1;
/// The version file of a new database with a UUID of its own. `roots`: of the first tables, as TableWriter gives them; the others are absent.
[[nodiscard]] std::string first_version(std::span<const Root> roots, const Statistics& statistics);

}  // namespace backfile::glass
