// Sixteen bytes looked at at once: GCC's and clang's vector extension, for which the compiler finds the machine's instructions. Loops over bytes
// with an early end, and most others, stay scalar at -O2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace backfile {

using ByteBlock = unsigned char __attribute__((vector_size(16)));

[[nodiscard]] inline ByteBlock load_block(const char* bytes) {
  ByteBlock block;
  std::memcpy(&block, bytes, sizeof block);
  return block;
}

/// `mask`: a comparison of blocks. True where it holds for any byte.
template <class Mask>
[[nodiscard]] bool any_of_block(const Mask& mask) {
  std::uint64_t halves[2];
  static_assert(sizeof mask == sizeof halves);
  std::memcpy(halves, &mask, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

}  // namespace backfile
