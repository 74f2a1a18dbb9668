// What the archive stores of a version: the document data, in the notation of common/record_lines.hpp; list fields repeat; body last. Unknown names are skipped, so that later pieces can add fields. Described in docs/format.md.
#pragma once

#include <string>
#include <string_view>

#include "common/article.hpp"

namespace backfile {

[[nodiscard]] std::string encode_record(const Article&);

/// Never throws: hostile bytes give what can be read.
[[nodiscard]] Article decode_record(std::string_view data);

}  // namespace backfile
