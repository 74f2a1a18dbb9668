// What the archive stores of a capture: the value of its "cap/" metadata, lines as in a record: source, captured, offset, length, digest.
// This is the one home of that notation; the indexer writes it, --history and --cat read it.
#pragma once

#include <string>
#include <string_view>

#include <backfile/history.hpp>

namespace backfile {

[[nodiscard]] std::string encode_capture(const Capture&);

/// Never throws: hostile bytes give what can be read. `path` follows from the source and the offset.
[[nodiscard]] Capture decode_capture(std::string_view value);

}  // namespace backfile
