// WACZ files: WARC files in a zip, read where they lie.
#include "indexer/crawl/captured_bytes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/zip.hpp"
#include "tests/support/zstd.hpp"
#include "tests/unit/crawl/warc_fixture.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

const std::string a = page_record("a", "http://daily.example/a"), b = page_record("b", "http://daily.example/b"), c = page_record("c", "http://daily.example/c");

/// As browsertrix writes one.
ZipFiles wacz_files(const ZipFiles& archives) {
  ZipFiles files{{"datapackage.json", R"({"profile":"data-package","wacz_version":"1.1.1","resources":[]})"},
                 {"pages/pages.jsonl", "{\"format\":\"json-pages-1.0\",\"id\":\"pages\"}\n{\"url\":\"http://daily.example/a\",\"title\":\"a\"}\n"},
                 {"indexes/index.cdx.gz", gzipped("example,daily)/a 20240301102030 {}\n")},
                 {"logs/crawl.log", "started"}};
  for (const auto& [name, content] : archives) files.emplace_back("archive/" + name, content);
  return files;
}

std::vector<std::string> sources(const ReadWarc& read) {
  std::vector<std::string> out;
  for (const Input& input : read.inputs) out.push_back(input.source);
  return out;
}

/// Reads a WACZ, and every page again by its capture.
void require_found_again(const std::string& name, const std::string& content) {
  const TemporaryDirectory directory;
  const std::string path = directory.write(name, content);
  for (Input& input : read_warc(name, content).inputs) {
    if (input.kind != Input::Kind::page_bytes) continue;
    CAPTURE(input.source);
    const std::string source = path + input.source;
    const Capture capture{.source = source, .captured = {}, .path = source.substr(0, source.rfind('#')), .offset = input.offset, .length = input.length,
                          .digest = {}};
    auto payload = read_payload(input, 1 << 20);
    auto again = captured_bytes(capture, 1 << 20);
    REQUIRE(std::holds_alternative<std::string>(again));
    CHECK(std::get<std::string>(again) == std::get<std::string>(payload));
  }
}

struct Case {
  const char* name;
  std::string file;
  Outlines expected;
};

}  // namespace

TEST_CASE("the WARC files of a WACZ are read, in the order of their names") {
  const auto t = GENERATE(values<Case>({
      {"stored gzip", zipped(wacz_files({{"data-1.warc.gz", gzipped(b) + gzipped(c)}, {"data-0.warc.gz", gzipped(a)}})), {"a", "b", "c"}},
      {"deflated gzip", zipped(wacz_files({{"data.warc.gz", gzipped(a) + gzipped(b) + gzipped(c)}}), ZipMethod::deflated), {"a", "b", "c"}},
      {"stored plain", zipped(wacz_files({{"data.warc", a + b + c}})), {"a", "b", "c"}},
      {"deflated plain", zipped(wacz_files({{"data.warc", a + b + c}}), ZipMethod::deflated), {"a", "b", "c"}},
      {"zstd", zipped(wacz_files({{"data.warc.zst", zstd_frame(a) + zstd_frame(b)}})), {"a", "b"}},
      {"deflated zstd", zipped(wacz_files({{"data.warc.zst", zstd_frame(a) + zstd_frame(b)}}), ZipMethod::deflated), {"a", "b"}},
      {"a collection of WACZ files",
       zipped({{"datapackage.json", "{}"}, {"one.wacz", zipped(wacz_files({{"x.warc.gz", gzipped(a)}}))}, {"two.wacz", zipped(wacz_files({{"x.warc", b + c}}))}}),
       {"a", "b", "c"}},
      {"a WARC file at the top", zipped({{"data.warc.gz", gzipped(a)}}), {"a"}},
      {"an empty WARC file", zipped(wacz_files({{"0.warc.gz", ""}, {"1.warc.gz", gzipped(a)}})), {"a"}},
      {"names of every kind", zipped({{"../../etc/x.warc", a}, {"/tmp/y.warc", b}, {"z\xc3\xbc#1!/\n.warc", c}}), {"a", "b", "c"}},
      {"no WARC files", zipped({{"word/document.xml", "<?xml version='1.0'?>"}}), {"!not-html"}},
      {"nothing", zipped(wacz_files({})), {"!not-html"}},
  }));
  CAPTURE(t.name);
  auto read = read_warc("x.wacz", t.file);
  CHECK(outlines(read) == t.expected);
  auto under_another_name = read_warc("download", t.file);
  CHECK(outlines(under_another_name) == t.expected);
  require_found_again("x.wacz", t.file);
}

TEST_CASE("a record in a WACZ is named by the WACZ, the WARC file and its place in that") {
  const ZipFiles files = wacz_files({{"data.warc.gz", gzipped(a) + gzipped(b)}});
  auto read = read_warc("x.wacz", zipped(files));
  CHECK(sources(read) == std::vector<std::string>{"!/archive/data.warc.gz#0", "!/archive/data.warc.gz#" + std::to_string(gzipped(a).size())});
  REQUIRE(read.inputs.size() == 2);
  CHECK(read.inputs[1].path.ends_with("/x.wacz"));
  CHECK(read.inputs[1].is_record);
  CHECK(read.inputs[1].offset == gzipped(a).size());
  CHECK(read.inputs[1].length == gzipped(b).size());
  CHECK(read.inputs[1].address == "http://daily.example/b");
  auto nested = read_warc("x.wacz", zipped({{"one.wacz", zipped(files)}}));
  CHECK(nested.inputs.at(0).source == "!/one.wacz!/archive/data.warc.gz#0");
}

