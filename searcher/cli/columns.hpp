// The columns of the machine forms, by name: one table says what each holds, and every form writes it in its own way.
// The order within the table is the order of json's hits; each form has its own default selection (docs/output.md).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <backfile/results.hpp>
#include <backfile/searcher.hpp>

namespace backfile::cli {

/// One line of output: a hit, its query's id in a batch (else empty), and the stored article where a column asks for it.
struct Row {
  std::string_view query_id;
  const Hit& hit;
  const StoredArticle* article = nullptr;
};

using List = std::vector<std::string>;
/// Nothing, text, a whole number, a score, a list, or a snippet or copies, which the forms lay out differently.
using Value = std::variant<std::monostate, std::string, std::uint64_t, double, List, Snippet, Copies, std::vector<Span>>;

struct Column {
  std::string_view name;
  bool stored;  // needs Row::article
  Value (*value)(const Row&);
};

[[nodiscard]] std::span<const Column> columns();
[[nodiscard]] const Column* find_column(std::string_view name);
/// "rank, score, ...", for messages.
[[nodiscard]] std::string column_names();

using Columns = std::vector<const Column*>;
/// Those named, each of which find_column knows.
[[nodiscard]] Columns columns_of(std::span<const std::string> names);
/// The article as the archive stores it: the fields and order of the articles' JSON lines.
[[nodiscard]] Columns article_columns();
/// The same with what the archive knows besides: --show.
[[nodiscard]] Columns shown_columns();
/// A hit of the json form.
[[nodiscard]] Columns hit_columns();
/// What a spreadsheet wants.
[[nodiscard]] Columns table_columns();

/// The stored article as the hit that it would be, for the columns that look at hits.
[[nodiscard]] Hit hit_of(const StoredArticle& article);

[[nodiscard]] bool needs_article(const Columns& columns);
[[nodiscard]] bool needs_captures(const Columns& columns);
[[nodiscard]] bool needs_snippet(const Columns& columns);

}  // namespace backfile::cli
