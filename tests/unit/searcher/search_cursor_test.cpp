#include "searcher/src/cursor.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {
const CursorState state{1234567890123456789ull, 42, 30, {12.25, {1ull << 62, 0xFEDCBA9876543210ull}, 3}};
}

TEST_CASE("a cursor comes back as it was") {
  const CursorState back = decode_cursor(encode_cursor(state));
  CHECK(back.query == state.query);
  CHECK(back.revision == state.revision);
  CHECK(back.rank == state.rank);
  CHECK(back.last.score == state.last.score);
  CHECK(back.last.key == state.last.key);
  CHECK(back.last.archive == state.last.archive);
}

TEST_CASE("a cursor needs no quoting in a shell or an address") {
  const std::string token = encode_cursor(state);
  CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos);
  CHECK(token.size() < 100);
}

TEST_CASE("what is no cursor is refused by name") {
  const std::string token = encode_cursor(state);
  std::string changed = token;
  changed[10] = changed[10] == 'A' ? 'B' : 'A';
  const std::string bad = GENERATE_COPY(std::string(), std::string("x"), std::string("!!!!"), token.substr(1), token + "A", changed,
                                        std::string(token.size(), 'A'), std::string(token.size(), '\0'), std::string(100000, 'A'));
  CAPTURE(bad.substr(0, 100));
  try {
    (void)decode_cursor(bad);
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.code() == Errc::bad_cursor);
  }
}
