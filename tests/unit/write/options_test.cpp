#include "indexer/options.hpp"

#include <vector>

#include <backfile/error.hpp>

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

IndexOptions parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "backfile-index");
  return parse_index_options(static_cast<int>(arguments.size()), arguments.data());
}

}  // namespace

TEST_CASE("the first operand is the archive, the others are crawls, options stand anywhere") {
  const IndexOptions options = parse({"news.archive/", "--threads", "3", "crawl", "--batch=7", "-"});
  CHECK(options.archive == "news.archive");
  CHECK(options.crawls == std::vector<std::string>{"crawl", "-"});
  CHECK(options.threads == 3);
  CHECK(options.batch == 7);
}

TEST_CASE("the programs confine themselves, a run inside another process does not") {
  CHECK(parse({"a", "crawl"}).sandbox == Sandbox::automatic);
  CHECK(parse({"a", "crawl", "--sandbox", "off"}).sandbox == Sandbox::off);
  CHECK(IndexOptions{}.sandbox == Sandbox::off);
}

TEST_CASE("two dashes end the options") {
  CHECK(parse({"a", "--", "--threads"}).crawls == std::vector<std::string>{"--threads"});
}

TEST_CASE("with --extract-only all operands are crawls") {
  const IndexOptions options = parse({"--extract-only", "crawl"});
  CHECK(options.action == IndexOptions::Action::extract_only);
  CHECK(options.crawls == std::vector<std::string>{"crawl"});
}

TEST_CASE("wrong usage is refused in one line") {
  struct Case {
    std::string name;
    std::vector<const char*> arguments;
  };
  const auto c = GENERATE(values<Case>({
      {"nothing", {}},
      {"no crawl", {"archive"}},
      {"empty archive", {"", "crawl"}},
      {"empty crawl", {"archive", ""}},
      {"unknown option", {"archive", "crawl", "--frobnicate"}},
      {"abbreviated option", {"archive", "crawl", "--thread", "3"}},
      {"no number", {"archive", "crawl", "--threads", "many"}},
      {"number with a tail", {"archive", "crawl", "--threads", "3x"}},
      {"zero threads", {"archive", "crawl", "--threads", "0"}},
      {"value missing", {"archive", "crawl", "--batch"}},
      {"bad choice", {"archive", "crawl", "--color", "sometimes"}},
      {"extract without crawl", {"--extract-only"}},
      {"split without a rule", {"--split", "--", "a", "out"}},
      {"split by nothing known", {"--split", "week", "a", "out"}},
      {"split into none", {"--split", "0", "a", "out"}},
      {"split without a directory to make", {"--split", "month", "a"}},
      {"split into two directories", {"--split", "month", "a", "out", "more"}},
      {"split and merge", {"--split", "month", "--merge", "a", "out"}},
      {"explain with a crawl", {"--explain", "page.html", "crawl"}},
  }));
  CAPTURE(c.name);
  try {
    parse(c.arguments);
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.code() == Errc::usage);
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
  }
}

TEST_CASE("help names every option") {
  for (const std::string& name : index_option_names()) CHECK(index_help().find("--" + name) != std::string::npos);
}
