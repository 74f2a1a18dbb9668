#include "searcher/cli/export_articles.hpp"

#include <cstdint>
#include <functional>
#include <string>

#include "searcher/cli/columns.hpp"
#include "searcher/cli/engine_forms.hpp"
#include "searcher/cli/render.hpp"

namespace backfile::cli {

namespace {

enum class Part { lines, index, check };

/// jsonl has no engine and but one part.
struct Form {
  Engine engine = Engine::opensearch;
  Part part = Part::lines;
};

Form form_of(Exporting exporting) {
  switch (exporting) {
    case Exporting::opensearch_index: return {Engine::opensearch, Part::index};
    case Exporting::opensearch_check: return {Engine::opensearch, Part::check};
    case Exporting::quickwit: return {Engine::quickwit, Part::lines};
    case Exporting::quickwit_index: return {Engine::quickwit, Part::index};
    case Exporting::quickwit_check: return {Engine::quickwit, Part::check};
    default: return {};
  }
}

using Take = std::function<void(const Hit&, const StoredArticle&)>;

/// Calls `take` for every article in its turn. Returns how many.
std::uint64_t for_each_article(Searcher& searcher, const Query& query, const Options& options, const Take& take) {
  SearchOptions search = options.search;
  search.snippet_bytes = 0;
  search.copies = CopyHandling::show;
  const std::uint64_t most = options.has_limit ? options.search.limit : UINT64_MAX;
  std::uint64_t taken = 0;
  const auto pass = [&](auto belongs) {
    searcher.for_each(query, search, [&](const Hit& hit, const StoredArticle& article) {
      if (taken == most) return false;
      if (!belongs(article)) return true;
      take(hit, article);
      return ++taken < most;
    });
  };
  if (search.versions == VersionChoice::latest) {
    pass([](const StoredArticle&) { return true; });
    return taken;
  }
  pass([](const StoredArticle& article) { return article.superseded; });
  pass([](const StoredArticle& article) { return !article.superseded; });
  return taken;
}

}  // namespace

bool exports_articles(Exporting form) { return form != Exporting::nothing && form != Exporting::warc && form != Exporting::cdxj; }

ExitCode export_articles(Searcher& searcher, const Query& query, const Options& options, Output& out) {
  const Form form = form_of(options.exporting);
  if (form.part == Part::index) {
    out.write(engine_index(form.engine));
    return ExitCode::hits;
  }
  if (form.part == Part::check) {
    MonthCounts counts;
    for_each_article(searcher, query, options, [&](const Hit&, const StoredArticle& article) { counts.add(article); });
    out.write(engine_check(form.engine, counts));
    return counts.total ? ExitCode::hits : ExitCode::none;
  }
  const auto own_lines = make_json_lines(article_columns());
  std::string text;
  const std::uint64_t taken = for_each_article(searcher, query, options, [&](const Hit& hit, const StoredArticle& article) {
    text.clear();
    if (options.exporting == Exporting::jsonl)
      own_lines->line(text, {{}, hit, &article});
    else
      append_engine_article(text, form.engine, {{}, hit, &article});
    out.write(text);
  });
  return taken ? ExitCode::hits : ExitCode::none;
}

}  // namespace backfile::cli
