// json: the whole answer as one object on one line. jsonl: a hit a line, by default the stored article, as `backfile-index` reads it.
#include "searcher/cli/render.hpp"

#include <map>

#include "common/json_writer.hpp"

namespace backfile::cli {

namespace {

void write_spans(JsonWriter& json, const std::vector<Span>& spans) {
  json.begin_array();
  for (const Span& span : spans) {
    json.begin_array().value(std::uint64_t{span.begin}).value(std::uint64_t{span.end}).end_array();
  }
  json.end_array();
}

void write_list(JsonWriter& json, const List& values) {
  json.begin_array();
  for (const std::string& value : values) json.value(value);
  json.end_array();
}

struct ValueWriter {
  JsonWriter& json;
  void operator()(std::monostate) const {}
  void operator()(const std::string& text) const { json.value(text); }
  void operator()(std::uint64_t number) const { json.value(number); }
  void operator()(double number) const { json.value(number); }
  void operator()(const List& values) const { write_list(json, values); }
  void operator()(const std::vector<Span>& spans) const { write_spans(json, spans); }
  void operator()(const Snippet& snippet) const {
    json.begin_object().key("text").value(snippet.text).key("highlights");
    write_spans(json, snippet.highlights);
    json.end_object();
  }
  void operator()(const Copies& copies) const {
    json.begin_object().key("count").value(copies.count).key("sites");
    write_list(json, copies.sites);
    json.end_object();
  }
};

/// An object of the columns that have a value.
void write_row(JsonWriter& json, const Row& row, const Columns& columns) {
  json.begin_object();
  for (const Column* column : columns) {
    const Value value = column->value(row);
    if (std::holds_alternative<std::monostate>(value)) continue;
    json.key(column->name);
    std::visit(ValueWriter{json}, value);
  }
  json.end_object();
}

void write_buckets(JsonWriter& json, const std::vector<Bucket>& buckets, const Facet* coverage) {
  std::map<std::optional<std::string>, std::uint64_t> all;
  if (coverage) {
    for (const Bucket& bucket : coverage->buckets) all[bucket.value] = bucket.count;
  }
  json.begin_array();
  for (const Bucket& bucket : buckets) {
    json.begin_object();
    if (bucket.other) {
      json.key("other").value(true);
    } else if (bucket.value) {
      json.key("value").value(*bucket.value);
    } else {
      json.key("value").null();
    }
    json.key("count").value(bucket.count);
    if (coverage) json.key("of").value(all[bucket.value]);
    json.end_object();
  }
  json.end_array();
}

class JsonLines final : public LineRenderer {
 public:
  explicit JsonLines(Columns columns) : columns_(std::move(columns)) {}
  void line(std::string& out, const Row& row) override {
    JsonWriter json(out);
    write_row(json, row, columns_);
    out += '\n';
  }
  [[nodiscard]] bool needs_article() const override { return cli::needs_article(columns_); }
  [[nodiscard]] bool needs_captures() const override { return cli::needs_captures(columns_); }
  [[nodiscard]] bool needs_snippet() const override { return cli::needs_snippet(columns_); }

 private:
  Columns columns_;
};

void write_answer_head(JsonWriter& json, const Answer& answer) {
  const Results& results = answer.results;
  json.key("version").value(json_version);
  json.text_field("id", answer.id);
  json.key("query").value(answer.query).key("understood").value(results.understood);
  json.text_field("new_since", answer.new_since);
  json.key("unit").value(results.unit == Unit::stories ? "stories" : "articles");
  json.key("total").value(results.total).key("articles").value(results.articles);
}

/// Of archives that are searched together.
void write_shards(JsonWriter& json, const Shards& shards) {
  const std::uint64_t missing = shards.missing.size();
  if (shards.ok + missing < 2) return;
  json.key("shards").begin_object().key("ok").value(shards.ok).key("failed").value(missing);
  json.key("not_asked").value(shards.not_asked);
  if (missing > 0) {
    json.key("missing").begin_array();
    for (const MissingArchive& archive : shards.missing)
      json.begin_object().text_field("archive", archive.where).text_field("why", archive.why).end_object();
    json.end_array();
  }
  json.end_object();
}

void write_answer_tail(JsonWriter& json, const Results& results) {
  if (results.suggestion) json.key("suggestion").value(*results.suggestion);
  if (results.next) json.key("next").value(results.next->token);
  if (!results.notes.empty()) {
    json.key("notes");
    write_list(json, results.notes);
  }
  write_shards(json, results.shards);
  json.text_field("revision", results.revision);
  json.key("took_ms").value(results.took_ms, 3);
}

}  // namespace

void render_json(std::string& out, const Answer& answer, const Columns& hit_fields) {
  const Results& results = answer.results;
  JsonWriter json(out);
  json.begin_object();
  write_answer_head(json, answer);
  json.key("hits").begin_array();
  for (const Hit& hit : results.hits) write_row(json, Row{{}, hit, nullptr}, hit_fields);
  json.end_array();
  if (!results.facets.empty()) {
    json.key("facets").begin_object();
    for (const Facet& facet : results.facets) {
      json.key(name_of(facet.field));
      const bool shared = answer.coverage && facet.field == answer.coverage->field;
      write_buckets(json, facet.buckets, shared ? answer.coverage : nullptr);
    }
    json.end_object();
  }
  write_answer_tail(json, results);
  json.end_object();
  out += '\n';
}

void render_article_json(std::string& out, const StoredArticle& article, const Columns& fields) {
  const Hit hit = hit_of(article);
  JsonWriter json(out);
  write_row(json, Row{{}, hit, &article}, fields);
  out += '\n';
}

void render_info_json(std::string& out, const ArchiveInfo& info) {
  JsonWriter json(out);
  json.begin_object().key("version").value(json_version);
  json.key("articles").value(info.articles).key("versions").value(info.versions).key("undated").value(info.undated);
  json.text_field("first_day", info.first_day).text_field("last_day", info.last_day);
  json.key("sites");
  write_buckets(json, info.sites, nullptr);
  json.key("languages");
  write_buckets(json, info.languages, nullptr);
  json.text_field("schema", info.schema).text_field("analyser", info.analyser);
  json.text_field("revision", info.revision).text_field("last_run", info.last_run);
  json.end_object();
  out += '\n';
}

std::unique_ptr<LineRenderer> make_json_lines(Columns columns) { return std::make_unique<JsonLines>(std::move(columns)); }

}  // namespace backfile::cli
