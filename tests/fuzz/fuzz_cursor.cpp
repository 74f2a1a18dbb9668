// Any bytes as a cursor: only what encode_cursor made is taken, and any state survives it.
#include <algorithm>
#include <bit>
#include <cstring>

#include <backfile/error.hpp>

#include "searcher/src/cursor.hpp"
#include "tests/fuzz/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  const std::string_view token = fuzz::text_of(data, size);
  try {
    fuzz::require(encode_cursor(decode_cursor(token)) == token);
  } catch (const Error& error) {
    fuzz::require(error.code() == Errc::bad_cursor);
  }
  std::uint64_t words[4] = {};
  if (size > 0) std::memcpy(words, data, std::min(size, sizeof words));
  const CursorState state{words[0], words[1], words[2], {std::bit_cast<double>(words[3]), {words[1], words[0]}, 7}};
  const std::string encoded = encode_cursor(state);
  fuzz::require(encode_cursor(decode_cursor(encoded)) == encoded);
  return 0;
}
