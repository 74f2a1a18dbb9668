// backfile-index, stopped by signals and killed: it ends soon, loses nothing that it had saved, and the next run goes on from there.
// No test depends on when a signal arrives: each waits for a file that tells how far the program is, and where that leaves two
// endings possible, both are right.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/archive_contents.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gzip.hpp"
#include "tests/support/sanitizer.hpp"

using namespace std::chrono_literals;
using backfile::test::contents_at;
using backfile::test::contents_of;
using backfile::test::documents_of;
using backfile::test::Finished;
using backfile::test::gzipped;
using backfile::test::index;
using backfile::test::lines_in;
using backfile::test::page;
using backfile::test::Running;
using backfile::test::skipped_by_thread_sanitizer;
using backfile::test::TemporaryDirectory;

namespace {

constexpr std::string_view film_head =
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/film\r\nContent-Length: 900000000000\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n";

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// Gzip members of 16 MB each, too many to inflate before a signal comes.
std::string gzip_without_end(char byte) { return repeated(gzipped(std::string(1 << 24, byte)), 3000); }

/// A pipe that gives what is written to it and never ends.
class SilentPipe {
 public:
  explicit SilentPipe(const std::string& path) : path_(path) {
    if (::mkfifo(path.c_str(), 0600) != 0) throw std::runtime_error("mkfifo");
    fd_ = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  }
  ~SilentPipe() { ::close(fd_); }
  SilentPipe(const SilentPipe&) = delete;
  SilentPipe& operator=(const SilentPipe&) = delete;

