#include "common/address.hpp"

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

/// `expected` empty: refused.
struct Case {
  std::string name, text, expected;
};

std::string normalised(const std::string& text) { return normalise_address(text).value_or(""); }

}  // namespace

TEST_CASE("an address is normalised") {
  const auto c = GENERATE(values<Case>({
      // Scheme, case, white space
      {"plain", "https://example.org/a", "https://example.org/a"},
      {"empty path", "https://example.org", "https://example.org/"},
      {"upper-case scheme and host", "HTTPS://EXAMPLE.Org/Path", "https://example.org/Path"},
      {"white space around", " \n https://example.org/a \t", "https://example.org/a"},
      {"line break within", "https://exam\nple.org/a\r\nb", "https://example.org/ab"},
      {"one slash", "https:/example.org/a", "https://example.org/a"},
      {"no slash", "https:example.org/a", "https://example.org/a"},
      {"many slashes", "https:////example.org/a", "https://example.org/a"},
      {"backslashes", "https:\\\\example.org\\a\\b", "https://example.org/a/b"},
      // User info and ports
      {"user info", "https://user:pw@example.org/a", "https://example.org/a"},
      {"at sign in the password", "https://user:p@w@example.org/a", "https://example.org/a"},
      {"default port of http", "http://example.org:80/a", "http://example.org/a"},
      {"default port of https", "https://example.org:443/a", "https://example.org/a"},
      {"the other's default port", "http://example.org:443/a", "http://example.org:443/a"},
      {"port", "https://example.org:8080/a", "https://example.org:8080/a"},
      {"port with zeros", "https://example.org:008080/a", "https://example.org:8080/a"},
      {"empty port", "https://example.org:/a", "https://example.org/a"},
      {"port too large", "https://example.org:65536/", ""},
      {"port is no number", "https://example.org:http/", ""},
      // Dots
      {"dot segments", "https://example.org/a/./b/../c", "https://example.org/a/c"},
      {"dots above the root", "https://example.org/../../a", "https://example.org/a"},
      {"escaped dots", "https://example.org/a/%2e%2E/b", "https://example.org/b"},
      {"dot at the end", "https://example.org/a/.", "https://example.org/a/"},
      {"two dots at the end", "https://example.org/a/b/..", "https://example.org/a/"},
      {"three dots are a name", "https://example.org/.../a", "https://example.org/.../a"},
      {"empty segments stay", "https://example.org//a//b/", "https://example.org//a//b/"},
      // Percent
      {"unreserved escapes", "https://example.org/%41%7e%2D", "https://example.org/A~-"},
      {"reserved escapes in upper case", "https://example.org/a%2fb%3f", "https://example.org/a%2Fb%3F"},
      {"percent that begins no escape", "https://example.org/100%/%zz", "https://example.org/100%25/%25zz"},
      {"percent before an escape", "https://example.org/%%341", "https://example.org/%2541"},
      {"space", "https://example.org/a b?c d", "https://example.org/a%20b?c%20d"},
      {"letters outside ASCII", "https://example.org/caf\u00e9?q=\u00fc", "https://example.org/caf%C3%A9?q=%C3%BC"},
      {"bytes that are no UTF-8", "https://example.org/\xe9", "https://example.org/%E9"},
      {"quotes and angles", "https://example.org/\"<>`{}?\"<>'", "https://example.org/%22%3C%3E%60%7B%7D?%22%3C%3E%27"},
      {"NUL", std::string("https://example.org/a\0b", 23), "https://example.org/a%00b"},
      // Query and fragment
      {"fragment", "https://example.org/a#top", "https://example.org/a"},
      {"hash-bang", "https://example.org/#!/story/7", "https://example.org/#!/story/7"},
      {"bare hash-bang", "https://example.org/#!", "https://example.org/"},
      {"question mark in the fragment", "https://example.org/a#b?c", "https://example.org/a"},
      {"empty query", "https://example.org/a?", "https://example.org/a"},
      {"order of parameters stays", "https://example.org/?b=2&a=1&b=1", "https://example.org/?b=2&a=1&b=1"},
      {"empty parameters", "https://example.org/?&a=1&&b&", "https://example.org/?a=1&b"},
      {"second question mark", "https://example.org/?a=?b", "https://example.org/?a=?b"},
      {"slashes in the query", "https://example.org?u=/a/../b", "https://example.org/?u=/a/../b"},
      // Tracking and sessions
      {"utm", "https://example.org/a?utm_source=x&utm_medium=y", "https://example.org/a"},
      {"utm among others", "https://example.org/a?id=1&UTM_Source=x&p=2", "https://example.org/a?id=1&p=2"},
      {"click ids", "https://example.org/a?fbclid=1&gclid=2&msclkid=3&yclid=4", "https://example.org/a"},
      {"a name that only looks like one", "https://example.org/a?utmost=1&gclidx=2", "https://example.org/a?utmost=1&gclidx=2"},
      {"without a value", "https://example.org/a?fbclid", "https://example.org/a"},
      {"session in the path", "https://example.org/a.do;jsessionid=0A1B?id=3", "https://example.org/a.do?id=3"},
      {"session in the query", "https://example.org/a?PHPSESSID=ab12&id=3", "https://example.org/a?id=3"},
      {"other path parameters stay", "https://example.org/a;v=1/b", "https://example.org/a;v=1/b"},
      // Hosts
      {"IDN", "https://M\u00fcnchen.example/a", "https://xn--mnchen-3ya.example/a"},
      {"IDN in punycode", "https://XN--MNCHEN-3YA.example/", "https://xn--mnchen-3ya.example/"},
      {"IDN with escapes", "https://m%C3%BCnchen.example/", "https://xn--mnchen-3ya.example/"},
      {"sharp s is a letter", "https://stra\u00dfe.example/", "https://xn--strae-oqa.example/"},
      {"full-width letters and dot", "https://\uff45xample\u3002org/", "https://example.org/"},
      {"Japanese", "https://\u65b0\u805e.example/", "https://xn--efvv70d.example/"},
      {"soft hyphen", "https://exam\u00adple.org/", "https://example.org/"},
      {"broken punycode", "https://xn--a.example/", ""},
      {"root dot", "https://example.org./a", "https://example.org/a"},
      {"underscore", "https://my_site.example.org/", "https://my_site.example.org/"},
      {"single label", "http://localhost/a", "http://localhost/a"},
      {"empty label", "https://a..b/", ""},
      {"empty host", "https:///", ""},
      {"only user info", "https://user@/", ""},
      {"space in the host", "https://exa mple.org/", ""},
      {"angle in the host", "https://<b>.org/", ""},
      {"escaped slash in the host", "https://a%2Fb.org/", ""},
      {"label of 64", "https://" + std::string(64, 'a') + ".org/", ""},
      {"label of 63", "https://" + std::string(63, 'a') + ".org/", "https://" + std::string(63, 'a') + ".org/"},
      {"host of 260", "https://" + std::string(130, 'a').replace(60, 1, ".") + "." + std::string(129, 'a').replace(60, 1, ".") + "/", ""},
      // Numbers
      {"IPv4", "http://192.0.2.1/a", "http://192.0.2.1/a"},
      {"IPv4 as one number", "http://3221225985/", "http://192.0.2.1/"},
      {"IPv4 in octal and hexadecimal", "http://0300.0x0.02.1/", "http://192.0.2.1/"},
      {"IPv4 with two parts", "http://192.513/", "http://192.0.2.1/"},
      {"IPv4 part too large", "http://192.0.2.256/", ""},
      {"IPv4 with five parts", "http://192.0.2.1.5/", ""},
      {"number at the end alone", "http://example.5/", ""},
      {"IPv6", "http://[2001:DB8:0:0::1]:8080/a", "http://[2001:db8::1]:8080/a"},
      {"IPv6 unclosed", "http://[2001:db8::1/a", ""},
      {"IPv6 nonsense", "http://[g::1]/", ""},
      // Not an http(s) address
      {"empty", "", ""},
      {"blank", "   ", ""},
      {"javascript", "javascript:alert(1)", ""},
      {"javascript with a slash", "javascript://example.org/%0aalert(1)", ""},
      {"data", "data:text/html,<b>", ""},
      {"mailto", "mailto:a@example.org", ""},
      {"ftp", "ftp://example.org/a", ""},
      {"file", "file:///etc/passwd", ""},
      {"relative", "/a/b", ""},
      {"scheme-relative", "//example.org/a", ""},
      {"no scheme", "example.org/a", ""},
      {"only a scheme", "https:", ""},
      {"only slashes", "https://", ""},
      {"too long", "https://example.org/" + std::string(2048, 'a'), ""},
      {"too long until tracking is dropped", "https://example.org/?utm_source=" + std::string(3000, 'a'), "https://example.org/"},
      {"a megabyte", std::string(1 << 20, 'h'), ""},
  }));
  CAPTURE(c.name, c.text);
  CHECK(normalised(c.text) == c.expected);
  if (!c.expected.empty()) CHECK(normalised(c.expected) == c.expected);
}

