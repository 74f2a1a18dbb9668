// Any bytes as a record or a capture of an archive: decoding takes what can be read, and what it took is written and read again as itself.
#include "common/capture.hpp"
#include "common/record.hpp"
#include "tests/fuzz/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  const std::string_view text = fuzz::text_of(data, size);
  const std::string record = encode_record(decode_record(text));
  fuzz::require(encode_record(decode_record(record)) == record);
  const std::string capture = encode_capture(decode_capture(text));
  fuzz::require(encode_capture(decode_capture(capture)) == capture);
  return 0;
}
