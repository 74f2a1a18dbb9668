#include "indexer/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/program_options.hpp>
#include <fmt/format.h>

#include <backfile/date.hpp>
#include <backfile/error.hpp>

#include "common/text.hpp"
#include "indexer/extract/dates/zone_names.hpp"

namespace backfile {
namespace {

namespace po = boost::program_options;

struct OptionRow {
  const char* name;
  const char* value;  // metavariable; empty = a switch
  const char* help;
};

constexpr std::array option_rows{
    OptionRow{"extract-only", "", "print articles as JSON lines; no archive is written"},
    OptionRow{"explain", "PAGE", "show which evidence gave each field of a page"},
    OptionRow{"check", "", "name the damage of the archive, if it has any"},
    OptionRow{"rebuild", "", "make the archive's terms anew from its records"},
    OptionRow{"compact", "", "squeeze the archive"},
    OptionRow{"merge", "", "join archives: OUT IN..."},
    OptionRow{"split", "BY", "cut an archive by month, year or into N: ARCHIVE OUT"},
    OptionRow{"remove", "URL", "take an article out and keep it out (repeatable)"},
    OptionRow{"remove-list", "FILE", "the same for each line of a file (- for standard input)"},
    OptionRow{"restore", "URL", "let a removed article in again (repeatable)"},
    OptionRow{"removed", "", "list what was removed"},
    OptionRow{"manifest", "FILE", "tab-separated: path, url, captured, content_type"},
    OptionRow{"report", "FILE", "JSON lines: what did not become an article, and why"},
    OptionRow{"language", "L", "language of pages that declare none (BCP 47)"},
    OptionRow{"timezone", "Z", "zone of times that declare none (name or +hh:mm)"},
    OptionRow{"prune", "", "drop what vanished below the CRAWLs given"},
    OptionRow{"prune-limit", "PERCENT", "refuse to drop more than this (default 10)"},
    OptionRow{"threads", "N", "extraction threads (default: the cores)"},
    OptionRow{"batch", "N", "documents per commit (default: chosen)"},
    OptionRow{"max-page-size", "MB", "larger pages are reported, not read (default 64)"},
    OptionRow{"sandbox", "LEVEL", "what a run gives up: auto, strict (reads only the crawl), off"},
    OptionRow{"progress", "WHEN", "auto, always or never"},
    OptionRow{"color", "WHEN", "auto, always or never"},
    OptionRow{"quiet", "", "no progress, no summary; errors only"},
    OptionRow{"help", "", "show this help"},
    OptionRow{"version", "", "show the version"},
};

bool is_repeatable(const OptionRow& row) { return std::string_view(row.value) == "URL"; }

[[noreturn]] void usage(const std::string& message) { throw Error(Errc::usage, message + " (see --help)"); }

std::uint64_t number(const std::string& name, const std::string& text, std::uint64_t low, std::uint64_t high) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high)
    usage(fmt::format("--{} takes a whole number from {} to {}, not '{}'", name, low, high, text));
  return value;
}

When when(const std::string& name, const std::string& text) {
  if (text == "auto") return When::automatic;
  if (text == "always") return When::always;
  if (text == "never") return When::never;
  usage(fmt::format("--{} takes auto, always or never, not '{}'", name, text));
}

Sandbox sandbox(const std::string& text) {
  if (text == "auto") return Sandbox::automatic;
  if (text == "strict") return Sandbox::strict;
  if (text == "off") return Sandbox::off;
  usage(fmt::format("--sandbox takes auto, strict or off, not '{}'", text));
}

SplitRule split_rule(const std::string& text) {
  const std::optional<SplitRule> rule = parse_split_rule(text);
  if (!rule) usage(fmt::format("--split takes month, year or a number of parts from 1 to {}, not '{}'", max_split_parts, text));
  return *rule;
}

std::string language(const std::string& text) {
  std::string canonical = canonical_language(text);
  if (canonical.empty()) usage(fmt::format("--language takes a language as in en or pt-BR, not '{}'", text));
  return canonical;
}

std::string timezone(const std::string& text) {
  const bool is_ascii = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!is_ascii || !dates::offset_of_zone(text, PartialDate{.year = 2000, .month = 1, .day = 1, .precision = Precision::day}))
    usage(fmt::format("--timezone takes a name as in Europe/Berlin or an offset as in +02:00, not '{}'", text));
  return text;
}

