// What the program does once it knows its options: open the archives, ask, render, write.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include <backfile/searcher.hpp>

#include "searcher/cli/options.hpp"
#include "searcher/cli/output.hpp"
#include "searcher/cli/render.hpp"

namespace backfile::cli {

/// grep's family of exit codes; the manual page lists them.
enum class ExitCode : int {
  hits = 0,   ///< something was found (in a batch: by any query)
  none = 1,   ///< nothing was found
  error = 2,  ///< a mistake in the command or a query, or an operation that failed
  partial = 4,  ///< there is an answer, but not of every archive (3 is the family's "interrupted")
};

/// Does what `options` ask. Results go to `out`, flushed; mistakes and "no hits" to standard error. Throws Error, UsageError,
/// OutputError and ClosedPipe; what was not flushed by then is not to be shown.
[[nodiscard]] ExitCode run(const Options& options, Output& out);

/// What every query of a run shares.
class Session {
 public:
  Session(const Options& options, Searcher searcher, Output& out);

  /// Answers one query that is ok(). `id` is empty outside a batch. True when there were hits.
  bool answer(std::string_view id, const Query& query);
  /// An answer to be shown by show(), and how it is asked for. Standard error is told of archives that are missing.
  [[nodiscard]] SearchOptions answer_options() const;
  [[nodiscard]] Results ask(const Query& query, const SearchOptions& search);
  /// As text or JSON.
  void show(const Answer& answer);
  /// Puts out what `append` appends.
  template <typename Append>
  void write(Append append) {
    text_.clear();
    append(text_);
    out_.write(text_);
  }
  /// The timelines of several queries that are ok(), side by side. True when any had hits.
  bool compare(const std::vector<Query>& queries);
  /// What --export asks of a query that is ok().
  [[nodiscard]] ExitCode export_query(const Query& query);
  bool similar();
  bool show_article();
  bool history();
  void diff();
  bool cat();
  void info();

  [[nodiscard]] const Options& options() const { return options_; }
  [[nodiscard]] Output& out() { return out_; }
  [[nodiscard]] std::vector<std::string> identities() const { return searcher_.identities(); }
  /// Whether each answer so far was of all archives; else standard error has been told which are missing.
  [[nodiscard]] bool is_whole();
  /// Another spelling for the last query, when the archive knew one.
  [[nodiscard]] const std::optional<std::string>& suggestion() const { return suggestion_; }

 private:
  [[nodiscard]] SearchOptions line_options() const;
  bool whole_answer(std::string_view id, std::string_view text, const Results& results);
  void write_feed(std::string_view query, const Results& results);
  bool ranked_lines(std::string_view id, const Results& results);
  bool streamed_lines(std::string_view id, const Query& query);
  [[nodiscard]] Facet coverage();
  void note_shards();

  const Options& options_;
  Searcher searcher_;
  Output& out_;
  TextStyle style_;
  Columns hit_fields_;
  std::unique_ptr<LineRenderer> lines_;
  std::optional<Facet> coverage_;
  std::optional<std::string> suggestion_;
  std::set<std::string> missing_;  // archives that an answer went without
  std::string text_;  // reused by every line
};

}  // namespace backfile::cli
