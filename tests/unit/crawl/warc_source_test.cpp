// What WARC records become: which are pages, with what is known of them, and which are not.
#include "common/digest.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

struct Case {
  const char* name;
  WarcFields fields;
  std::string block;
  Outlines expected;
};

}  // namespace

TEST_CASE("a record's kind, target, status and media type decide what it is") {
  const std::string page = html_page("rain");
  const auto c = GENERATE_COPY(values<Case>({
      {"a response with a page", {}, http_message(page), {"rain"}},
      {"WARC 1.1", {.version = "WARC/1.1"}, http_message(page), {"rain"}},
      {"WARC 0.17", {.version = "WARC/0.17"}, http_message(page), {"rain"}},
      {"https", {.target = "https://daily.example/a"}, http_message(page), {"rain"}},
      {"a target in brackets", {.target = "<http://daily.example/a>"}, http_message(page), {"rain"}},
      {"no HTTP head at all", {}, page, {"rain"}},
      {"no media type", {}, http_message(page, ""), {"rain"}},
      {"a media type that says nothing", {}, http_message(page, "Content-Type: application/octet-stream\r\n"), {"rain"}},
      {"a picture", {}, http_message("\x89PNG\r\n", "Content-Type: image/png\r\n"), {"!media-type"}},
      {"a picture under the label of a page", {}, http_message("\x89PNG\r\n"), {"!not-html"}},
      {"plain text", {}, http_message("rain", "Content-Type: text/plain\r\n"), {"!media-type"}},
      {"a page with status 404 is left to be judged", {}, http_message(page, "Content-Type: text/html\r\n", "HTTP/1.1 404 Not Found"), {"rain"}},
      {"a redirect without a page", {}, http_message("", "Location: /b\r\n", "HTTP/1.1 301 Moved"), {"!http-status"}},
      {"a missing picture", {}, http_message("x", "Content-Type: image/png\r\n", "HTTP/1.1 404 Not Found"), {"!http-status"}},
      {"an empty page", {}, http_message(""), {"!empty"}},
      {"a resource", {.type = "resource", .content_type = "text/html"}, page, {"rain"}},
      {"a resource that looks like HTTP is none", {.type = "resource", .content_type = "text/html"}, page + "HTTP/1.1 404 x\r\n\r\n", {"rain"}},
      {"a picture as a resource", {.type = "resource", .content_type = "image/gif"}, "GIF89a", {"!media-type"}},
      {"a conversion to HTML", {.type = "conversion", .content_type = "text/html"}, page, {"rain"}},
      {"a conversion to text", {.type = "conversion", .content_type = "text/plain"}, "Rain & wind\nIt rained < a day.\n", {"Rain &amp; wind"}},
      {"a request", {.type = "request"}, "GET / HTTP/1.0\r\n\r\n", {}},
      {"metadata", {.type = "metadata", .content_type = "text/html"}, page, {}},
      {"warcinfo", {.type = "warcinfo", .target = ""}, "software: x\r\n", {}},
      {"a continuation", {.type = "continuation"}, page, {}},
      {"a kind nobody knows", {.type = "weather"}, page, {}},
      {"a name", {.type = "resource", .target = "urn:x:y", .content_type = "text/html"}, page, {}},
      {"a name server's answer", {.target = "dns:daily.example", .content_type = "text/dns"}, "20240301\n", {}},
      {"whois", {.target = "whois://daily.example", .content_type = "text/html"}, page, {}},
      {"a capture that was cut", {.more = "WARC-Truncated: length\r\n"}, http_message(page), {"rain"}},
  }));
  CAPTURE(c.name);
  const std::string record = warc_record(c.fields, c.block);
  auto plain = read_warc("a.warc", record + record);
  auto zipped = read_warc("a.warc.gz", gzipped(record) + gzipped(record));
  Outlines twice = c.expected;
  twice.insert(twice.end(), c.expected.begin(), c.expected.end());
  CHECK(outlines(plain) == twice);
  CHECK(outlines(zipped) == twice);
}

