// What the crawlers of the world write, record by record, in the order and with the fields that each of them uses. Sources: the specifications of
// WARC 1.0 and 1.1 and of WACZ 1.1.1, and what the crawlers' documentation says of their files.
#include "tests/support/catch.hpp"
#include "tests/support/zip.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

const std::string site = "https://daily.example/";

std::string warcinfo(const std::string& text, const std::string& version = "WARC/1.0") {
  return warc_record({.type = "warcinfo", .target = "", .content_type = "application/warc-fields", .version = version}, text);
}

std::string request(const std::string& path, const std::string& version = "WARC/1.0") {
  return warc_record({.type = "request", .target = site + path, .content_type = "application/http; msgtype=request",
                      .more = "WARC-Concurrent-To: <urn:uuid:2>\r\n", .version = version},
                     "GET /" + path + " HTTP/1.1\r\nHost: daily.example\r\n\r\n");
}

/// A record a member, a request beside each response, bodies decoded while the fields still speak of their codings.
std::string cc_news() {
  const std::string fields = "X-Crawler-Content-Encoding: gzip\r\nX-Crawler-Transfer-Encoding: chunked\r\nContent-Type: text/html; charset=utf-8\r\n";
  const auto response = [&](const std::string& path, const std::string& block) {
    return gzipped(warc_record({.target = site + path, .more = "WARC-IP-Address: 192.0.2.1\r\nWARC-Payload-Digest: sha1:AAAA\r\n"}, block));
  };
  return gzipped(warcinfo("software: news-please StormCrawler\r\nformat: WARC File Format 1.0\r\n")) + gzipped(request("a")) +
         response("a", http_message(html_page("a"), fields)) + gzipped(request("b")) +
         response("b", http_message(html_page("b"), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n")) +
         response("robots.txt", http_message("User-agent: *", "Content-Type: text/plain\r\n"));
}

/// Name servers' answers as responses, what was measured as metadata behind each page, outlinks in it.
std::string heritrix() {
  const auto metadata = [](const std::string& path) {
    return warc_record({.type = "metadata", .target = site + path, .content_type = "application/warc-fields"},
                       "force-fetch\r\nfetchTimeMs: 120\r\noutlink: https://daily.example/x.html L a/@href\r\n");
  };
  return gzipped(warcinfo("software: Heritrix/3.4.0\r\noperator: x\r\nrobots: obey\r\n")) +
         gzipped(warc_record({.target = "dns:daily.example", .content_type = "text/dns"}, "20240301102030\ndaily.example. 60 IN A 192.0.2.1\n")) +
         gzipped(warc_record({.target = site + "a"}, http_message(html_page("a")))) + gzipped(request("a")) + gzipped(metadata("a")) +
         gzipped(warc_record({.type = "revisit", .target = site + "a", .date = "2024-03-02T00:00:00Z",
                              .more = "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\r\nWARC-Truncated: length\r\n"},
                             "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")) +
         gzipped(warc_record({.target = "ftp://daily.example/x.html", .content_type = "text/html"}, html_page("ftp")));
}

/// A WACZ of WARC 1.1 with what browsers bring: the text and the picture of a page, what it loaded, data of scripts, by POST too.
ZipFiles browsertrix() {
  const auto resource = [](const std::string& target, const std::string& type, const std::string& block) {
    return gzipped(warc_record({.type = "resource", .target = target, .content_type = type, .version = "WARC/1.1"}, block));
  };
  const auto response = [](const std::string& target, const std::string& block, const std::string& date = "2024-03-01T10:20:30.123Z") {
    return gzipped(warc_record({.target = target, .date = date, .more = "WARC-Page-ID: 1\r\nWARC-Resource-Type: document\r\n", .version = "WARC/1.1"}, block));
  };
  const std::string pages = response(site + "a", http_message(html_page("a"))) + gzipped(request("a", "WARC/1.1")) +
                            response(site + "data.json", http_message("{\"html\":\"<p>\"}", "Content-Type: application/json\r\n")) +
                            response(site + "moved", http_message("", "Location: /a\r\n", "HTTP/1.1 302 Found")) +
                            response(site + "none", http_message("", "", "HTTP/1.1 204 No Content")) +
                            response(site + "b?__wb_method=POST&x=1", http_message(html_page("b")));
  const std::string text = resource("urn:text:" + site + "a", "text/plain", "a") + resource("urn:textFinal:" + site + "a", "text/plain", "a") +
                           resource("urn:pageinfo:" + site + "a", "application/json", "{\"urls\":{}}") +
                           resource("urn:view:" + site + "a", "image/png", "\x89PNG\r\n\x1a\n") + resource("urn:thumbnail:" + site + "a", "image/jpeg", "x");
  return {{"archive/rec-0.warc.gz", gzipped(warcinfo("software: Browsertrix-Crawler 1.5 (with warcio.js 2.4)\r\n", "WARC/1.1")) + pages},
          {"archive/text-0.warc.gz", gzipped(warcinfo("software: Browsertrix-Crawler 1.5\r\n", "WARC/1.1")) + text},
          {"pages/pages.jsonl", "{\"format\":\"json-pages-1.0\",\"id\":\"pages\",\"title\":\"All Pages\"}\n{\"id\":\"1\",\"url\":\"https://daily.example/a\",\"title\":\"a\"}\n"},
          {"indexes/index.cdx.gz", gzipped("example,daily)/a 20240301102030 {}\n")},
          {"datapackage.json", "{}"}};
}

std::vector<std::string> addresses(const ReadWarc& read) {
  std::vector<std::string> found;
  for (const Input& input : read.inputs)
    if (input.kind == Input::Kind::page_bytes) found.push_back(input.address);
  return found;
}

}  // namespace

TEST_CASE("files of CC-NEWS are read, whatever their fields still say of codings") {
  auto read = read_warc("CC-NEWS-20240301-0.warc.gz", cc_news());
  CHECK(outlines(read) == Outlines{"a", "b", "!media-type"});
  CHECK(read.counts.by_kind == std::map<std::string, std::uint64_t>{{"request", 2}, {"response", 3}, {"warcinfo", 1}});
}

TEST_CASE("files of Heritrix are read: names that were asked for are no pages, and a revisit is a capture again") {
  auto read = read_warc("heritrix.warc.gz", heritrix());
  REQUIRE(read.inputs.size() >= 2);
  const std::string place = read.inputs[1].source;
  CHECK(outlines(read) == Outlines{"a", "=" + place, "ftp"});
  CHECK(read.counts.other_targets == 1);
  CHECK(read.counts.by_kind["metadata"] == 1);
}

TEST_CASE("a WACZ of browsertrix gives the pages that it browsed, and none of what it noted about them") {
  auto read = read_warc("crawl.wacz", zipped(browsertrix()));
  CHECK(addresses(read).at(0) == "https://daily.example/a");
  CHECK(to_string(read.inputs.at(0).captured.value()) == "2024-03-01T10:20:30+00:00");
  CHECK(outlines(read) == Outlines{"a", "!media-type", "!http-status", "!empty", "b"});
  CHECK(read.counts.other_targets == 5);
}