TEST_CASE("the key of an address does not tell http from https") {
  CHECK(address_key("http://example.org/a?b") == "https://example.org/a?b");
  CHECK(address_key("https://example.org/a") == "https://example.org/a");
  CHECK(address_key("https://www.example.org/index.html") == "https://www.example.org/index.html");
  CHECK(address_key("file:a/b.html") == "file:a/b.html");
  CHECK(address_key("") == "");
}

TEST_CASE("a reference is resolved against its page") {
  struct Resolution {
    std::string base, reference, expected;
  };
  const std::string base = "https://example.org/a/b.html?q=1";
  const auto c = GENERATE_COPY(values<Resolution>({
      {base, "c.html", "https://example.org/a/c.html"},
      {base, "./c.html", "https://example.org/a/c.html"},
      {base, "../c", "https://example.org/c"},
      {base, "../../../c", "https://example.org/c"},
      {base, "/c", "https://example.org/c"},
      {base, "\\c", "https://example.org/c"},
      {base, "//cdn.example/c", "https://cdn.example/c"},
      {base, "http://other.example/", "http://other.example/"},
      {base, "https:c.html", "https://example.org/a/c.html"},
      {base, "http:c.example", "http://c.example/"},
      {base, "?p=2", "https://example.org/a/b.html?p=2"},
      {base, "#x", "https://example.org/a/b.html?q=1"},
      {base, "", "https://example.org/a/b.html?q=1"},
      {base, "#!/7", "https://example.org/a/b.html?q=1#!/7"},
      {base, " c d.html\n", "https://example.org/a/c%20d.html"},
      {base, "2021:05/x", "https://example.org/a/2021:05/x"},
      {base, "javascript:void(0)", ""},
      {base, "mailto:a@example.org", ""},
      {base, "tel:123", ""},
      {base, "data:,x", ""},
      {"file:a/b.html", "c.html", ""},
      {"file:a/b.html", "https://example.org/c", "https://example.org/c"},
      {"", "c.html", ""},
      {"https://example.org", "c", "https://example.org/c"},
      {"https://example.org:8080/a/", "c", "https://example.org:8080/a/c"},
      {"https://example.org/#!/x", "c", "https://example.org/c"},
  }));
  CAPTURE(c.base, c.reference);
  CHECK(resolve_address(c.base, c.reference).value_or("") == c.expected);
}

