// Keys of CDXJ, digests of web archives, and the records that we write.
#include "searcher/cli/cdxj.hpp"

#include "indexer/crawl/gzip.hpp"
#include "searcher/cli/sha1.hpp"
#include "searcher/cli/warc_records.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;
using namespace backfile::cli;

TEST_CASE("a key has the host turned round, and what does not matter left out") {
  const auto [address, key] = GENERATE(table<std::string, std::string>({
      {"https://www.News.example/A/b?c=2&B=1#top", "example,news)/a/b?b=1&c=2"},
      {"http://www2.news.example", "example,news)/"},
      {"http://wwwnews.example/?", "example,wwwnews)/"},
      {"http://news.example:80/", "example,news)/"},
      {"http://news.example:8080/", "example,news:8080)/"},
      {"https://user@news.example?q", "example,news)/?q"},
      {"http://news.example/caf\xc3\xa9 x", "example,news)/caf%c3%a9%20x"},
      {"urn:x:1", "urn:x:1"},
  }));
  CHECK(surt_key(address) == key);
}

TEST_CASE("digests are those of RFC 3174, in base32") {
  CHECK(sha1_base32("abc") == "VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
  CHECK(sha1_base32("") == "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
}

TEST_CASE("a record's line says what its heads say") {
  const std::string http = "HTTP/1.1 404 Not Found\r\nContent-Type: text/HTML; charset=utf-8\r\n\r\nabc";
  const auto record = [](const std::string& type, const std::string& date, const std::string& more, const std::string& block) {
    return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: " + date + "\r\n" + more + "Content-Length: " +
           std::to_string(block.size()) + "\r\n\r\n" + block;
  };
  const RecordOnDisk place{"a.warc.gz", 12, 34};
  CHECK(cdxj_line(record("response", "2025-05-05T10:00:00.25Z", "", http), place) ==
        "example,a)/ 20250505100000 {\"url\":\"http://a.example/\",\"mime\":\"text/html\",\"status\":\"404\",\"digest\":\"VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\","
        "\"length\":\"34\",\"offset\":\"12\",\"filename\":\"a.warc.gz\"}\n");
  CHECK_THAT(*cdxj_line(record("response", "2025", "WARC-Payload-Digest: sha1:X\r\n", http), place), Catch::StartsWith("example,a)/ 20250101000000 ") && Catch::Contains("\"digest\":\"X\""));
  CHECK_THAT(*cdxj_line(record("resource", "2025-05", "Content-Type: text/plain; a=b\r\n", "abc"), place),
             Catch::Contains(" 20250501000000 ") && Catch::Contains("\"mime\":\"text/plain\",\"status\":\"\",\"digest\":\"VGMT"));
  CHECK_FALSE(cdxj_line(record("response", "", "", http), place));
  CHECK_FALSE(cdxj_line("nothing", place));
}

TEST_CASE("a record of a page is whole, and no header can break out of its line") {
  const std::string member = resource_record({.target = "http://a.example/\r\nX: y<>", .date = "2025-05-05T10:00:00Z", .date_is_of_file = true, .media_type = "text/html",
                                              .source = "a b.html"}, "abc");
  const auto inflated = inflate_gzip(member, 1000);
  const std::string& text = std::get<std::string>(inflated);
  CHECK_THAT(text, Catch::StartsWith("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/%0D%0AX:%20y%3C%3E\r\nWARC-Date: 2025-05-05T10:00:00Z\r\n"
                                     "WARC-Record-ID: <urn:uuid:"));
  CHECK_THAT(text, Catch::EndsWith("Backfile-Source: a%20b.html\r\nBackfile-Date: file\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"));
}
