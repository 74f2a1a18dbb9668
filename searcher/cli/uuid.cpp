#include "searcher/cli/uuid.hpp"

#include <cstdint>

#include <fmt/format.h>

#include "common/digest.hpp"

namespace backfile::cli {

std::string uuid_urn(std::string_view what) {
  const std::uint64_t high = digest64(what), low = digest64(std::string(what) + "/record");
  return fmt::format("urn:uuid:{:08x}-{:04x}-8{:03x}-{:04x}-{:012x}", high >> 32, high >> 16 & 0xffff, high & 0xfff, (low >> 48 & 0x3fff) | 0x8000,
                     low & 0xffff'ffff'ffff);
}

}  // namespace backfile::cli
