#include "common/capture.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

struct Case {
  std::string name;
  Capture capture;
  std::string path;
  std::uint64_t run = 0;
};

}  // namespace

TEST_CASE("a capture's value gives back what it was made from, and its path") {
  const Case c = GENERATE(values<Case>({
      {"whole file", {.source = "crawl/a.html", .captured = "2025-05-04T09:06:00+00:00", .path = {}, .digest = "00ff00ff00ff00ff"}, "crawl/a.html"},
      {"record of a container", {.source = "a.warc.gz#1234", .captured = {}, .path = {}, .offset = 1234, .length = 99, .digest = {}}, "a.warc.gz"},
      {"record within a gzip member", {.source = "a.warc.gz#1234+56", .captured = {}, .path = {}, .offset = 1234, .digest = {}}, "a.warc.gz"},
      {"first line of a file", {.source = "a.jsonl#0", .captured = {}, .path = {}, .offset = 0, .length = 5, .digest = {}}, "a.jsonl"},
      {"a file whose name looks like a member", {.source = "page#12", .captured = {}, .path = {}, .digest = {}}, "page#12", 7},
      {"a name with a line break and a backslash", {.source = "a\nb\\n.html", .captured = {}, .path = {}, .digest = {}}, "a\nb\\n.html"},
  }));
  CAPTURE(c.name);
  const auto [back, run] = decode_capture(encode_capture({c.capture, c.run}));
  CHECK(back.source == c.capture.source);
  CHECK(back.captured == c.capture.captured);
  CHECK(back.path == c.path);
  CHECK(back.offset == c.capture.offset);
  CHECK(back.length == c.capture.length);
  CHECK(back.digest == c.capture.digest);
  CHECK(run == c.run);
}

TEST_CASE("a damaged capture gives what can be read") {
  const auto [capture, run] = decode_capture("run=many\nlater=unknown\nno equals\nsource=a.warc#7\noffset=seven\nlength=\nlength=9x");
  CHECK(capture.source == "a.warc#7");
  CHECK(capture.path == "a.warc#7");
  CHECK_FALSE(capture.offset);
  CHECK_FALSE(capture.length);
  CHECK(run == 0);
}
