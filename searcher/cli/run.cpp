#include "searcher/cli/run.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <unistd.h>

#include "common/clock.hpp"
#include "common/failsafe.hpp"
#include "common/terminal.hpp"
#include "searcher/cli/atom.hpp"
#include "searcher/cli/batch.hpp"
#include "searcher/cli/cat.hpp"
#include "searcher/cli/compare.hpp"
#include "searcher/cli/export.hpp"
#include "searcher/cli/export_articles.hpp"
#include "searcher/cli/messages.hpp"
#include "searcher/cli/watch.hpp"

namespace backfile::cli {

namespace {

constexpr std::uint32_t trec_limit = 1000;  // what trec_eval's users expect of a run
constexpr int patience_share = 3;  // of the deadline, for one silent archive: as the library has it

constexpr double seconds_beyond_deadline = 10;  // what looks at it now and then has ended by itself before

/// For the next answer, or the next line of an endless one. What has a time budget ends by it while the archive is sound.
double patience_for(const Options& options) {
  double seconds = 0;
  for (const ArchiveLocation& archive : options.archives) seconds += patience_with(archive.where);
  const bool streams = is_line_format(options.format) && options.format != Format::trec;
  return streams ? seconds : std::min(seconds, seconds_beyond_deadline + std::chrono::duration<double>(options.deadline).count());
}

TextStyle style_for(const Options& options) {
  TextStyle style;
  style.terminal = is_terminal(STDOUT_FILENO);
  style.columns = style.terminal ? terminal_columns(STDOUT_FILENO) : 0;
  style.color = wants_color(options.color, STDOUT_FILENO);
  return style;
}

/// They are not told unasked: that takes reading when everything arrived.
bool asks_for_arrivals(const Options& options) { return std::ranges::find(options.fields, "arrived") != options.fields.end(); }

bool same(const Hit& a, const Hit& b) { return a.url == b.url && a.source == b.source && a.captured == b.captured && a.id == b.id; }

ExitCode no_hits(Output& out, const std::optional<std::string>& suggestion = std::nullopt) {
  out.flush();
  std::string line = "no hits";
  if (suggestion) line.append("; did you mean: ").append(escaped_for_terminal(*suggestion).substr(0, longest_message / 2));
  print_error(line + "\n");
  return ExitCode::none;
}

ExitCode no_article(Output& out, const Options& options) {
  out.flush();
  const std::string where = options.archives.size() == 1 ? fmt::format("'{}'", options.archives.front().where) : "these archives";
  print_error(message_line(fmt::format("there is no article '{}' in {}", options.url, where)));
  return ExitCode::none;
}

ExitCode refuse_query(const Query& query) {
  const Diagnostic& mistake = query.diagnostics().front();
  std::string text = message_line(describe(mistake, query.text()));
  if (is_terminal(STDERR_FILENO)) text += caret_block(mistake, query.text(), terminal_columns(STDERR_FILENO));
  print_error(text);
  return ExitCode::error;
}

/// That there are no two versions is an answer, and says why.
ExitCode run_diff(Session& session) {
  try {
    session.diff();
    return ExitCode::hits;
  } catch (const Error& error) {
    if (error.code() != Errc::not_found) throw;
    print_error(message_line(error.what()));
    return ExitCode::none;
  }
}

ExitCode run_compare(Session& session, const Query& first) {
  const Options& options = session.options();
  std::vector<Query> queries{first};
  for (const std::string& text : options.compare) {
    queries.push_back(Query::parse(text, options.syntax, options.match));
    if (!queries.back().ok()) return refuse_query(queries.back());
  }
  return session.compare(queries) ? ExitCode::hits : no_hits(session.out());
}

ExitCode run_search(Session& session) {
  const Options& options = session.options();
  const Query query = options.has_words ? Query::parse(options.words, options.syntax, options.match) : Query::everything();
  if (!query.ok()) return refuse_query(query);
  if (!options.compare.empty() || options.format == Format::svg) return run_compare(session, query);
  if (options.exporting != Exporting::nothing) {
    const ExitCode code = session.export_query(query);
    return code == ExitCode::none ? no_hits(session.out()) : code;
  }
  if (!session.answer({}, query)) return no_hits(session.out(), session.suggestion());
  return ExitCode::hits;
}

}  // namespace

Session::Session(const Options& options, Searcher searcher, Output& out)
    : options_(options), searcher_(std::move(searcher)), out_(out), style_(style_for(options)) {
  const Batched batched = options.action == Action::batch ? Batched::yes : Batched::no;
  if (is_line_format(options.format) && options.compare.empty()) {
    lines_ = make_line_renderer(options, batched);
    lines_->heading(text_);
    out_.write(text_);
  } else if (options.action == Action::show) {
    hit_fields_ = options.fields.empty() ? shown_columns() : columns_of(options.fields);
  } else {
    hit_fields_ = options.fields.empty() ? hit_columns() : columns_of(options.fields);
  }
}

SearchOptions Session::answer_options() const {
  SearchOptions search = options_.search;
  search.deadline = options_.deadline;
  search.arrivals = asks_for_arrivals(options_) || options_.format == Format::atom;
  if (options_.count_only) search.limit = 0;
  if (options_.format == Format::json && !needs_snippet(hit_fields_)) search.snippet_bytes = 0;
  search.captures = options_.format == Format::json && needs_captures(hit_fields_);
  if (options_.timeline) {
    auto& facets = search.facets;
    if (std::find(facets.begin(), facets.end(), *options_.timeline) == facets.end()) facets.push_back(*options_.timeline);
  }
  return search;
}

SearchOptions Session::line_options() const {
  SearchOptions search = options_.search;
  if (!options_.has_limit) search.limit = trec_limit;
  if (!lines_->needs_snippet()) search.snippet_bytes = 0;
  search.captures = lines_->needs_captures();
  search.arrivals = asks_for_arrivals(options_);
  return search;
}

bool Session::is_whole() {
  note_shards();
  return missing_.empty();
}

/// Standard error is told once of each.
void Session::note_shards() {
  for (const MissingArchive& missing : searcher_.shards().missing)
    if (missing_.insert(missing.where).second) print_error(message_line("partial answer without '" + missing.where + "': " + missing.why));
}

bool Session::answer(std::string_view id, const Query& query) {
  Patience::renew();
  if (!lines_) return whole_answer(id, query.text(), ask(query, answer_options()));
  lines_->begin_query();
  if (options_.format != Format::trec) return streamed_lines(id, query);
  SearchOptions search = line_options();
  search.deadline = options_.deadline;
  return ranked_lines(id, searcher_.search(query, search));
}

Results Session::ask(const Query& query, const SearchOptions& search) {
  Patience::renew();
  Results results = searcher_.search(query, search);
  note_shards();
  return results;
}

void Session::show(const Answer& answer) {
  write([&](std::string& out) {
    if (options_.format == Format::json) return render_json(out, answer, hit_fields_);
    render_text(out, answer, style_);
    if (options_.action == Action::batch || options_.action == Action::watch) out += '\n';
  });
}

bool Session::whole_answer(std::string_view id, std::string_view text, const Results& results) {
  suggestion_ = results.suggestion;
  if (options_.format == Format::atom) {
    write_feed(text, results);
  } else if (options_.count_only && options_.format == Format::text) {
    out_.write(id.empty() ? fmt::format("{}\n", results.total) : fmt::format("{}\t{}\n", id, results.total));
  } else if (results.total > 0 || options_.explain || options_.action == Action::batch || options_.format == Format::json) {
    if (options_.share && !coverage_) coverage_ = coverage();
    show({.id = id,
          .query = text,
          .results = results,
          .timeline = options_.timeline,
          .coverage = coverage_ ? &*coverage_ : nullptr,
          .explain = options_.explain});
  }
  return results.total > 0;
}

/// Named by its archives and its query, so that it is the same feed tomorrow.
void Session::write_feed(std::string_view query, const Results& results) {
  std::string name = "query " + results.understood;
  for (const std::string& identity : identities()) name += " " + identity;
  AtomFeed feed(name, options_.has_words ? std::string(query) : "All articles");
  feed.add(results, {});
  write([&](std::string& out) { feed.render(out, utc_text(seconds_now())); });
}

bool Session::compare(const std::vector<Query>& queries) {
  SearchOptions counts = answer_options();
  counts.limit = 0;
  std::vector<ComparedQuery> answers;
  for (const Query& query : queries) {
    Patience::renew();
    Results results = searcher_.search(query, counts);
    answers.push_back({.text = query.text().empty() ? results.understood : query.text(), .results = std::move(results)});
  }
  const bool any = std::ranges::any_of(answers, [](const ComparedQuery& answer) { return answer.results.total > 0; });
  if (!any && options_.format == Format::text) return false;
  if (options_.share) coverage_ = coverage();
  const Comparison comparison{.queries = answers, .coverage = coverage_ ? &*coverage_ : nullptr};
  text_.clear();
  switch (options_.format) {
    case Format::csv: render_comparison_csv(text_, comparison); break;
    case Format::json: render_comparison_json(text_, comparison); break;
    case Format::svg: render_comparison_svg(text_, comparison); break;
    default: render_comparison_text(text_, comparison, style_);
  }
  out_.write(text_);
  return any;
}

/// All stories or articles by the periods of the timeline, in the unit that the matches are counted in.
Facet Session::coverage() {
  SearchOptions all = answer_options();
  all.limit = 0;
  all.after.reset();
  all.facets = {*options_.timeline};
  all.explain = false;
  all.placement = Placement::each;
  Results results = searcher_.search(Query::everything(), all);
  return std::move(results.facets.front());
}

bool Session::ranked_lines(std::string_view id, const Results& results) {
  text_.clear();
  for (const Hit& hit : results.hits) {
    const std::optional<StoredArticle> article = lines_->needs_article() ? searcher_.show(hit.url) : std::nullopt;
    if (lines_->needs_article() && !article) continue;
    lines_->line(text_, Row{id, hit, article ? &*article : nullptr});
  }
  out_.write(text_);
  return results.total > 0;
}

/// Streams from one revision. A cursor says where to begin: at the hit that the page behind it begins with.
bool Session::streamed_lines(std::string_view id, const Query& query) {
  const SearchOptions search = line_options();
  std::optional<Hit> first;
  if (search.after) {
    SearchOptions one = search;
    one.limit = 1;
    one.snippet_bytes = 0;
    Results page = searcher_.search(query, one);
    if (page.hits.empty()) return page.total > 0;
    first = std::move(page.hits.front());
  }
  const std::uint64_t most = options_.has_limit ? options_.search.limit : UINT64_MAX;
  std::uint64_t written = 0;
  const std::uint64_t seen = searcher_.for_each(query, search, [&](const Hit& hit, const StoredArticle& article) {
    if (first && !same(*first, hit)) return true;
    first.reset();
    if (written == most) return false;
    Patience::renew();
    text_.clear();
    lines_->line(text_, Row{id, hit, &article});
    out_.write(text_);
    return ++written < most;
  });
  if (first) throw Error(Errc::changed, "the archive changed: the hit where the answer goes on is gone");
  return written > 0 || seen > 0;
}

ExitCode Session::export_query(const Query& query) {
  return exports_articles(options_.exporting) ? export_articles(searcher_, query, options_, out_) : export_hits(searcher_, query, options_, out_);
}

bool Session::similar() {
  if (lines_) {
    lines_->begin_query();
    return ranked_lines({}, searcher_.similar(options_.url, line_options()));
  }
  return whole_answer({}, options_.url, searcher_.similar(options_.url, answer_options()));
}

bool Session::show_article() {
  const std::optional<StoredArticle> article = searcher_.show(options_.url);
  if (!article) return false;
  text_.clear();
  if (lines_) {
    const Hit hit = hit_of(*article);
    lines_->line(text_, Row{{}, hit, &*article});
  } else if (options_.format == Format::json) {
    render_article_json(text_, *article, hit_fields_);
  } else {
    render_article_text(text_, *article, style_);
  }
  out_.write(text_);
  return true;
}

bool Session::history() {
  const std::vector<Version> versions = searcher_.history(options_.url);
  if (versions.empty()) return false;
  text_.clear();
  if (options_.format == Format::json) {
    render_history_json(text_, options_.url, versions);
  } else {
    render_history_text(text_, options_.url, versions, style_);
  }
  out_.write(text_);
  return true;
}

void Session::diff() {
  const ArticleDiff diff = searcher_.diff(options_.url, options_.diff);
  text_.clear();
  if (options_.format == Format::json) {
    render_diff_json(text_, options_.url, diff);
  } else {
    render_diff_text(text_, options_.url, diff, style_);
  }
  out_.write(text_);
}

bool Session::cat() {
  const std::vector<Version> versions = searcher_.history(options_.url);
  if (versions.empty()) return false;
  const FoundCapture found = find_captured_bytes(versions.back().captures);
  for (const std::string& problem : found.passed_over) print_error(message_line(problem));
  out_.write(style_.terminal ? bytes_for_terminal(found.bytes) : found.bytes);
  return true;
}

void Session::info() {
  text_.clear();
  const ArchiveInfo info = searcher_.info();
  if (options_.format == Format::text) {
    render_info_text(text_, info, style_);
  } else {
    render_info_json(text_, info);
  }
  out_.write(text_);
}

ExitCode run(const Options& options, Output& out) {
  ExitCode code = ExitCode::hits;
  if (options.action == Action::help) {
    out.write(help_text());
  } else if (options.action == Action::manual) {
    out.write(manual_options());
  } else if (options.action == Action::version) {
    out.write(fmt::format("backfile-search {}\n", version()));
  } else {
    const Patience patience(patience_for(options), Patience::Clock::process);
    Session session(options, Searcher::open(options.archives, {.patience = options.deadline / patience_share}), out);
    switch (options.action) {
      case Action::batch: code = run_batch(session); break;
      case Action::watch: code = run_watch(session); break;
      case Action::similar: code = session.similar() ? ExitCode::hits : no_hits(out); break;
      case Action::show: code = session.show_article() ? ExitCode::hits : no_article(out, options); break;
      case Action::history: code = session.history() ? ExitCode::hits : no_article(out, options); break;
      case Action::diff: code = run_diff(session); break;
      case Action::cat: code = session.cat() ? ExitCode::hits : no_article(out, options); break;
      case Action::info: session.info(); break;
      default: code = run_search(session);
    }
    if (code != ExitCode::error && !session.is_whole()) code = ExitCode::partial;
  }
  out.flush();
  return code;
}

}  // namespace backfile::cli
