// From answers to text. text and json show an answer as a whole; jsonl, csv, tsv, urls and trec are a line a hit, streamed. All
// of them append to a string and know nothing of files, so that tests can look at what they wrote. The machine forms are
// described in docs/output.md: the change of a field changes that file.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <backfile/diff.hpp>
#include <backfile/history.hpp>
#include <backfile/results.hpp>
#include <backfile/searcher.hpp>

#include "searcher/cli/columns.hpp"
#include "searcher/cli/options.hpp"
#include "searcher/cli/wrap.hpp"

namespace backfile {
class JsonWriter;
}

namespace backfile::cli {

/// Version of the json form; it grows when a field changes its meaning or goes.
inline constexpr int json_version = 1;

/// An answer, and what it takes to show it. A view: the referents outlive the call.
struct Answer {
  std::string_view id;     // of the query in a batch, else empty
  std::string_view query;  // as given
  const Results& results;
  std::optional<Field> timeline = {};  // draw this facet as a histogram
  const Facet* coverage = nullptr;     // all articles by the same unit, for shares
  bool explain = false;
  std::string new_since = {};  // of a saved query that is not run for the first time: when it last ran
};

void render_text(std::string& out, const Answer& answer, const TextStyle& style);
void render_json(std::string& out, const Answer& answer, const Columns& hit_fields);

/// The stored article (--show) and the archive (--info).
void render_article_text(std::string& out, const StoredArticle& article, const TextStyle& style);
void render_article_json(std::string& out, const StoredArticle& article, const Columns& fields);
/// All versions (--history), oldest first, of the article asked for by `url`.
void render_history_text(std::string& out, std::string_view url, std::span<const Version> versions, const TextStyle& style);
void render_history_json(std::string& out, std::string_view url, std::span<const Version> versions);
/// The members of a version's object, which the caller begins and ends.
void write_version_fields(JsonWriter& json, const Version& version);
/// What changed (--diff) in the article asked for by `url`.
void render_diff_text(std::string& out, std::string_view url, const ArticleDiff& diff, const TextStyle& style);
void render_diff_json(std::string& out, std::string_view url, const ArticleDiff& diff);
void render_info_text(std::string& out, const ArchiveInfo& info, const TextStyle& style);
void render_info_json(std::string& out, const ArchiveInfo& info);

/// A form of one line a hit.
class LineRenderer {
 public:
  virtual ~LineRenderer() = default;
  /// What stands before the first line of the whole output.
  virtual void heading(std::string&) const {}
  /// A new query begins.
  virtual void begin_query() {}
  virtual void line(std::string& out, const Row& row) = 0;
  [[nodiscard]] virtual bool needs_article() const { return false; }
  [[nodiscard]] virtual bool needs_captures() const { return false; }
  [[nodiscard]] virtual bool needs_snippet() const { return false; }
};

enum class Batched { no, yes };
/// `format` is a line format; `fields` as given, empty for the form's own choice. In a batch every line names its query.
[[nodiscard]] std::unique_ptr<LineRenderer> make_line_renderer(const Options& options, Batched batched);

[[nodiscard]] std::unique_ptr<LineRenderer> make_json_lines(Columns columns);
[[nodiscard]] std::unique_ptr<LineRenderer> make_csv(Columns columns);
[[nodiscard]] std::unique_ptr<LineRenderer> make_tsv(Columns columns);
[[nodiscard]] std::unique_ptr<LineRenderer> make_urls(Batched batched);
[[nodiscard]] std::unique_ptr<LineRenderer> make_trec(std::string run_tag);

/// Text from outside as a cell of csv, quoted where it must be.
[[nodiscard]] std::string csv_cell(const std::string& text);

/// A facet's value for people.
[[nodiscard]] std::string bucket_label(const Facet& facet, const Bucket& bucket);

}  // namespace backfile::cli
