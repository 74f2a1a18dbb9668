// ARC files, as Heritrix 1 and the crawlers before it wrote them.
#include "indexer/crawl/captured_bytes.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

/// Version 1.
std::string arc_record(const std::string& address, std::string_view block, const std::string& length = {}, const std::string& type = "text/html") {
  return address + " 192.0.2.1 20240301102030 " + type + " " + (length.empty() ? std::to_string(block.size()) : length) + "\n" + std::string(block) + "\n";
}

std::string arc_page(const std::string& words, const std::string& length = {}) {
  return arc_record("http://daily.example/" + words.substr(0, 10), http_message(html_page(words)), length);
}

const std::string file_head = [] {
  const std::string text = "1 0 Heritrix\nURL IP-address Archive-date Content-type Archive-length\n\n";
  return "filedesc://crawl-0.arc 0.0.0.0 20240301102030 text/plain " + std::to_string(text.size()) + "\n" + text + "\n";
}();

const std::string version_2_head = [] {
  const std::string text = "2 0 Alexa\nURL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length\n";
  return "filedesc://crawl-0.arc 0.0.0.0 20240301102030 text/plain 200 - - 0 crawl-0.arc " + std::to_string(text.size()) + "\n" + text + "\n";
}();

std::string version_2_page(const std::string& words) {
  const std::string block = http_message(html_page(words));
  return "http://daily.example/" + words + " 192.0.2.1 20240301102030 text/html 200 abc - 1234 crawl-0.arc " + std::to_string(block.size()) + "\n" + block + "\n";
}

const std::string a = arc_page("a"), b = arc_page("b"), c = arc_page("c");
const std::string dns = arc_record("dns:daily.example", "20240301102030\ndaily.example. 100 IN A 192.0.2.1\n", {}, "text/dns");
const std::string picture = arc_record("http://daily.example/x.png", http_message("x", "Content-Type: image/png\r\n"), {}, "image/png");

struct Case {
  const char* name;
  std::string file;
  Outlines expected;
};

}  // namespace

