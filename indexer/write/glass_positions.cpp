#include "indexer/write/glass_positions.hpp"

#include <bit>

#include "indexer/write/glass_numbers.hpp"

namespace backfile::glass {
namespace {

class BitWriter {
 public:
  explicit BitWriter(std::string& to) : to_(to) {}
  ~BitWriter() {
    if (held_ > 0) to_ += static_cast<char>(bits_);
  }
  BitWriter(const BitWriter&) = delete;
  BitWriter& operator=(const BitWriter&) = delete;

  /// `number` is below `count`.
  void write(std::uint64_t number, std::uint64_t count) {
    int length = std::bit_width(count - 1);
    const std::uint64_t unneeded = (std::uint64_t{1} << length) - count, short_begin = (count - unneeded) / 2;
    if (unneeded > 0 && number >= short_begin + unneeded)
      number = (number - short_begin - unneeded) | std::uint64_t{1} << (length - 1);
    else if (unneeded > 0 && number >= short_begin)
      --length;
    bits_ |= number << held_;
    held_ += length;
    for (; held_ >= 8; held_ -= 8, bits_ >>= 8) to_ += static_cast<char>(bits_);
  }

  /// What lies between the first and the last of `positions`.
  void write_between(std::span<const std::uint32_t> positions) {
    while (positions.size() > 2) {
      const std::size_t middle = (positions.size() - 1) / 2;
      const std::uint64_t lowest = positions.front() + middle;
      write(positions[middle] - lowest, positions.back() - positions.front() + 2 - positions.size());
      write_between(positions.first(middle + 1));
      positions = positions.subspan(middle);
    }
  }

 private:
  std::string& to_;
  std::uint64_t bits_ = 0;
  int held_ = 0;
};

}  // namespace

void append_positions(std::string& to, std::span<const std::uint32_t> positions) {
  append_number(to, positions.back());
  if (positions.size() == 1) return;
  BitWriter writer(to);
  writer.write(positions.front(), positions.back());
  writer.write(positions.size() - 2, positions.back() - positions.front());
  writer.write_between(positions);
}

}  // namespace backfile::glass
