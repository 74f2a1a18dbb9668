#include "common/record.hpp"

#include "common/date.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("a record gives back every text field it was made from") {
  Article a;
  a.url = "https://example.org/a=b";
  a.title = "back\\slash and\nbreak";
  a.authors = {"Jane Doe", "John \\n Roe"};
  a.body = "one\n\ntwo\r\n\\";
  const Article b = decode_record(encode_record(a));
  CHECK(b.url == a.url);
  CHECK(b.title == a.title);
  CHECK(b.authors == a.authors);
  CHECK(b.body == a.body);
}

TEST_CASE("a damaged record gives what can be read") {
  CHECK(decode_record("url=x\nno equals\ntitle=T\\").title == "T\\");
  CHECK(decode_record("").url.empty());
}

TEST_CASE("a record keeps how much of a date is known") {
  const std::string text = GENERATE("1851", "1963-12", "2025-05-04", "2025-05-04T09:06", "2025-05-04T09:06-04:00", "2025-05-04T09:06:07+00:00");
  CAPTURE(text);
  Article a;
  a.published = parse_iso_date(text);
  REQUIRE(a.published);
  CHECK(decode_record(encode_record(a)).published == a.published);
}
