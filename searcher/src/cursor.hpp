// Where a page of an answer ended, as an opaque token. A cursor is bound to its query (with the options that change what matches
// and in which order) and to the revisions it saw; it holds no state anywhere else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "searcher/src/fold.hpp"

namespace backfile {

struct CursorState {
  std::uint64_t query = 0;     // digest of query and options
  std::uint64_t revision = 0;  // digest of Archives::revision()
  std::uint64_t rank = 0;      // of the last line of the page
  LineKey last;
};

/// Base64url without padding: safe in a shell and in a URL.
[[nodiscard]] std::string encode_cursor(const CursorState&);
/// Throws Error(bad_cursor) for anything that encode_cursor did not make.
[[nodiscard]] CursorState decode_cursor(std::string_view token);

}  // namespace backfile