TEST_CASE("ARC files are read, plain and in gzip") {
  const std::string large = arc_page(noise(100'000));
  const auto t = GENERATE_COPY(values<Case>({
      {"version 1", file_head + a + dns + picture + b, {"a", "!media-type", "b"}},
      {"version 2", version_2_head + version_2_page("a") + version_2_page("b"), {"a", "b"}},
      {"without the file's record", a + b, {"a", "b"}},
      {"an address with a space", file_head + arc_record("http://daily.example/a b", http_message(html_page("a"))), {"a"}},
      {"no media type", file_head + arc_record("http://daily.example/a", http_message(html_page("a")), {}, "no-type"), {"a"}},
      {"carriage returns", file_head + "http://daily.example/a 192.0.2.1 20240301102030 text/html 16\r\n<title>a</title>\r\n" + b, {"a", "b"}},
      {"many records", [] { std::string all = file_head; for (int i = 0; i < 100; ++i) all += arc_page("x"); return all; }(), Outlines(100, "x")},
  }));
  CAPTURE(t.name);
  auto plain = read_warc("x.arc", t.file);
  CHECK(outlines(plain) == t.expected);
  auto whole = read_warc("x.arc.gz", gzipped(t.file));
  CHECK(outlines(whole) == t.expected);
  auto unnamed = read_warc("x", t.file);
  CHECK(outlines(unnamed) == t.expected);
}

TEST_CASE("a page from an ARC record has address, time and place") {
  auto read = read_warc("x.arc.gz", gzipped(file_head) + gzipped(dns) + gzipped(a));
  REQUIRE(read.inputs.size() == 1);
  const Input& input = read.inputs[0];
  const std::size_t place = gzipped(file_head).size() + gzipped(dns).size();
  CHECK(input.source == "#" + std::to_string(place));
  CHECK(input.length == gzipped(a).size());
  CHECK(input.address == "http://daily.example/a");
  CHECK(to_string(*input.captured) == "2024-03-01T10:20:30+00:00");
  CHECK(input.media_type == "text/html");
  CHECK(read.counts.by_kind == std::map<std::string, std::uint64_t>{{"response", 2}, {"warcinfo", 1}});
  CHECK(read.counts.other_targets == 1);
}

TEST_CASE("damage in an ARC file costs its record alone") {
  const auto t = GENERATE(values<Case>({
      {"a length too short", file_head + a + arc_page("x", "20") + b, {"a", "!damaged", "b"}},
      {"a length too long", file_head + a + arc_page("x", "200") + b + c, {"a", "!damaged", "b", "c"}},
      {"a length beyond the file", file_head + a + arc_page("x", "999999999999") + b, {"a", "!damaged", "b"}},
      {"a length beyond 64 bits", file_head + a + arc_page("x", "99999999999999999999999") + b, {"a", "!damaged", "b"}},
      {"a damaged address", file_head + a + damaged_at(b, 1) + c, {"a", "!damaged", "c"}},
      {"a damaged date", file_head + a + damaged_at(b, 40) + c, {"a", "!damaged", "c"}},
      {"no line end behind a block", file_head + cut(a, 1) + b, {"a", "b"}},
      {"many line ends", file_head + a + std::string(300, '\n') + b, {"a", "b"}},
      {"garbage between records", file_head + a + "garbage and more of it 12\n" + b, {"a", "!damaged", "b"}},
      {"a block that is cut", file_head + a + cut(b, 30), {"a", "!damaged"}},
      {"a head that is cut", file_head + a + b.substr(0, 30), {"a", "!damaged"}},
      {"the file's record damaged", damaged_at(file_head, 1) + a + b, {"!damaged", "a", "b"}},
  }));
  CAPTURE(t.name);
  auto read = read_warc("x.arc", t.file);
  CHECK(outlines(read) == t.expected);
}

TEST_CASE("damage in a gzip ARC file costs its record alone") {
  const std::string x = gzipped(arc_page(noise(4000)));
  const std::string head = gzipped(file_head), ga = gzipped(a), gb = gzipped(b), gc = gzipped(c);
  const auto t = GENERATE_COPY(values<Case>({
      {"a damaged member", head + ga + damaged_at(x, x.size() / 3) + gb + gc, {"a", "!damaged", "b", "c"}},
      {"a member that is cut", head + ga + x.substr(0, x.size() / 2) + gb, {"a", "!damaged", "b"}},
      {"the first member damaged", damaged_at(head, 20) + ga + gb, {"!damaged", "a", "b"}},
      {"garbage between members", head + ga + "garbage" + gb, {"a", "!damaged", "b"}},
      {"a length too long", head + ga + gzipped(arc_page("x", "400")) + gb, {"a", "!damaged", "b"}},
  }));
  CAPTURE(t.name);
  auto read = read_warc("x.arc.gz", t.file);
  CHECK(outlines(read) == t.expected);
}

TEST_CASE("a page in an ARC file is found again by its capture") {
  const auto [name, file] = GENERATE(table<std::string, std::string>({
      {"x.arc", file_head + a + picture + b},
      {"x.arc.gz", gzipped(file_head) + gzipped(a) + gzipped(picture) + gzipped(b)},
      {"whole.arc.gz", gzipped(file_head + a + picture + b)},
  }));
  CAPTURE(name);
  const TemporaryDirectory directory;
  const std::string path = directory.write(name, file);
  std::vector<std::string> found;
  for (const Input& input : read_warc(name, file).inputs) {
    if (input.kind != Input::Kind::page_bytes) continue;
    auto bytes = captured_bytes({.source = path + input.source, .captured = {}, .path = path, .offset = input.offset, .length = input.length, .digest = {}}, 1 << 20);
    REQUIRE(std::holds_alternative<std::string>(bytes));
    found.push_back(std::get<std::string>(bytes));
  }
  CHECK(found == std::vector<std::string>{html_page("a"), html_page("b")});
}
