// From a capture, as an archive remembers it, back to the bytes: the way of reading a crawl in which one address is asked for and
// nothing else is read.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include <backfile/history.hpp>

#include "indexer/crawl/page.hpp"

namespace backfile {

/// The payload that `capture` names, content codings undone: the page's for a file or a record, the line for JSON lines. Rejects say in
/// words for people why there is none: gone, unreadable, or changed since, which the digest tells. Relative paths are taken from the
/// working directory. At most `max_bytes` are read.
[[nodiscard]] std::variant<std::string, Reject> captured_bytes(const Capture& capture, std::uint64_t max_bytes);

}  // namespace backfile
