// SHA-1 as web archives write it: WARC-Payload-Digest and the digests of CDXJ. Nothing of ours trusts it.
#pragma once

#include <string>
#include <string_view>

namespace backfile::cli {

/// 32 characters of base32 (RFC 4648).
[[nodiscard]] std::string sha1_base32(std::string_view bytes);

}  // namespace backfile::cli
