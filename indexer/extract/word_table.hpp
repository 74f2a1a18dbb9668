// Words of class names and the like are looked up in tables, a thousand times a page, mostly in vain. Header-only: two small containers for that.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <string_view>
#include <utility>

namespace backfile {

/// Finds entries of a constant table by their member `word`. Open addressing, filled at compile time.
template <class Table, std::size_t slot_count>
class WordTable {
 public:
  constexpr explicit WordTable(const Table& table) : table_(table) {
    for (std::size_t i = 0; i < std::size(table); ++i) {
      std::size_t at = slot_of(table[i].word);
      while (slots_[at] != 0) at = (at + 1) % slot_count;
      slots_[at] = static_cast<std::uint16_t>(i + 1);
    }
  }

  /// The entry, or nullptr.
  constexpr auto find(std::string_view word) const -> decltype(std::data(std::declval<const Table&>())) {
    for (std::size_t at = slot_of(word); slots_[at] != 0; at = (at + 1) % slot_count) {
      const auto& entry = table_[slots_[at] - 1u];
      if (entry.word == word) return &entry;
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t slot_of(std::string_view word) {
    std::uint32_t h = 2166136261u;
    for (const char c : word) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
    return (h ^ (h >> 15)) % slot_count;
  }

  const Table& table_;
  std::array<std::uint16_t, slot_count> slots_{};  // index + 1; 0: free
};

/// Pages repeat the values of their attributes: remembers what was made of the last ones. Keys are views, and must outlive the cache.
template <class Value>
class ValueCache {
 public:
  template <class Make>
  Value get(std::string_view key, Make&& make) {
    Slot& slot = slots_[slot_of(key)];
    if (slot.key.data() == nullptr || slot.key != key) slot = {key, make(key)};
    return slot.value;
  }

 private:
  struct Slot {
    std::string_view key;
    Value value{};
  };
  static constexpr std::size_t slot_count = 512;

  // From both ends: values of one template begin or end alike.
  static std::size_t slot_of(std::string_view key) {
    std::uint64_t first = 0, last = 0;
    const std::size_t bytes = key.size() < 8 ? key.size() : 8;
    std::memcpy(&first, key.data(), bytes);
    std::memcpy(&last, key.data() + key.size() - bytes, bytes);
    const std::uint64_t h = (first ^ (last * 0x9e3779b97f4a7c15u) ^ key.size()) * 0x9e3779b97f4a7c15u;
    return static_cast<std::size_t>(h >> 32) % slot_count;
  }

  std::array<Slot, slot_count> slots_{};
};

}  // namespace backfile
