// The walk, the lists, the manifest and JSON lines, on real files in a fresh directory.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <backfile/error.hpp>
#include <filesystem>
#include <fstream>

#include "indexer/crawl/file_finder.hpp"
#include "indexer/crawl/page_source.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gzip.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;
using test::gzipped;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view page_text = "<!doctype html><title>t</title>";

std::vector<Input> read_all(CrawlOptions options) {
  const auto source = open_crawl(std::move(options));
  std::vector<Input> inputs;
  while (auto input = source->next()) inputs.push_back(std::move(*input));
  for (std::size_t i = 0; i < inputs.size(); ++i) CHECK(inputs[i].order == i);
  return inputs;
}

std::vector<Input> read_crawl(const std::string& crawl) { return read_all({.crawls = {crawl}, .manifest = {}, .unchanged = {}, .on_skipped = {}}); }

/// "source", with "!reason" behind failures; below `root`.
std::vector<std::string> described(const std::vector<Input>& inputs, const std::string& root) {
  std::vector<std::string> out;
  for (const Input& input : inputs) {
    std::string text = input.source.starts_with(root + "/") ? input.source.substr(root.size() + 1) : input.source;
    if (input.kind == Input::Kind::failure) text += "!" + std::string(reason_name(input.failure.reason));
    out.push_back(std::move(text));
  }
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a directory is walked depth first, names in byte order") {
  const test::TemporaryDirectory crawl;
  for (const char* name : {"b.html", "a/z.html", "a/B.html", "a/b/c.html", "a.html", "Z.html", "\xc3\xa9.html", ".hidden/x.html", "a-b.html"})
    crawl.write(name, std::string(page_text));
  const auto inputs = read_crawl(crawl.path());
  CHECK(described(inputs, crawl.path()) ==
        Names{".hidden/x.html", "Z.html", "a/B.html", "a/b/c.html", "a/z.html", "a-b.html", "a.html", "b.html", "\xc3\xa9.html"});
  CHECK(inputs.front().relative_path == ".hidden/x.html");
  CHECK(inputs.front().stamp.size == page_text.size());
  CHECK(inputs.front().stamp.modified_ns > 0);
}

TEST_CASE("the source is the crawl as given joined with what lies below") {
  const test::TemporaryDirectory crawl;
  crawl.write("a/b.html", std::string(page_text));
  CHECK(read_crawl(crawl / "a/").front().source == crawl / "a/b.html");
  CHECK(read_crawl(crawl / "a").front().source == crawl / "a/b.html");
  CHECK(read_crawl(crawl / "a/b.html").front().source == crawl / "a/b.html");
}

TEST_CASE("what is no page is named with its reason and costs no other page") {
  const test::TemporaryDirectory crawl;
  crawl.write("a.html", std::string(page_text));
  crawl.write("b.png", "\x89PNG\r\n\x1a\n");
  crawl.write("c/d.html", std::string(page_text));
  REQUIRE(mkfifo((crawl / "fifo").c_str(), 0600) == 0);
  fs::create_symlink("nowhere", crawl / "dangling.html");
  fs::create_symlink("c/d.html", crawl / "link.html");
  fs::create_symlink("..", crawl / "c/up");
  fs::create_symlink("c", crawl / "other");
  CHECK(described(read_crawl(crawl.path()), crawl.path()) ==
        Names{"a.html", "b.png", "c/d.html", "c/up!not-html", "dangling.html!unreadable", "fifo!not-html", "link.html", "other!not-html"});
}

TEST_CASE("an unreadable directory is named and the walk goes on") {
  if (geteuid() == 0) return;  // root reads everything
  const test::TemporaryDirectory crawl;
  crawl.write("a/x.html", std::string(page_text));
  crawl.write("b.html", std::string(page_text));
  fs::permissions(crawl / "a", fs::perms::none);
  const auto inputs = read_crawl(crawl.path());
  fs::permissions(crawl / "a", fs::perms::owner_all);
  CHECK(described(inputs, crawl.path()) == Names{"a!unreadable", "b.html"});
  CHECK(inputs.front().failure.detail.find("Permission denied") != std::string::npos);
}

TEST_CASE("a link out of the crawl is followed once") {
  const test::TemporaryDirectory crawl, elsewhere;
  elsewhere.write("x.html", std::string(page_text));
  fs::create_directory_symlink(elsewhere.path(), elsewhere / "self");
  fs::create_directory_symlink(elsewhere.path(), crawl / "one");
  fs::create_directory_symlink(elsewhere.path(), crawl / "two");
  CHECK(described(read_crawl(crawl.path()), crawl.path()) == Names{"one/self!not-html", "one/x.html", "two!not-html"});
}

