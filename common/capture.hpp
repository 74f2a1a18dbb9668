// What the archive stores of a capture: "cap/" metadata, whose value has lines as in a record: source, captured, offset, length, digest,
// run. This is the one home of that notation; the indexer writes it, --history and --cat read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/history.hpp>
#include <xapian.h>

namespace backfile {

struct StoredCapture {
  Capture capture;
  std::uint64_t run = 0;  // finished runs of the indexer before the one that saw it last: later input is later also without times
};

[[nodiscard]] std::string encode_capture(const StoredCapture&);

/// Never throws: hostile bytes give what can be read. `path` follows from the source and the offset.
[[nodiscard]] StoredCapture decode_capture(std::string_view value);

/// What the keys of a version's captures begin with; `version`: digest64 of its Q term.
[[nodiscard]] std::string capture_prefix(std::uint64_t version);
[[nodiscard]] std::string capture_key(std::uint64_t version, std::string_view source);

/// A version's captures in the order of their keys. Throws Xapian::Error.
[[nodiscard]] std::vector<StoredCapture> read_captures(const Xapian::Database&, std::uint64_t version);

}  // namespace backfile
