#include "indexer/crawl/mirror_path.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

TEST_CASE("a mirror's path is read back as the address it was fetched from") {
  struct Case {
    std::string name, root, path, expected;
    HostPlace place = HostPlace::first;
  };
  const auto c = GENERATE(values<Case>({
      {"plain", "crawl", "www.daily.example/2025/05/story.html", "https://www.daily.example/2025/05/story.html"},
      {"directory", "crawl", "www.daily.example/2025/05/story/index.html", "https://www.daily.example/2025/05/story/"},
      {"home page", "crawl", "www.daily.example/index.html", "https://www.daily.example/"},
      {"a directory named index.html", "crawl", "daily.example/index.html/a.html", "https://daily.example/index.html/a.html"},
      {"upper-case host", "crawl", "WWW.Daily.Example/a.html", "https://www.daily.example/a.html"},
      {"query", "crawl", "daily.example/view.php?id=3", "https://daily.example/view.php?id=3"},
      {"query escaped", "crawl", "daily.example/view.php%3Fid=3&p=2", "https://daily.example/view.php?id=3&p=2"},
      {"query for Windows", "crawl", "daily.example/view.php@id=3.html", "https://daily.example/view.php?id=3.html"},
      {"at sign in a name", "crawl", "daily.example/@handle", "https://daily.example/@handle"},
      {"at sign without a value", "crawl", "daily.example/a@b.html", "https://daily.example/a@b.html"},
      {"query of index.html", "crawl", "daily.example/index.html?p=7", "https://daily.example/?p=7"},
      {"query of index.html with an ending", "crawl", "daily.example/index.html?p=7.html", "https://daily.example/?p=7.html"},
      {"percent escapes stay", "crawl", "daily.example/caf%C3%A9.html", "https://daily.example/caf%C3%A9.html"},
      {"letters outside ASCII", "crawl", "daily.example/caf\u00e9.html", "https://daily.example/caf%C3%A9.html"},
      {"a bare percent", "crawl", "daily.example/100%.html", "https://daily.example/100%25.html"},
      {"number sign in a name", "crawl", "daily.example/a#b.html", "https://daily.example/a%23b.html"},
      {"space in a name", "crawl", "daily.example/a b.html", "https://daily.example/a%20b.html"},
      {"port for Windows", "crawl", "daily.example+8080/a.html", "https://daily.example:8080/a.html"},
      {"port", "crawl", "daily.example:8080/a.html", "https://daily.example:8080/a.html"},
      {"protocol directory", "crawl", "http/daily.example/a.html", "http://daily.example/a.html"},
      {"protocol directory of TLS", "crawl", "https/daily.example/a.html", "https://daily.example/a.html"},
      {"IP address", "crawl", "192.0.2.7/a.html", "https://192.0.2.7/a.html"},
      {"the crawl is the host", "www.daily.example", "2025/a.html", "https://www.daily.example/2025/a.html"},
      {"the crawl is the host, page at the root", "www.daily.example", "a.html", "https://www.daily.example/a.html"},
      {"a host below the crawl wins", "daily.example", "cdn.example/a.html", "https://cdn.example/a.html"},
      {"no host", "crawl", "pages/a.html", ""},
      {"file at the root", "crawl", "a.html", ""},
      {"a file named like a host", "crawl", "daily.example", ""},
      {"host further down", "crawl", "2025/daily.example/a.html", ""},
      {"a version is no host", "crawl", "v1.2/a.html", ""},
      {"a date is no host", "crawl", "2025.05.04/a.html", ""},
      {"empty", "", "", ""},
      {"list: host further down", "", "mirror/www.daily.example/2025/a.html", "https://www.daily.example/2025/a.html", HostPlace::anywhere},
      {"list: protocol and host", "", "m/http/www.daily.example/a.html", "http://www.daily.example/a.html", HostPlace::anywhere},
      {"list: no host", "", "pages/2025/a.html", "", HostPlace::anywhere},
  }));
  CAPTURE(c.name, c.path);
  CHECK(mirror_address(c.root, c.path, c.place).value_or("") == c.expected);
}

TEST_CASE("HTTrack's comment holds the address, and when the page was mirrored") {
  const auto [page, address, captured] = GENERATE(table<std::string, std::string, std::string>({
      {"<html><!-- Mirrored from www.daily.example/a/b.html by HTTrack Website Copier/3.x [XR&CO'2014] -->", "https://www.daily.example/a/b.html", ""},
      {"<html><!-- Mirrored from www.daily.example/a by HTTrack Website Copier/3.x [XR&CO'2014], Fri, 01 Mar 2024 10:20:30 GMT -->",
       "https://www.daily.example/a", "2024-03-01T10:20:30+00:00"},
      {"<!-- Mirrored from http://www.daily.example/?id=3 by HTTrack -->", "http://www.daily.example/?id=3", ""},
      {"<!-- Mirrored from a tale of two cities by HTTrack -->", "", ""},
      {"<!-- Mirrored from www.daily.example/a", "", ""},
      {std::string(4000, ' ') + "<!-- Mirrored from www.daily.example/a by HTTrack -->\n</html>", "https://www.daily.example/a", ""},
      {std::string(4000, ' ') + "<!-- Mirrored from www.daily.example/a by HTTrack -->" + std::string(4000, ' '), "", ""},
      {"<p>Mirrored from www.daily.example/a by HTTrack", "", ""},
  }));
  CAPTURE(page);
  const auto comment = httrack_comment(page);
  CHECK((comment ? comment->address : "") == address);
  CHECK((comment && comment->captured ? to_string(*comment->captured) : "") == captured);
}
