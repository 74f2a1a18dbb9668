// Stories through all that happens to an archive, by the built programs: articles taken down and brought back, archives split, columns that come and go.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_text.hpp"

using backfile::test::Finished;
using backfile::test::index;
using backfile::test::InventedText;
using backfile::test::joined;
using backfile::test::run;
using backfile::test::TemporaryDirectory;

namespace {

std::string line(const std::string& site, const std::string& body, const std::string& published) {
  return nlohmann::json{{"url", "https://" + site + ".example/a"}, {"title", "About " + site}, {"body", body}, {"published", published}}.dump() + "\n";
}

/// Three copies of a wire report, two of another from the next year, and an article by itself.
std::string crawl() {
  const auto wire = InventedText(1).words(200), second = InventedText(2).words(150);
  return line("one", joined(wire), "2023-03-01") + line("two", joined(wire, 0, 110), "2023-03-02") +
         line("three", joined(InventedText(3).words(30)) + joined(wire), "2023-03-02") + line("four", joined(second), "2024-01-05") +
         line("five", joined(second, 10), "2024-01-05") + line("six", joined(InventedText(4).words(150)), "2023-03-01");
}

/// A line for each story: its articles' sites, the first one's first.
std::vector<std::string> stories(const TemporaryDirectory& folder, const std::vector<std::string>& archives) {
  std::vector<std::string> arguments = {archives.front()};
  for (std::size_t i = 1; i < archives.size(); ++i) arguments.insert(arguments.end(), {"--archive", archives[i]});
  arguments.insert(arguments.end(), {"--format", "json", "--limit", "50", "*"});
  const Finished found = run({.program = "backfile-search", .arguments = arguments, .folder = folder.path()});
  INFO(found.err);
  REQUIRE(found.exit_code == 0);
  std::vector<std::string> all;
  const nlohmann::json answer = nlohmann::json::parse(found.out);
  for (const auto& hit : answer.at("hits")) {
    std::string story = hit.at("site");
    if (hit.contains("copies"))
      for (const auto& site : hit.at("copies").at("sites")) story += " " + site.get<std::string>();
    all.push_back(story);
  }
  std::ranges::sort(all);
  return all;
}

const std::vector<std::string> whole = {"five.example four.example", "one.example three.example two.example", "six.example"};
/// Of the same day the one with the lesser key stands for a story: which it is does not matter here.
std::vector<std::string> sorted_sites(std::vector<std::string> stories) {
  for (std::string& story : stories) {
    std::istringstream in(story);
    std::vector<std::string> sites{std::istream_iterator<std::string>(in), {}};
    std::ranges::sort(sites);
    story.clear();
    for (const std::string& site : sites) story += (story.empty() ? "" : " ") + site;
  }
  std::ranges::sort(stories);
  return stories;
}

void remove_columns(const std::string& archive) {
  for (const auto& entry : std::filesystem::directory_iterator(archive))
    if (entry.path().filename().string().starts_with("backfile.columns")) std::filesystem::remove(entry.path());
}

}  // namespace

TEST_CASE("an article that is taken down leaves its story, and joins it again when it is restored") {
  const TemporaryDirectory folder;
  folder.write("crawl/a.jsonl", crawl());
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  CHECK(sorted_sites(stories(folder, {"archive"})) == whole);
  REQUIRE(index(folder, {"archive", "--remove", "https://one.example/a"}).exit_code == 0);
  const std::vector<std::string> without = {"five.example four.example", "six.example", "three.example two.example"};
  CHECK(sorted_sites(stories(folder, {"archive"})) == without);
  folder.write("crawl/b.jsonl", line("seven", joined(InventedText(5).words(100)), "2023-03-01"));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  auto with_seven = without;
  with_seven.insert(with_seven.begin() + 1, "seven.example");
  CHECK(sorted_sites(stories(folder, {"archive"})) == with_seven);
  REQUIRE(index(folder, {"archive", "--restore", "https://one.example/a"}).exit_code == 0);
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  CHECK(sorted_sites(stories(folder, {"archive"})) ==
        std::vector<std::string>{"five.example four.example", "one.example three.example two.example", "seven.example", "six.example"});
}

