// Pages that browsers saved with all that belongs to them in one message.
#include "indexer/crawl/mhtml.hpp"

#include "indexer/crawl/captured_bytes.hpp"
#include "indexer/crawl/mail_message.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

/// As Chromium and its kin write it.
std::string blink(const std::string& root_head, const std::string& body, const std::string& location = "https://daily.example/storm") {
  return "From: <Saved by Blink>\r\n"
         "Snapshot-Content-Location: " + location + "\r\n"
         "Subject: =?utf-8?Q?A=20storm?=\r\n"
         "Date: Fri, 1 Mar 2024 10:20:30 -0000\r\n"
         "MIME-Version: 1.0\r\n"
         "Content-Type: multipart/related;\r\n"
         "\ttype=\"text/html\";\r\n"
         "\tboundary=\"----MultipartBoundary--x4Yz----\"\r\n\r\n\r\n"
         "------MultipartBoundary--x4Yz----\r\n" + root_head + "\r\n" + body + "\r\n"
         "------MultipartBoundary--x4Yz----\r\n"
         "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://daily.example/x.png\r\n\r\niVBORw0KGgo=\r\n\r\n"
         "------MultipartBoundary--x4Yz----\r\n"
         "Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n\r\n<title>a frame</title>\r\n"
         "------MultipartBoundary--x4Yz------\r\n";
}

const std::string blink_root = "Content-Type: text/html\r\nContent-ID: <frame-0@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n"
                               "Content-Location: https://daily.example/storm\r\n";

std::string multipart(const std::string& parameters, const std::string& parts, const std::string& head = "") {
  return "MIME-Version: 1.0\n" + head + "Content-Type: multipart/related; boundary=b" + parameters + "\n\npreamble\n" + parts + "--b--\nepilogue\n";
}

std::string part(const std::string& head, const std::string& body) { return "--b\n" + head + "\n" + body + "\n"; }

/// HTML in a multipart in a multipart, `levels` of them.
std::string deep_message(int levels) {
  std::string all;
  for (int i = 0; i < levels; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    all += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  return all + "Content-Type: text/html\n\n<p>";
}

std::string html_of(const std::string& message) {
  const auto saved = read_mhtml(message);
  return saved ? saved->html : "!";
}

}  // namespace

TEST_CASE("the page of an MHTML file is its root, decoded") {
  struct Case {
    const char* name;
    std::string message, expected;
  };
  const std::string html = "Content-Type: text/html\n";
  const auto c = GENERATE_COPY(values<Case>({
      {"quoted-printable", blink(blink_root, "<title>caf=C3=A9</title>=\r\n<p>a =3D b"), "<title>caf\xc3\xa9</title><p>a = b"},
      {"base64", multipart("", part(html + "Content-Transfer-Encoding: BASE64\n", "PHA+\nYWJj\r\nPC9w Pg==")), "<p>abc</p>"},
      {"as it is", multipart("", part(html + "Content-Transfer-Encoding: 8bit\n", "<p>a=3D\xc3\xa9")), "<p>a=3D\xc3\xa9"},
      {"pictures first", multipart("", part("Content-Type: image/png\n", "x") + part(html, "<p>")), "<p>"},
      {"a root that is named", multipart("; start=\"<two>\"", part(html, "1") + part(html + "Content-ID: <two>\n", "2") + part(html, "3")), "2"},
      {"a root that is named and missing", multipart("; start=\"<two>\"", part(html, "1") + part(html, "3")), "1"},
      {"XHTML", multipart("", part("Content-Type: application/xhtml+xml; charset=utf-8\n", "<p/>")), "<p/>"},
      {"an alternative within", multipart("", part("Content-Type: multipart/alternative; boundary=\"b2\"\n", "--b2\nContent-Type: text/plain\n\nx\n--b2\n" + html + "\n<p>\n--b2--")), "<p>"},
      {"HTML alone", "Date: x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=41", "<p>A"},
      {"cut in its root", blink(blink_root, "<title>storm</title><p>" + std::string(300, 'x')).substr(0, 700), "<title>storm</title><p>"},
      {"a boundary within a line", multipart("", part(html, "a --b c\nx--b\n--bc\n")), "a --b c\nx--b\n--bc\n"},
      {"no boundary", "MIME-Version: 1.0\nContent-Type: multipart/related\n\n--b\n" + html + "\n<p>\n", "!"},
      {"no HTML", multipart("", part("Content-Type: image/png\n", "x")), "!"},
      {"nothing but a head", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b", "!"},
      {"deep in one another", deep_message(50), "!"},
      {"not too deep in one another", deep_message(3), "<p>"},
      {"broken escapes", multipart("", part(html + "Content-Transfer-Encoding: quoted-printable\n", "a=4 b=zz c=  \nd=")), "a=4 b=zz cd"},
      {"nothing", "", "!"},
  }));
  CAPTURE(c.name);
  const std::string found = html_of(c.message);
  CHECK((std::string(c.name) == "cut in its root" ? found.substr(0, c.expected.size()) : found) == c.expected);
}

TEST_CASE("an MHTML file tells its address, its charset, and when a browser saved it") {
  const auto chrome = read_mhtml(blink(blink_root, "<p>"));
  REQUIRE(chrome);
  CHECK(chrome->address == "https://daily.example/storm");
  CHECK(to_string(*chrome->captured) == "2024-03-01T10:20:30+00:00");
  const std::string parts = part("Content-Type: text/html; charset=\"windows-1252\"\nContent-Location: http://daily.example/a?b=1#c\n", "<p>");
  const auto explorer = read_mhtml(multipart("", parts, "From: \"Saved by Windows Internet Explorer 8\"\nDate: Sat, 2 Mar 2024 23:10:00 +0100\n"));
  REQUIRE(explorer);
  CHECK(explorer->address == "http://daily.example/a?b=1");
  CHECK(explorer->charset == "windows-1252");
  CHECK(to_string(*explorer->captured) == "2024-03-02T23:10:00+01:00");
  const auto mail = read_mhtml(multipart("", parts, "From: news@daily.example\nDate: Sat, 2 Mar 2024 23:10:00 +0100\n"));
  REQUIRE(mail);
  CHECK_FALSE(mail->captured);
  CHECK(read_mhtml(blink(blink_root, "<p>", "file:///home/me/x.html"))->address == "https://daily.example/storm");
}

TEST_CASE("dates of mails are read as far as they are whole") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"Fri, 1 Mar 2024 10:20:30 +0000", "2024-03-01T10:20:30+00:00"},
      {"01 mar 2024 10:20 -0530", "2024-03-01T10:20:00-05:30"},
      {"Fri, 01 March 2024 10:20:30 GMT", "2024-03-01T10:20:30+00:00"},
      {"Fri, 1 Mar 2024 10:20:30", ""},
      {"Fri, 31 Feb 2024 10:20:30 GMT", ""},
      {"1 Foo 2024 10:20:30 GMT", ""},
      {"Fri,", ""},
      {"", ""},
  }));
  CAPTURE(text);
  const auto date = parse_mail_date(text);
  CHECK((date ? to_string(*date) : "") == expected);
}

