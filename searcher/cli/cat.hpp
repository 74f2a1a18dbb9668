// --cat: from a version's captures to the bytes that the crawl holds. The crawl is none of the archive's: it may have moved, changed
// or gone since, so every capture is checked against its digest before its bytes count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <backfile/history.hpp>

namespace backfile::cli {

struct FoundCapture {
  std::string bytes;                     // the payload, content codings undone
  std::vector<std::string> passed_over;  // why later captures of the version were not taken, a message each
};

/// The bytes of the version's last capture that can still be read and is unchanged. Throws Error when there is none.
[[nodiscard]] FoundCapture find_captured_bytes(const Version& version);

/// Lines stay lines; what else a terminal would obey is shown as escapes.
[[nodiscard]] std::string bytes_for_terminal(std::string_view bytes);

}  // namespace backfile::cli
