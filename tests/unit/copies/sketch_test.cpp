#include "indexer/copies/sketch.hpp"

#include <algorithm>
#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/invented_text.hpp"

using namespace backfile;
using test::InventedText;
using test::joined;

namespace {

Sketch sketch_of(const std::string& text, std::uint64_t digest = 77) {
  SketchMaker maker;
  for_each_word(text, [&](const Word& word) { maker.add(word); });
  return maker.finish(digest);
}

std::size_t found_in(std::span<const std::uint32_t> probes, const Sketch& sketch) {
  return static_cast<std::size_t>(std::ranges::count_if(probes, [&](std::uint32_t probe) { return std::ranges::find(sketch, probe) != sketch.end(); }));
}

}  // namespace

TEST_CASE("a text without words has no sketch; a short one is known by its digest alone") {
  CHECK(sketch_of("").empty());
  CHECK(sketch_of(" ... ").empty());
  CHECK(sketch_of("Rain in the north").size() == 1);
  CHECK(sketch_of("Rain in the north", 1 << 8) != sketch_of("Rain in the north", 2 << 8));
}

TEST_CASE("most shingles that a part chose are in the sketch of the whole") {
  const auto words = InventedText(1).words(1200);
  const Sketch whole = sketch_of(joined(words)), part = sketch_of(joined(words, 300, 900));
  CHECK(found_in(probes(part), whole) == probes(part).size());
  CHECK(found_in(probes(sketch_of(joined(InventedText(2).words(600)))), whole) == 0);
}

TEST_CASE("case, accents and marks do not change a sketch") {
  const auto words = InventedText(3).words(80);
  std::string text = joined(words), loud = text;
  std::ranges::transform(loud, loud.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  CHECK(sketch_of("“" + loud + "!”") == sketch_of(text));
}

TEST_CASE("a sketch survives its value, and a damaged value is read as far as it goes") {
  const Sketch sketch = sketch_of(joined(InventedText(4).words(300)));
  const std::string value = encode_sketch(sketch);
  CHECK(decode_sketch(value) == sketch);
  CHECK(decode_sketch(value.substr(0, 11)).size() == 2);
  CHECK(decode_sketch("").empty());
}

TEST_CASE("long texts have bounded sketches, repetitive ones few entries") {
  CHECK(sketch_of(joined(InventedText(5).words(20'000))).size() <= 512);
  std::string text;
  for (int i = 0; i < 200; ++i) text += "buy now and save more ";
  CHECK(sketch_of(text).size() <= 5);
}
