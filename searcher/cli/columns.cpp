#include "searcher/cli/columns.hpp"

#include <algorithm>
#include <array>

namespace backfile::cli {

namespace {

Value text(const std::string& value) { return value.empty() ? Value{} : Value{value}; }
Value list(const List& values) { return values.empty() ? Value{} : Value{values}; }
Value date(const std::optional<PartialDate>& value) { return value ? Value{to_string(*value)} : Value{}; }

Value number(const std::optional<std::uint64_t>& value) { return value ? Value{*value} : Value{}; }

/// The one that the record was taken from.
const Capture* own_capture(const Hit& hit) {
  const auto found = std::ranges::find(hit.captures, hit.source, &Capture::source);
  return found == hit.captures.end() ? nullptr : &*found;
}

constexpr std::array table{
    Column{"query", false, [](const Row& r) { return text(std::string(r.query_id)); }},
    Column{"rank", false, [](const Row& r) { return Value{r.hit.rank}; }},
    Column{"score", false, [](const Row& r) { return Value{r.hit.score}; }},
    Column{"id", false, [](const Row& r) { return text(r.hit.id); }},
    Column{"title", false, [](const Row& r) { return text(r.hit.title); }},
    Column{"title_highlights", false,
           [](const Row& r) { return r.hit.title_highlights.empty() ? Value{} : Value{r.hit.title_highlights}; }},
    Column{"url", false, [](const Row& r) { return text(r.hit.url); }},
    Column{"site", false, [](const Row& r) { return text(r.hit.site); }},
    Column{"publisher", false, [](const Row& r) { return text(r.hit.publisher); }},
    Column{"section", false, [](const Row& r) { return text(r.hit.section); }},
    Column{"authors", false, [](const Row& r) { return list(r.hit.authors); }},
    Column{"published", false, [](const Row& r) { return date(r.hit.published); }},
    Column{"language", false, [](const Row& r) { return text(r.hit.language); }},
    Column{"snippet", false, [](const Row& r) { return r.hit.snippet.text.empty() ? Value{} : Value{r.hit.snippet}; }},
    Column{"copies", false, [](const Row& r) { return r.hit.copies.count == 0 ? Value{} : Value{r.hit.copies}; }},
    Column{"original", false, [](const Row& r) { return text(r.hit.original); }},
    Column{"versions", false, [](const Row& r) { return Value{r.hit.versions}; }},
    Column{"source", false, [](const Row& r) { return text(r.hit.source); }},
    Column{"captured", false, [](const Row& r) { return text(r.hit.captured); }},
    Column{"path", false, [](const Row& r) { const Capture* own = own_capture(r.hit); return own ? text(own->path) : Value{}; }},
    Column{"offset", false, [](const Row& r) { const Capture* own = own_capture(r.hit); return own ? number(own->offset) : Value{}; }},
    Column{"length", false, [](const Row& r) { const Capture* own = own_capture(r.hit); return own ? number(own->length) : Value{}; }},
    Column{"payload_digest", false, [](const Row& r) { const Capture* own = own_capture(r.hit); return own ? text(own->digest) : Value{}; }},
    Column{"arrived", false, [](const Row& r) { return text(r.hit.arrived); }},
    Column{"explanation", false, [](const Row& r) { return list(r.hit.explanation); }},
    Column{"standfirst", true, [](const Row& r) { return text(r.article->standfirst); }},
    Column{"dateline", true, [](const Row& r) { return text(r.article->dateline); }},
    Column{"published_precision", true,
           [](const Row& r) {
             const auto& published = r.article->published;
             return published ? Value{std::string(to_string(published->precision))} : Value{};
           }},
    Column{"published_from", true, [](const Row& r) { return text(r.article->published_from); }},
    Column{"modified", true, [](const Row& r) { return date(r.article->modified); }},
    Column{"tags", true, [](const Row& r) { return list(r.article->tags); }},
    Column{"body", true, [](const Row& r) { return text(r.article->body); }},
    Column{"image", true, [](const Row& r) { return text(r.article->image); }},
    Column{"digest", true, [](const Row& r) { return text(r.article->digest); }},
};

template <std::size_t N>
Columns named(const std::array<std::string_view, N>& names) {
  Columns result;
  for (const std::string_view name : names) result.push_back(find_column(name));
  return result;
}

}  // namespace

std::span<const Column> columns() { return table; }

const Column* find_column(std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(), [name](const Column& column) { return column.name == name; });
  return found == table.end() ? nullptr : &*found;
}

std::string column_names() {
  std::string names;
  for (const Column& column : table) names.append(names.empty() ? "" : ", ").append(column.name);
  return names;
}

Columns columns_of(std::span<const std::string> names) {
  Columns result;
  for (const std::string& name : names) result.push_back(find_column(name));
  return result;
}

Columns article_columns() {
  return named(std::to_array<std::string_view>(
      {"query", "source", "id", "url", "site", "publisher", "title", "standfirst", "authors", "dateline", "original", "published",
       "published_precision", "published_from", "modified", "captured", "section", "tags", "language", "body", "image"}));
}

Columns shown_columns() {
  Columns result = article_columns();
  result.push_back(find_column("digest"));
  return result;
}

Columns hit_columns() {
  return named(std::to_array<std::string_view>({"rank", "score", "id", "title", "title_highlights", "url", "site", "publisher",
                                                "section", "authors", "published", "language", "snippet", "copies", "original", "versions",
                                                "source", "captured", "path", "offset", "length", "payload_digest",
                                                "arrived", "explanation"}));
}

Columns table_columns() {
  return named(std::to_array<std::string_view>(
      {"rank", "score", "published", "site", "section", "authors", "title", "url", "language", "id", "source"}));
}

Hit hit_of(const StoredArticle& article) {
  Hit hit;
  hit.rank = 1;
  hit.id = article.id;
  hit.title = article.title;
  hit.url = article.url;
  hit.site = article.site;
  hit.publisher = article.publisher;
  hit.section = article.section;
  hit.language = article.language;
  hit.authors = article.authors;
  hit.published = article.published;
  hit.original = article.original;
  hit.source = article.source;
  hit.captured = article.captured;
  return hit;
}

bool needs_article(const Columns& columns) {
  return std::any_of(columns.begin(), columns.end(), [](const Column* column) { return column->stored; });
}

bool needs_captures(const Columns& columns) {
  return std::ranges::any_of(columns, [](const Column* column) {
    return column->name == "path" || column->name == "offset" || column->name == "length" || column->name == "payload_digest";
  });
}

bool needs_snippet(const Columns& columns) {
  return std::any_of(columns.begin(), columns.end(), [](const Column* column) {
    return column->name == "snippet" || column->name == "title_highlights";
  });
}

}  // namespace backfile::cli
