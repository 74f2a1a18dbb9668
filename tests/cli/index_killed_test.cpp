// backfile-index killed at random moments, and searched while it writes: nothing that was committed is lost, a re-run comes to what an undisturbed
// run gives, and no search fails. Moments are random, assertions hold for every one. The soak asks for more rounds (docs/testing.md).
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <thread>

#include <xapian.h>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/archive_contents.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/journal.hpp"

using namespace backfile::test;
namespace fs = std::filesystem;

namespace {

int rounds(const char* variable, int by_default) {
  const char* asked = std::getenv(variable);
  return asked ? std::atoi(asked) : by_default;
}

std::string line(int number, const std::string& text, const std::string& captured) {
  const std::string n = std::to_string(number);
  return R"({"url":"https://harbour.example/)" + n + R"(","title":"Ferry )" + n + R"(","published":"202)" + std::to_string(number % 4) + R"(-02-03","body":")" + text +
         " keeper" + n + R"(","captured":")" + captured + "\"}\n";
}

void write_crawl(const TemporaryDirectory& folder, const std::string& crawl, int first, int count, const std::string& text, const std::string& captured) {
  for (int i = first; i < first + count; ++i) folder.write(crawl + "/" + std::to_string(i) + ".jsonl", line(i, text, captured));
}

/// Empty when there is none.
std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_sound(const std::string& path) {
  return std::ranges::all_of(archives_at(path), [](const std::string& archive) { return Xapian::Database::check(archive, 0, nullptr) == 0; });
}

/// What is killed: a command that makes or changes `archive`, what lies there before, and what an undisturbed run makes of it.
struct Work {
  std::string name;
  std::vector<std::string> arguments;
  std::string before;  // an archive; empty: none
  std::chrono::nanoseconds takes{};
  std::vector<std::string> contents{};
};

class Works {
 public:
  Works() {
    write_crawl(folder, "crawl", 0, 60, "The ferry sails at dawn.", "2024-03-01");
    write_crawl(folder, "later", 40, 60, "The ferry is late.", "2024-04-01");
    write_crawl(folder, "other", 50, 60, "The ferry is gone.", "2024-05-01");
    all.push_back(undisturbed({"a first build", {"archive", "--batch", "5", "crawl"}, ""}, "built"));
    all.push_back(undisturbed({"an update", {"archive", "--quiet", "--batch", "5", "later"}, "built"}, "updated"));
    // Enough to be gathered beside the archive, and for a shard that is journaled long before the end.
    write_crawl(folder, "much", 55, 700, "The ferry has a sister.", "2024-06-01");
    all.push_back(undisturbed({"a large update", {"archive", "--threads", "1", "much"}, "built"}, "grown"));
    undisturbed({"another archive", {"archive", "--quiet", "other"}, ""}, "second");
    all.push_back(undisturbed({"a merge", {"--merge", "archive", "built", "second"}, ""}, "merged"));
    all.push_back(undisturbed({"a rebuild", {"--rebuild", "archive"}, "updated"}, "rebuilt"));
    all.push_back(undisturbed({"a compaction", {"--compact", "archive"}, "updated"}, "compacted"));
    all.push_back(undisturbed({"a split", {"--split", "year", "updated", "archive"}, ""}, "parts"));
    all.push_back(undisturbed({"a removal", {"--remove", "https://harbour.example/55", "archive"}, "updated"}, "removed"));
  }

  void prepare(const Work& work) const {
    for (const char* name : {"archive", "archive.building"}) fs::remove_all(folder / name);
    if (!work.before.empty()) fs::copy(folder / work.before, folder / "archive");
  }

  TemporaryDirectory folder;
  std::vector<Work> all;

 private:
  Work undisturbed(Work work, const std::string& kept_as) const {
    prepare(work);
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(index(folder, work.arguments).exit_code == 0);
    work.takes = std::chrono::steady_clock::now() - begin;
    work.contents = contents_at(folder / "archive");
    fs::rename(folder / "archive", folder / kept_as);
    return work;
  }
};

/// Merges and splits do not write over what they made.
bool makes_new(const Work& work) { return work.name == "a merge" || work.name == "a split"; }

/// What stands there after a kill: nothing, or an archive that is sound and lacks nothing that was committed before.
void check_killed(const Works& works, const Work& work) {
  const std::string archive = works.folder / "archive";
  if (!fs::exists(archive)) {
    CHECK(work.before.empty());
    return;
  }
  CHECK(is_sound(archive));
  if (work.name != "an update") {  // whole, or as it was
    const bool is_as_before = !work.before.empty() && contents_at(archive) == contents_at(works.folder / work.before);
    CHECK((is_as_before || contents_at(archive) == work.contents));
    return;
  }
  const std::vector<std::string> documents = documents_of(archive), before = documents_of(works.folder / work.before), after = documents_of(works.folder / "updated");
  std::vector<std::string> untouched;
  std::ranges::set_intersection(before, after, std::back_inserter(untouched));
  CHECK_FALSE(untouched.empty());
  CHECK(std::ranges::includes(documents, untouched));
  CHECK(documents.size() >= before.size());
}

}  // namespace

