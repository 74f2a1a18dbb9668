// What the snippets of ten hits cost, records already read: those of BACKFILE_BENCH_ARCHIVE, ten at a time, each time for the words
// of the first one's title, or else its first words. Cold: as a program that answers once, stems have yet to be made. Warm: as a server's thread.
#include <cstdlib>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <backfile/query.hpp>

#include "common/record.hpp"
#include "common/text.hpp"
#include "searcher/src/query_compile.hpp"
#include "searcher/src/snippet.hpp"

namespace {

using namespace backfile;

constexpr std::size_t hits = 10, max_pages = 100, snippet_bytes = 280, opening_bytes = 60;

struct ShownPage {
  std::vector<Article> articles;
  Highlights highlights;
};

std::vector<ShownPage> read_pages(const std::string& archive) {
  const Xapian::Database database(archive);
  CompileContext context;
  context.database = &database;
  context.languages = {"en", "fr"};
  std::vector<ShownPage> pages;
  for (Xapian::docid number = 1; number + hits <= database.get_lastdocid() && pages.size() < max_pages; number += hits) {
    ShownPage page;
    for (Xapian::docid i = number; i < number + hits; ++i) page.articles.push_back(decode_record(database.get_document(i).get_data()));
    const Article& first = page.articles.front();
    const std::string words(first.title.empty() ? cut_utf8(first.body, opening_bytes) : first.title);
    page.highlights = compile(Query::parse(words, Syntax::words, Match::any), context).highlights;
    pages.push_back(std::move(page));
  }
  return pages;
}

void show_pages(benchmark::State& state, bool warm) {
  const char* archive = std::getenv("BACKFILE_BENCH_ARCHIVE");
  if (!archive) return state.SkipWithError("BACKFILE_BENCH_ARCHIVE names an archive of at least ten articles");
  const std::vector<ShownPage> pages = read_pages(archive);
  if (pages.empty()) return state.SkipWithError("too few articles");
  Stemmers kept;
  std::size_t next = 0, bytes = 0;
  for (auto _ : state) {
    const ShownPage& page = pages[next++ % pages.size()];
    Stemmers fresh;
    SnippetMaker maker(page.highlights, warm ? kept : fresh);
    for (const Article& article : page.articles) bytes += maker.show(article, snippet_bytes).snippet.text.size();
  }
  benchmark::DoNotOptimize(bytes);
}

}  // namespace

BENCHMARK_CAPTURE(show_pages, cold, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(show_pages, warm, true)->Unit(benchmark::kMillisecond);