TEST_CASE("a story names its original by a canonical link of its articles, else by the agency that they credit") {
  const TemporaryDirectory folder;
  const auto page = [&](const std::string& site, const std::string& head, const std::string& text) {
    const std::string day = site == "one" ? "2023-03-01" : "2023-03-02";
    folder.write("crawl/" + site + ".example/2023/report.html",
                 "<html><head><title>Report from the harbour</title><meta property='og:type' content='article'><meta property='article:published_time' content='" +
                     day + "T10:00:00Z'>" + head + "</head><body><article><h1>Report from the harbour</h1><p>" + text + "</p></article></body></html>");
  };
  const auto shown = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "archive");
    return run({.program = "backfile-search", .arguments = arguments, .folder = folder.path()}).out;
  };
  const std::string wire = joined(InventedText(1).words(200));
  page("one", "", wire);
  page("two", "<meta name='author' content='Reuters'>", wire);
  page("three", "", joined(InventedText(4).words(150)));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  // The earliest credits nobody, its copy an agency; what stands alone has none.
  CHECK(nlohmann::json::parse(shown({"--format", "json", "copies:https://one.example/2023/report.html"})).at("total") == 2);
  CHECK(shown({"--format", "csv", "--fields", "site,copies,original", "--sort", "oldest", "*"}) ==
        "site,copies,original\r\none.example,1,Reuters\r\nthree.example,,\r\n");
  CHECK(shown({"*"}).find("also at 1 site: two.example\n  original: Reuters\n") != std::string::npos);
  // A link says more than a credit; here to the article that stands for the story.
  page("four", "<link rel='canonical' href='https://one.example/2023/report.html'>", wire);
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  CHECK(shown({"--format", "csv", "--fields", "site,copies,original", "--sort", "oldest", "*"}) ==
        "site,copies,original\r\none.example,2,https://one.example/2023/report.html\r\nthree.example,,\r\n");
  CHECK(shown({"*"}).find("the original, as a copy names it\n") != std::string::npos);
  CHECK(shown({"--format", "csv", "--fields", "site,original", "--copies", "show", "site:four.example"}) ==
        "site,original\r\nfour.example,https://one.example/2023/report.html\r\n");
  CHECK(nlohmann::json::parse(shown({"--show", "https://four.example/2023/report.html", "--format", "json"})).at("original") ==
        "https://one.example/2023/report.html");
}

TEST_CASE("a split leaves stories whole, an update of a part extends them, and joining the parts again gives all") {
  const TemporaryDirectory folder;
  folder.write("crawl/a.jsonl", crawl());
  REQUIRE(index(folder, {"all", "crawl"}).exit_code == 0);
  REQUIRE(index(folder, {"--split", "year", "all", "parts"}).exit_code == 0);
  CHECK(stories(folder, {"parts/2023", "parts/2024"}) == stories(folder, {"all"}));
  folder.write("later/b.jsonl", line("eight", joined(InventedText(2).words(150), 0, 140), "2024-01-06"));
  REQUIRE(index(folder, {"parts/2024", "later"}).exit_code == 0);
  CHECK(sorted_sites(stories(folder, {"parts/2024"})) == std::vector<std::string>{"eight.example five.example four.example"});
  REQUIRE(index(folder, {"--merge", "joined", "parts/2023", "parts/2024"}).exit_code == 0);
  CHECK(sorted_sites(stories(folder, {"joined"})) ==
        std::vector<std::string>{"eight.example five.example four.example", "one.example three.example two.example", "six.example"});
}

TEST_CASE("columns tell of the stories that a later run found, as the values do") {
  const TemporaryDirectory folder;
  folder.write("crawl/a.jsonl", line("one", joined(InventedText(1).words(200)), "2023-03-01"));
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  folder.write("crawl/b.jsonl", crawl());
  REQUIRE(index(folder, {"archive", "crawl"}).exit_code == 0);
  const auto with_columns = stories(folder, {"archive"});
  CHECK(sorted_sites(with_columns) == whole);
  remove_columns(folder / "archive");
  CHECK(stories(folder, {"archive"}) == with_columns);
}
