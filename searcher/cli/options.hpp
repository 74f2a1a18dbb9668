// What backfile-search was asked to do. One table of options feeds the parser, --help and the manual page's OPTIONS section
// (a test compares them), so that the three cannot drift. Boost.Program_options stays inside options.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/query.hpp>
#include <backfile/searcher.hpp>

#include "common/terminal.hpp"

namespace backfile::cli {

/// The command line makes no sense. what() is one line that may quote arguments: clean it before showing it.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Action { search, similar, show, history, diff, cat, info, batch, watch, help, manual, version };
/// What --export writes: the crawl's own records (warc, cdxj), or articles for another archive or engine.
enum class Exporting { nothing, warc, cdxj, jsonl, opensearch, opensearch_index, opensearch_check, quickwit, quickwit_index, quickwit_check };
enum class Format { text, json, jsonl, csv, tsv, urls, trec, svg, atom };

struct Options {
  Action action = Action::search;
  std::vector<ArchiveLocation> archives;
  std::string words;  // joined by spaces; empty without any: everything
  bool has_words = false;
  std::string url;      // of --show, --similar, --history, --diff and --cat
  DiffOptions diff;     // --from and --to
  std::string queries;  // file of --queries, "-" for standard input; file of --watch

  Syntax syntax = Syntax::query;
  Match match = Match::all;
  SearchOptions search;              // limit is meaningful only with has_limit
  bool has_limit = false;
  std::chrono::milliseconds deadline{30'000};  // for opening the archives and one answer
  bool count_only = false;
  std::optional<Field> timeline;
  bool share = false;
  std::vector<std::string> compare;  // further queries for the timeline

  Format format = Format::text;
  Exporting exporting = Exporting::nothing;
  std::vector<std::string> fields;  // column names, checked against the column table
  std::string run_tag = "backfile";
  bool explain = false;
  When color = When::automatic;
};

/// How an option takes its value.
enum class Takes { nothing, value, values, optional_value };

struct OptionRow {
  const char* group;
  const char* name;
  const char* argument;  // placeholder, "" with Takes::nothing
  Takes takes;
  const char* implicit;  // the value of a bare optional-value option
  const char* help;      // one sentence, without a full stop
};

[[nodiscard]] std::span<const OptionRow> option_table();

/// Reads the command line without the program's name. Throws UsageError.
[[nodiscard]] Options parse_options(std::span<const char* const> arguments);

/// True for the forms that print a line a hit and know no page length of their own.
[[nodiscard]] bool is_line_format(Format format);

[[nodiscard]] std::string_view name_of(Field field);

/// --help, and the OPTIONS section of the manual page in man(7) macros.
[[nodiscard]] std::string help_text();
[[nodiscard]] std::string manual_options();

}  // namespace backfile::cli
