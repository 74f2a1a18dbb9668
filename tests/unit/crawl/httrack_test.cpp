// A mirror as HTTrack leaves it, of a server of our own on this machine.
#include <iostream>
#include <map>

#include "indexer/crawl/page_source.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/crawl/local_server.hpp"

using namespace backfile;
using namespace backfile::test;

namespace {

/// Addresses of the pages that a crawl holds, with when they were captured.
std::map<std::string, std::string> captured_pages(const std::string& crawl) {
  CrawlOptions options;
  options.crawls = {crawl};
  const auto source = open_crawl(std::move(options));
  std::map<std::string, std::string> pages;
  while (auto input = source->next()) {
    if (input->kind == Input::Kind::failure) continue;
    const auto page = load_page(*input, 1 << 20);
    if (const auto* loaded = std::get_if<Page>(&page)) pages[loaded->address] = loaded->captured ? to_string(*loaded->captured) : "";
  }
  return pages;
}

}  // namespace

TEST_CASE("a mirror by HTTrack has the addresses that were mirrored, whatever its files are called") {
  const std::string httrack = program("httrack"), python = program("python3");
  if (httrack.empty() || python.empty()) {
    std::cout << "skipped: " << (httrack.empty() ? "httrack" : "python3") << " is not installed\n";
    return;
  }
  const LocalServer server(python, local_site);
  REQUIRE_FALSE(server.port.empty());
  const TemporaryDirectory folder;
  const std::string site = "127.0.0.1:" + server.port + "/";
  const Finished finished = run({.program = httrack,
                                 .arguments = {"http://" + site, "-O", folder / "mirror", "--quiet", "--robots=0", "--retries=0",
                                               "--disable-security-limits", "--max-rate=0"},
                                 .folder = folder.path()});
  CAPTURE(finished.out, finished.err);
  REQUIRE(finished.exit_code == 0);
  const auto pages = captured_pages(folder / "mirror");
  for (const char* path : {"plain", "zipped", "chunked", "story?id=3", "2024/", "long"}) {
    CAPTURE(path);
    const auto found = pages.find("https://" + site + path);
    REQUIRE(found != pages.end());
    CHECK(found->second.starts_with("20"));
  }
}
