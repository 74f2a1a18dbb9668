// backfile-index --remove, --remove-list, --restore and --removed, run as a user would: what was taken down is gone, and stays out.
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/archive_contents.hpp"
#include "tests/support/catch.hpp"

using backfile::test::contents_of;
using backfile::test::documents_of;
using backfile::test::Finished;
using backfile::test::hits;
using backfile::test::index;
using backfile::test::metadata_of;
using backfile::test::page;
using backfile::test::run;
using backfile::test::TemporaryDirectory;

namespace {

constexpr const char* alpha = "https://news.example/alpha";
constexpr const char* beta = "https://news.example/beta";

std::string line(const std::string& url, const std::string& body) {
  return nlohmann::json{{"url", url}, {"title", "About it"}, {"body", body}}.dump() + "\n";
}

std::string record(const std::string& type, const std::string& url, const std::string& date, const std::string& payload, const std::string& more = "") {
  const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + payload;
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url + "\r\nWARC-Date: " + date + "\r\n" + more +
         "Content-Type: application/http; msgtype=response\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

bool tells(const Finished& finished, const std::string& what) { return finished.err.find(what) != std::string::npos; }

std::string removed_list(const TemporaryDirectory& folder, const std::string& archive = "archive") {
  return index(folder, {"--removed", archive}).out;
}

/// Looks into raw deflate streams too, wherever one may begin: Xapian packs records so.
bool bytes_hold(const std::string& bytes, const std::string& word) {
  if (bytes.find(word) != std::string::npos) return true;
  std::string out(1 << 16, '\0');
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    z_stream z{};
    if (inflateInit2(&z, -15) != Z_OK) throw std::runtime_error("zlib");
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + at));
    z.avail_in = static_cast<uInt>(bytes.size() - at);
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    inflate(&z, Z_SYNC_FLUSH);
    const std::string_view text(out.data(), z.total_out);
    inflateEnd(&z);
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool any_file_holds(const std::string& archive, const std::string& word) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(archive)) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (bytes_hold(bytes, word)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a removed article goes with its versions and captures, and leaves nothing but the word that it is to stay out") {
  const TemporaryDirectory folder;
  folder.write("crawl/1.jsonl", line(alpha, "First text.") + line(beta, "Other text."));
  folder.write("crawl/2.jsonl", line(alpha, "Second text."));
  folder.write("without/1.jsonl", line(beta, "Other text."));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  REQUIRE(documents_of(folder / "archive").size() == 3);
  const Finished removed = index(folder, {"--remove", "http://news.example/alpha?utm_source=feed", "archive"});
  CAPTURE(removed.err);
  CHECK(removed.exit_code == 0);
  CHECK(tells(removed, "removed 1 articles (2 versions, 2 captures), 0 unknown addresses"));
  CHECK(hits(folder, "text") == std::string(beta) + "\n");
  CHECK(run({.program = "backfile-search", .arguments = {"archive", "--versions", "all", "--count", "--", "url:" + std::string(alpha)}, .folder = folder.path()})
            .exit_code == 1);
  CHECK(metadata_of(folder / "archive", "cap/").size() == 1);
  CHECK(metadata_of(folder / "archive", "gone/").size() == 1);
  CHECK(removed_list(folder) == std::string(alpha) + "\n");
  std::size_t naming = 0;
  for (const std::string& entry : metadata_of(folder / "archive", "")) naming += entry.find("alpha") != std::string::npos;
  CHECK(naming == 1);
}