TEST_CASE("an address is split into its parts") {
  const auto parts = split_address("https://example.org:8080/a/b?c=d#!e");
  CHECK(parts.scheme == "https");
  CHECK(parts.host == "example.org");
  CHECK(parts.port == "8080");
  CHECK(parts.path == "/a/b");
  CHECK(parts.query == "c=d");
  CHECK(split_address("http://[2001:db8::1]:81/").host == "[2001:db8::1]");
  CHECK(split_address("http://[2001:db8::1]:81/").port == "81");
  CHECK(split_address("file:a/b").host.empty());
  CHECK(split_address("").path.empty());
}

TEST_CASE("a site is the registrable domain") {
  const auto [host, site] = GENERATE(table<std::string, std::string>({
      {"www.example.com", "example.com"},
      {"example.com", "example.com"},
      {"a.b.news.example.co.uk", "example.co.uk"},
      {"www.asahi.example.co.jp", "example.co.jp"},
      {"www.city.kawasaki.jp", "city.kawasaki.jp"},
      {"www.daily.example", "daily.example"},
      {"daily.example", "daily.example"},
      {"someone.blogspot.com", "someone.blogspot.com"},
      {"www.xn--mnchen-3ya.de", "xn--mnchen-3ya.de"},
      {"co.uk", "co.uk"},
      {"com", "com"},
      {"localhost", "localhost"},
      {"192.0.2.1", "192.0.2.1"},
      {"[2001:db8::1]", "[2001:db8::1]"},
      {"", ""},
  }));
  CAPTURE(host);
  CHECK(site_of_host(host) == site);
}

TEST_CASE("the site of an address is that of its host") {
  CHECK(site_of_address("https://www.example.co.uk:8080/a") == "example.co.uk");
  CHECK(site_of_address("file:a/b.html").empty());
}

TEST_CASE("a file's name is told from a host's") {
  const auto [text, expected] = GENERATE(table<std::string, bool>({
      {"www.example.com", true}, {"Example.ORG", true}, {"daily.example", true}, {"news.test", true}, {"192.0.2.1", true},
      {"m\u00fcnchen.de", true}, {"a-b.co.uk", true},
      {"index.html", false}, {"news", false}, {"localhost", false}, {"2025.05.04", false}, {"a.b.c.d", false}, {"1.2", false}, {"v1.2.3", false},
      {".com", false}, {"example.com.", false}, {"a b.com", false}, {"..", false}, {".", false}, {"", false}, {"style.css", false}, {"x.php", false},
  }));
  CAPTURE(text);
  CHECK(is_host_name(text) == expected);
}
