// The column file of an archive, mapped: what the value slots hold, without Xapian's cursors and decoding. Whatever is wrong with it, the
// slots give the same answers: a column that is not whole is as good as none.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/column_format.hpp"

namespace backfile {

/// A column of values: a number for each document, and what the numbers stand for.
struct ValueColumn {
  std::span<const std::uint32_t> numbers;  // by document number; 0 = no value
  std::span<const std::uint64_t> offsets;  // of values: number n lies from offsets[n - 1] to offsets[n]
  std::string_view text;
  [[nodiscard]] std::size_t count() const { return offsets.size() - 1; }
  [[nodiscard]] std::string_view value(std::uint32_t number) const {
    return text.substr(offsets[number - 1], offsets[number] - offsets[number - 1]);
  }
};

/// A column of groups: documents with equal numbers belong together; 0 = alone.
struct GroupColumn {
  std::span<const std::uint32_t> numbers;  // by document number
  std::uint64_t count = 0;                 // greatest number
};

/// One thread at a time.
class ColumnFile {
 public:
  /// Maps the file of this revision, whose greatest document number is `last`; null when there is none, or its header does not fit. Never
  /// throws.
  [[nodiscard]] static std::shared_ptr<ColumnFile> open(const std::string& archive, const std::string& uuid, std::uint64_t revision,
                                                        std::uint64_t last) noexcept;
  ~ColumnFile();
  ColumnFile(const ColumnFile&) = delete;
  ColumnFile& operator=(const ColumnFile&) = delete;

  // Each column is verified when it is first asked for (checksum and bounds: one pass over it); nullopt when it is not whole.
  [[nodiscard]] std::optional<std::span<const columns::Key>> keys();
  [[nodiscard]] std::optional<std::span<const std::uint32_t>> lengths();  // in words, by document number
  [[nodiscard]] std::optional<ValueColumn> values(schema::slot::Slot);
  [[nodiscard]] std::optional<GroupColumn> groups(schema::slot::Slot);

 private:
  ColumnFile(const char* data, std::size_t size) : data_(data), size_(size) {}
  [[nodiscard]] bool has_sound_header(const std::string& uuid, std::uint64_t revision, std::uint64_t last);
  [[nodiscard]] bool fits(const columns::Extent&) const;
  [[nodiscard]] bool is_whole(const columns::Extent&) const;
  [[nodiscard]] bool is_sound(std::size_t column) const;
  /// The place in the file of a sound column of this kind.
  [[nodiscard]] std::optional<std::size_t> find(schema::slot::Slot, columns::Kind);
  template <typename T>
  [[nodiscard]] std::span<const T> array(const columns::Extent&, std::size_t count) const;

  const char* data_;
  std::size_t size_;
  columns::Header header_;
  enum class State : std::uint8_t { unknown, sound, damaged };
  std::array<State, columns::sources.size()> states_{};
};

}  // namespace backfile
