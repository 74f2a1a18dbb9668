#include "common/digest.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("the digest is XXH64 with seed 0") {
  // Test vectors of the xxHash specification.
  CHECK(digest64("") == 0xEF46DB3751D8E999u);
  CHECK(digest64("a") == 0xD24EC4F1A98C6E5Bu);
  CHECK(digest64("abc") == 0x44BC2CF5AD770999u);
}

TEST_CASE("numbers print as sixteen hexadecimal digits") {
  CHECK(hex16(0) == "0000000000000000");
  CHECK(hex16(0xEF46DB3751D8E999u) == "ef46db3751d8e999");
  CHECK(from_hex16("ef46db3751d8e999") == 0xEF46DB3751D8E999u);
  for (const char* other : {"", "ef46db3751d8e99", "ef46db3751d8e9990", "-f46db3751d8e999", "gf46db3751d8e999", "ef46db3751d8e99 "}) CHECK_FALSE(from_hex16(other));
}

TEST_CASE("big-endian bytes sort like numbers and read back") {
  const std::uint64_t numbers[] = {0, 1, 255, 256, 1ull << 31, 1ull << 32, ~0ull};
  for (const std::uint64_t a : numbers) {
    CHECK(big_endian64(a).size() == 8);
    CHECK(from_big_endian64(big_endian64(a)) == a);
    for (const std::uint64_t b : numbers) CHECK((big_endian64(a) < big_endian64(b)) == (a < b));
  }
}