TEST_CASE("an MHTML file is a page of its crawl, and is found again") {
  const auto [name, content] = GENERATE(table<std::string, std::string>({
      {"saved.mhtml", blink(blink_root, html_page("storm"))},
      {"saved.mht.gz", gzipped(blink(blink_root, html_page("storm")))},
      {"saved", blink(blink_root, html_page("storm"))},
  }));
  CAPTURE(name);
  auto read = read_warc(name, content);
  REQUIRE(read.inputs.size() == 1);
  auto loaded = load_page(read.inputs[0], 1 << 20);
  REQUIRE(std::holds_alternative<Page>(loaded));
  const Page& page = std::get<Page>(loaded);
  CHECK(page.bytes == html_page("storm"));
  CHECK(page.address == "https://daily.example/storm");
  CHECK(to_string(*page.captured) == "2024-03-01T10:20:30+00:00");
  const TemporaryDirectory directory;
  const std::string path = directory.write(name, content);
  auto again = captured_bytes({.source = path, .captured = {}, .path = path, .digest = {}}, 1 << 20);
  CHECK(std::get<std::string>(again) == html_page("storm"));
}

TEST_CASE("a manifest knows better than an MHTML file itself, which knows better than its path") {
  const TemporaryDirectory directory;
  directory.write("daily.example/saved/storm.mhtml", blink(blink_root, html_page("storm"), "https://other.example/storm"));
  CrawlOptions options;
  options.crawls = {directory.path()};
  std::vector<std::string> addresses;
  for (const bool with_manifest : {false, true}) {
    CrawlOptions again = options;
    if (with_manifest) again.manifest = directory.write("m.tsv", "path\turl\tcaptured\ndaily.example/saved/storm.mhtml\thttps://third.example/s\t2023-01-01\n");
    const auto source = open_crawl(std::move(again));
    auto input = source->next();
    REQUIRE(input);
    auto loaded = load_page(*input, 1 << 20);
    REQUIRE(std::holds_alternative<Page>(loaded));
    addresses.push_back(std::get<Page>(loaded).address + " " + to_string(*std::get<Page>(loaded).captured));
  }
  CHECK(addresses == std::vector<std::string>{"https://other.example/storm 2024-03-01T10:20:30+00:00", "https://third.example/s 2023-01-01"});
}

TEST_CASE("an MHTML file without a page is no page") {
  auto read = read_warc("saved.mhtml", multipart("", part("Content-Type: image/png\n", "x")));
  CHECK(outlines(read) == Outlines{"!not-html"});
}
