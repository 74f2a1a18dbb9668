// Names for what has to have one and was given none: records of WARC files, entries of feeds.
#pragma once

#include <string>
#include <string_view>

namespace backfile::cli {

/// "urn:uuid:..." that follows from what is named (RFC 9562, version 8): the same name for the same thing, at any time and anywhere.
[[nodiscard]] std::string uuid_urn(std::string_view what);

}  // namespace backfile::cli
