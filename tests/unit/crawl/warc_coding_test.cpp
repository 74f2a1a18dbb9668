// Bodies of HTTP messages: heads, chunks and content codings, true and false.
#include "indexer/crawl/content_coding.hpp"
#include "indexer/crawl/http_message.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gzip.hpp"
#include "tests/support/zstd.hpp"

using namespace backfile;
using namespace backfile::test;
using namespace std::string_literals;

namespace {

const std::string page = "<!doctype html><title>rain</title><p>" + std::string(500, 'x') + "</p>";

std::string deflated(std::string_view text, int window_bits) {
  z_stream z{};
  REQUIRE(deflateInit2(&z, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string input(text), out(deflateBound(&z, static_cast<uLong>(text.size())) + 64, '\0');
  z.next_in = reinterpret_cast<Bytef*>(input.data());
  z.avail_in = static_cast<uInt>(input.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

/// A brotli stream of uncompressed meta-blocks (RFC 7932 section 9.2), so that no encoder is needed: a window of 16 bits, one block of
/// `text` (1 to 65536 bytes), an empty last block.
std::string brotli_stored(std::string_view text) {
  std::string out;
  const auto length = static_cast<std::uint32_t>(text.size() - 1);
  // Bits from the lowest: WBITS 0 (16), ISLAST 0, MNIBBLES 00 (4), MLEN-1 in 16 bits, ISUNCOMPRESSED 1.
  const std::uint32_t bits = length << 4 | 1u << 20;
  for (int i = 0; i < 3; ++i) out += static_cast<char>(bits >> (8 * i));
  out += text;
  return out + '\x03';  // ISLAST, ISLASTEMPTY
}

std::string chunked(std::string_view text, std::size_t size, const std::string& behind_size = "\r\n") {
  std::string out;
  constexpr std::string_view digits = "0123456789abcdef";
  for (std::size_t at = 0; at < text.size(); at += size) {
    const std::string_view part = text.substr(at, size);
    std::string hex;
    for (std::size_t n = part.size(); n != 0; n /= 16) hex.insert(hex.begin(), digits[n % 16]);
    out += hex + behind_size + std::string(part) + "\r\n";
  }
  return out + "0\r\n\r\n";
}

std::string decoded(std::string body, const std::vector<Coding>& codings, Ending ending = Ending::whole, std::uint64_t limit = 100'000) {
  auto result = undo_codings(std::move(body), codings, limit, ending);
  if (const auto* reject = std::get_if<Reject>(&result)) return "!" + std::string(reason_name(reject->reason));
  return std::get<std::string>(result);
}

struct Case {
  const char* name;
  std::string body;
  std::vector<Coding> codings;
  std::string expected;
};

}  // namespace

TEST_CASE("codings are undone, and labels that lie are overlooked") {
  const auto c = GENERATE_COPY(values<Case>({
      {"none", page, {}, page},
      {"gzip", gzipped(page), {Coding::gzip}, page},
      {"gzip in two members", gzipped(page.substr(0, 9)) + gzipped(page.substr(9)), {Coding::gzip}, page},
      {"deflate as the standard has it", deflated(page, 15), {Coding::deflate}, page},
      {"deflate without the zlib head", deflated(page, -15), {Coding::deflate}, page},
      {"brotli", brotli_stored(page), {Coding::brotli}, page},
      {"gzip twice", gzipped(gzipped(page)), {Coding::gzip, Coding::gzip}, page},
      {"gzip in brotli", brotli_stored(gzipped(page)), {Coding::brotli, Coding::gzip}, page},
      {"zstd", zstd_frame(page), {Coding::zstd}, page},
      {"zstd in two frames, and one to skip", zstd_frame(page.substr(0, 9)) + skippable_frame("x", 3) + zstd_frame(page.substr(9)), {Coding::zstd}, page},
      {"zstd called gzip", zstd_frame(page), {Coding::gzip}, page},
      {"gzip called zstd", gzipped(page), {Coding::zstd}, page},
      {"decoded by the crawler, zstd on the label", page, {Coding::zstd}, page},
      {"neither zstd nor markup under the label of zstd", "plain", {Coding::zstd}, "plain"},
      {"zstd that is cut", zstd_frame(page).substr(0, 30), {Coding::zstd}, "!damaged"},
      {"zstd of a dictionary that nobody has", zstd_frame(page, trained_dictionary(std::vector<std::string>(200, page))), {Coding::zstd}, "!damaged"},
      {"a zstd bomb", zstd_frame(std::string(300'000, 'x')), {Coding::zstd}, "!too-large"},
      {"chunks of gzip", chunked(gzipped(page), 7), {Coding::chunked, Coding::gzip}, page},
      {"decoded by the crawler, gzip on the label", page, {Coding::gzip}, page},
      {"decoded by the crawler, brotli on the label", page, {Coding::brotli}, page},
      {"decoded by the crawler, deflate on the label", " \n" + page, {Coding::deflate}, " \n" + page},
      {"decoded by the crawler, chunks on the label", page, {Coding::chunked}, page},
      {"gzip called deflate", gzipped(page), {Coding::deflate}, page},
      {"neither gzip nor markup under the label of gzip", "plain", {Coding::gzip}, "plain"},
      {"empty", "", {Coding::gzip, Coding::brotli}, ""},
      {"gzip that is cut", gzipped(page).substr(0, 60), {Coding::gzip}, "!damaged"},
      {"brotli that is cut", brotli_stored(page).substr(0, 60), {Coding::brotli}, "!damaged"},
      {"no brotli", "\xff\xff\xff\xff\xff plain", {Coding::brotli}, "!damaged"},
      {"a bomb", gzipped(std::string(300'000, 'x')), {Coding::gzip}, "!too-large"},
      {"a brotli bomb", brotli_stored(std::string(60'000, 'x')) + "", {Coding::brotli}, std::string(60'000, 'x')},
  }));
  CAPTURE(c.name);
  CHECK(decoded(c.body, c.codings) == c.expected);
}

TEST_CASE("chunks are joined as far as they are true") {
  const auto c = GENERATE_COPY(values<Case>({
      {"one chunk", chunked(page, 10'000), {}, page},
      {"small chunks", chunked(page, 3), {}, page},
      {"extensions and spaces", chunked(page, 100, " ;a=b\r\n"), {}, page},
      {"line feeds alone", "3\nabc3\ndef0\n\n", {}, "abcdef"},
      {"trailers", "3\r\nabc\r\n0\r\nX: y\r\n\r\n", {}, "abc"},
      {"no last chunk", "3\r\nabc\r\n", {}, "abc"},
      {"a chunk that says more than there is", "3\r\nabc\r\nff\r\nde", {}, "abcde"},
      {"a chunk of 2^60 bytes", "1000000000000000\r\nabc", {}, "abc"},
      {"a chunk beyond 64 bits", "fffffffffffffffffffffffff\r\nabc", {}, "abc"},
      {"nonsense behind a chunk", "3\r\nabc\r\nxyz\r\n", {}, "abc"},
      {"no chunks at all", "xyz", {}, "xyz"},
      {"nothing but a size", "5", {}, "5"},
  }));
  CAPTURE(c.name);
  CHECK(decoded(c.body, {Coding::chunked}) == c.expected);
}

TEST_CASE("of a body that the crawler cut, what is there counts") {
  CHECK(page.starts_with(decoded(gzipped(page).substr(0, 50), {Coding::gzip}, Ending::cut)));
  CHECK_FALSE(decoded(gzipped(page).substr(0, 70), {Coding::gzip}, Ending::cut).empty());
  CHECK(page.starts_with(decoded(brotli_stored(page).substr(0, 100), {Coding::brotli}, Ending::cut)));
}

TEST_CASE("HTTP heads are read leniently") {
  struct Head {
    const char* name;
    std::string message;
    int status;
    std::string media_type, charset;
    std::vector<Coding> codings;
    std::string body;
  };
  const auto c = GENERATE_COPY(values<Head>({
      {"as it should be", "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; Charset=\"UTF-8\"\r\n\r\nbody", 200, "text/html", "UTF-8", {}, "body"},
      {"HTTP/2 without a reason", "HTTP/2 404\r\n\r\nbody", 404, "", "", {}, "body"},
      {"lower case and spaces", "http/1.0   301\r\ncontent-type:text/html\r\n\r\n", 301, "text/html", "", {}, ""},
      {"line feeds alone", "HTTP/1.1 200 OK\nContent-Type: text/html\n\nbody", 200, "text/html", "", {}, "body"},
      {"mixed line ends", "HTTP/1.1 200 OK\r\nContent-Type: text/html\n\r\nbody", 200, "text/html", "", {}, "body"},
      {"folded", "HTTP/1.1 200 OK\r\nContent-Type:\r\n text/html;\r\n\tcharset=x\r\n\r\nbody", 200, "text/html", "x", {}, "body"},
      {"lines that are no fields", "HTTP/1.1 200 OK\r\nnonsense\r\n: x\r\nContent-Type: text/html\r\n\r\nbody", 200, "text/html", "", {}, "body"},
      {"no empty line", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", 200, "text/html", "", {}, ""},
      {"no status", "HTTP/1.1\r\nContent-Type: text/html\r\n\r\nbody", 0, "text/html", "", {}, "body"},
      {"codings in order", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, br\r\nContent-Encoding: ZSTD\r\nTransfer-Encoding: Chunked\r\n\r\n", 200, "", "",
       {Coding::chunked, Coding::zstd, Coding::brotli, Coding::gzip}, ""},
      {"unknown codings", "HTTP/1.1 200 OK\r\nContent-Encoding: identity, compress, x-gzip\r\n\r\n", 200, "", "", {Coding::gzip}, ""},
      {"several types", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Type: text/html\r\nContent-Type:\r\n\r\n", 200, "text/html", "", {}, ""},
  }));
  CAPTURE(c.name);
  const auto head = parse_http_head(c.message);
  REQUIRE(head);
  CHECK(head->status == c.status);
  CHECK(head->media_type == c.media_type);
  CHECK(head->charset == c.charset);
  CHECK(head->codings == c.codings);
  CHECK(c.message.substr(head->body_begin) == c.body);
}

TEST_CASE("what does not begin with a status line is no HTTP message") {
  CHECK_FALSE(parse_http_head(""));
  CHECK_FALSE(parse_http_head("<!doctype html>"));
  CHECK_FALSE(parse_http_head("HTTP"));
}
