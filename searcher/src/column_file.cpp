#include "searcher/src/column_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "common/digest.hpp"

namespace backfile {
namespace {

/// Offsets and values of a dictionary are two arrays in one extent.
std::size_t offset_count(const columns::Column& column) { return static_cast<std::size_t>(column.count) + 1; }

}  // namespace

std::shared_ptr<ColumnFile> ColumnFile::open(const std::string& archive, const std::string& uuid, std::uint64_t revision,
                                             std::uint64_t last) noexcept try {
  const std::string path = archive + "/" + columns::file_name(uuid, revision);
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return nullptr;
  struct stat status {};
  void* mapped = MAP_FAILED;
  if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= static_cast<off_t>(sizeof(columns::Header)))
    mapped = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, fd, 0);
  ::close(fd);
  if (mapped == MAP_FAILED) return nullptr;
  std::shared_ptr<ColumnFile> file(new ColumnFile(static_cast<const char*>(mapped), static_cast<std::size_t>(status.st_size)));
  return file->has_sound_header(uuid, revision, last) ? file : nullptr;
} catch (...) {
  return nullptr;  // no memory: the slots need none
}

ColumnFile::~ColumnFile() { ::munmap(const_cast<char*>(data_), size_); }

bool ColumnFile::has_sound_header(const std::string& uuid, std::uint64_t revision, std::uint64_t last) {
  std::memcpy(&header_, data_, sizeof(header_));
  return columns::fits(header_, uuid, revision, last, size_);
}

bool ColumnFile::fits(const columns::Extent& extent) const {
  return extent.offset % 8 == 0 && extent.offset <= size_ && extent.bytes <= size_ - extent.offset;
}

bool ColumnFile::is_whole(const columns::Extent& extent) const {
  return fits(extent) && digest64({data_ + extent.offset, extent.bytes}) == extent.checksum;
}

template <typename T>
std::span<const T> ColumnFile::array(const columns::Extent& extent, std::size_t count) const {
  return {reinterpret_cast<const T*>(data_ + extent.offset), count};
}

bool ColumnFile::is_sound(std::size_t index) const {
  const columns::Kind kind = columns::sources[index].kind;
  const columns::Column& column = header_.column[index];
  if (column.rows.bytes / columns::row_bytes(kind) != header_.rows || !is_whole(column.rows)) return false;
  if (kind == columns::Kind::keys || kind == columns::Kind::lengths) return true;
  const auto numbers = array<std::uint32_t>(column.rows, header_.rows);
  if (std::ranges::any_of(numbers, [&](std::uint32_t number) { return number > column.count; })) return false;
  if (kind == columns::Kind::groups) return true;
  if (column.count >= column.dictionary.bytes / sizeof(std::uint64_t) || !is_whole(column.dictionary)) return false;
  const auto offsets = array<std::uint64_t>(column.dictionary, offset_count(column));
  return std::ranges::is_sorted(offsets) && offsets.back() <= column.dictionary.bytes - offsets.size_bytes();
}

std::optional<std::size_t> ColumnFile::find(schema::slot::Slot slot, columns::Kind kind) {
  const auto found = std::ranges::find_if(columns::sources, [&](const columns::Source& source) { return source.slot == slot && source.kind == kind; });
  if (found == columns::sources.end()) return std::nullopt;
  const auto index = static_cast<std::size_t>(found - columns::sources.begin());
  if (states_[index] == State::unknown) states_[index] = is_sound(index) ? State::sound : State::damaged;
  return states_[index] == State::sound ? std::optional(index) : std::nullopt;
}

std::optional<std::span<const columns::Key>> ColumnFile::keys() {
  const auto index = find(schema::slot::newest, columns::Kind::keys);
  if (!index) return std::nullopt;
  return array<columns::Key>(header_.column[*index].rows, header_.rows);
}

std::optional<std::span<const std::uint32_t>> ColumnFile::lengths() {
  const auto index = find(schema::slot::newest, columns::Kind::lengths);
  if (!index) return std::nullopt;
  return array<std::uint32_t>(header_.column[*index].rows, header_.rows);
}

std::optional<ValueColumn> ColumnFile::values(schema::slot::Slot slot) {
  const auto index = find(slot, columns::Kind::values);
  if (!index) return std::nullopt;
  const columns::Column& column = header_.column[*index];
  const auto offsets = array<std::uint64_t>(column.dictionary, offset_count(column));
  return ValueColumn{.numbers = array<std::uint32_t>(column.rows, header_.rows),
                     .offsets = offsets,
                     .text = {data_ + column.dictionary.offset + offsets.size_bytes(), column.dictionary.bytes - offsets.size_bytes()}};
}

std::optional<GroupColumn> ColumnFile::groups(schema::slot::Slot slot) {
  const auto index = find(slot, columns::Kind::groups);
  if (!index) return std::nullopt;
  return GroupColumn{array<std::uint32_t>(header_.column[*index].rows, header_.rows), header_.column[*index].count};
}

}  // namespace backfile
