// --cat: from a version's captures to the bytes that the crawl holds. The crawl is none of the archive's: it may have moved, changed
// or gone since, so every capture is checked against its digest before its bytes count.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/history.hpp>

namespace backfile::cli {

struct FoundCapture {
  std::string bytes;                     // the payload, content codings undone
  Capture capture;                       // that they are of
  std::vector<std::string> passed_over;  // why later captures of the version were not taken, a message each
};

/// A page larger than this was never indexed unless somebody raised the indexer's limit a lot.
inline constexpr std::uint64_t max_captured_bytes = 1ull << 30;

/// The bytes of the last of a version's captures that can still be read and is unchanged. Throws Error when there is none.
[[nodiscard]] FoundCapture find_captured_bytes(std::span<const Capture> captures);

/// Lines stay lines; what else a terminal would obey is shown as escapes.
[[nodiscard]] std::string bytes_for_terminal(std::string_view bytes);

}  // namespace backfile::cli
