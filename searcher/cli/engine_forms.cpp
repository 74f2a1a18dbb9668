#include "searcher/cli/engine_forms.hpp"

#include <algorithm>

#include "common/clock.hpp"
#include "common/date.hpp"
#include "common/digest.hpp"
#include "common/json_writer.hpp"
#include "searcher/cli/render.hpp"

namespace backfile::cli {

namespace {

/// Dates are as much as is known, which strict_date_optional_time reads; `instant` orders them..
constexpr std::string_view opensearch_index = R"({
  "settings": {"index": {"number_of_shards": 1, "number_of_replicas": 1}},
  "mappings": {
    "dynamic": false,
    "properties": {
      "source": {"type": "keyword", "index": false, "doc_values": false},
      "id": {"type": "keyword"},
      "url": {"type": "keyword", "ignore_above": 8191},
      "site": {"type": "keyword"},
      "publisher": {"type": "keyword"},
      "title": {"type": "text"},
      "standfirst": {"type": "text"},
      "authors": {"type": "text", "fields": {"name": {"type": "keyword", "ignore_above": 1024}}},
      "dateline": {"type": "text"},
      "original": {"type": "keyword", "ignore_above": 8191},
      "published": {"type": "date", "format": "strict_date_optional_time", "ignore_malformed": true},
      "published_precision": {"type": "keyword"},
      "published_from": {"type": "keyword", "index": false, "doc_values": false},
      "modified": {"type": "date", "format": "strict_date_optional_time", "ignore_malformed": true},
      "captured": {"type": "date", "format": "strict_date_optional_time", "ignore_malformed": true},
      "section": {"type": "keyword", "ignore_above": 1024},
      "tags": {"type": "keyword", "ignore_above": 1024},
      "language": {"type": "keyword"},
      "body": {"type": "text", "index_options": "positions"},
      "image": {"type": "keyword", "index": false, "doc_values": false},
      "month": {"type": "keyword"},
      "instant": {"type": "date", "format": "strict_date_optional_time"}
    }
  }
}
)";

/// Dates stay text, since Quickwit reads whole ones only; `instant` is whole. It is no timestamp_field, which undated articles would lack.
constexpr std::string_view quickwit_index = R"({
  "version": "0.8",
  "index_id": "articles",
  "doc_mapping": {
    "mode": "lenient",
    "field_mappings": [
      {"name": "source", "type": "text", "tokenizer": "raw", "indexed": false},
      {"name": "id", "type": "text", "tokenizer": "raw"},
      {"name": "url", "type": "text", "tokenizer": "raw"},
      {"name": "site", "type": "text", "tokenizer": "raw", "fast": true},
      {"name": "publisher", "type": "text", "tokenizer": "raw"},
      {"name": "title", "type": "text", "tokenizer": "default", "record": "position"},
      {"name": "standfirst", "type": "text", "tokenizer": "default", "record": "position"},
      {"name": "authors", "type": "array<text>", "tokenizer": "default", "record": "position"},
      {"name": "dateline", "type": "text", "tokenizer": "default"},
      {"name": "original", "type": "text", "tokenizer": "raw"},
      {"name": "published", "type": "text", "tokenizer": "raw"},
      {"name": "published_precision", "type": "text", "tokenizer": "raw"},
      {"name": "published_from", "type": "text", "tokenizer": "raw", "indexed": false},
      {"name": "modified", "type": "text", "tokenizer": "raw"},
      {"name": "captured", "type": "text", "tokenizer": "raw"},
      {"name": "section", "type": "text", "tokenizer": "raw", "fast": true},
      {"name": "tags", "type": "array<text>", "tokenizer": "raw", "fast": true},
      {"name": "language", "type": "text", "tokenizer": "raw", "fast": true},
      {"name": "body", "type": "text", "tokenizer": "default", "record": "position"},
      {"name": "image", "type": "text", "tokenizer": "raw", "indexed": false},
      {"name": "month", "type": "text", "tokenizer": "raw", "fast": true},
      {"name": "instant", "type": "datetime", "input_formats": ["rfc3339"], "fast": true, "fast_precision": "seconds"}
    ]
  },
  "search_settings": {"default_search_fields": ["title", "standfirst", "body"]}
}
)";

std::string month_of(const PartialDate& date) { return to_string(date).substr(0, date.precision == Precision::year ? 4 : 7); }

/// Of the version, not of the place where it lies.
std::string name_of(const StoredArticle& article) {
  const std::string& key = !article.url.empty() ? article.url : !article.id.empty() ? article.id : article.source;
  return hex16(digest64(key)) + "-" + article.digest;
}

/// The object's line with members added at its end. An article's line is never an empty object: it has its source.
void append_dates(std::string& out, const PartialDate& published) {
  out.resize(out.size() - 2);
  out += ",\"month\":";
  append_json_string(out, month_of(published));
  out += ",\"instant\":";
  append_json_string(out, utc_text(earliest_instant(published)));
  out += "}\n";
}

}  // namespace

std::string_view engine_index(Engine engine) { return engine == Engine::opensearch ? opensearch_index : quickwit_index; }

void append_engine_article(std::string& out, Engine engine, const Row& row) {
  if (engine == Engine::opensearch) out += "{\"index\":{\"_id\":\"" + name_of(*row.article) + "\"}}\n";
  static const auto lines = make_json_lines(article_columns());
  lines->line(out, row);
  if (row.article->published) append_dates(out, *row.article->published);
}

void MonthCounts::add(const StoredArticle& article) {
  ++total;
  if (article.published)
    ++months[month_of(*article.published)];
  else
    ++undated;
}

std::string engine_check(Engine engine, const MonthCounts& counts) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("request").begin_object().key("size").value(0);
  json.key("query").begin_object().key("match_all").begin_object().end_object().end_object();
  if (engine == Engine::opensearch) json.key("track_total_hits").value(true);
  json.key("aggs").begin_object().key("months").begin_object().key("terms").begin_object();
  json.key("field").value("month").key("size").value(std::max<std::uint64_t>(counts.months.size() + 1, 10));
  json.key("order").begin_object().key("_key").value("asc").end_object().end_object().end_object().end_object().end_object();
  json.key("expected").begin_object().key("total").value(counts.total).key("undated").value(counts.undated).key("months").begin_array();
  for (const auto& [month, count] : counts.months) json.begin_object().key("key").value(month).key("doc_count").value(count).end_object();
  json.end_array().end_object().end_object();
  return out + "\n";
}

}  // namespace backfile::cli
