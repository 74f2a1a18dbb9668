// --diff for people and programs.
#include <backfile/diff.hpp>

#include <nlohmann/json.hpp>

#include "searcher/cli/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/golden.hpp"
#include "tests/unit/cli/sample_answer.hpp"

using namespace backfile;
using namespace backfile::cli;
using backfile::test::check_golden;

namespace {

const std::string before =
    "The ferry over the sound was late on Sunday because of fog, the company said in a note to the press.\n\n"
    "Passengers with tickets need do nothing, the harbour office said.\n\n"
    "The harbour master, who has held the office since the old pier was taken down, told reporters that fog of this kind comes twice in a year "
    "and that nobody should be surprised. He asked for patience. \"We sail when we see,\" he said.\n\n"
    "Buses will run.\n\n"
    "The company plans a third ship.\n\n"
    "It has two.";
const std::string after =
    "The ferry over the sound was late on Sunday and Monday because of fog, the company said in a note to the press.\n\n"
    "Passengers with tickets need do nothing, the harbour office said.\n\n"
    "The harbour master, who has held the office since the old pier was taken down, told reporters that fog of this kind comes three times in a year "
    "and that nobody should be surprised. \"We sail when we see,\" he said. A radar will be bought.\n\n"
    "An earlier version of this article named the wrong pier.\n\n"
    "The company plans a third ship. It has two.";

ArticleDiff sample_diff() {
  ArticleDiff diff{.versions = 3, .from = {}, .to = {}, .title = diff_words("Ferry late", "Ferry late again\x1b[2J"), .body = diff_words(before, after)};
  diff.from = {.number = 1, .version = {.title = "Ferry late", .published = test::day(2025, 5, 4), .modified = {}, .digest = "00000000000000aa",
                                        .superseded = true, .captures = {}}, .captured = "2025-05-04T10:00:00+00:00"};
  diff.to = {.number = 3, .version = {.title = "Ferry late again\x1b[2J", .published = test::day(2025, 5, 4), .modified = test::day(2025, 5, 5),
                                      .digest = "00000000000000bb", .superseded = false, .captures = {}}, .captured = ""};
  return diff;
}

std::string as_text(const ArticleDiff& diff, const TextStyle& style = {}) {
  std::string out;
  render_diff_text(out, "https://a.example/ferry", diff, style);
  return out;
}

std::string body_of(const std::string& a, const std::string& b) {
  ArticleDiff diff = sample_diff();
  diff.title = {};
  diff.body = diff_words(a, b);
  const std::string text = as_text(diff);
  const std::string title = "\n\n(no title)\n";
  return text.substr(text.find(title) + title.size());
}

}  // namespace

TEST_CASE("a diff in a pipe has marks") { check_golden("search/diff_pipe.txt", as_text(sample_diff())); }

TEST_CASE("a diff on a terminal has colours, and nothing else that steers it") {
  check_golden("search/diff_terminal.txt", as_text(sample_diff(), {.columns = 60, .color = true, .terminal = true}));
}

TEST_CASE("a diff as JSON has all of both texts") {
  std::string out;
  render_diff_json(out, "https://a.example/ferry", sample_diff());
  check_golden("search/diff.json", nlohmann::json::parse(out).dump(1) + "\n");
}

TEST_CASE("a diff keeps paragraphs, and leaves out what is far from changes") {
  struct Case {
    std::string name, before, after, out;
  };
  const auto c = GENERATE(values<Case>({
      {"the same text", "One.\n\nTwo.", "One.\n\nTwo.", "\n…\n"},
      {"a break that goes", "One.\n\nTwo.", "One. Two.", "\nOne.[-¶-] Two.\n"},
      {"a break that comes", "One. Two.", "One.\n\nTwo.", "\nOne.{+¶+}\n\n…\n"},
      {"paragraphs that come", "One.\n\nFour.", "One.\n\nTwo.\n\nThree.\n\nFour.", "\n…\n\n{+Two.+}\n\n{+Three.+}\n\n…\n"},
      {"paragraphs replaced", "One.\n\nTwo here.\n\nFour.", "One.\n\nThree.\n\nFour.", "\n…\n\n[-Two here.-]{+Three.+}\n\n…\n"},
      {"eight words on each side", "a b c d e f g h i j k l m X n", "a b c d e f g h i j k l m Y n", "\n… f g h i j k l m [-X-]{+Y+} n\n"},
      {"a little more is not worth leaving out", "a b c d e f g h i j k X n", "a b c d e f g h i j k Y n", "\na b c d e f g h i j k [-X-]{+Y+} n\n"},
      {"all of it gone", "One.\n\nTwo.", "", "\n[-One.-]\n\n[-Two.-]\n"},
  }));
  CAPTURE(c.name);
  CHECK(body_of(c.before, c.after) == c.out);
}

TEST_CASE("a diff of a version with itself says so, and one that was too much, too") {
  ArticleDiff diff = sample_diff();
  diff.body.complete = false;
  CHECK_THAT(as_text(diff), Catch::Contains("\nnote: the texts differ too much to compare word by word"));
  diff.from = diff.to;
  CHECK_THAT(as_text(diff), Catch::EndsWith("\n\nno changes: both times had the same version\n"));
}
