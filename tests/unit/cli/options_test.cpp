#include "searcher/cli/options.hpp"

#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/golden.hpp"

using namespace backfile;
using namespace backfile::cli;

namespace {

using Arguments = std::vector<const char*>;

std::string mistake_of(const Arguments& arguments) {
  try {
    (void)parse_options(arguments);
  } catch (const UsageError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("the first positional argument is the archive, the others are the words") {
  struct Case {
    const char* name;
    Arguments arguments;
    std::string archive, words;
  };
  const auto c = GENERATE(values<Case>({
      {"words are joined by spaces", {"A", "one", "two"}, "A", "one two"},
      {"options stand anywhere", {"--sort", "newest", "A", "one", "--limit=3", "two"}, "A", "one two"},
      {"two dashes end the options", {"A", "--", "--limit", "-x"}, "A", "--limit -x"},
      {"two dashes before the archive", {"--", "A", "--count"}, "A", "--count"},
      {"one dash is a word's exclusion", {"A", "storm", "-flood"}, "A", "storm -flood"},
      {"a bare optional value takes no argument", {"A", "--timeline", "year"}, "A", "year"},
      {"an argument with spaces is kept", {"A", "\"of the\""}, "A", "\"of the\""},
      {"an empty word is a word", {"A", ""}, "A", ""},
      {"no words at all", {"A"}, "A", ""},
  }));
  CAPTURE(c.name);
  const Options options = parse_options(c.arguments);
  CHECK(options.archives.at(0).where == c.archive);
  CHECK(options.words == c.words);
  CHECK(options.has_words == (c.arguments.size() > 1));
}

TEST_CASE("further archives follow the first") {
  const Options options = parse_options(Arguments{"--archive", "B", "A", "word", "--archive=C"});
  REQUIRE(options.archives.size() == 3);
  CHECK(options.archives[0].where == "A");
  CHECK(options.archives[1].where == "B");
  CHECK(options.archives[2].where == "C");
}

TEST_CASE("values reach the search") {
  const Options options = parse_options(Arguments{"A", "w", "--sort=oldest", "--copies=show", "--versions=all", "--match=any", "--syntax=words",
                                                  "--since=1851", "--until=1851-06", "--recency=2.5", "--limit=7", "--after=c", "--facets=site,month,site",
                                                  "--facet-limit=3", "--timeline=year", "--unit=articles", "--explain"});
  CHECK(options.search.order == Order::oldest);
  CHECK(options.search.copies == CopyHandling::show);
  CHECK(options.search.versions == VersionChoice::all);
  CHECK(options.match == Match::any);
  CHECK(options.syntax == Syntax::words);
  CHECK(options.search.since == "1851");
  CHECK(options.search.until == "1851-06");
  CHECK(options.search.recency_half_life_days == 2.5);
  CHECK(options.search.limit == 7);
  CHECK(options.search.after->token == "c");
  CHECK(options.search.facets == std::vector<Field>{Field::site, Field::month});
  CHECK(options.search.facet_limit == 3);
  CHECK(options.timeline == Field::year);
  CHECK(options.search.unit == Unit::articles);
  CHECK(options.search.explain);
}

TEST_CASE("a bare --timeline counts months") { CHECK(parse_options(Arguments{"A", "w", "--timeline"}).timeline == Field::month); }

TEST_CASE("what cannot be meant is a mistake that names the option") {
  struct Case {
    const char* name;
    Arguments arguments;
    const char* part;
  };
  const auto c = GENERATE(values<Case>({
      {"nothing", {}, "no archive"},
      {"unknown option", {"A", "--frobnicate"}, "frobnicate"},
      {"abbreviated option", {"A", "--form", "json"}, "form"},
      {"one-letter option first", {"-h"}, "'-h'"},
      {"missing value", {"A", "--limit"}, "limit"},
      {"value for a flag", {"A", "--count=3"}, "count"},
      {"not a number", {"A", "--limit", "ten"}, "'ten' is not a number"},
      {"trailing letters", {"A", "--limit", "10x"}, "'10x'"},
      {"negative", {"A", "--limit=-1"}, "'-1'"},
      {"too large", {"A", "--limit", "99999999999"}, "is not a number"},
      {"recency of nothing", {"A", "--recency", "0"}, "above 0"},
      {"recency that is no number", {"A", "--recency", "nan"}, "above 0"},
      {"unknown form", {"A", "--format", "xml"}, "one of text, json"},
      {"unknown order", {"A", "--sort", "best"}, "one of relevance, newest, oldest"},
      {"unknown facet", {"A", "--facets", "site,colour"}, "'colour'"},
      {"timeline of sites", {"A", "--timeline=site"}, "one of year, month, day"},
      {"unknown column", {"A", "--format=csv", "--fields", "colour"}, "'colour' is not a column"},
      {"fields of text", {"A", "--fields", "title"}, "--fields needs"},
      {"facets of csv", {"A", "--format=csv", "--facets=site"}, "--facets and --timeline need"},
      {"share of nothing", {"A", "--share"}, "--share needs --timeline"},
      {"twice", {"A", "--limit=1", "--limit=2"}, "limit"},
      {"two actions", {"A", "--info", "--show", "u"}, "exclude each other"},
      {"words beside --info", {"A", "word", "--info"}, "do not go with"},
      {"words beside --cat", {"A", "word", "--cat", "u"}, "do not go with"},
      {"history and bytes", {"A", "--history", "u", "--cat", "u"}, "exclude each other"},
      {"a history in lines", {"A", "--history", "u", "--format=csv"}, "--history needs"},
      {"a comparison of nothing", {"A", "x", "--compare", "y"}, "--compare needs --timeline"},
      {"a comparison with hits", {"A", "x", "--timeline", "--compare", "y", "--limit=3"}, "show timelines alone"},
      {"a drawing of hits", {"A", "x", "--format=svg"}, "--format svg needs --timeline"},
      {"a comparison in lines", {"A", "x", "--timeline", "--compare", "y", "--format=tsv"}, "--compare needs --format"},
      {"a diff in lines", {"A", "--diff", "u", "--format=csv"}, "--diff needs"},
      {"a time without a diff", {"A", "--from", "2024", "x"}, "--from needs --diff"},
      {"an empty time", {"A", "--diff", "u", "--to", ""}, "is not a date"},
      {"columns of a history", {"A", "--history", "u", "--format=json", "--fields=title"}, "--history needs"},
      {"bytes in a form", {"A", "--cat", "u", "--format=json"}, "--cat prints"},
      {"tag of two words", {"A", "--run-tag", "a b"}, "'a b'"},
      {"after in a batch", {"A", "--queries=f", "--after=c"}, "--after"},
      {"empty archive", {""}, "empty"},
  }));
  CAPTURE(c.name);
  CHECK_THAT(mistake_of(c.arguments), Catch::Contains(c.part));
}

TEST_CASE("option --help and --version need no archive") {
  CHECK(parse_options(Arguments{"--help"}).action == Action::help);
  CHECK(parse_options(Arguments{"--help=man"}).action == Action::manual);
  CHECK(parse_options(Arguments{"--version"}).action == Action::version);
}

TEST_CASE("option --help shows every option with its explanation and ends with examples") {
  const std::string help = help_text();
  for (const OptionRow& row : option_table()) {
    CAPTURE(row.name);
    CHECK_THAT(help, Catch::Contains(std::string("  --") + row.name));
    CHECK_THAT(help, Catch::Contains(row.help));
  }
  CHECK(help.rfind("examples:") > help.rfind("--version"));
}

TEST_CASE("the manual page's options are the table's") {
  const std::filesystem::path page = std::filesystem::path(BACKFILE_SOURCE_DIR) / "docs/man/backfile-search.1";
  const std::string text = backfile::test::file_text(page);
  const std::string heading = ".SH OPTIONS\n";
  const std::size_t begin = text.find(heading);
  REQUIRE(begin != std::string::npos);
  const std::size_t options = begin + heading.size();
  const std::size_t end = text.find(".SH ", options);
  REQUIRE(end != std::string::npos);
  if (text.substr(options, end - options) != manual_options()) {
    std::ofstream(page.string() + ".actual") << text.substr(0, options) << manual_options() << text.substr(end);
    FAIL("docs/man/backfile-search.1 differs from the table (approve with tests/approve)");
  }
  SUCCEED();
}
