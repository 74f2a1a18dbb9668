#include "indexer/crawl/gzip.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/gzip.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;
using test::gzipped;

namespace {

constexpr std::uint64_t limit = 1 << 20;

/// The text, or "reason: detail".
std::string outcome(const std::variant<std::string, Reject>& result) {
  if (const auto* text = std::get_if<std::string>(&result)) return *text;
  const auto& reject = std::get<Reject>(result);
  return std::string(reason_name(reject.reason)) + ": " + reject.detail;
}

/// All of a stream read in small steps, and what it ended with.
std::string streamed(const std::string& bytes) {
  const test::TemporaryDirectory directory;
  auto file = open_regular(directory.write("x.gz", bytes));
  GzipStream stream(std::move(std::get<FileHandle>(file)));
  std::string text;
  std::array<char, 100> buffer;
  while (true) {
    auto got = stream.read(buffer.data(), buffer.size());
    if (const auto* reject = std::get_if<Reject>(&got)) return text + "[" + reject->detail + "]";
    if (std::get<std::size_t>(got) == 0) return text;
    text.append(buffer.data(), std::get<std::size_t>(got));
  }
}

std::string changed(std::string bytes, std::size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 0x5a);
  return bytes;
}

}  // namespace

TEST_CASE("gzip inflates whole, by page and by stream") {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "line " + std::to_string(i * i) + "\n";
  const std::string one = gzipped(text);
  const auto [name, bytes, expected] = GENERATE_COPY(table<std::string, std::string, std::string>({
      {"one member", one, text},
      {"members one after the other", one + gzipped("") + gzipped("tail"), text + "tail"},
      {"empty text", gzipped(""), ""},
      {"zeros after the end", one + std::string(700, '\0'), text},
      {"other bytes after the end", one + "trailing", text},
      {"a length that lies about later members", gzipped("a") + one, "a" + text},
  }));
  CAPTURE(name);
  CHECK(outcome(inflate_gzip(bytes, limit)) == expected);
  CHECK(streamed(bytes) == expected);
}

TEST_CASE("damaged gzip is a reject that says how") {
  std::string noise;
  for (unsigned i = 1, x = 1; i < 5000; ++i) noise += static_cast<char>((x = x * 1664525u + 1013904223u) >> 24);
  const std::string whole = gzipped(noise);
  const auto [name, bytes, expected] = GENERATE_COPY(table<std::string, std::string, std::string>({
      {"cut in the text", whole.substr(0, 2500), "unexpected end of data"},
      {"cut in the header", whole.substr(0, 5), "unexpected end of data"},
      {"cut in the trailer", whole.substr(0, whole.size() - 3), "unexpected end of data"},
      {"wrong checksum", changed(whole, whole.size() - 8), "incorrect data check"},
      {"wrong length", changed(whole, whole.size() - 2), "incorrect length check"},
      {"second member cut", gzipped("first") + whole.substr(0, 2500), "unexpected end of data"},
      {"a method that does not exist", "\x1f\x8b\x08\xff" + std::string(30, '\xff'), "unknown header flags set"},
  }));
  CAPTURE(name);
  const auto page = inflate_gzip(bytes, limit);
  REQUIRE(std::holds_alternative<Reject>(page));
  CHECK(std::get<Reject>(page).reason == Reason::damaged);
  CHECK(outcome(page).find(expected) != std::string::npos);
  CHECK(streamed(bytes).find(expected) != std::string::npos);
}

TEST_CASE("a bomb costs no more than the limit") {
  const std::string bomb = gzipped(std::string(8 << 20, ' '));
  CHECK(outcome(inflate_gzip(bomb, limit)) == "too-large: gzip: over the limit of 1048576 bytes when inflated");
  CHECK(outcome(inflate_gzip(gzipped(std::string(limit, ' ')), limit)).size() == limit);
  CHECK(outcome(inflate_gzip(gzipped(std::string(limit, ' ')) + gzipped("x"), limit)).starts_with("too-large"));
}

TEST_CASE("the head of a gzip file shows the start of its text") {
  const std::string bytes = gzipped("<html>" + std::string(100'000, 'x'));
  CHECK(inflate_gzip_head(bytes.substr(0, 60), 6) == "<html>");
  CHECK(inflate_gzip_head("no gzip", 6).empty());
  CHECK(inflate_gzip_head(gzipped("") + gzipped("abc"), 6) == "abc");
  CHECK(inflate_gzip_head("\x1f\x8b\x08", 6).empty());
}