po::variables_map parsed(int argc, const char* const* argv) {
  po::options_description described;
  for (const OptionRow& row : option_rows) {
    if (*row.value == '\0')
      described.add_options()(row.name, row.help);
    else if (is_repeatable(row))
      described.add_options()(row.name, po::value<std::vector<std::string>>()->composing()->value_name(row.value), row.help);
    else
      described.add_options()(row.name, po::value<std::string>()->value_name(row.value), row.help);
  }
  described.add_options()("operand", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("operand", -1);
  // No guessing of abbreviated names, no short options; a lone "-" is an operand.
  namespace style = po::command_line_style;
  const int long_only = style::allow_long | style::long_allow_adjacent | style::long_allow_next;
  po::variables_map values;
  try {
    po::store(po::command_line_parser(argc, argv).options(described).positional(positional).style(long_only).run(), values);
    po::notify(values);
  } catch (const po::error& error) {
    usage(error.what());
  }
  return values;
}

IndexOptions::Action action_of(const po::variables_map& values) {
  using Action = IndexOptions::Action;
  constexpr std::pair<const char*, Action> actions[] = {{"extract-only", Action::extract_only}, {"explain", Action::explain},
                                                        {"check", Action::check},
                                                        {"rebuild", Action::rebuild},           {"compact", Action::compact},
                                                        {"merge", Action::merge},               {"split", Action::split},
                                                        {"remove", Action::remove},             {"remove-list", Action::remove},
                                                        {"restore", Action::restore},           {"removed", Action::removed}};
  Action chosen = Action::index;
  for (const auto& [name, action] : actions) {
    if (!values.count(name)) continue;
    if (chosen != Action::index && chosen != action) usage(fmt::format("--{} does not go with another action", name));
    chosen = action;
  }
  return chosen;
}

/// ARCHIVE, CRAWL..., as the action wants them.
void take_operands(IndexOptions& options, std::vector<std::string> operands) {
  using Action = IndexOptions::Action;
  if (options.action == Action::explain) {
    if (!operands.empty()) usage("--explain takes one page and no other operand");
    return;
  }
  if (options.action == Action::extract_only) {
    if (operands.empty()) usage("--extract-only needs a CRAWL");
    options.crawls = std::move(operands);
    return;
  }
  if (operands.empty()) usage(options.action == Action::index ? "an ARCHIVE and a CRAWL are needed" : "an ARCHIVE is needed");
  options.archive = operands.front();
  operands.erase(operands.begin());
  while (options.archive.size() > 1 && options.archive.back() == '/') options.archive.pop_back();
  options.crawls = std::move(operands);
  if (options.action == Action::index && options.crawls.empty()) usage("a CRAWL is needed besides the ARCHIVE");
  if (options.action == Action::merge && options.crawls.empty()) usage("--merge needs archives to join: OUT IN...");
  if (options.action == Action::split) {
    if (options.crawls.size() != 1) usage("--split needs an archive and a directory to make: ARCHIVE OUT");
    return;
  }
  if (options.action != Action::index && options.action != Action::merge && !options.crawls.empty())
    usage("one ARCHIVE and no other operand is needed");
}

}  // namespace

IndexOptions parse_index_options(int argc, const char* const* argv) {
  const po::variables_map values = parsed(argc, argv);
  const auto texts = [&](const char* name) { return values.count(name) ? values[name].as<std::vector<std::string>>() : std::vector<std::string>(); };
  const auto text = [&](const char* name) { return values.count(name) ? values[name].as<std::string>() : std::string(); };
  IndexOptions options;
  if (values.count("help")) {
    options.action = IndexOptions::Action::help;
    return options;
  }
  if (values.count("version")) {
    options.action = IndexOptions::Action::version;
    return options;
  }
  options.remove_list = text("remove-list");
  options.manifest = text("manifest");
  options.report = text("report");
  if (values.count("language")) options.language = language(text("language"));
  if (values.count("timezone")) options.timezone = timezone(text("timezone"));
  if (values.count("threads")) options.threads = static_cast<unsigned>(number("threads", text("threads"), 1, 256));
  if (values.count("batch")) options.batch = static_cast<std::uint32_t>(number("batch", text("batch"), 1, 1'000'000));
  if (values.count("max-page-size")) options.max_page_bytes = number("max-page-size", text("max-page-size"), 1, 4096) << 20;
  options.sandbox = values.count("sandbox") ? sandbox(text("sandbox")) : Sandbox::automatic;
  if (values.count("progress")) options.progress = when("progress", text("progress"));
  if (values.count("color")) options.color = when("color", text("color"));
  if (values.count("split")) options.split = split_rule(text("split"));
  options.prune = values.count("prune") > 0;
  if (values.count("prune-limit")) options.prune_limit_percent = static_cast<double>(number("prune-limit", text("prune-limit"), 0, 100));
  options.quiet = values.count("quiet") > 0;

  std::vector<std::string> operands = texts("operand");
  if (std::ranges::any_of(operands, &std::string::empty)) usage("an operand is empty");
  options.explain_page = text("explain");
  options.action = action_of(values);
  options.addresses = texts(options.action == IndexOptions::Action::restore ? "restore" : "remove");
  take_operands(options, std::move(operands));
  if (options.sandbox == Sandbox::strict && std::ranges::find(options.crawls, "-") != options.crawls.end())
    usage("--sandbox strict needs the CRAWLs by name, not as a list on standard input");
  return options;
}

std::string index_help() {
  std::string out =
      "Usage: backfile-index [options] ARCHIVE CRAWL...\n"
      "       backfile-index --extract-only [options] CRAWL...\n"
      "       backfile-index --explain PAGE\n"
      "       backfile-index --check|--rebuild|--compact ARCHIVE\n"
      "       backfile-index --merge OUT IN...\n"
      "       backfile-index --split month|year|N ARCHIVE OUT\n"
      "       backfile-index --remove URL|--restore URL|--removed ARCHIVE\n\n"
      "Reads crawls of news sites (directories, HTML, .gz, JSON lines; - for a list of\npaths on standard input) and makes them an archive to "
      "search.\n\n";
  for (const OptionRow& row : option_rows) {
    const std::string name = fmt::format("--{}{}{}", row.name, *row.value ? " " : "", row.value);
    out += fmt::format("  {:<22} {}\n", name, row.help);
  }
  out +=
      "\nExit status: 0 done, 1 some inputs could not be read, 2 error, 3 interrupted.\n"
      "\nExamples:\n  backfile-index news.archive crawl/\n  backfile-index --extract-only page.html.gz\n";
  return out;
}

std::vector<std::string> index_option_names() {
  std::vector<std::string> names;
  for (const OptionRow& row : option_rows) names.emplace_back(row.name);
  return names;
}

}  // namespace backfile
