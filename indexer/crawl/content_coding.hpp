// Transfer and content codings of HTTP (RFC 9112 section 7.1, RFC 9110 section 8.4) undone, as leniently as browsers do: labels lie,
// crawlers decode and keep the label, connections break. Home of libbrotlidec.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "indexer/crawl/page.hpp"

namespace backfile {

/// What a rest of a body is to the reader: broken off by the crawler, or damaged.
enum class Ending { whole, cut };

/// Undoes `codings`, the outermost first. A body that is not in the coding it should be in is taken as it is. Rejects: too_large beyond
/// `max_bytes` at any step, damaged when a coding breaks in the middle; with Ending::cut what came before counts. Thread-safe.
[[nodiscard]] std::variant<std::string, Reject> undo_codings(std::string body, std::span<const Coding> codings, std::uint64_t max_bytes, Ending ending);

}  // namespace backfile
