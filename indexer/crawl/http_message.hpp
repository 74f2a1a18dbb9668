// The head of an HTTP response as crawlers keep it (RFC 9112), read leniently: the status line may lack its reason or its version's
// details, lines may end with a line feed alone, fields may be folded or nonsense, the empty line at the end may be missing. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/crawl/page.hpp"

namespace backfile {

struct HttpHead {
  int status = 0;               // 0: none that could be read
  std::string media_type, charset;
  std::vector<Coding> codings;  // of the body, outermost first; what is unknown is left out
  std::size_t body_begin = 0;
};

/// nullopt when `message` does not begin with a status line.
[[nodiscard]] std::optional<HttpHead> parse_http_head(std::string_view message);

}  // namespace backfile