TEST_CASE("records are counted by kind, and targets that are no pages besides") {
  const std::string file = warc_record({.type = "warcinfo", .target = ""}, "x") + page_record("a") + page_record("b") +
                           warc_record({.type = "request"}, "GET /") + warc_record({.type = "Response", .target = "dns:x"}, "x") +
                           warc_record({.type = "weather"}, "x");
  const auto read = read_warc("a.warc", file);
  CHECK(read.counts.by_kind == std::map<std::string, std::uint64_t>{{"other", 1}, {"request", 1}, {"response", 3}, {"warcinfo", 1}});
  CHECK(read.counts.other_targets == 1);
}

TEST_CASE("a page from a record has address, time, type and place") {
  const std::string first = warc_record({.type = "warcinfo", .target = ""}, "x");
  const std::string second = warc_record({.target = "HTTP://Daily.Example:80/a#b", .date = "2024-03-01T10:20:30.5Z"}, http_message(html_page("rain")));
  auto read = read_warc("a.warc.gz", gzipped(first) + gzipped(second));
  REQUIRE(read.inputs.size() == 1);
  Input& input = read.inputs.front();
  CHECK(input.source == "#" + std::to_string(gzipped(first).size()));
  CHECK(input.offset == gzipped(first).size());
  CHECK(input.length == gzipped(second).size());
  CHECK(input.address == "http://daily.example/a");
  CHECK(input.address_from == AddressFrom::container);
  const auto page = std::get<Page>(load_page(input, 1000));
  CHECK(to_string(page.captured.value()) == "2024-03-01T10:20:30+00:00");
  CHECK(page.media_type == "text/html");
  CHECK(page.charset == "utf-8");
  CHECK(page.http_status == 200);
  CHECK(page.digest == digest64(html_page("rain")));
}

TEST_CASE("the place of a record in a plain file is its bytes") {
  const std::string first = page_record("a"), second = page_record("b");
  const auto read = read_warc("a.warc", first + second);
  REQUIRE(read.inputs.size() == 2);
  CHECK(read.inputs[1].source == "#" + std::to_string(first.size()));
  CHECK(read.inputs[1].length == second.size());
}

TEST_CASE("records that share a gzip member are told apart by their place in it") {
  const std::string first = page_record("a"), second = page_record("b");
  auto read = read_warc("a.warc.gz", gzipped(first + second));
  CHECK(outlines(read) == Outlines{"a", "b"});
  CHECK(read.inputs[0].source == "#0");
  CHECK(read.inputs[1].source == "#0+" + std::to_string(first.size()));
  CHECK_FALSE(read.inputs[1].length);
}

TEST_CASE("a page without a usable address is named by its place") {
  auto read = read_warc("a.warc", warc_record({.target = ""}, http_message(html_page("rain"))));
  REQUIRE(read.inputs.size() == 1);
  CHECK(std::get<Page>(load_page(read.inputs.front(), 1000)).address.ends_with("a.warc#0"));
}

TEST_CASE("a payload over the limit costs its record alone") {
  const std::string file = page_record("a") + page_record(std::string(5000, 'x')) + page_record("b");
  auto plain = read_warc("a.warc", file, 2000);
  CHECK(outlines(plain, 2000) == Outlines{"a", "!too-large", "b"});
  auto zipped = read_warc("a.warc.gz", gzipped(page_record("a")) + gzipped(page_record(std::string(5000, 'x'))) + gzipped(page_record("b")), 2000);
  CHECK(outlines(zipped, 2000) == Outlines{"a", "!too-large", "b"});
}