  void give(const std::string& text) const { REQUIRE(::write(fd_, text.data(), text.size()) == static_cast<ssize_t>(text.size())); }
  [[nodiscard]] int bytes_held() const {
    int held = 0;
    REQUIRE(::ioctl(fd_, FIONREAD, &held) == 0);
    return held;
  }
  [[nodiscard]] int capacity() const { return ::fcntl(fd_, F_GETPIPE_SZ); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  int fd_ = -1;
};

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

template <typename Condition>
void wait_until(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + 60s;
  while (!condition() && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(1ms);
  REQUIRE(condition());
}

void wait_for(const std::string& path) {
  CAPTURE(path);
  wait_until([&] { return std::filesystem::exists(path); });
}

/// Xapian's compaction loses what it holds when an interrupt is thrown through it, right before the program ends: no leak to report
/// where these tests are built with sanitizers.
Running start(const TemporaryDirectory& folder, std::vector<std::string> arguments, const std::string& input_file = "/dev/null",
              const std::string& output_file = "") {
  return Running({.program = "backfile-index", .arguments = std::move(arguments), .input_file = input_file, .folder = folder.path(),
                  .environment = {{"ASAN_OPTIONS", "detect_leaks=0"}}, .output_file = output_file, .timeout = 30s});
}

Xapian::doccount documents_in(const std::string& archive) { return Xapian::Database(archive).get_doccount(); }

/// Pages of one site; some come again with another text.
void write_crawl(const TemporaryDirectory& folder, const std::string& crawl, int pages, const std::string& text) {
  for (int i = 0; i < pages; ++i)
    folder.write(crawl + "/news.example/" + std::to_string(i) + ".html", page("Page " + std::to_string(i), text + " of page " + std::to_string(i) + "."));
}

}  // namespace

TEST_CASE("a signal ends a run that would read for ever") {
  struct Case {
    std::string name, crawl;
    int signal;
  };
  const auto c = GENERATE(values<Case>({
      {"a list of NULs", "-", SIGINT},
      {"a list that falls silent", "-", SIGTERM},
      {"a WARC file that is one heap of damage", "zeros.warc", SIGHUP},
      {"a film in a compressed WARC file", "film.warc.gz", SIGINT},
      {"empty JSON lines", "empty.jsonl.gz", SIGTERM},
      {"a JSON line without end", "long.jsonl.gz", SIGHUP},
      {"a manifest of zeros", "", SIGINT},
  }));
  CAPTURE(c.name);
  const TemporaryDirectory folder;
  const SilentPipe silent(folder / "silent");
  folder.write("zeros.tsv", "");
  folder.write("zeros.warc", "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n");
  for (const char* zeros : {"zeros.tsv", "zeros.warc"}) std::filesystem::resize_file(folder / zeros, std::uintmax_t{1} << 40);
  if (c.crawl == "film.warc.gz") folder.write(c.crawl, gzipped(film_head) + gzip_without_end('\0'));
  if (c.crawl == "empty.jsonl.gz") folder.write(c.crawl, gzipped("\n") + gzip_without_end('\n'));
  if (c.crawl == "long.jsonl.gz") folder.write(c.crawl, gzipped("{\"title\": \"x") + gzip_without_end('x'));
  std::vector<std::string> arguments{"archive", c.crawl};
  if (c.crawl.empty()) arguments = {"archive", "--manifest", "zeros.tsv", "."};
  Running run = start(folder, arguments, c.name == "a list of NULs" ? "/dev/zero" : silent.path());
  wait_for(folder / "archive.lock");
  run.send(c.signal);
  const Finished finished = run.finish();
  CAPTURE(finished.err);
  CHECK_FALSE(finished.timed_out);
  CHECK(finished.exit_code == 3);
  CHECK(finished.err.find("interrupted") != std::string::npos);
}

TEST_CASE("what was read before a signal is saved, a first build's and a later run's") {
  const TemporaryDirectory folder;
  folder.write("a.html", page("Alpha", "Text of alpha."));
  folder.write("b.html", page("Beta", "Text of beta."));
  const bool later = GENERATE(false, true);
  CAPTURE(later);
  if (later) REQUIRE(index(folder, {"archive", "b.html"}).exit_code == 0);
  const SilentPipe list(folder / "list");
  list.give("a.html\n");
  {
    // A later run shows nothing before its commit: one after each document.
    Running run = start(folder, {"archive", "--batch", "1", "--threads", "1", "-"}, list.path());
    const auto changed = [&] { return later ? documents_in(folder / "archive") == 2 : std::filesystem::exists(folder / "archive.building/shard-000001"); };
    wait_until(changed);
    run.send(SIGINT);
    CHECK(run.finish().exit_code == 3);
  }
  const Finished again = index(folder, {"archive", "a.html", "b.html"});
  CHECK(again.exit_code == 0);
  CHECK(again.err.find(later ? "2 files unchanged" : "1 files unchanged") != std::string::npos);
}

TEST_CASE("a hangup that nohup ignores stays ignored") {
  const TemporaryDirectory folder;
  write_crawl(folder, "crawl", 2, "Text");
  const SilentPipe list(folder / "list");
  list.give("crawl/news.example/0.html\n");
  const std::string script = "trap '' HUP; exec " BACKFILE_BIN_DIR "/backfile-index archive --batch 1 --threads 1 -";
  Running run({.program = "/bin/sh", .arguments = {"-c", script}, .input_file = list.path(), .folder = folder.path()});
  const auto shards = [&] { return lines_in(content_of(folder / "archive.building/journal")); };  // and a head line
  wait_until([&] { return shards() == 2; });
  run.send(SIGHUP);
  list.give("crawl/news.example/1.html\n");
  wait_until([&] { return shards() == 3; });
  run.send(SIGTERM);
  CHECK(run.finish().exit_code == 3);
}

TEST_CASE("what cannot look at a signal is ended all the same") {
  if (skipped_by_thread_sanitizer("it delivers no signal to a thread that waits inside fwrite")) return;
  const TemporaryDirectory folder;
  write_crawl(folder, "crawl", 60, std::string(2000, 'x'));
  const SilentPipe nobody_reads(folder / "pipe");
  Running run = start(folder, {"--extract-only", "crawl"}, "/dev/null", nobody_reads.path());
  wait_until([&] { return nobody_reads.bytes_held() == nobody_reads.capacity(); });
  run.send(SIGTERM);
  const Finished finished = run.finish();
  CHECK(finished.exit_code == 3);
  CHECK(finished.err.find("interrupted") != std::string::npos);
}

TEST_CASE("shards in the journal survive a kill, and what they hold is not read again") {
  const TemporaryDirectory folder;
  write_crawl(folder, "crawl", 3, "Text");
  const SilentPipe list(folder / "list");
  list.give("crawl/news.example/0.html\ncrawl/news.example/1.html\n");
  {
    Running run = start(folder, {"archive", "--batch", "1", "--threads", "1", "-"}, list.path());
    wait_until([&] { return lines_in(content_of(folder / "archive.building/journal")) == 3; });
    run.send(SIGKILL);
    CHECK(run.finish().signal == SIGKILL);
  }
  CHECK_FALSE(std::filesystem::exists(folder / "archive"));
  const Finished again = index(folder, {"archive", "crawl"});
  CHECK(again.exit_code == 0);
  CHECK(again.err.find("1 pages, articles 1 new") != std::string::npos);
  CHECK(again.err.find("2 files unchanged") != std::string::npos);
  REQUIRE(index(folder, {"straight", "crawl"}).exit_code == 0);
  CHECK(contents_of(folder / "archive") == contents_of(folder / "straight"));
}

TEST_CASE("a first build that is killed or interrupted again and again comes to the same archive") {
  const TemporaryDirectory folder;
  write_crawl(folder, "crawl", 150, "Text");
  folder.write("crawl/lines.jsonl", R"({"url": "https://news.example/line", "title": "A line", "body": "Kept."})");
  const auto build = [](const std::string& archive) { return std::vector<std::string>{archive, "--batch", "1", "crawl"}; };  // small shards, merged on the way
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(index(folder, build("straight")).exit_code == 0);
  const auto whole = std::chrono::steady_clock::now() - begin;
  const int signal = GENERATE(SIGKILL, SIGINT);
  CAPTURE(signal);
  constexpr int stops = 6;
  for (int stop = 0; stop < stops; ++stop) {
    Running run = start(folder, build("archive"));
    if (signal == SIGINT) wait_until([&] { return std::filesystem::exists(folder / "archive.lock") || run.has_ended(); });
    std::this_thread::sleep_for(whole * stop / stops);
    run.send(signal);
    const Finished finished = run.finish();
    CAPTURE(stop, finished.err);
    CHECK((finished.signal == signal || finished.exit_code == 0 || finished.exit_code == 3));
    if (std::filesystem::exists(folder / "archive")) CHECK(contents_of(folder / "archive") == contents_of(folder / "straight"));
  }
  CHECK(index(folder, build("archive")).exit_code == 0);
  CHECK(contents_of(folder / "archive") == contents_of(folder / "straight"));
  CHECK_FALSE(std::filesystem::exists(folder / "archive.building"));
}

TEST_CASE("a signal in the last compaction costs no reading") {
  const TemporaryDirectory folder;
  write_crawl(folder, "crawl", 60, "Text");
  folder.write("crawl/lines.jsonl", R"({"url": "https://news.example/line", "title": "A line", "body": "Kept."})");
  folder.write("crawl/pages.warc", "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n");
  Running run = start(folder, {"archive", "crawl"});
  wait_until([&] { return std::filesystem::exists(folder / "archive.building/archive") || run.has_ended(); });
  run.send(SIGTERM);
  const Finished finished = run.finish();
  CAPTURE(finished.err);
  CHECK((finished.exit_code == 3 || finished.exit_code == 0));
  CHECK(std::filesystem::exists(folder / "archive") == (finished.exit_code == 0));
  const Finished again = index(folder, {"archive", "crawl"});
  CHECK(again.exit_code == 0);
  CHECK(again.err.find("0 pages, articles 0 new, 0 updated, 0 unchanged, 62 files unchanged") != std::string::npos);
}

TEST_CASE("a prune that is interrupted drops all that vanished, or nothing") {
  const TemporaryDirectory folder;
  write_crawl(folder, "crawl", 200, "Text");
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  const auto before = contents_of(folder / "archive");
  for (int i = 0; i < 10; ++i) std::filesystem::remove(folder / ("crawl/news.example/" + std::to_string(i) + ".html"));
  REQUIRE(index(folder, {"pruned", "crawl"}).exit_code == 0);
  const auto after = documents_of(folder / "pruned");
  Running run = start(folder, {"archive", "--prune", "crawl"});
  wait_until([&] { return std::filesystem::exists(folder / "archive.lock") || run.has_ended(); });
  run.send(SIGINT);
  const Finished finished = run.finish();
  CAPTURE(finished.err);
  if (finished.exit_code == 3) CHECK(contents_of(folder / "archive") == before);
  if (finished.exit_code != 3) CHECK(documents_of(folder / "archive") == after);
  CHECK(index(folder, {"archive", "--prune", "crawl"}).exit_code == 0);
  CHECK(documents_of(folder / "archive") == after);
}

TEST_CASE("a rewrite that is killed or interrupted anywhere leaves the archive as it was or whole, and can be done again") {
  const TemporaryDirectory folder;
  write_crawl(folder, "old", 120, "First text");
  write_crawl(folder, "new", 60, "Second text");
  REQUIRE(index(folder, {"archive", "old"}).exit_code == 0);
  REQUIRE(index(folder, {"archive", "new"}).exit_code == 0);
  const auto before = contents_of(folder / "archive");
  REQUIRE(before.size() > 400);
  struct Case {
    std::vector<std::string> arguments;
    std::string made;  // empty: the archive is written over
  };
  const auto c = GENERATE(values<Case>({
      {{"--rebuild", "archive"}, ""},
      {{"--compact", "archive"}, ""},
      {{"--merge", "joined", "archive"}, "joined"},
      {{"--split", "7", "archive", "parts"}, "parts"},
  }));
  const bool is_killed = GENERATE(true, false);
  CAPTURE(c.arguments, is_killed);
  const std::string written = folder / (c.made.empty() ? "archive" : c.made);
  // As long as it takes undisturbed, in equal parts.
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(index(folder, c.arguments).exit_code == 0);
  const auto whole = std::chrono::steady_clock::now() - begin;
  const auto result = contents_at(written);
  if (c.made != "parts") CHECK(result == before);
  constexpr int stops = 12;
  for (int stop = 0; stop < stops; ++stop) {
    const int signal = is_killed ? SIGKILL : std::array{SIGINT, SIGTERM, SIGHUP}[static_cast<std::size_t>(stop) % 3];
    if (!c.made.empty()) std::filesystem::remove_all(written);
    Running run = start(folder, c.arguments);
    // Before it watches signals, an interrupt would be a kill.
    if (!is_killed) wait_until([&] { return std::filesystem::exists(written + ".lock") || run.has_ended(); });
    std::this_thread::sleep_for(whole * stop / stops);
    run.send(signal);
    const Finished finished = run.finish();
    CAPTURE(stop, signal, finished.err);
    if (is_killed) CHECK((finished.signal == SIGKILL || finished.exit_code == 0));
    if (!is_killed) CHECK((finished.exit_code == 3 || finished.exit_code == 0));
    CHECK(contents_of(folder / "archive") == before);
    if (std::filesystem::exists(written)) CHECK(contents_at(written) == result);
    if (!c.made.empty() && finished.exit_code >= 0) CHECK(std::filesystem::exists(written) == (finished.exit_code == 0));
    if (finished.err.find("as it was") != std::string::npos || finished.err.find("nothing was made") != std::string::npos)
      CHECK_FALSE(std::filesystem::exists(written + ".building"));
  }
  if (!c.made.empty()) std::filesystem::remove_all(written);
  CHECK(index(folder, c.arguments).exit_code == 0);
  CHECK(contents_at(written) == result);
  CHECK_FALSE(std::filesystem::exists(written + ".building"));
}

TEST_CASE("a removal that is killed or interrupted takes all of its articles, or none") {
  const TemporaryDirectory folder;
  write_crawl(folder, "crawl", 120, "Text");
  REQUIRE(index(folder, {"whole", "crawl"}).exit_code == 0);
  std::string list;
  for (int i = 0; i < 60; ++i) list += "http://news.example/" + std::to_string(i) + ".html\n";
  folder.write("list", list);
  const std::vector<std::string> arguments{"--remove-list", "list", "archive"};
  const auto put_back = [&] {
    std::filesystem::remove_all(folder / "archive");
    std::filesystem::copy(folder / "whole", folder / "archive");
  };
  put_back();
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(index(folder, arguments).exit_code == 0);
  const auto whole = std::chrono::steady_clock::now() - begin;
  const auto before = documents_of(folder / "whole"), after = documents_of(folder / "archive");
  REQUIRE(after.size() == 60);
  constexpr int stops = 16;
  for (int stop = 0; stop < stops; ++stop) {
    const int signal = std::array{SIGKILL, SIGINT, SIGTERM, SIGHUP}[static_cast<std::size_t>(stop) % 4];
    put_back();
    Running run = start(folder, arguments);
    if (signal != SIGKILL) wait_until([&] { return std::filesystem::exists(folder / "archive.lock") || run.has_ended(); });
    std::this_thread::sleep_for(whole * stop / stops);
    run.send(signal);
    const Finished finished = run.finish();
    CAPTURE(stop, signal, finished.err);
    CHECK((finished.signal == SIGKILL || finished.exit_code == 0 || finished.exit_code == 3));
    const auto found = documents_of(folder / "archive");
    if (finished.exit_code == 3) CHECK(found == before);
    if (finished.exit_code == 0) CHECK(found == after);
    if (finished.signal == SIGKILL) CHECK((found == before || found == after));
    CHECK(index(folder, arguments).exit_code == 0);
    CHECK(documents_of(folder / "archive") == after);
  }
}

TEST_CASE("what a killed rewrite left is cleared away by the next run") {
  const TemporaryDirectory folder;
  write_crawl(folder, "crawl", 2, "Text");
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  folder.write("archive.building/archive/postlist.glass", "half");
  CHECK(index(folder, {"archive", "crawl"}).exit_code == 0);
  CHECK_FALSE(std::filesystem::exists(folder / "archive.building"));
}