TEST_CASE("paths longer than the system's limit are read") {
  const test::TemporaryDirectory crawl;
  const std::string name(200, 'd');
  int at = open(crawl.path().c_str(), O_RDONLY | O_DIRECTORY);
  for (int depth = 0; depth < 100; ++depth) {  // 20,000 bytes of path, more directories than the walk keeps open
    REQUIRE(mkdirat(at, name.c_str(), 0700) == 0);
    const int below = openat(at, name.c_str(), O_RDONLY | O_DIRECTORY);
    const int file = openat(at, "z.html", O_CREAT | O_WRONLY, 0600);
    REQUIRE(write(file, page_text.data(), page_text.size()) == static_cast<ssize_t>(page_text.size()));
    close(file);
    close(at);
    at = below;
  }
  close(at);
  auto inputs = read_crawl(crawl.path());
  REQUIRE(inputs.size() == 100);
  CHECK(inputs.front().relative_path.size() > 19'000);
  CHECK(inputs.back().relative_path == "z.html");
  for (Input& input : inputs) {
    const auto page = load_page(input, 1 << 20);
    REQUIRE(std::holds_alternative<Page>(page));
  }
}

TEST_CASE("a hole of a terabyte is passed in one step, and what lies behind it is read") {
  const auto [name, first, last] = GENERATE(table<std::string, std::string, std::string>(
      {{"a.jsonl", R"({"title":"first","body":"b"})" "\n", "\n" R"({"title":"last","body":"b"})" "\n"},
       {"a.warc", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 0\r\n\r\n\r\n\r\n"}}));
  CAPTURE(name);
  constexpr std::uint64_t hole = 1ull << 40;
  const test::TemporaryDirectory crawl;
  const std::string path = crawl.write(name, first);
  fs::resize_file(path, hole);
  std::ofstream(path, std::ios::app | std::ios::binary) << last;
  CrawlOptions options;
  options.crawls = {path};
  options.max_line_bytes = 1 << 20;
  const auto inputs = read_all(std::move(options));
  REQUIRE(inputs.size() == 3);
  CHECK(inputs[1].kind == Input::Kind::failure);
  CHECK(inputs[2].offset == hole + (name == "a.jsonl" ? 1 : 0));
}

TEST_CASE("a missing crawl is an error alone and a failure among others") {
  const test::TemporaryDirectory crawl;
  crawl.write("a.html", std::string(page_text));
  try {
    (void)read_crawl(crawl / "missing");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == Errc::not_found);
    CHECK(std::string(error.what()).find("missing") != std::string::npos);
  }
  const auto inputs = read_all({.crawls = {crawl / "missing", crawl.path()}, .manifest = {}, .unchanged = {}, .on_skipped = {}});
  CHECK(described(inputs, crawl.path()) == Names{"missing!unreadable", "a.html"});
}

TEST_CASE("what is unchanged is not opened") {
  const test::TemporaryDirectory crawl;
  crawl.write("a.html", std::string(page_text));
  crawl.write("b.jsonl", "{\"title\":\"t\"}\n");
  crawl.write("c.html", std::string(page_text));
  Names asked, skipped;
  const auto inputs = read_all({.crawls = {crawl.path()}, .manifest = {},
                                .unchanged = [&](const std::string& source, const FileStamp&) {
                                  asked.push_back(source);
                                  return source.ends_with("a.html") ? std::nullopt : std::optional(FileOutcome::used);
                                },
                                .on_skipped = [&](const std::string& source) { skipped.push_back(source); }});
  CHECK(described(inputs, crawl.path()) == Names{"a.html"});
  CHECK(asked == Names{crawl / "a.html", crawl / "b.jsonl", crawl / "c.html"});
  CHECK(skipped == Names{crawl / "b.jsonl", crawl / "c.html"});
}

TEST_CASE("JSON lines are named by the place of their line") {
  const std::string lines = "\xef\xbb\xbf{\"title\":\"a\"}\r\n\n  \n{\"title\":\"b\"}\n{\"title\":\"" + std::string(300'000, 'x') + "\"}\n{\"title\":\"end\"}";
  const test::TemporaryDirectory crawl;
  const auto file = GENERATE(values<std::string>({"a.jsonl", "a.jsonl.gz", "a.gz"}));
  CAPTURE(file);
  crawl.write(file, file.ends_with(".gz") ? gzipped(lines) : lines);
  auto inputs = read_all({.crawls = {crawl.path()}, .manifest = {}, .max_line_bytes = 1000, .unchanged = {}, .on_skipped = {}});
  if (file == "a.gz") {  // a title alone does not make strange lines articles
    CHECK(inputs.size() == 1);
    return;
  }
  CHECK(described(inputs, crawl.path()) == Names{file + "#3", file + "#22", file + "#36!too-large", file + "#300049"});
  CHECK(inputs[0].bytes == "{\"title\":\"a\"}");
  CHECK(inputs[1].line == 4);
  CHECK(inputs[2].bytes.empty());
  CHECK(inputs[3].bytes == "{\"title\":\"end\"}");
  CHECK(inputs[3].path == crawl / file);
}

TEST_CASE("damage in a container keeps the lines before it") {
  const test::TemporaryDirectory crawl;
  std::string lines;
  for (int i = 0; i < 20'000; ++i) lines += "{\"title\":\"" + std::to_string(i * 7919 % 10007) + "\"}\n";
  const std::string bytes = gzipped(lines);
  crawl.write("a.jsonl.gz", bytes.substr(0, bytes.size() / 2));
  const auto inputs = read_crawl(crawl.path());
  REQUIRE(inputs.size() > 100);
  CHECK(inputs.front().kind == Input::Kind::article_line);
  CHECK(inputs.back().failure.reason == Reason::damaged);
  CHECK(inputs.back().source == crawl / "a.jsonl.gz");
}

TEST_CASE("a list of paths names files and directories") {
  const test::TemporaryDirectory crawl;
  crawl.write("m/www.daily.example/a.html", std::string(page_text));
  crawl.write("d/x.html", std::string(page_text));
  const auto [separator, end] = GENERATE(table<std::string, std::string>({{"\n", "\n"}, {"\r\n", ""}, {std::string(1, '\0'), ""}}));
  const std::string list = crawl / "m/www.daily.example/a.html" + separator + crawl / "missing.html" + separator + separator + crawl / "d" + end;
  const int file = open(crawl.write("list", list).c_str(), O_RDONLY);
  const auto finder = read_path_list(file);
  Names found;
  while (auto next = finder->next()) found.push_back(next->source.substr(crawl.path().size() + 1) + (next->failure ? "!" : ""));
  close(file);
  CHECK(found == Names{"m/www.daily.example/a.html", "missing.html!", "d/x.html"});
}

TEST_CASE("a mirror's path gives the address where the manifest does not") {
  const test::TemporaryDirectory crawl;
  crawl.write("www.daily.example/a.html", std::string(page_text));
  crawl.write("www.daily.example/b.html", std::string(page_text));
  crawl.write("c.html", std::string(page_text));
  const test::TemporaryDirectory beside;
  const std::string manifest = beside.write("m.tsv",
      "\xef\xbb\xbf" "extra\tCONTENT_TYPE\tpath\turl\tcaptured\r\n"
      "x\tText/HTML; charset=\"Shift_JIS\"\twww.daily.example/b.html\thttps://daily.example/B#x\t20250504090600\r\n"
      "\ttext/html\t" + (crawl / "c.html") + "\t\t2024-01\n"
      "no path\n"
      "\n"
      "x\t\twww.daily.example/a.html\tftp://x/\tyesterday\n");
  auto inputs = read_all({.crawls = {crawl.path()}, .manifest = manifest, .unchanged = {}, .on_skipped = {}});
  REQUIRE(described(inputs, crawl.path()) ==
          Names{manifest + ":4!damaged", manifest + ":6!damaged", "c.html", "www.daily.example/a.html", "www.daily.example/b.html"});
  CHECK(inputs[2].address.empty());
  CHECK(inputs[2].captured->precision == Precision::month);
  CHECK(inputs[3].address == "https://www.daily.example/a.html");
  CHECK(inputs[3].address_from == AddressFrom::mirror_path);
  CHECK_FALSE(inputs[3].captured);
  CHECK(inputs[4].address == "https://daily.example/B");
  CHECK(inputs[4].address_from == AddressFrom::manifest);
  CHECK(inputs[4].media_type == "text/html");
  CHECK(inputs[4].charset == "Shift_JIS");
  CHECK(to_string(*inputs[4].captured) == "2025-05-04T09:06:00+00:00");
}

TEST_CASE("manifest rows that no page was found for are counted") {
  const test::TemporaryDirectory crawl, beside;
  crawl.write("a.html", std::string(page_text));
  const std::string manifest = beside.write("m.tsv", "path\turl\na.html\thttps://daily.example/a\nb.html\thttps://daily.example/b\nelsewhere/a.html\thttps://daily.example/c\n");
  CrawlOptions options;
  options.crawls = {crawl.path()};
  options.manifest = manifest;
  const auto source = open_crawl(std::move(options));
  while (source->next()) continue;
  CHECK(source->unused_manifest_rows() == 2);
}

TEST_CASE("a manifest without a header or a path column is a mistake of usage") {
  const test::TemporaryDirectory crawl;
  const auto content = GENERATE(values<std::string>({"", "\n", "url\tcaptured\n", "a.html\thttps://daily.example/\n"}));
  const std::string manifest = crawl.write("m.tsv", content);
  CHECK_THROWS_AS(read_all({.crawls = {crawl.path()}, .manifest = manifest, .unchanged = {}, .on_skipped = {}}), Error);
  CHECK_THROWS_AS(read_all({.crawls = {crawl.path()}, .manifest = crawl / "none", .unchanged = {}, .on_skipped = {}}), Error);
}

TEST_CASE("a page is loaded with what its input knows") {
  const test::TemporaryDirectory crawl;
  crawl.write("a/plain.html", std::string(page_text));
  crawl.write("a/zipped.html.gz", gzipped(page_text));
  crawl.write("b/twice.html.gz", gzipped(gzipped(page_text)));
  crawl.write("c/httrack.html", "<!-- Mirrored from www.daily.example/x by HTTrack -->" + std::string(page_text));
  auto inputs = read_crawl(crawl.path());
  REQUIRE(inputs.size() == 4);
  Names addresses;
  for (Input& input : inputs) {
    auto page = load_page(input, 1000);
    REQUIRE(std::holds_alternative<Page>(page));
    CHECK(std::get<Page>(page).bytes.ends_with(page_text));
    CHECK(std::get<Page>(page).source == input.source);
    addresses.push_back(std::get<Page>(page).address);
  }
  CHECK(addresses == Names{"file:a/plain.html", "file:a/zipped.html.gz", "file:b/twice.html.gz", "https://www.daily.example/x"});
}

TEST_CASE("a page that cannot be loaded says why") {
  const test::TemporaryDirectory crawl;
  const auto [name, content, expected] = GENERATE_COPY(table<std::string, std::string, std::string>({
      {"empty.html", "", "empty: no bytes"},
      {"blank.html", " \n ", "empty: nothing but white space"},
      {"empty.html.gz", gzipped(""), "empty: no bytes"},
      {"large.html", "<html>" + std::string(2000, 'x'), "too-large: over the limit of 1000 bytes"},
      {"bomb.html.gz", gzipped("<html>" + std::string(200'000, 'x')), "too-large: gzip: over the limit of 1000 bytes when inflated"},
      {"cut.html.gz", gzipped(page_text).substr(0, 20), "damaged: gzip: unexpected end of data after"},
      {"text.html", "no markup", "not-html: text without the markup of a page"},
      {"a.pdf", "%PDF-1.5", "not-html: PDF"},
      {"lines.html.gz", gzipped("{\"title\":\"t\",\"body\":\"b\"}\n"), "not-html: JSON lines under the name of a page"},
      {"a.zip", "PK\x03\x04", "not-html: a zip file without WARC files in it"},
  }));
  crawl.write(name, content);
  auto inputs = read_crawl(crawl.path());
  REQUIRE(inputs.size() == 1);
  const auto page = load_page(inputs.front(), 1000);
  REQUIRE(std::holds_alternative<Reject>(page));
  const auto& reject = std::get<Reject>(page);
  CHECK((std::string(reason_name(reject.reason)) + ": " + reject.detail).substr(0, expected.size()) == expected);
}

TEST_CASE("a page that went away is unreadable") {
  const test::TemporaryDirectory crawl;
  crawl.write("a.html", std::string(page_text));
  auto inputs = read_crawl(crawl.path());
  fs::remove(crawl / "a.html");
  const auto page = load_page(inputs.front(), 1000);
  REQUIRE(std::holds_alternative<Reject>(page));
  CHECK(std::get<Reject>(page).reason == Reason::unreadable);
}