TEST_CASE("what was removed stays out, however a crawl brings it, and is counted each time it is read") {
  struct Case {
    std::string name, file, content;
  };
  const std::string text = "Text of alpha, which nobody else has.";
  const auto c = GENERATE_COPY(values<Case>({
      {"at its own address", "later/news.example/alpha", page("Alpha", text)},
      {"at another address that names it canonical", "later/news.example/amp/alpha.html", page("Alpha", text, alpha)},
      {"with another text", "later/news.example/alpha", page("Alpha anew", "An altogether different text than before.")},
      {"as a JSON line", "later/lines.jsonl", line(alpha, text)},
      {"in a WARC file", "later/a.warc", record("response", alpha, "2024-05-01T00:00:00Z", page("Alpha", text))},
      {"as a capture again", "later/b.warc", record("revisit", alpha, "2024-06-01T00:00:00Z", "")},
  }));
  CAPTURE(c.name);
  const TemporaryDirectory folder;
  folder.write("crawl/a.warc", record("response", alpha, "2024-03-01T00:00:00Z", page("Alpha", text)) +
                                   record("response", beta, "2024-03-01T00:00:00Z", page("Beta", "Text of beta.")));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  REQUIRE(documents_of(folder / "archive").size() == 2);
  REQUIRE(index(folder, {"archive", "--remove", alpha}).exit_code == 0);
  folder.write(c.file, c.content);
  const Finished again = index(folder, {"archive", "crawl", "later", "--report", "report.jsonl"});
  CAPTURE(again.err);
  CHECK(again.exit_code == 0);
  CHECK(tells(again, "2 rejected (2 removed)"));
  CHECK(hits(folder, "text") == std::string(beta) + "\n");
  CHECK(tells(index(folder, {"archive", "crawl", "later"}), "2 files unchanged, 0 rejected"));

  const std::string rewrite = GENERATE(as<std::string>(), "--rebuild", "--compact");
  REQUIRE(index(folder, {rewrite, "archive"}).exit_code == 0);
  CHECK(tells(index(folder, {"archive", "crawl", "later", "--report", "report.jsonl"}), "2 rejected (2 removed)"));
  CHECK(hits(folder, "text") == std::string(beta) + "\n");
}

TEST_CASE("a page whose article was removed under its canonical address stays out with its revisits") {
  const TemporaryDirectory folder;
  const std::string copy = "https://news.example/amp/alpha";
  folder.write("crawl/a.warc", record("response", copy, "2024-03-01T00:00:00Z", page("Alpha", "Text of alpha.", alpha), "WARC-Payload-Digest: sha1:AAAA\r\n"));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  REQUIRE(hits(folder, "text") == std::string(alpha) + "\n");
  REQUIRE(index(folder, {"archive", "--remove", alpha}).exit_code == 0);
  folder.write("later/b.warc", record("revisit", copy, "2024-04-01T00:00:00Z", "", "WARC-Payload-Digest: sha1:AAAA\r\n"));
  CHECK(tells(index(folder, {"archive", "later"}), "1 rejected (1 removed)"));
  REQUIRE(index(folder, {"archive", "--restore", alpha}).exit_code == 0);
  CHECK(index(folder, {"archive", "crawl", "later"}).exit_code == 0);
  CHECK(hits(folder, "text") == std::string(alpha) + "\n");
}

TEST_CASE("an unknown address is reported and barred all the same") {
  const TemporaryDirectory folder;
  folder.write("crawl/1.jsonl", line(beta, "Other text."));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  const Finished unknown = index(folder, {"archive", "--remove", alpha, "--remove", beta, "--remove", "no address"});
  CHECK(unknown.exit_code == 1);
  CHECK(tells(unknown, std::string(alpha) + ": no article has this address"));
  CHECK(tells(unknown, "no address: is no address"));
  CHECK(removed_list(folder) == std::string(alpha) + "\n" + beta + "\n");
  CHECK(index(folder, {"archive", "--remove", alpha}).exit_code == 0);
  folder.write("crawl/2.jsonl", line(alpha, "First text."));
  CHECK(tells(index(folder, {"archive", "crawl"}), "2 rejected (2 removed)"));
}

