// Archives with a file damaged at random, round by round: no program crashes or hangs on them, the check names the damage unless it changes no answer, and
// a rebuild saves records. The soak asks for more rounds, and prints what became of them (docs/testing.md).
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/damaged_archive.hpp"
#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sanitizer.hpp"

using namespace backfile::test;
namespace fs = std::filesystem;

namespace {

/// How often what came about.
using Counts = std::map<std::string, int>;

std::string way_of(const Finished& finished) {
  for (const char* line : {"crashed (signal", "no end after"})
    if (finished.err.find(line) != std::string::npos) return line;
  return "exit " + std::to_string(finished.exit_code);
}

/// It ends by itself, with a code of its own and a line where it fails.
Finished ended(const TemporaryDirectory& folder, const std::string& what, Command command, Counts& counts) {
  command.folder = folder.path();
  command.timeout = std::chrono::seconds(600);  // programs that are lost count processor time
  Finished finished = run(command);
  CAPTURE(command.arguments, finished.exit_code, finished.err);
  CHECK_FALSE(finished.timed_out);
  CHECK(finished.signal == 0);
  CHECK((finished.exit_code == 0 || !finished.err.empty()));
  ++counts[what + ": " + way_of(finished)];
  return finished;
}

/// What searches answer, the order of equal ones aside.
std::vector<std::string> answers(const TemporaryDirectory& folder, Counts& counts) {
  std::vector<std::string> lines;
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"archive", "--format", "csv", "--limit", "200", "--facets", "month,site", "ferry sail*"}, {"archive", "--count", "\"at dawn\" OR 17"}}) {
    const Finished finished = ended(folder, "search", {.program = "backfile-search", .arguments = arguments}, counts);
    std::istringstream out(finished.out);
    for (std::string line; std::getline(out, line);) lines.push_back(line);
    lines.push_back(way_of(finished));
  }
  std::ranges::sort(lines);
  return lines;
}

/// Every stored article, a line each.
std::vector<std::string> stored(const TemporaryDirectory& folder) {
  const Finished finished = run({.program = "backfile-search", .arguments = {"archive", "--export", "jsonl", "--copies", "show", "--versions", "all", "*"}, .folder = folder.path()});
  std::vector<std::string> lines;
  std::istringstream out(finished.out);
  for (std::string line; std::getline(out, line);) lines.push_back(line);
  std::ranges::sort(lines);
  return lines;
}

std::size_t in_common(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  std::vector<std::string> both;
  std::ranges::set_intersection(one, other, std::back_inserter(both));
  return both.size();
}

class Rounds {
 public:
  Rounds() {
    std::string lines;
    for (int i = 80; i < 120; ++i)
      lines += R"({"url":"https://harbour.example/)" + std::to_string(i) + R"(","title":"Ferry","body":"The ferry is late.","captured":"2024-06-01"})" "\n";
    archive_.folder.write("later/later.jsonl", lines);
    for (const auto& entry : fs::directory_iterator(archive_.folder / "archive"))
      if (entry.file_size() > 0) files_.push_back(entry.path());
    std::ranges::sort(files_);
    before_ = answers(archive_.folder, counts);
    counts.clear();
    stored_ = stored(archive_.folder);
    REQUIRE(stored_.size() == 120);
    fs::copy(archive_.folder / "archive", archive_.folder / "whole");
  }

  void run_one(int round) {
    put("whole", "archive");
    std::mt19937 random(static_cast<unsigned>(round));
    const fs::path file = files_[random() % files_.size()];
    damage(file, round, random);
    put("archive", "damaged");
    CAPTURE(round, file.filename().string());
    ended(archive_.folder, "update", index_with({"--quiet", "--batch", "20", "archive", "later"}), counts);
    put("damaged", "archive");
    look(file.filename().string().starts_with("backfile.columns"));
  }

  Counts counts;
  std::size_t records = 0, saved = 0;

 private:
  static Command index_with(std::vector<std::string> arguments) { return {.program = "backfile-index", .arguments = std::move(arguments)}; }

  void put(const std::string& from, const std::string& to) const {
    fs::remove_all(archive_.folder / to);
    fs::copy(archive_.folder / from, archive_.folder / to);
  }

  void look(bool is_derived) {
    const Finished checked = ended(archive_.folder, "check", index_with({"--check", "archive"}), counts);
    const bool answers_as_before = answers(archive_.folder, counts) == before_;
    CAPTURE(checked.out);
    // Without it, or where it is damaged, answers are the same.
    if (is_derived) CHECK(answers_as_before);
    if (checked.exit_code == 0)
      CHECK(answers_as_before);
    ++counts[std::string("damage ") + (checked.exit_code ? "named" : "not named") + (answers_as_before ? ", answers as before" : ", answers differ or fail")];
    const Finished rebuilt = ended(archive_.folder, "rebuild", index_with({"--rebuild", "archive"}), counts);
    CAPTURE(rebuilt.err);
    records += stored_.size();
    if (rebuilt.exit_code > 1) return;
    const Finished rechecked = ended(archive_.folder, "check of what was rebuilt", index_with({"--check", "archive"}), counts);
    CAPTURE(rechecked.out);
    CHECK(rechecked.exit_code == 0);
    saved += in_common(stored(archive_.folder), stored_);
  }

  DamagedArchive archive_;
  std::vector<fs::path> files_;
  std::vector<std::string> before_, stored_;
};

}  // namespace

TEST_CASE("on damaged archives both programs end by themselves, the check names the damage, and a rebuild saves records") {
  if (skipped_by_thread_sanitizer("it marks all memory as written where damage makes Xapian move less than no bytes")) return;
  Rounds rounds;
  const char* asked = std::getenv("BACKFILE_DAMAGE_ROUNDS");  // the soak asks for more
  const char* first = std::getenv("BACKFILE_DAMAGE_FIRST");  // to see one round of the soak again
  for (int round = first ? std::atoi(first) : 0, end = asked ? std::atoi(asked) : 20; round < end; ++round) rounds.run_one(round);
  CHECK(rounds.saved > rounds.records / 2);
  if (!asked) return;
  for (const auto& [what, count] : rounds.counts) WARN(what << " " << count);
  WARN(rounds.saved << " of " << rounds.records << " records are as they were after the rebuild");
}
