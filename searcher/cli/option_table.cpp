// The table of options, and the two documents made of it: --help and the OPTIONS section of the manual page.
#include <array>
#include <string>

#include "searcher/cli/options.hpp"

namespace backfile::cli {

namespace {

constexpr const char* which = "What to search";
constexpr const char* order = "Order and paging";
constexpr const char* counts = "Counts";
constexpr const char* output = "Output";
constexpr const char* instead = "Instead of a search";

constexpr std::array table{
    OptionRow{which, "archive", "A", Takes::values, "", "search archive A together with the first; may be repeated"},
    OptionRow{which, "deadline", "SECONDS", Takes::value, "", "go on without remote archives that are silent, and give up after this (default 30)"},
    OptionRow{which, "since", "D", Takes::value, "", "only articles of day, month or year D, or later"},
    OptionRow{which, "until", "D", Takes::value, "", "only articles of day, month or year D, or earlier"},
    OptionRow{which, "new-since", "TIME", Takes::value, "", "only what came into the archive at day or time TIME, or later"},
    OptionRow{which, "match", "all|any", Takes::value, "", "what joins words side by side (default all)"},
    OptionRow{which, "syntax", "query|words", Takes::value, "", "words: take the text literally, nothing is an operator"},
    OptionRow{which, "copies", "fold|show", Takes::value, "", "list copies of a story once (default) or each"},
    OptionRow{which, "versions", "latest|all", Takes::value, "", "search superseded versions of articles too"},
    OptionRow{order, "sort", "ORDER", Takes::value, "", "relevance (default), newest or oldest; undated articles last"},
    OptionRow{order, "recency", "DAYS", Takes::value, "", "let relevance halve with every DAYS of age"},
    OptionRow{order, "limit", "N", Takes::value, "",
              "at most N hits (default 10; jsonl, csv, tsv and urls: all; trec: 1000; atom: 100)"},
    OptionRow{order, "after", "CURSOR", Takes::value, "", "go on where an answer ended"},
    OptionRow{order, "count", "", Takes::nothing, "", "print how many hits there are, and nothing else"},
    OptionRow{counts, "facets", "LIST", Takes::value, "",
              "count by year, month, day, section, site, author, language (comma separated)"},
    OptionRow{counts, "facet-limit", "N", Takes::value, "", "values of a facet, the rest as one line (default 20)"},
    OptionRow{counts, "timeline", "UNIT", Takes::optional_value, "month", "histogram by year, month (default) or day"},
    OptionRow{counts, "share", "", Takes::nothing, "", "with --timeline: also the share of all articles of the time"},
    OptionRow{counts, "compare", "QUERY", Takes::values, "", "with --timeline: another query beside the first; may be repeated"},
    OptionRow{counts, "unit", "stories|articles", Takes::value, "", "what facets count (default what the total counts)"},
    OptionRow{output, "format", "FORM", Takes::value, "", "text (default), json, jsonl, csv, tsv, urls, trec or atom; svg: a drawing of --timeline"},
    OptionRow{output, "fields", "LIST", Takes::value, "", "columns of json, jsonl, csv and tsv (comma separated)"},
    OptionRow{output, "export", "FORM", Takes::value, "", "all hits for other programs: their captured records (warc, cdxj), or their articles (jsonl, opensearch, quickwit)"},
    OptionRow{output, "run-tag", "TAG", Takes::value, "", "last column of trec (default backfile)"},
    OptionRow{output, "explain", "", Takes::nothing, "", "show the query as understood, and why each hit scores"},
    OptionRow{output, "color", "WHEN", Takes::value, "", "auto (default), always or never"},
    OptionRow{instead, "queries", "FILE", Takes::value, "", "answer every line ID TAB QUERY of FILE (- for standard input)"},
    OptionRow{instead, "watch", "FILE", Takes::value, "", "what is new since the last run for every line NAME TAB QUERY of FILE"},
    OptionRow{instead, "similar", "URL", Takes::value, "", "articles like the one at URL"},
    OptionRow{instead, "show", "URL", Takes::value, "", "the stored article at URL"},
    OptionRow{instead, "history", "URL", Takes::value, "", "versions of the article at URL, their captures, times and sources"},
    OptionRow{instead, "diff", "URL", Takes::value, "", "what changed between two versions of the article at URL (default the last two)"},
    OptionRow{instead, "from", "T", Takes::value, "", "with --diff: from the version that was current at day, month, year or time T"},
    OptionRow{instead, "to", "T", Takes::value, "", "with --diff: to the version that was current at T"},
    OptionRow{instead, "cat", "URL", Takes::value, "", "the captured bytes that the article at URL was read from"},
    OptionRow{instead, "info", "", Takes::nothing, "", "what the archive holds"},
    OptionRow{instead, "help", "man", Takes::optional_value, "text", "this help; =man: the manual page's options"},
    OptionRow{instead, "version", "", Takes::nothing, "", "the version"},
};

/// "--timeline[=UNIT]", "--since D", "--count".
std::string spelled(const OptionRow& row) {
  std::string text = std::string("--") + row.name;
  if (row.takes == Takes::optional_value) return text + "[=" + row.argument + "]";
  return row.takes == Takes::nothing ? text : text + " " + row.argument;
}

std::string escaped_for_man(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

/// The spelling with the name in bold and the placeholder in italics.
std::string spelled_for_man(const OptionRow& row) {
  const std::string name = escaped_for_man(std::string("--") + row.name);
  if (row.takes == Takes::nothing) return ".B " + name;
  const std::string argument = escaped_for_man(row.argument);
  if (row.takes == Takes::optional_value) return ".BR " + name + " [=\\fI" + argument + "\\fR]";
  return ".BI " + name + " \" " + argument + "\"";
}

}  // namespace

std::span<const OptionRow> option_table() { return table; }

std::string help_text() {
  std::string out =
      "usage: backfile-search [options] ARCHIVE WORDS...\n"
      "Searches a news archive: ranked hits with snippets, facets and timelines.\n";
  constexpr std::size_t column = 28;
  std::string_view group;
  for (const OptionRow& row : table) {
    if (group != row.group) {
      group = row.group;
      out.append("\n").append(group).append(":\n");
    }
    const std::string left = "  " + spelled(row);
    out += left;
    out.append(left.size() < column ? column - left.size() : 1, ' ');
    out.append(row.help).append("\n");
  }
  out +=
      "\nOptions may stand anywhere; -- ends them. Words with one dash in front exclude. Exit code: 0 hits, 1 none, 2 error, 4 partial answer.\n"
      "\nexamples:\n"
      "  backfile-search archive --timeline --facets site 'flood title:dam date:2024'\n"
      "  backfile-search archive --sort newest --format csv -- '\"rate cut\" -crypto'\n";
  return out;
}

std::string manual_options() {
  std::string out;
  std::string_view group;
  for (const OptionRow& row : table) {
    if (group != row.group) {
      group = row.group;
      out.append(".SS ").append(group).append("\n");
    }
    out.append(".TP\n").append(spelled_for_man(row)).append("\n");
    std::string sentence = row.help;
    if (sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
    out.append(escaped_for_man(sentence)).append(".\n");
  }
  return out;
}

}  // namespace backfile::cli
