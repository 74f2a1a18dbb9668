// Extraction of all fields against libxml2's bare parse of the same pages: bytes to a tree, nothing looked at. Both alternate within one run, so
// that a busy machine slows both: "times_bare" is the figure (1: as long as the parse alone). Pages come from the folder that
// BACKFILE_BENCH_PAGES names (*.html, *.html.gz, any depth), else from the sample crawl, whose pages are far smaller than a news site's.
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <benchmark/benchmark.h>
#include <libxml/HTMLparser.h>

#include "indexer/crawl/charset.hpp"
#include "indexer/crawl/gzip.hpp"
#include "indexer/extract/extract.hpp"
#include "indexer/extract/html_document.hpp"

namespace {

using namespace backfile;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  constexpr std::uint64_t most = 64 << 20;
  auto inflated = inflate_layers(std::move(bytes), most);
  return std::holds_alternative<std::string>(inflated) ? std::get<std::string>(std::move(inflated)) : std::string();
}

const std::vector<std::string>& pages() {
  static const std::vector<std::string> all = [] {
    const char* named = std::getenv("BACKFILE_BENCH_PAGES");
    std::vector<std::string> pages;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(named ? named : BACKFILE_SOURCE_DIR "/corpus/mirror")) {
      const std::string name = entry.path().filename().string();
      if (name.ends_with(".html") || name.ends_with(".html.gz")) pages.push_back(bytes_of(entry.path()));
    }
    std::sort(pages.begin(), pages.end());
    return pages;
  }();
  return all;
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::size_t bare_parse(const std::string& bytes) {
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      htmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING),
      &xmlFreeDoc);
  return document ? 1 : 0;
}

std::size_t tree(const std::string& bytes) { return HtmlDocument::parse(decode_html(bytes, {}).text).size(); }

std::size_t everything(const std::string& bytes) {
  Page page;
  page.source = "page.html";
  page.address = "https://news.example/2024/05/04/page";
  page.address_from = AddressFrom::manifest;
  page.bytes = bytes;
  return extract(std::move(page), {}).article.body.size();
}

void against_bare_parse(benchmark::State& state, std::size_t (*stage)(const std::string&)) {
  double bare = 0, ours = 0;
  std::size_t count = 0, bytes = 0;
  for (const std::string& page : pages()) bytes += page.size(), benchmark::DoNotOptimize(stage(page));  // tables built on first use
  for (auto _ : state) {
    for (const std::string& page : pages()) {
      const double begin = cpu_seconds();
      benchmark::DoNotOptimize(bare_parse(page));
      const double middle = cpu_seconds();
      benchmark::DoNotOptimize(stage(page));
      ours += cpu_seconds() - middle;
      bare += middle - begin;
      ++count;
    }
  }
  state.counters["times_bare"] = bare > 0 ? ours / bare : 0;
  state.counters["pages/s"] = ours > 0 ? static_cast<double>(count) / ours : 0;
  state.counters["bare_pages/s"] = bare > 0 ? static_cast<double>(count) / bare : 0;
  state.counters["kB/page"] = pages().empty() ? 0 : static_cast<double>(bytes) / 1000 / static_cast<double>(pages().size());
}

BENCHMARK_CAPTURE(against_bare_parse, tree, tree)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(against_bare_parse, extract, everything)->Unit(benchmark::kMillisecond);

}  // namespace
