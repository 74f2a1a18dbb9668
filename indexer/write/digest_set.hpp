// A set of 64-bit digests in little memory: 8 bytes each, and a third more for the room between them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace backfile {

/// Of values that are spread evenly, as digests are. 256 tables by the first byte, each of which grows by itself, so that growing takes little room beside
/// what is held. Not for several threads.
class DigestSet {
 public:
  /// False: it was there.
  bool insert(std::uint64_t digest) {
    if (digest == 0) return !std::exchange(has_zero_, true);
    Table& table = tables_[digest >> 56];
    if (table.count * 8 >= table.slots.size() * 7) grow(table);
    std::uint64_t& slot = table.slots[place_of(table.slots, digest)];
    if (slot == digest) return false;
    slot = digest;
    ++table.count;
    return true;
  }
  [[nodiscard]] bool contains(std::uint64_t digest) const {
    if (digest == 0) return has_zero_;
    const Table& table = tables_[digest >> 56];
    return !table.slots.empty() && table.slots[place_of(table.slots, digest)] == digest;
  }

 private:
  struct Table {
    std::vector<std::uint64_t> slots;  // 0: free. One at least is.
    std::size_t count = 0;
  };

  /// Of its slot, or the free one where it would be.
  static std::size_t place_of(const std::vector<std::uint64_t>& slots, std::uint64_t digest) {
    // The digest's middle as a fraction of the table.
    std::size_t at = static_cast<std::size_t>(((digest >> 24 & 0xffffffff) * slots.size()) >> 32);
    while (slots[at] != 0 && slots[at] != digest) at = at + 1 == slots.size() ? 0 : at + 1;
    return at;
  }

  static void grow(Table& table) {
    std::vector<std::uint64_t> larger(std::max<std::size_t>(16, table.slots.size() + table.slots.size() / 4));
    for (const std::uint64_t digest : table.slots)
      if (digest != 0) larger[place_of(larger, digest)] = digest;
    table.slots = std::move(larger);
  }

  std::array<Table, 256> tables_;
  bool has_zero_ = false;
};

}  // namespace backfile
