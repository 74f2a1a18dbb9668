#include "common/schema.hpp"

#include <algorithm>

#include "common/text.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("a short term is its prefix and text") {
  CHECK(schema::term("S", "harbour") == "Sharbour");
  CHECK(schema::term("", "") == "");
  CHECK(schema::term("XAUTHOR:", std::string(237, 'a')) == "XAUTHOR:" + std::string(237, 'a'));
}

TEST_CASE("a long term fits Xapian's limit, and unlike texts stay unlike") {
  const std::string left = std::string(300, 'a') + "left", right = std::string(300, 'a') + "right";
  CHECK(schema::term("S", left).size() == schema::max_term_bytes);
  CHECK(schema::term("S", left).starts_with("Saaa"));
  CHECK(schema::term("S", left) != schema::term("S", right));
  CHECK(schema::term("S", left) == schema::term("S", left));
}

TEST_CASE("a long term is cut between characters") {
  for (std::size_t pad = 0; pad < 4; ++pad) {
    std::string text(pad, 'x');
    while (text.size() < 400) text += "港";
    const std::string term = schema::term("S", text);
    CAPTURE(pad);
    CHECK(term.size() <= schema::max_term_bytes);
    CHECK(is_valid_utf8(term));
  }
}

TEST_CASE("a unique term shows its address and ends in the digest") {
  CHECK(schema::unique_term("https://example.org/a", 0xAB) == "Qhttps://example.org/a#00000000000000ab");
  const std::string path(400, 'p');
  const std::string one = schema::unique_term("https://example.org/" + path + "1", 0xAB);
  const std::string two = schema::unique_term("https://example.org/" + path + "2", 0xAB);
  CHECK(one.size() == schema::max_term_bytes);
  CHECK(one.starts_with("Qhttps://example.org/ppp"));
  CHECK(one.ends_with("#00000000000000ab"));
  CHECK(one != two);
}

TEST_CASE("a zero byte in a term counts as two, as in the keys of Xapian's tables") {
  const auto bytes_in_keys = [](const std::string& term) { return term.size() + static_cast<std::size_t>(std::ranges::count(term, '\0')); };
  const std::string zeros(200, '\0');
  CHECK(bytes_in_keys(schema::term("XID:", zeros)) <= schema::max_term_bytes);
  CHECK(bytes_in_keys(schema::unique_term("https://a.example/" + zeros, 1)) <= schema::max_term_bytes);
  CHECK(schema::term("XID:", zeros) != schema::term("XID:", zeros + "x"));
  const std::string few("a\0b", 3);
  CHECK(schema::term("XID:", few) == "XID:" + few);
}

TEST_CASE("the text digest sees words, not white space") {
  CHECK(schema::text_digest("A title", "one\n\ntwo") == schema::text_digest(" A  title ", "one two"));
  CHECK(schema::text_digest("A title", "one two") != schema::text_digest("A title one", "two"));
}

TEST_CASE("sort keys put newest, oldest and undated where they belong") {
  using schema::newest_key, schema::oldest_key, schema::undated_key;
  const std::int64_t instants[] = {-62135596800, -1, 0, 1, 253402300799};  // years 1 to 9999
  for (std::size_t i = 0; i < std::size(instants); ++i) {
    // Sorted descending, undated comes last in both orders.
    CHECK(newest_key(instants[i], "Q") > undated_key("Q"));
    CHECK(oldest_key(instants[i], "Q") > undated_key("Q"));
    CHECK(newest_key(instants[i], "Q").size() == 16);
    if (i == 0) continue;
    CHECK(newest_key(instants[i], "Q1") > newest_key(instants[i - 1], "Q2"));
    CHECK(oldest_key(instants[i], "Q1") < oldest_key(instants[i - 1], "Q2"));
  }
}

TEST_CASE("fields of the query language are found by name") {
  REQUIRE(schema::find_query_field("title"));
  CHECK(schema::find_query_field("title")->prefix == schema::prefix::title);
  CHECK_FALSE(schema::find_query_field("titel"));
  CHECK_FALSE(schema::find_query_field(""));
}