TEST_CASE("a list of addresses is removed, from a file or standard input") {
  const TemporaryDirectory folder;
  folder.write("crawl/1.jsonl", line(alpha, "Text.") + line(beta, "Text.") + R"({"id": "17", "title": "By name", "body": "Text."})" + "\n");
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  const std::string list = std::string("# taken down in May\n\n  ") + alpha + "\r\nid:17\n";
  if (GENERATE(false, true)) {
    folder.write("list", list);
    CHECK(index(folder, {"archive", "--remove-list", "list", "--remove", beta}).exit_code == 0);
  } else {
    CHECK(index(folder, {"archive", "--remove-list", "-", "--remove", beta}, list).exit_code == 0);
  }
  CHECK(removed_list(folder) == std::string(alpha) + "\n" + beta + "\nid:17\n");
  CHECK(documents_of(folder / "archive").empty());
  CHECK(index(folder, {"archive", "--remove-list", "absent"}).exit_code == 2);
}

TEST_CASE("a removal that is taken back lets the article in with the next run, and nothing tells that it was ever away") {
  const TemporaryDirectory folder;
  folder.write("crawl/news.example/alpha", page("Alpha", "Text of alpha."));
  folder.write("crawl/news.example/amp.html", page("Alpha", "Text of alpha.", alpha));
  folder.write("crawl/lines.jsonl", line(alpha, "A text of another kind.") + line(beta, "Text of beta."));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  const auto before = documents_of(folder / "archive");
  REQUIRE(before.size() == 3);
  REQUIRE(index(folder, {"archive", "--remove", alpha}).exit_code == 0);
  const bool read_meanwhile = GENERATE(false, true);
  if (read_meanwhile) CHECK(tells(index(folder, {"archive", "crawl"}), "3 rejected (3 removed)"));
  CHECK(index(folder, {"archive", "--restore", "http://news.example/alpha"}).exit_code == 0);
  CHECK(removed_list(folder).empty());
  CHECK(index(folder, {"archive", "--restore", alpha}).exit_code == 1);
  CHECK(index(folder, {"archive", "crawl"}).exit_code == 0);
  CHECK(documents_of(folder / "archive") == before);
}

TEST_CASE("a take-down of one archive holds for all that it is joined with") {
  const TemporaryDirectory folder;
  folder.write("one/1.jsonl", line(alpha, "First text.") + line(beta, "Other text."));
  folder.write("two/2.jsonl", line(alpha, "Second text."));
  REQUIRE(index(folder, {"first", "one"}).exit_code == 0);
  REQUIRE(index(folder, {"second", "two"}).exit_code == 0);
  REQUIRE(index(folder, {"second", "--remove", alpha}).exit_code == 0);
  const auto order = GENERATE(values<std::pair<std::string, std::string>>({{"first", "second"}, {"second", "first"}}));
  const Finished merged = index(folder, {"--merge", "archive", order.first, order.second});
  CHECK(merged.exit_code == 0);
  CHECK(tells(merged, "1 removed"));
  CHECK(hits(folder, "text") == std::string(beta) + "\n");
  CHECK(removed_list(folder) == std::string(alpha) + "\n");
  CHECK(metadata_of(folder / "archive", "cap/").size() == 1);
  CHECK_FALSE(any_file_holds(folder / "archive", "First"));
  CHECK(tells(index(folder, {"archive", "one", "two"}), "2 rejected (2 removed)"));
}

TEST_CASE("compaction takes a removed text off the disk") {
  const TemporaryDirectory folder;
  folder.write("crawl/1.jsonl", line(alpha, "The xyzzyword was spoken here.") + line(beta, "Other text."));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  REQUIRE(any_file_holds(folder / "archive", "xyzzyword was spoken"));
  REQUIRE(index(folder, {"archive", "--remove", alpha}).exit_code == 0);
  REQUIRE(index(folder, {"archive", "--compact"}).exit_code == 0);
  CHECK_FALSE(any_file_holds(folder / "archive", "xyzzy"));
  CHECK(any_file_holds(folder / "archive", "Other text"));
}
