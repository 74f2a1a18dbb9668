// Digests: fast 64-bit ones for keys inside an archive. They are part of the archive's format: never change them silently.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backfile {

/// XXH64 with seed 0.
[[nodiscard]] std::uint64_t digest64(std::string_view bytes);
/// 16 lower-case hexadecimal digits; and back (nullopt for anything else).
[[nodiscard]] std::string hex16(std::uint64_t);
[[nodiscard]] std::optional<std::uint64_t> from_hex16(std::string_view);
/// Big-endian bytes, so that byte order is numeric order; and back (text must have 8 bytes).
[[nodiscard]] std::string big_endian64(std::uint64_t);
[[nodiscard]] std::uint64_t from_big_endian64(std::string_view);

}  // namespace backfile
