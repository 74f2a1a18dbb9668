#include "indexer/crawl/sniff.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("a file's kind is told by its content, and by its name where that leaves it open") {
  struct Case {
    std::string label, name, head;
    Content expected;
  };
  const auto c = GENERATE(values<Case>({
      {"page", "a.html", "<!DOCTYPE html><html>", Content::html},
      {"page without a name for it", "view.php?id=3", "<html lang=en>", Content::html},
      {"page under a foreign name", "page.txt", "<!doctype HTML>\n<html>", Content::html},
      {"white space and comments first", "a", "\n\n <!-- saved -->\n<HTML>", Content::html},
      {"XHTML", "a", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC>", Content::html},
      {"fragment", "a", "<div class=x>text", Content::html},
      {"warnings before the page", "a", "Notice: undefined index\n<br /><html><head>", Content::html},
      {"PHP first", "a.html", "<?php echo 1 ?>\n<p>text", Content::html},
      {"byte order mark", "a", "\xef\xbb\xbf<html>", Content::html},
      {"UTF-16 with mark", "a", std::string("\xff\xfe<\0h\0t\0m\0l\0>\0", 14), Content::html},
      {"UTF-16 without mark", "a", std::string("<\0h\0t\0m\0l\0>\0", 12), Content::html},
      {"UTF-16 of other letters than Latin", "a", std::string("\xff\xfe<\0p\0>\0", 8) + "\x3c\x04\x3e\x04\x41\x04\x42\x04", Content::html},
      {"UTF-16 with the high byte first", "a", std::string("\xfe\xff\0<\0p\0>", 8) + "\x04\x3c\x04\x3e", Content::html},
      {"a page's name for text with some markup", "a.html", "Hello <b>world</b>", Content::html},
      {"custom element under a page's name", "a.htm", "<my-article>x", Content::html},
      {"text without markup under a page's name", "a.html", "just text", Content::other},
      {"text", "a.txt", "just text", Content::other},
      {"script that writes markup", "a.js", "document.write('<html><body>');", Content::other},
      {"style", "a.css", "body{}", Content::other},
      {"feed", "feed", "<?xml version='1.0'?><rss version='2.0'>", Content::other},
      {"picture in markup", "a.svg", "<svg xmlns='x'>", Content::other},
      {"PDF under a page's name", "a.html", "%PDF-1.4", Content::other},
      {"PNG", "a", "\x89PNG\r\n\x1a\n", Content::other},
      {"noise under a page's name", "a.html", std::string("\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10\x11\x12\x13<html>"), Content::other},
      {"gzip", "a", "\x1f\x8b\x08", Content::gzip},
      {"zstd", "a", "\x28\xb5\x2f\xfd", Content::other},
      {"zstd under a page's name", "a.html", "\x28\xb5\x2f\xfd<html>", Content::other},
      {"a zstd frame to skip", "a.html.zst", "\x5d\x2a\x4d\x18<html>", Content::other},
      {"zstd under a WARC file's name", "a.warc.zst", "\x28\xb5\x2f\xfd", Content::warc},
      {"zip", "a.wacz", "PK\x03\x04", Content::zip},
      {"WARC", "a", "WARC/1.0\r\n", Content::warc},
      {"MHTML", "a", "From: <Saved by x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;", Content::mhtml},
      {"JSON lines by name", "a.jsonl", "{\"x\":1}\n", Content::json_lines},
      {"JSON lines by name, all bad", "a.jsonl", "oops\n", Content::json_lines},
      {"JSON lines by content", "export", "{\"url\":\"u\",\"title\":\"t\"}\n{", Content::json_lines},
      {"JSON lines after a mark", "export", "\xef\xbb\xbf{\"title\":\"t\",\"body\":\"b\"}\n", Content::json_lines},
      {"some other JSON", "data.json", "{\"a\":1}", Content::other},
      {"printed JSON", "data.json", "{\n \"title\": \"t\",\n \"body\": \"b\"}", Content::other},
      {"a page named .jsonl", "a.jsonl", "<!doctype html><p>", Content::html},
      {"nothing", "a.html", "", Content::empty},
      {"white space", "a.html", " \n\t", Content::empty},
  }));
  CAPTURE(c.label);
  CHECK(sniff(c.head, c.name).content == c.expected);
}

TEST_CASE("a page's name is known with and without compression") {
  for (const std::string_view name : {"a.html", "A.HTM", "x/a.xhtml.gz", "a.html.zst", "a.shtml"}) CHECK(has_html_name(name));
  for (const std::string_view name : {"a.php", "html", "a.html.zip", ""}) CHECK_FALSE(has_html_name(name));
}
