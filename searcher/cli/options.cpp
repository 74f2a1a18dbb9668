// Command line -> Options. Boost.Program_options splits the arguments by the table; what the values mean is decided here.
//
// There are no one-letter options, so that "-word" stays a word of the query (an exclusion), and no abbreviations, so that
// a later option cannot change what an old script means.
#include "searcher/cli/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include <boost/program_options.hpp>

#include "searcher/cli/columns.hpp"

namespace backfile::cli {

namespace po = boost::program_options;

namespace {

constexpr std::uint32_t most_hits_a_page = 1'000'000;
constexpr std::uint32_t feed_limit = 100;

constexpr std::array<std::pair<std::string_view, Field>, 7> field_names{{{"year", Field::year},
                                                                          {"month", Field::month},
                                                                          {"day", Field::day},
                                                                          {"section", Field::section},
                                                                          {"site", Field::site},
                                                                          {"author", Field::author},
                                                                          {"language", Field::language}}};

using Values = po::variables_map;

po::options_description described() {
  po::options_description description;
  for (const OptionRow& row : option_table()) {
    switch (row.takes) {
      case Takes::nothing: description.add_options()(row.name, ""); break;
      case Takes::values: description.add_options()(row.name, po::value<std::vector<std::string>>(), ""); break;
      default: description.add_options()(row.name, po::value<std::string>(), "");
    }
  }
  return description;
}

/// Gives bare options with an optional value that value. (An implicit_value() of Boost would also take the next word.)
std::vector<std::string> with_implicit_values(std::span<const char* const> arguments) {
  std::vector<std::string> list;
  bool ended = false;
  for (const std::string_view argument : arguments) {
    std::string& last = list.emplace_back(argument);
    ended = ended || argument == "--";
    for (const OptionRow& row : option_table()) {
      const bool bare = !ended && row.takes == Takes::optional_value && argument.starts_with("--") && argument.substr(2) == row.name;
      if (bare) last.append("=").append(row.implicit);
    }
  }
  return list;
}

const std::string* given(const Values& values, const char* name) {
  const auto found = values.find(name);
  return found == values.end() || found->second.empty() ? nullptr : &found->second.as<std::string>();
}

[[noreturn]] void refuse(std::string_view option, std::string_view value, std::string_view expected) {
  throw UsageError("--" + std::string(option) + ": '" + std::string(value) + "' is not " + std::string(expected));
}

/// Sets `target` to what the option's value names.
template <class T, std::size_t N>
void choose(const Values& values, const char* option, const std::array<std::pair<std::string_view, T>, N>& names, T& target) {
  const std::string* value = given(values, option);
  if (!value) return;
  std::string expected;
  for (const auto& [name, meaning] : names) {
    if (name == *value) {
      target = meaning;
      return;
    }
    expected.append(expected.empty() ? "one of " : ", ").append(name);
  }
  refuse(option, *value, expected);
}

std::uint32_t number(const char* option, const std::string& value, std::uint32_t least, std::uint32_t most) {
  std::uint32_t result = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result);
  if (error != std::errc{} || end != value.data() + value.size() || result < least || result > most) {
    refuse(option, value, "a number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return result;
}

std::vector<std::string> split_list(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    if (end > begin) parts.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Field field_of(const char* option, std::string_view name) {
  for (const auto& [known, field] : field_names) {
    if (known == name) return field;
  }
  refuse(option, name, "one of year, month, day, section, site, author, language");
}

void read_search(const Values& values, Options& options) {
  SearchOptions& search = options.search;
  choose(values, "match", std::array<std::pair<std::string_view, Match>, 2>{{{"all", Match::all}, {"any", Match::any}}},
         options.match);
  choose(values, "syntax",
         std::array<std::pair<std::string_view, Syntax>, 2>{{{"query", Syntax::query}, {"words", Syntax::words}}}, options.syntax);
  choose(values, "copies",
         std::array<std::pair<std::string_view, CopyHandling>, 2>{{{"fold", CopyHandling::fold}, {"show", CopyHandling::show}}},
         search.copies);
  choose(values, "versions",
         std::array<std::pair<std::string_view, VersionChoice>, 2>{{{"latest", VersionChoice::latest}, {"all", VersionChoice::all}}},
         search.versions);
  choose(values, "sort",
         std::array<std::pair<std::string_view, Order>, 3>{
             {{"relevance", Order::relevance}, {"newest", Order::newest}, {"oldest", Order::oldest}}},
         search.order);
  if (const std::string* since = given(values, "since")) search.since = *since;
  if (const std::string* until = given(values, "until")) search.until = *until;
  if (const std::string* moment = given(values, "new-since")) {
    if (moment->empty()) refuse("new-since", *moment, "a time");
    search.new_since = *moment;
  }
  if (const std::string* days = given(values, "recency")) {
    double half_life = 0;
    const auto [end, error] = std::from_chars(days->data(), days->data() + days->size(), half_life);
    const bool whole = error == std::errc{} && end == days->data() + days->size();
    if (!whole || !std::isfinite(half_life) || half_life <= 0 || half_life > 1e6) {
      refuse("recency", *days, "a number of days above 0");
    }
    search.recency_half_life_days = half_life;
  }
  if (const std::string* limit = given(values, "limit")) {
    search.limit = number("limit", *limit, 0, most_hits_a_page);
    options.has_limit = true;
  }
  if (const std::string* after = given(values, "after")) search.after = Cursor{*after};
  options.count_only = values.count("count") > 0;
  options.explain = search.explain = values.count("explain") > 0;
}

void read_counts(const Values& values, Options& options) {
  if (const std::string* list = given(values, "facets")) {
    for (const std::string& name : split_list(*list)) {
      const Field field = field_of("facets", name);
      auto& facets = options.search.facets;
      if (std::find(facets.begin(), facets.end(), field) == facets.end()) facets.push_back(field);
    }
  }
  if (const std::string* seconds = given(values, "deadline")) options.deadline = std::chrono::seconds(number("deadline", *seconds, 1, 86'400));
  if (const std::string* limit = given(values, "facet-limit")) {
    options.search.facet_limit = number("facet-limit", *limit, 1, 1'000'000'000);
  }
  if (const std::string* unit = given(values, "timeline")) {
    const Field field = field_of("timeline", *unit);
    if (field > Field::day) refuse("timeline", *unit, "one of year, month, day");
    options.timeline = field;
  }
  options.share = values.count("share") > 0;
  if (values.count("compare")) options.compare = values["compare"].as<std::vector<std::string>>();
  if (const std::string* unit = given(values, "unit")) {
    if (*unit != "stories" && *unit != "articles") refuse("unit", *unit, "one of stories, articles");
    options.search.unit = *unit == "stories" ? Unit::stories : Unit::articles;
  }
}

void read_output(const Values& values, Options& options) {
  choose(values, "format",
         std::array<std::pair<std::string_view, Format>, 9>{{{"text", Format::text},
                                                              {"json", Format::json},
                                                              {"jsonl", Format::jsonl},
                                                              {"csv", Format::csv},
                                                              {"tsv", Format::tsv},
                                                              {"urls", Format::urls},
                                                              {"trec", Format::trec},
                                                              {"svg", Format::svg},
                                                              {"atom", Format::atom}}},
         options.format);
  choose(values, "export",
         std::array<std::pair<std::string_view, Exporting>, 9>{{{"warc", Exporting::warc},
                                                                 {"cdxj", Exporting::cdxj},
                                                                 {"jsonl", Exporting::jsonl},
                                                                 {"opensearch", Exporting::opensearch},
                                                                 {"opensearch-index", Exporting::opensearch_index},
                                                                 {"opensearch-check", Exporting::opensearch_check},
                                                                 {"quickwit", Exporting::quickwit},
                                                                 {"quickwit-index", Exporting::quickwit_index},
                                                                 {"quickwit-check", Exporting::quickwit_check}}},
         options.exporting);
  choose(values, "color",
         std::array<std::pair<std::string_view, When>, 3>{
             {{"auto", When::automatic}, {"always", When::always}, {"never", When::never}}},
         options.color);
  if (const std::string* list = given(values, "fields")) {
    options.fields = split_list(*list);
    if (options.fields.empty()) refuse("fields", *list, "a list of columns");
    for (const std::string& name : options.fields) {
      if (!find_column(name)) refuse("fields", name, "a column; there are " + column_names());
    }
  }
  if (const std::string* tag = given(values, "run-tag")) {
    const bool plain = std::all_of(tag->begin(), tag->end(), [](char c) { return c > ' ' && c < 0x7f; });
    if (tag->empty() || !plain) refuse("run-tag", *tag, "a word of ASCII characters");
    options.run_tag = *tag;
  }
}

void read_action(const Values& values, Options& options) {
  std::string_view chosen;
  const auto take = [&](const char* name, Action action) {
    if (!values.count(name)) return;
    if (!chosen.empty()) throw UsageError("--" + std::string(chosen) + " and --" + name + " exclude each other");
    chosen = name;
    options.action = action;
  };
  take("queries", Action::batch);
  take("watch", Action::watch);
  take("similar", Action::similar);
  take("show", Action::show);
  take("history", Action::history);
  take("diff", Action::diff);
  take("cat", Action::cat);
  take("info", Action::info);
  if (options.action == Action::batch) options.queries = *given(values, "queries");
  if (options.action == Action::watch) options.queries = *given(values, "watch");
  for (const char* name : {"similar", "show", "history", "diff", "cat"})
    if (const std::string* url = given(values, name)) options.url = *url;
  for (const auto& [name, time] : {std::pair{"from", &options.diff.from}, std::pair{"to", &options.diff.to}}) {
    const std::string* typed = given(values, name);
    if (!typed) continue;
    if (options.action != Action::diff) throw UsageError("--" + std::string(name) + " needs --diff");
    if (typed->empty()) refuse(name, *typed, "a date");
    *time = *typed;
  }
}

/// Archive first, then the words of the query.
void read_positional(const std::vector<std::string>& positional, const Values& values, Options& options) {
  if (positional.empty()) throw UsageError("no archive given; usage: backfile-search [options] ARCHIVE WORDS... (see --help)");
  if (positional[0].empty()) throw UsageError("the archive's name is empty");
  if (positional[0][0] == '-') {
    throw UsageError("'" + positional[0] + "' stands where the archive should; options begin with two dashes (see --help)");
  }
  options.archives.push_back({positional[0]});
  if (values.count("archive")) {
    for (const std::string& further : values["archive"].as<std::vector<std::string>>()) options.archives.push_back({further});
  }
  options.has_words = positional.size() > 1;
  for (std::size_t i = 1; i < positional.size(); ++i) {
    if (i > 1) options.words += ' ';
    options.words += positional[i];
  }
}

/// A feed, and what is new, begin with the newest.
void choose_defaults(const Values& values, Options& options) {
  const bool feed = options.format == Format::atom;
  if ((feed || options.action == Action::watch) && !given(values, "sort")) options.search.order = Order::newest;
  if (feed && !options.has_limit) options.search.limit = feed_limit;
}

/// What is given but could only be ignored is a mistake: silence would look like an answer.
void check_combination(const Options& options) {
  const auto unless = [](bool fine, const char* message) {
    if (!fine) throw UsageError(message);
  };
  const bool search = options.action == Action::search;
  const bool counted = !options.search.facets.empty() || options.timeline;
  const bool answers = options.format == Format::text || options.format == Format::json;
  unless(search || !options.has_words, "words to search for do not go with --queries, --watch, --similar, --show, --history, --diff, --cat or --info");
  unless(!options.share || options.timeline, "--share needs --timeline");
  const bool compared = !options.compare.empty();
  unless(!compared || (options.timeline && search), "--compare needs --timeline and a query");
  const bool drawn = options.format == Format::svg;
  unless(!drawn || (options.timeline && search), "--format svg needs --timeline and a query");
  unless(!compared || answers || drawn || options.format == Format::csv, "--compare needs --format text, json, csv or svg");
  unless(!(compared || drawn) || (options.search.facets.empty() && !options.search.after && !options.has_limit && !options.count_only && !options.explain && options.fields.empty()),
         "--compare and --format svg show timelines alone: no --facets, --limit, --after, --count, --explain or --fields");
  unless(!counted || answers || compared || drawn, "--facets and --timeline need --format text or json");
  unless(!counted || search || options.action == Action::batch, "--facets and --timeline need a query");
  unless(options.fields.empty() || (options.format != Format::text && options.format != Format::urls && options.format != Format::trec),
         "--fields needs --format json, jsonl, csv or tsv");
  unless(!options.search.after || search, "--after needs a query");
  const bool watches = options.action == Action::watch;
  unless(options.search.new_since.empty() || search || watches || options.action == Action::batch || options.action == Action::similar,
         "--new-since needs a query, --queries, --watch or --similar");
  const bool feed = options.format == Format::atom;
  unless(!feed || search || watches, "--format atom needs a query or --watch");
  unless(!feed || (options.fields.empty() && !options.search.after), "--format atom knows no --fields and no --after");
  unless(!watches || answers || feed, "--watch needs --format text, json or atom");
  unless(!watches || (!options.queries.empty() && options.queries != "-"), "--watch needs a file, beside which it notes what was seen");
  unless(!options.count_only || (answers && (search || options.action == Action::batch)),
         "--count needs a query, and --format text or json");
  unless(!options.explain || answers, "--explain needs --format text or json");
  const bool exports = options.exporting != Exporting::nothing;
  unless(!exports || search, "--export needs a query");
  unless(!exports || (options.format == Format::text && !counted && !options.search.after && !options.count_only && !options.explain && options.fields.empty()),
         "--export has forms of its own: no --format, --fields, --facets, --timeline, --after, --count or --explain");
  const bool plain = options.action == Action::show || options.action == Action::info;
  unless(!plain || answers || options.format == Format::jsonl, "--show and --info need --format text, json or jsonl");
  unless(options.action != Action::history || (answers && options.fields.empty()), "--history needs --format text or json, and knows no --fields");
  unless(options.action != Action::diff || (answers && options.fields.empty()), "--diff needs --format text or json, and knows no --fields");
  unless(options.action != Action::cat || options.format == Format::text, "--cat prints bytes as they are: no --format");
}

}  // namespace

bool is_line_format(Format format) {
  return format != Format::text && format != Format::json && format != Format::svg && format != Format::atom;
}

std::string_view name_of(Field field) {
  for (const auto& [name, known] : field_names) {
    if (known == field) return name;
  }
  return {};
}

Options parse_options(std::span<const char* const> arguments) {
  Options options;
  Values values;
  std::vector<std::string> positional;
  try {
    namespace style = po::command_line_style;
    const po::options_description description = described();
    const std::vector<std::string> list = with_implicit_values(arguments);
    const po::parsed_options parsed = po::command_line_parser(list)
                                          .options(description)
                                          .style(style::allow_long | style::long_allow_adjacent | style::long_allow_next)
                                          .run();
    for (const po::option& option : parsed.options) {
      if (option.string_key.empty()) positional.insert(positional.end(), option.value.begin(), option.value.end());
    }
    po::store(parsed, values);
  } catch (const po::error& error) {
    throw UsageError(std::string(error.what()) + " (see --help)");
  }
  if (const std::string* form = given(values, "help")) {
    if (*form != "man" && *form != "text") refuse("help", *form, "man");
    options.action = *form == "man" ? Action::manual : Action::help;
    return options;
  }
  if (values.count("version")) {
    options.action = Action::version;
    return options;
  }
  read_action(values, options);
  read_search(values, options);
  read_counts(values, options);
  read_output(values, options);
  read_positional(positional, values, options);
  choose_defaults(values, options);
  check_combination(options);
  return options;
}

}  // namespace backfile::cli