TEST_CASE("killed at any moment, builds, updates and rewrites lose nothing that was committed, and a re-run comes to the same archive") {
  const Works works;
  std::mt19937 random(11);
  std::uint64_t most_kept = 0;  // by a large update that was killed
  for (int round = 0, kills = rounds("BACKFILE_KILLS", 50); round < kills; ++round) {
    const Work& work = works.all[static_cast<std::size_t>(round) % works.all.size()];
    works.prepare(work);
    const bool at_once = static_cast<std::size_t>(round) / works.all.size() % 4 == 3;  // in the first milliseconds
    const auto moment = std::chrono::nanoseconds(std::uniform_int_distribution<std::int64_t>(0, at_once ? 5'000'000 : work.takes.count())(random));
    CAPTURE(round, work.name, moment.count());
    {
      Running run({.program = "backfile-index", .arguments = work.arguments, .folder = works.folder.path()});
      std::this_thread::sleep_for(moment);
      run.send(SIGKILL);
      const Finished finished = run.finish();
      CHECK((finished.signal == SIGKILL || finished.exit_code == 0));
    }
    check_killed(works, work);
    if (!makes_new(work) || !fs::exists(works.folder / "archive")) {
      const bool has_journal = work.name == "a large update" || (work.name == "a first build" && !fs::exists(works.folder / "archive"));
      const std::uint64_t kept = !has_journal ? 0 : documents_journaled(content_of(works.folder / "archive.building/journal"));
      most_kept = std::max(most_kept, work.name == "a large update" ? kept : 0);
      const Finished again = index(works.folder, work.arguments);
      CAPTURE(kept, again.err);
      CHECK(again.exit_code == 0);
      CHECK(number_of("unchanged", again.err) + number_of("files unchanged", again.err) >= kept);  // a file has one article
    }
    CHECK(is_sound(works.folder / "archive"));
    CHECK(contents_at(works.folder / "archive") == work.contents);
    // What a killed merge or split left is the next run's to remove, and a published one's.
    if (!makes_new(work)) CHECK_FALSE(fs::exists(works.folder / "archive.building"));
  }
  WARN("a large update that was killed had journaled " << most_kept << " articles");
}

TEST_CASE("searches during updates find what did not change, without an error") {
  constexpr int kept = 100, asked_at_once = 2000;
  const TemporaryDirectory folder;
  write_crawl(folder, "crawl", 0, kept, "The ferry sails at dawn.", "2024-03-01");
  REQUIRE(index(folder, {"--quiet", "archive", "crawl"}).exit_code == 0);
  std::string queries, answers;
  for (int i = 0; i < asked_at_once; ++i) {
    const std::string number = std::to_string(i % kept);
    queries += std::to_string(i) + "\tkeeper" + number + "\n";
    answers += std::to_string(i) + "\t1\n";
  }
  folder.write("queries.tsv", queries);
  std::atomic<bool> enough = false;
  std::atomic<int> updates = 0, failures = 0;
  std::thread writer([&] {
    while (!enough) {
      write_crawl(folder, "more", 1000 + 10 * updates, 10, "Another ferry.", "2024-04-01");
      failures += index(folder, {"--quiet", "--batch", "2", "archive", "more"}).exit_code != 0;
      fs::remove_all(folder / "more");
      ++updates;
    }
  });
  int searches = 0, wrong = 0;
  std::string told;
  for (const int wanted = rounds("BACKFILE_SEARCHES", 4000); searches < wanted || updates < 3; searches += asked_at_once) {
    const Finished finished =
        run({.program = "backfile-search", .arguments = {"archive", "--count", "--queries", "queries.tsv"}, .folder = folder.path(), .timeout = std::chrono::seconds(120)});
    if (finished.exit_code == 0 && finished.out == answers && finished.err.empty()) continue;
    ++wrong;
    told = finished.err;
  }
  enough = true;
  writer.join();
  CAPTURE(searches, updates.load(), told);
  CHECK(wrong == 0);
  CHECK(failures == 0);
  if (std::getenv("BACKFILE_SEARCHES")) WARN(searches << " searches during " << updates << " updates of five commits");
}
