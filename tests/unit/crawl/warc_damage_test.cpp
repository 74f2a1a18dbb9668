// Damage in WARC files costs the record it is in and no other, and every loss is told.
#include "tests/support/catch.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

struct Case {
  const char* name;
  std::string file;
  Outlines expected;
};

const std::string a = page_record("a"), b = page_record("b"), c = page_record("c");

std::string with_length(const std::string& length) { return warc_record({.length = length}, http_message(html_page("x"))); }

std::string without(std::string text, const std::string& part) { return text.erase(text.find(part), part.size()); }

std::string with_line_feeds(std::string text) {
  std::erase(text, '\r');
  return text;
}

/// A record of which the block keeps its length although all lines end with a line feed.
std::string line_feed_record(const std::string& words) {
  const std::string block = with_line_feeds(http_message(html_page(words)));
  return with_line_feeds(warc_record({.length = std::to_string(block.size())}, block));
}

std::string folded_record() {
  return warc_record({.target = "\r\n http://daily.example/a", .more = "X-Long: one\r\n two\r\n\tthree\r\nno colon here\r\n: no name\r\n"},
                     http_message(html_page("folded"), "Content-Type: text/html;\r\n charset=utf-8\r\nnonsense\r\n"));
}

}  // namespace

TEST_CASE("damage in a plain WARC file costs its record alone") {
  const auto t = GENERATE_COPY(values<Case>({
      {"a length too short", a + with_length("20") + b, {"a", "!damaged", "b"}},
      {"a length too long", a + with_length("400") + b + c, {"a", "!damaged", "b", "c"}},
      {"a length beyond the file", a + with_length("1152921504606846976") + b, {"a", "!damaged", "b"}},
      {"a length beyond 64 bits", a + with_length("99999999999999999999999") + b, {"a", "!damaged", "b"}},
      {"a length that leads exactly to a later record", a + with_length(std::to_string(http_message(html_page("x")).size() + 4 + b.size())) + b + c,
       {"a", "x", "c"}},
      {"a negative length", a + with_length("-5") + b, {"a", "!damaged", "b"}},
      {"no length", a + without(b, "Content-Length: " + std::to_string(http_message(html_page("b")).size()) + "\r\n") + c, {"a", "!damaged", "c"}},
      {"no empty lines between records", cut(a, 4) + cut(b, 4) + cut(c, 4), {"a", "b", "c"}},
      {"one line end between records", cut(a, 2) + cut(b, 3) + c, {"a", "b", "c"}},
      {"many empty lines", a + std::string(200, '\n') + b, {"a", "b"}},
      {"garbage between records", a + "garbage\r\nmore WARC/1.0\r\n" + b, {"a", "!damaged", "b"}},
      {"zeros between records", a + std::string(100'000, '\0') + "\n" + b, {"a", "!damaged", "b"}},
      {"garbage before the first record", "garbage\r\n" + a, {"!damaged", "a"}},
      {"garbage behind the last record", a + "garbage", {"a", "!damaged"}},
      {"garbage right before a record", a + "garbage" + b, {"a", "!damaged", "b"}},
      {"a record that is cut, and others behind it", a + b.substr(0, b.size() - 30) + c, {"a", "!damaged", "c"}},
      {"a head that is cut, and others behind it", a + b.substr(0, 70) + c, {"a", "!damaged", "c"}},
      {"a block that is cut", a + cut(b, 30), {"a", "!damaged"}},
      {"a head that is cut", a + b.substr(0, 60), {"a", "!damaged"}},
      {"a version line that is cut", a + "WARC/1.", {"a", "!damaged"}},
      {"a head without end before a record", a + "WARC/1.0\r\nWARC-Type: response\r\n" + b + c, {"a", "!damaged", "b", "c"}},
      {"line feeds alone", line_feed_record("a") + line_feed_record("b"), {"a", "b"}},
      {"folded fields, lines that are none", folded_record() + b, {"folded", "b"}},
      {"nothing but version lines", "WARC/1.0\nWARC/1.0\n" + a, {"!damaged", "!damaged", "a"}},
  }));
  CAPTURE(t.name);
  auto read = read_warc("x.warc", t.file);
  CHECK(outlines(read) == t.expected);
}

TEST_CASE("damage in a gzip WARC file costs its record alone") {
  const std::string x = gzipped(page_record(noise(4000)));
  const std::string ga = gzipped(a), gb = gzipped(b), gc = gzipped(c);
  const auto t = GENERATE_COPY(values<Case>({
      {"a member that is cut in the middle", ga + x.substr(0, x.size() / 2) + gb + gc, {"a", "!damaged", "b", "c"}},
      {"a short member that is cut", ga + gb.substr(0, 40) + gc, {"a", "!damaged", "c"}},
      {"a member cut within its header", ga + gb.substr(0, 8) + gc, {"a", "!damaged", "c"}},
      {"a damaged member", ga + damaged_at(x, x.size() / 3) + gb + gc, {"a", "!damaged", "b", "c"}},
      {"a wrong checksum", ga + damaged_at(x, x.size() - 6) + gb, {"a", "!damaged", "b"}},
      {"a wrong length in the trailer", ga + damaged_at(gb, gb.size() - 2) + gc, {"a", "!damaged", "c"}},
      {"the first member damaged", damaged_at(ga, 30) + gb, {"!damaged", "b"}},
      {"a damaged header", ga + damaged_at(gb, 2) + gc, {"a", "!damaged", "c"}},
      {"garbage between members", ga + "garbage" + gb, {"a", "!damaged", "b"}},
      {"zeros between members", ga + std::string(1000, '\0') + gb, {"a", "!damaged", "b"}},
      {"zeros at the end", ga + gb + std::string(70'000, '\0'), {"a", "b"}},
      {"garbage at the end", ga + "garbage", {"a", "!damaged"}},
      {"an empty member", ga + gzipped("") + gzipped("") + gb, {"a", "b"}},
      {"the file cut", ga + x.substr(0, x.size() - 9), {"a", "!damaged"}},
      {"a length too long", ga + gzipped(with_length("400")) + gb, {"a", "!damaged", "b"}},
      {"a length beyond all bounds", ga + gzipped(with_length("1152921504606846976")) + gb, {"a", "!damaged", "b"}},
      {"a length too short", ga + gzipped(with_length("20")) + gb, {"a", "!damaged", "b"}},
      {"no length", ga + gzipped("WARC/1.0\r\nWARC-Type: response\r\n\r\nx") + gb, {"a", "!damaged", "b"}},
      {"no empty lines behind the block", gzipped(cut(a, 4)) + gb, {"a", "b"}},
      {"garbage within a member", gzipped(a + "garbage") + gb, {"a", "!damaged", "b"}},
  }));
  CAPTURE(t.name);
  auto read = read_warc("x.warc.gz", t.file);
  CHECK(outlines(read) == t.expected);
}

TEST_CASE("one gzip member for all records, or members cut anywhere, give the same records") {
  const std::string large = page_record(noise(300'000));
  const std::string all = a + large + b + warc_record({.type = "request"}, "GET /") + c;
  const auto pieces = GENERATE(1, 2, 7, 100, 1000);
  CAPTURE(pieces);
  std::string file;
  const std::size_t size = all.size() / static_cast<std::size_t>(pieces) + 1;
  for (std::size_t at = 0; at < all.size(); at += size) file += gzipped(all.substr(at, size));
  auto read = read_warc("x.warc.gz", file);
  auto plain = read_warc("x.warc", all);
  CHECK(outlines(read) == outlines(plain));
  REQUIRE(read.inputs.size() == 4);
  CHECK(read.inputs[2].address == "http://daily.example/a");
}

TEST_CASE("a wrong length in a member of many records costs its record alone") {
  const auto length = GENERATE("20", "400", "1152921504606846976");
  CAPTURE(length);
  auto read = read_warc("x.warc.gz", gzipped(a + with_length(length) + b + with_length(length) + c));
  CHECK(outlines(read) == Outlines{"a", "!damaged", "b", "!damaged", "c"});
}

TEST_CASE("damage is told with its place") {
  auto read = read_warc("x.warc.gz", gzipped(a) + "garbage" + gzipped(b));
  REQUIRE(read.inputs.size() == 3);
  CHECK(read.inputs[1].source == "#" + std::to_string(gzipped(a).size()));
  CHECK(read.inputs[1].failure.detail == "gzip: bytes that are no gzip member");
  CHECK(read.inputs[2].source == "#" + std::to_string(gzipped(a).size() + 7));
}

TEST_CASE("a file by the name of a WARC whose start is damaged is read as one") {
  auto read = read_warc("x.warc.gz", damaged_at(gzipped(a), 12) + gzipped(b));
  CHECK(outlines(read) == Outlines{"!damaged", "b"});
}

TEST_CASE("a file by the name of a compressed WARC that begins with garbage is read as one") {
  auto read = read_warc("x.warc.gz", noise(5000) + gzipped(a) + gzipped(b));
  CHECK(outlines(read) == Outlines{"!damaged", "a", "b"});
}

TEST_CASE("members within members do not make reading quadratic") {
  // Each start leads to the end of the file, where its checksum is wrong.
  std::string file;
  const std::string start = gzipped(a).substr(0, 10);
  for (int i = 0; i < 2000; ++i) file += start + std::string("\x00\xff\xff\x00\x00", 5) + "WARC/1.0\r\n\r\n";
  const auto read = read_warc("x.warc.gz", file);
  CHECK(read.inputs.size() <= 4001);
}