TEST_CASE("a revisit is a capture again of the page it names") {
  const std::string original = warc_record({.more = "WARC-Payload-Digest: sha1:ABC\r\n"}, http_message(html_page("rain")));
  const std::string other = page_record("other", "http://daily.example/other");
  const WarcFields revisit{.type = "revisit", .date = "2024-03-02T00:00:00Z"};
  struct Revisit {
    const char* name;
    WarcFields fields;
    std::string block;
    bool resolved;
  };
  const auto with = [&](std::string more, std::string target = "http://daily.example/a") {
    WarcFields fields = revisit;
    fields.more = std::move(more);
    fields.target = std::move(target);
    return fields;
  };
  const auto c = GENERATE_COPY(values<Revisit>({
      {"by digest", with("WARC-Payload-Digest: sha1:ABC\r\n"), "", true},
      {"by digest in another case", with("WARC-Payload-Digest: SHA1:abc\r\n"), "", true},
      {"by digest at another address", with("WARC-Payload-Digest: sha1:ABC\r\n", "http://daily.example/b"), "", true},
      {"by target and date", with("WARC-Refers-To-Target-URI: <http://daily.example/a>\r\nWARC-Refers-To-Date: 2024-03-01T10:20:30Z\r\n", "http://x.example/"), "", true},
      {"by date alone, of its own target", with("WARC-Refers-To-Date: 2024-03-01T10:20:30Z\r\n"), "", true},
      {"not modified, of its own target", with(""), http_message("", "", "HTTP/1.1 304 Not Modified"), true},
      {"with the head of a page", with("WARC-Payload-Digest: sha1:ABC\r\n"), http_message(""), true},
      {"of a digest never seen", with("WARC-Payload-Digest: sha1:ABD\r\n"), "", false},
      {"of another time", with("WARC-Refers-To-Date: 2020-03-01T10:20:30Z\r\n"), "", false},
      {"of a target never seen", with("", "http://daily.example/c"), "", false},
  }));
  CAPTURE(c.name);
  auto read = read_warc("a.warc", original + other + warc_record(c.fields, c.block));
  CHECK(outlines(read) == Outlines{"rain", "other", c.resolved ? "=" + read.inputs.back().source : "!unresolved-revisit"});
  CHECK(read.inputs.back().captured.has_value());
}

TEST_CASE("a revisit refers to a record of an earlier file, and to an earlier revisit") {
  const TemporaryDirectory crawl;
  crawl.write("1.warc.gz", gzipped(page_record("rain")));
  crawl.write("2.warc", warc_record({.type = "revisit", .date = "2024-04-01T00:00:00Z"}, ""));
  crawl.write("3.warc", warc_record({.type = "revisit", .date = "2024-05-01T00:00:00Z", .more = "WARC-Refers-To-Date: 2024-04-01T00:00:00Z\r\n"}, ""));
  CrawlOptions options;
  options.crawls = {crawl.path()};
  const auto source = open_crawl(std::move(options));
  const auto original = source->next();
  REQUIRE(original);
  for (int i = 0; i < 2; ++i) {
    const auto again = source->next();
    REQUIRE(again);
    CHECK(again->kind == Input::Kind::capture_again);
    CHECK(again->original == digest64(original->source));
  }
}

TEST_CASE("a revisit of a picture or of an error is told by its own head") {
  auto read = read_warc("a.warc", warc_record({.type = "revisit"}, http_message("", "Content-Type: image/png\r\n")) +
                                      warc_record({.type = "revisit"}, http_message("", "Content-Type: text/html\r\n", "HTTP/1.1 404 x")));
  CHECK(outlines(read) == Outlines{"!media-type", "!http-status"});
}

TEST_CASE("a container that was read to its end is told, whatever was in it") {
  const TemporaryDirectory crawl;
  const std::string path = crawl.write("a.warc", warc_record({.type = "request"}, "GET /"));
  std::vector<std::string> told;
  CrawlOptions options;
  options.crawls = {path};
  options.on_container_read = [&](const std::string& source, const FileStamp&) { told.push_back(source); };
  CHECK_FALSE(open_crawl(std::move(options))->next());
  CHECK(told == std::vector<std::string>{path});
}
