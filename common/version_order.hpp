// The order of an article's versions, which writer and reader must agree on: by instant (slot::version_order: captured, else modified,
// else published), then order of input.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

/// What places a version among the others of its article.
struct VersionPlace {
  std::string instant;      // first 8 bytes of slot::version_order
  std::string source;       // of its record
  std::uint64_t order = 0;  // document number: the same source read again is later
};

/// True when `a` comes before `b`: the last of all is the latest version.
[[nodiscard]] bool earlier_version(const VersionPlace& a, const VersionPlace& b);

/// Compares sources as crawl order does: text before '#', then the offset behind it as a number, then the place within a gzip member
/// that holds several records ("#1200+340").
[[nodiscard]] bool source_before(std::string_view a, std::string_view b);

}  // namespace backfile
