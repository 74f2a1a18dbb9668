// Back from a capture to its bytes.
#include "indexer/crawl/captured_bytes.hpp"

#include <cstdio>

#include "common/digest.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gzip.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/support/zstd.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

constexpr std::uint64_t plenty = 1 << 20;

/// The bytes, or the reason's name and detail.
std::string read(const Capture& capture, std::uint64_t max_bytes = plenty) {
  auto result = captured_bytes(capture, max_bytes);
  if (const auto* reject = std::get_if<Reject>(&result)) return std::string(reason_name(reject->reason)) + ": " + reject->detail;
  return std::get<std::string>(std::move(result));
}

Capture whole(const std::string& path, const std::string& payload) {
  return {.source = path, .captured = {}, .path = path, .digest = hex16(digest64(payload))};
}

Capture part(const std::string& path, std::uint64_t offset, const std::string& payload) {
  return {.source = path + "#" + std::to_string(offset), .captured = {}, .path = path, .offset = offset, .length = payload.size(),
          .digest = hex16(digest64(payload))};
}

}  // namespace

TEST_CASE("a capture's bytes are found again, content codings undone") {
  const TemporaryDirectory directory;
  const std::string page = "<html><p>A page</p></html>\n";
  const std::string lines = "{\"title\":\"one\"}\r\n\n{\"title\":\"two\"}";
  struct Case {
    std::string name, stored;
    std::uint64_t offset;
    std::string expected;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"page.html", page, UINT64_MAX, page},
      {"page.html.gz", gzipped(page), UINT64_MAX, page},
      {"twice.html.gz", gzipped(gzipped(page)), UINT64_MAX, page},
      {"page.html#12", page, UINT64_MAX, page},
      {"a.jsonl", lines, 0, "{\"title\":\"one\"}"},
      {"b.jsonl", lines, 18, "{\"title\":\"two\"}"},
      {"c.jsonl.gz", gzipped(lines), 18, "{\"title\":\"two\"}"},
      {"long.jsonl.gz", gzipped(std::string(300'000, ' ') + "\n" + lines), 300'001, "{\"title\":\"one\"}"},
  }));
  CAPTURE(c.name);
  const std::string path = directory.write(c.name, c.stored);
  CHECK(read(c.offset == UINT64_MAX ? whole(path, c.expected) : part(path, c.offset, c.expected)) == c.expected);
}

TEST_CASE("what is gone or changed is told, and gives no bytes") {
  const TemporaryDirectory directory;
  const std::string line = "{\"title\":\"one\"}";
  const std::string page = directory.write("page.html", "<p>new"), lines = directory.write("a.jsonl", line + "\n");
  const std::string zipped = directory.write("a.jsonl.gz", gzipped(line));
  const std::string damaged = directory.write("b.html.gz", gzipped("<p>text that is cut").substr(0, 20));
  Capture unknown_length = part(lines, 0, line);
  unknown_length.length.reset();
  CHECK_THAT(read(whole(directory / "gone.html", "x")), Catch::StartsWith("unreadable: cannot open: No such file"));
  CHECK_THAT(read(whole(directory.path(), "x")), Catch::Contains("not a regular file"));
  CHECK_THAT(read(whole(page, "<p>old")), Catch::StartsWith("damaged: changed since it was indexed: its digest is " + hex16(digest64("<p>new"))));
  CHECK_THAT(read(whole(damaged, "x")), Catch::StartsWith("damaged: gzip"));
  CHECK_THAT(read(part(lines, 3, line)), Catch::StartsWith("damaged: changed since it was indexed: the file ends"));
  CHECK_THAT(read(part(lines, UINT64_MAX, line)), Catch::StartsWith("damaged: changed since it was indexed"));
  CHECK_THAT(read(part(zipped, 3, line)), Catch::StartsWith("damaged: changed since it was indexed: the file ends"));
  CHECK_THAT(read(unknown_length), Catch::StartsWith("unreadable: the archive does not say"));
  CHECK_THAT(read(part(lines, 0, line), 3), Catch::StartsWith("too-large: "));
}

TEST_CASE("a capture without a digest is taken as it is") {
  const TemporaryDirectory directory;
  Capture capture = whole(directory.write("page.html", "<p>text"), "");
  capture.digest.clear();
  CHECK(read(capture) == "<p>text");
}

