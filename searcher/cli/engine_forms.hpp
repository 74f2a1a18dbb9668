// What search engines for clusters want of an archive, where one machine no longer does: articles as lines of their bulk formats, how these
// are to be indexed, and a question by which to see that all of them arrived. Strings only; export_articles.* walks the archive.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "searcher/cli/columns.hpp"

namespace backfile::cli {

enum class Engine { opensearch, quickwit };

/// The request body that makes an index for the lines of append_engine_article().
[[nodiscard]] std::string_view engine_index(Engine engine);

/// One article: the fields of our own JSON lines, `month` (as far as known: "2024-03", "1851") and `instant` (the earliest it can have appeared,
/// UTC), both absent when undated. OpenSearch has a line with the document's name in front; it is a function of address and text, so that loading twice changes nothing.
void append_engine_article(std::string& out, Engine engine, const Row& row);

/// What was exported, by the field `month`.
struct MonthCounts {
  std::uint64_t total = 0, undated = 0;
  std::map<std::string, std::uint64_t> months;

  void add(const StoredArticle& article);
};

/// One object on a line: `request` to the engine's _search, and what its answer must say: `expected`: `total`, `undated`, `months` as buckets
/// (`key`, `doc_count`) in the order of their keys.
[[nodiscard]] std::string engine_check(Engine engine, const MonthCounts& counts);

}  // namespace backfile::cli
