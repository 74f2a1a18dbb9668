// A version that was seen before, as the driver names it to the writer. A plain value.
#pragma once

#include <cstdint>
#include <string>

namespace backfile {

struct KnownVersion {
  std::string address_key = {};  // of its article; empty: no version
  std::uint64_t text_digest = 0;
  bool is_removed = false;  // its article was taken down; nothing else is known then
};

}  // namespace backfile