TEST_CASE("revisits in a WACZ find their originals in another of its files") {
  const std::string revisit = warc_record({.type = "revisit"}, "HTTP/1.1 304 Not Modified\r\n\r\n");
  auto read = read_warc("x.wacz", zipped(wacz_files({{"0.warc.gz", gzipped(a)}, {"1.warc.gz", gzipped(revisit)}})));
  CHECK(outlines(read) == Outlines{"a", "=!/archive/1.warc.gz#0"});
  CHECK(read.counts.by_kind["revisit"] == 1);
}

TEST_CASE("damage in a WACZ costs what it hits, and is told") {
  const std::string large = page_record(noise(20'000), "http://daily.example/large");
  const ZipFiles two = wacz_files({{"0.warc.gz", gzipped(a) + gzipped(large) + gzipped(b)}, {"1.warc.gz", gzipped(c)}});
  const std::string stored = zipped(two), deflated = zipped(two, ZipMethod::deflated);
  const std::string member = gzipped(large);
  const std::size_t in_large = stored.find(member) + member.size() / 2;
  const auto t = GENERATE_COPY(values<Case>({
      {"a byte in a stored WARC file", damaged_at(stored, in_large), {"a", "!damaged", "b", "c"}},
      {"the directory lost: records are still found", stored.substr(0, stored.size() - 300), {"!damaged", "!damaged", "a", "large", "b", "!damaged", "c", "!damaged"}},
      {"the end lost", stored.substr(0, in_large), {"!damaged", "!damaged", "a", "!damaged"}},
      {"nothing but its start", stored.substr(0, 60), {"!damaged", "!damaged"}},
      {"no zip at all", "no zip at all", {"!damaged", "!damaged"}},
      {"a second file of the same name",
       [&] {
         std::string twice = zipped(wacz_files({{"0.warc", a}, {"1.warc", b}}));
         for (std::size_t at = twice.find("archive/1.warc"); at != std::string::npos; at = twice.find("archive/1.warc", at)) twice[at + 8] = '0';
         return twice;
       }(),
       {"a", "!damaged"}},
      {"no WARC file under the name of one", zipped(wacz_files({{"0.warc.gz", "<html>"}, {"1.warc.gz", gzipped(a)}})), {"!damaged", "a"}},
      {"a zip in a zip in a zip", zipped({{"a.wacz", zipped({{"b.wacz", zipped({{"c.warc", a}})}})}}), {"!damaged"}},
      {"a zip deflated in a zip", zipped({{"a.wacz", zipped({{"c.warc", std::string(a) + a + a}})}}, ZipMethod::deflated), {"!damaged"}},
  }));
  CAPTURE(t.name);
  auto read = read_warc("x.wacz", t.file);
  auto found = outlines(read);
  for (std::string& title : found)
    if (title.size() > 40) title = "large";
  CHECK(found == t.expected);
  for (const Input& input : read.inputs) CHECK(input.is_record);
  require_found_again("x.wacz", t.file);
}

TEST_CASE("a zip that claims a directory beyond all bounds takes no memory") {
  std::string zip = zipped(wacz_files({{"0.warc", a}}));
  const std::size_t end = zip.rfind("PK\5\6");
  for (std::size_t i = 12; i < 16; ++i) zip[end + i] = '\x7f';
  auto read = read_warc("x.wacz", zip);
  REQUIRE(!read.inputs.empty());
  CHECK(read.inputs[0].failure.reason == Reason::too_large);
}

TEST_CASE("files that lie on one another in a zip are read once") {
  // All entries of the directory lead to the same bytes, as in a zip bomb.
  ZipFiles files;
  for (int i = 0; i < 50; ++i) files.emplace_back("f" + std::to_string(100 + i) + ".warc", i == 0 ? std::string(20, '\n') + a + a + a : "\n");
  std::string zip = zipped(files);
  const std::size_t directory = zip.find("PK\1\2");
  const std::string first = zip.substr(directory, 46);
  std::size_t next = directory;
  for (int i = 0; i < 50; ++i) {
    // Everything but the name and its length: sizes, checksum, place of the local header.
    zip.replace(next + 10, 18, first.substr(10, 18));
    zip.replace(next + 42, 4, first.substr(42, 4));
    next = zip.find("PK\1\2", next + 4);
    if (next == std::string::npos) break;
  }
  auto read = read_warc("x.wacz", zip);
  CHECK(outlines(read).size() < 50 + 3 * 20);
  CHECK(read.inputs.back().kind == Input::Kind::failure);
}

TEST_CASE("a deflated WARC file is unpacked again within bounds only") {
  std::string records;
  for (int i = 0; i < 300; ++i) records += gzipped(a).substr(0, 60) + "x";
  records += gzipped(b);
  auto read = read_warc("x.wacz", zipped(wacz_files({{"0.warc.gz", records}}), ZipMethod::deflated));
  auto found = outlines(read);
  CHECK(found.back() == "b");
}