namespace {

std::string chunked(const std::string& body) {
  char size[17];
  std::snprintf(size, sizeof size, "%zx", body.size());
  return std::string(size) + "\r\n" + body + "\r\n0\r\n\r\n";
}

}  // namespace

TEST_CASE("a record's payload is found again wherever it lies in a WARC file") {
  const std::string head = warc_record({.type = "warcinfo", .target = ""}, "software: x\r\n");
  const std::string one = page_record("one"), two = page_record("two");
  const std::string coded = warc_record({}, http_message(chunked(gzipped(html_page("coded"))),
                                                         "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"));
  const std::string text = warc_record({.type = "conversion", .content_type = "text/plain"}, "Rain & wind\nIt rained.\n");
  const std::string dictionary = trained_dictionary(std::vector<std::string>(100, head + one));
  struct Case {
    std::string name, stored;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {"plain.warc", head + one + two + coded + text},
      {"members.warc.gz", gzipped(head) + gzipped(one) + gzipped(two) + gzipped(coded) + gzipped(text)},
      {"whole.warc.gz", gzipped(head + one + two + coded + text)},
      {"pairs.warc.gz", gzipped(head + one) + gzipped(two + coded + text)},
      {"frames.warc.zst", zstd_frame(head) + zstd_frame(one) + zstd_frame(two) + zstd_frame(coded) + zstd_frame(text)},
      {"dictionary.warc.zst", skippable_frame(dictionary) + zstd_frame(head, dictionary) + zstd_frame(one, dictionary) + zstd_frame(two, dictionary) +
                                  zstd_frame(coded, dictionary) + zstd_frame(text, dictionary)},
      {"whole.warc.zst", zstd_frame(head + one + two + coded + text)},
      {"damaged.warc", head + warc_record({.length = "99999"}, http_message(html_page("zero"))) + one + two + coded + text},
  }));
  CAPTURE(c.name);
  const TemporaryDirectory directory;
  const std::string path = directory.write(c.name, c.stored);
  std::vector<std::string> payloads;
  for (Input& input : read_warc(c.name, c.stored).inputs) {
    if (input.kind != Input::Kind::page_bytes) continue;
    Capture capture{.source = path + input.source, .captured = {}, .path = path, .offset = input.offset, .length = input.length, .digest = {}};
    auto payload = read_payload(input, plenty);
    REQUIRE(std::holds_alternative<std::string>(payload));
    const std::string& bytes = payloads.emplace_back(std::get<std::string>(payload));
    capture.digest = hex16(digest64(bytes));
    CHECK(read(capture) == bytes);
    capture.digest = "0000000000000000";
    CHECK_THAT(read(capture), Catch::StartsWith("damaged: changed since it was indexed: its digest is "));
  }
  CHECK(payloads == std::vector<std::string>{html_page("one"), html_page("two"), html_page("coded"), "Rain & wind\nIt rained.\n"});
}

TEST_CASE("where no record of a page lies, none is given") {
  const TemporaryDirectory directory;
  const std::string one = page_record("one");
  const std::string revisit = warc_record({.type = "revisit"}, "HTTP/1.1 304 Not Modified\r\n\r\n");
  const std::string request = warc_record({.type = "request"}, "GET / HTTP/1.0\r\n\r\n");
  directory.write("plain.warc", one + revisit + request);
  directory.write("zipped.warc.gz", gzipped(one) + gzipped(revisit) + gzipped(request));
  const std::string plain = "plain.warc", zipped = "zipped.warc.gz";
  const auto [name, offset, message] = GENERATE_COPY(table<std::string, std::size_t, std::string>({
      {plain, one.size(), "empty: a revisit record"},
      {zipped, gzipped(one).size(), "empty: a revisit record"},
      {plain, one.size() + revisit.size(), "damaged: changed since it was indexed: no page"},
      {plain, 5, "damaged: changed since it was indexed: "},
      {zipped, 5, "damaged: changed since it was indexed: "},
      {plain, 1'000'000, "damaged: changed since it was indexed: no page"},
      {zipped, 1'000'000, "damaged: changed since it was indexed: "},
  }));
  CAPTURE(name, offset);
  CHECK_THAT(read(part(directory / name, offset, "")), Catch::StartsWith(message));
}
