#include "indexer/write/glass_version.hpp"

#include <cerrno>
#include <fstream>
#include <random>
#include <sstream>
#include <string_view>
#include <utility>

#include "indexer/write/file_system.hpp"
#include "indexer/write/glass_layout.hpp"
#include "indexer/write/glass_numbers.hpp"

namespace backfile::glass {
namespace {

constexpr std::string_view magic_and_format{"\x0f\x0dXapian Glass\x04\x6e", 16};
constexpr std::size_t uuid_bytes = 16;
constexpr std::string_view version_file = "/iamglass";
constexpr std::uint64_t block_size_unit = 2048;

/// Of a table without free blocks.
void append_root(std::string& to, const Root& root, std::uint64_t revision) {
  append_number(to, root.block);
  append_number(to, root.level << 2 | (root.leaves_in_order ? 2U : 0U) | (root.is_absent ? 1U : 0U));
  append_number(to, root.entries);
  append_number(to, root.block_size / block_size_unit);
  append_number(to, root.least_to_compress);
  std::string free_list;  // of a table that is absent nothing is said
  if (!root.is_absent)
    for (const std::uint64_t number : {revision, root.blocks, std::uint64_t{0}, std::uint64_t{0}, std::uint64_t{0}, std::uint64_t{0}}) append_number(free_list, number);
  append_string(to, free_list);
}

bool take_root(std::string_view& bytes, Root& root) {
  std::uint64_t level_and_flags = 0, block_size = 0, free_list_bytes = 0;
  if (!take_number(bytes, root.block) || !take_number(bytes, level_and_flags) || !take_number(bytes, root.entries) || !take_number(bytes, block_size) ||
      !take_number(bytes, root.least_to_compress) || !take_number(bytes, free_list_bytes) || free_list_bytes > bytes.size())
    return false;
  root.level = level_and_flags >> 2;
  root.leaves_in_order = (level_and_flags & 2) != 0;
  root.is_absent = (level_and_flags & 1) != 0;
  root.block_size = block_size * block_size_unit;
  std::string_view free_list = bytes.substr(0, free_list_bytes);
  bytes.remove_prefix(free_list_bytes);
  std::uint64_t revision = 0;
  return (free_list.empty() && root.is_absent) || (take_number(free_list, revision) && take_number(free_list, root.blocks));
}

/// Version 4 of RFC 9562.
std::string random_uuid() {
  std::random_device random;
  std::string uuid;
  for (std::size_t i = 0; i < uuid_bytes; ++i) uuid += static_cast<char>(random());
  uuid[6] = static_cast<char>((uuid[6] & 0x0f) | 0x40);
  uuid[8] = static_cast<char>((uuid[8] & 0x3f) | 0x80);
  return uuid;
}

}  // namespace

std::string path_of(const std::string& directory, Table table) {
  static constexpr std::array<std::string_view, tables> names{"postlist", "docdata", "termlist", "position", "spelling", "synonym"};
  return directory + "/" + std::string(names[table]) + ".glass";
}

std::optional<Version> parse_version(const std::string& bytes) {
  Version version;
  std::string_view rest(bytes);
  if (!rest.starts_with(magic_and_format) || rest.size() < magic_and_format.size() + uuid_bytes) return std::nullopt;
  version.head = rest.substr(0, magic_and_format.size() + uuid_bytes);
  rest.remove_prefix(version.head.size());
  if (!take_number(rest, version.revision)) return std::nullopt;
  for (std::size_t i = 0; i < tables; ++i)
    if (!take_root(rest, version.roots[i])) return std::nullopt;
  version.statistics = rest;
  return version;
}

std::optional<Version> read_version(const std::string& directory) {
  const std::string path = directory + std::string(version_file);
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file) throw_io("cannot read " + path, errno);
  return parse_version(std::move(bytes).str());
}

void write_version(const std::string& directory, const std::string& bytes) {
  const std::string path = directory + std::string(version_file);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (!file) throw_io("cannot write " + path, errno);
}

std::optional<Statistics> parse_statistics(std::string_view bytes) {
  std::array<std::uint64_t, 8> numbers{};
  for (std::uint64_t& number : numbers)
    if (!take_number(bytes, number)) return std::nullopt;
  const auto [documents, last_less_documents, least_length, most_wdf, most_length_less_wdf, oldest_changeset, all_lengths, most_of_spelling] = numbers;
  return Statistics{.documents = documents, .last_document = documents + last_less_documents, .least_length = least_length, .most_length = most_wdf + most_length_less_wdf,
                    .all_lengths = all_lengths, .most_wdf = most_wdf};
}

std::string first_version(std::span<const Root> roots, const Statistics& statistics) {
  std::string bytes = std::string(magic_and_format) + random_uuid();
  append_number(bytes, first_revision);
  for (std::size_t i = 0; i < tables; ++i) {
    Root root{.leaves_in_order = true, .is_absent = true, .block_size = block_bytes};
    if (i < roots.size()) root = roots[i];
    root.least_to_compress = i == postings_table || i == positions_table ? 0 : least_to_compress;
    append_root(bytes, root, first_revision);
  }
  for (const std::uint64_t number : {statistics.documents, statistics.last_document - statistics.documents, statistics.least_length, statistics.most_wdf,
                                     statistics.most_length - statistics.most_wdf, std::uint64_t{0}, statistics.all_lengths, std::uint64_t{0}})
    append_number(bytes, number);
  return bytes;
}

}  // namespace backfile::glass
