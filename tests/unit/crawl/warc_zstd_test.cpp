// WARC files in zstd: a frame a record, a dictionary at the head or none, damage.
#include "tests/support/catch.hpp"
#include "tests/support/zstd.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

const std::string a = page_record("a"), b = page_record("b"), c = page_record("c");

const std::string& dictionary() {
  static const std::string made = [] {
    std::vector<std::string> samples;
    for (int i = 0; i < 200; ++i) samples.push_back(page_record("story " + std::to_string(i)));
    return trained_dictionary(samples);
  }();
  return made;
}

std::string with_dictionary(std::string_view text) { return zstd_frame(text, dictionary()); }

std::string with_length(const std::string& length) { return warc_record({.length = length}, http_message(html_page("x"))); }

/// As streaming compressors leave it: the frame does not say how long its text is.
std::string streamed_frame(std::string_view text) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  std::string out(ZSTD_compressBound(text.size()) + 64, '\0');
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  ZSTD_inBuffer from{text.data(), text.size(), 0};
  ZSTD_compressStream2(context.get(), &to, &from, ZSTD_e_flush);
  ZSTD_compressStream2(context.get(), &to, &from, ZSTD_e_end);
  out.resize(to.pos);
  return out;
}

struct Case {
  const char* name;
  std::string file;
  Outlines expected;
};

}  // namespace

TEST_CASE("records are read from zstd frames") {
  const auto t = GENERATE(values<Case>({
      {"a frame a record", zstd_frame(a) + zstd_frame(b) + zstd_frame(c), {"a", "b", "c"}},
      {"frames that do not tell their length", streamed_frame(a) + streamed_frame(b), {"a", "b"}},
      {"one frame for all", zstd_frame(a + b + c), {"a", "b", "c"}},
      {"a record over several frames", zstd_frame(a.substr(0, 30)) + zstd_frame(a.substr(30, 50)) + zstd_frame(a.substr(80)) + zstd_frame(b), {"a", "b"}},
      {"a dictionary as it is", skippable_frame(dictionary()) + with_dictionary(a) + with_dictionary(b), {"a", "b"}},
      {"a dictionary in zstd", skippable_frame(zstd_frame(dictionary())) + with_dictionary(a) + with_dictionary(b), {"a", "b"}},
      {"a dictionary that not all frames use", skippable_frame(dictionary()) + zstd_frame(a) + with_dictionary(b) + zstd_frame(c), {"a", "b", "c"}},
      {"a dictionary of text alone", skippable_frame(a) + zstd_frame(a, a) + zstd_frame(b, a), {"a", "b"}},
      {"joined files", zstd_frame(a) + skippable_frame(zstd_frame(dictionary())) + with_dictionary(b) + with_dictionary(c), {"a", "b", "c"}},
      {"other frames to skip", skippable_frame("index", 0) + zstd_frame(a) + skippable_frame("index", 14) + zstd_frame(b) + skippable_frame("", 15), {"a", "b"}},
      {"an empty frame", zstd_frame(a) + zstd_frame("") + zstd_frame("") + zstd_frame(b), {"a", "b"}},
  }));
  CAPTURE(t.name);
  auto read = read_warc("x.warc.zst", t.file);
  CHECK(outlines(read) == t.expected);
  auto under_another_name = read_warc("x", t.file);
  CHECK(outlines(under_another_name) == t.expected);
}

TEST_CASE("damage in a zstd WARC file costs its record alone") {
  const std::string x = zstd_frame(page_record(noise(4000)));
  const std::string za = zstd_frame(a), zb = zstd_frame(b), zc = zstd_frame(c);
  const auto t = GENERATE_COPY(values<Case>({
      {"a frame that is cut in the middle", za + x.substr(0, x.size() / 2) + zb + zc, {"a", "!damaged", "b", "c"}},
      {"a frame cut within its header", za + zb.substr(0, 5) + zc, {"a", "!damaged", "c"}},
      {"a damaged frame", za + damaged_at(x, x.size() / 3) + zb + zc, {"a", "!damaged", "b", "c"}},
      {"a wrong checksum", za + damaged_at(x, x.size() - 2) + zb, {"a", "!damaged", "b"}},
      {"the first frame damaged", damaged_at(za, 30) + zb, {"!damaged", "b"}},
      {"a damaged header", za + damaged_at(zb, 2) + zc, {"a", "!damaged", "c"}},
      {"garbage between frames", za + "garbage" + zb, {"a", "!damaged", "b"}},
      {"zeros at the end", za + zb + std::string(70'000, '\0'), {"a", "b"}},
      {"the file cut", za + x.substr(0, x.size() - 9), {"a", "!damaged"}},
      {"a frame to skip that is longer than the file", za + skippable_frame(std::string(100, 'x'), 2).substr(0, 50), {"a", "!damaged"}},
      {"a length too long", za + zstd_frame(with_length("400")) + zb, {"a", "!damaged", "b"}},
      {"a length beyond all bounds", za + zstd_frame(with_length("1152921504606846976")) + zb, {"a", "!damaged", "b"}},
      {"a length too short", za + zstd_frame(with_length("20")) + zb, {"a", "!damaged", "b"}},
      {"a damaged dictionary", skippable_frame(zstd_frame(dictionary()).substr(0, 500)) + with_dictionary(a) + zc, {"!damaged", "c"}},
      {"a frame whose dictionary nobody has", za + with_dictionary(b) + zc, {"a", "!damaged", "c"}},
  }));
  CAPTURE(t.name);
  auto read = read_warc("x.warc.zst", t.file);
  CHECK(outlines(read) == t.expected);
}

TEST_CASE("a large record is found again behind damage, and traps cost no time") {
  std::string traps;
  for (int i = 0; i < 100'000; ++i) traps += zstd_frame("x");
  // Behind so many traps not every byte is looked at: the next few records may be lost, those behind them are not.
  std::string records;
  for (int i = 0; i < 200; ++i) records += zstd_frame(page_record(noise(5000)));
  auto read = read_warc("x.warc.zst", zstd_frame(a) + "garbage" + traps + zstd_frame(page_record(noise(400'000))) + records);
  CHECK(read.inputs.size() > 100);
  CHECK(read.inputs[1].kind == Input::Kind::failure);
}

TEST_CASE("a record's place in zstd is its frame, behind the dictionary") {
  const std::string head = skippable_frame(dictionary());
  auto read = read_warc("x.warc.zst", head + with_dictionary(a) + with_dictionary(b + c));
  REQUIRE(read.inputs.size() == 3);
  const std::size_t first = head.size(), second = first + with_dictionary(a).size();
  CHECK(read.inputs[0].source == "#" + std::to_string(first));
  CHECK(read.inputs[0].length == with_dictionary(a).size());
  CHECK(read.inputs[1].source == "#" + std::to_string(second));
  CHECK(read.inputs[2].source == "#" + std::to_string(second) + "+" + std::to_string(b.size()));
  CHECK_FALSE(read.inputs[2].length);
}

TEST_CASE("a damaged dictionary is named") {
  auto read = read_warc("x.warc.zst", skippable_frame(zstd_frame(dictionary()).substr(0, 500)) + with_dictionary(a));
  REQUIRE(read.inputs.size() == 1);
  CHECK(read.inputs[0].failure.detail == "zstd: the file's dictionary cannot be read");
}
