// A line with a charset label, then any bytes as a page: what comes out is UTF-8 without NUL, and its charset is one of the standard's.
#include <algorithm>
#include <string>

#include "indexer/crawl/charset.hpp"
#include "tests/fuzz/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t end = std::min(text.find('\n'), size);
  const Decoded decoded = decode_html(std::string(text.substr(std::min(end + 1, size))), text.substr(0, end));
  fuzz::require(fuzz::is_utf8(decoded.text) && decoded.text.find('\0') == std::string::npos);
  fuzz::require(!decoded.from.empty() && encoding_for_label(decoded.charset) == decoded.charset);
  return 0;
}
