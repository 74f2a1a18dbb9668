// The power goes at any moment of a build, an update, a removal or a rewrite: what lies on the disk then is an archive as some commit left it, none
// older than the last that was synced, or cleanly none yet; it passes --check, and a re-run comes to what an undisturbed run gives. Each work is
// recorded once (recorder.cpp), and states of the disk are made from that (disk.hpp). The soak asks for more of them (docs/testing.md).
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <random>

#include <xapian.h>

#include "tests/cli/index_fixture.hpp"
#include "tests/power/disk.hpp"
#include "tests/support/archive_contents.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/journal.hpp"

using namespace backfile::test;
namespace fs = std::filesystem;

namespace {

/// What a work writes: the archive, its lock and its building folder.
constexpr const char* written = "archive";

/// What only one of them has: a line each, the first few.
std::vector<std::string> differences(const std::vector<std::string>& found, const std::vector<std::string>& expected) {
  std::vector<std::string> only_one;
  std::vector<std::string> sorted_found = found, sorted_expected = expected;
  std::ranges::sort(sorted_found);
  std::ranges::sort(sorted_expected);
  std::ranges::set_symmetric_difference(sorted_found, sorted_expected, std::back_inserter(only_one));
  if (only_one.size() > 4) only_one.resize(4);
  return only_one;
}

/// What became of the archive with one operation, and when that is durable.
struct Commit {
  std::size_t after = 0;  // operations
  std::optional<std::size_t> durable_after{};
  std::vector<std::string> contents{};
};

/// A command that makes or changes `archive`, what lies there before, and what it asked of the file system.
struct Work {
  std::string name;
  std::vector<std::string> arguments;
  std::string before;  // an archive; empty: none
  bool is_killed_first = false;
  std::optional<Disk> start{};
  std::vector<Operation> operations{};
  std::vector<Commit> commits{};
  std::vector<std::string> result{};
};

class Works {
 public:
  Works() {
    root = fs::canonical(folder.path());
    write_crawl("crawl", 0, 70, "The ferry sails at dawn.");
    write_crawl("later", 50, 30, "The ferry is late.");
    write_crawl("other", 60, 30, "The ferry is gone.");
    // Shards of one page: more than are kept before they are merged.
    record({.name = "a first build", .arguments = {"archive", "--quiet", "--batch", "1", "crawl"}, .before = ""}, "built");
    record({.name = "a first build that was killed", .arguments = {"archive", "--quiet", "--batch", "1", "crawl"}, .before = "", .is_killed_first = true}, "");
    record({.name = "an update", .arguments = {"archive", "--quiet", "--batch", "5", "later"}, .before = "built"}, "updated");
    record({.name = "an update that was killed", .arguments = {"archive", "--quiet", "--batch", "5", "later"}, .before = "built", .is_killed_first = true}, "");
    write_crawl("much", 60, 300, "The ferry has a sister.");  // enough to be gathered beside the archive
    record({.name = "a large update", .arguments = {"archive", "--quiet", "much"}, .before = "built"}, "");
    REQUIRE(std::ranges::any_of(all.back().operations, [](const Operation& operation) { return operation.kind == Operation::Kind::exchange && operation.other == "archive"; }));
    record({.name = "a large update that was killed", .arguments = {"archive", "--quiet", "much"}, .before = "built", .is_killed_first = true}, "");
    REQUIRE(index(folder, {"second", "--quiet", "other"}).exit_code == 0);
    record({.name = "a merge", .arguments = {"--merge", "archive", "built", "second"}, .before = ""}, "");
    record({.name = "a split", .arguments = {"--split", "month", "updated", "archive"}, .before = ""}, "");
    record({.name = "a rebuild", .arguments = {"--rebuild", "archive"}, .before = "updated"}, "");
    record({.name = "a compaction", .arguments = {"--compact", "archive"}, .before = "updated"}, "");
    record({.name = "a removal", .arguments = {"--remove", "https://harbour.example/55", "archive"}, .before = "updated"}, "");
  }

  [[nodiscard]] std::string path(const std::string& name) const { return root + "/" + name; }

  TemporaryDirectory folder;
  std::string root;
  std::vector<Work> all;

 private:
  void write_crawl(const std::string& crawl, int first, int count, const std::string& text) const {
    for (int i = first; i < first + count; ++i) {
      const std::string number = std::to_string(i);
      folder.write(crawl + "/" + number + ".html", page("Ferry " + number, text + " Its keeper has the number " + number + ".", "https://harbour.example/" + number));
    }
  }

  /// To its end, or until it is killed with so many calls done.
  void run_recorded(const Work& work, std::size_t killed_after = 0) const {
    const Finished finished = run({.program = "backfile-index", .arguments = work.arguments, .folder = root,
                                   .environment = {{"LD_PRELOAD", BACKFILE_POWER_RECORDER}, {"BACKFILE_POWER_ROOT", root},
                                                   {"BACKFILE_POWER_LOG", path("log")}, {"BACKFILE_POWER_LAST", std::to_string(killed_after)}}});
    CAPTURE(work.name, finished.exit_code, finished.signal, finished.timed_out, finished.err);
    REQUIRE((killed_after ? finished.signal == SIGKILL : finished.exit_code == 0));
  }

  void record(Work work, const std::string& kept_as) {
    write_tree(root, written, {});
    if (!work.before.empty()) fs::copy(path(work.before), path("archive"));
    const Disk::Tree before = read_tree(root, written);
    fs::remove(path("log"));
    work.start.emplace(root, written);
    run_recorded(work);
    if (work.is_killed_first) {
      const std::size_t moment = rename_in_the_middle(read_operation_log(path("log")));
      write_tree(root, written, before);
      fs::remove(path("log"));
      run_recorded(work, moment);
      run_recorded(work);
    }
    work.operations = read_operation_log(path("log"));
    work.result = contents_at(path("archive"));
    const Disk::Tree left = read_tree(root, written);
    if (!kept_as.empty()) fs::rename(path("archive"), path(kept_as));
    find_commits(work);
    check_nothing_is_missed(work, left);
    all.push_back(std::move(work));
  }

  /// A commit that the killed run could not make durable any more.
  static std::size_t rename_in_the_middle(const std::vector<Operation>& operations) {
    const auto middle = operations.begin() + static_cast<std::ptrdiff_t>(operations.size() / 2);
    const auto found = std::find_if(middle, operations.end(), [](const Operation& operation) { return operation.kind == Operation::Kind::rename; });
    return static_cast<std::size_t>(found - operations.begin()) + 1;
  }

  /// The log accounts for every byte that lies there.
  static void check_nothing_is_missed(const Work& work, const Disk::Tree& left) {
    Disk disk = *work.start;
    for (const Operation& operation : work.operations) disk.apply(operation);
    std::mt19937 unused;
    CAPTURE(work.name);
    REQUIRE(disk.after_power_cut(Unsynced::kept, unused) == left);
  }

  /// A rename of Xapian's version file commits, and one of the archive's directory publishes.
  void find_commits(Work& work) const {
    Disk disk = *work.start;
    std::mt19937 unused;
    const auto note = [&](std::size_t after) {
      write_tree(root, written, disk.after_power_cut(Unsynced::kept, unused));
      work.commits.push_back({.after = after, .contents = fs::exists(path("archive")) ? contents_at(path("archive")) : std::vector<std::string>()});
    };
    note(0);
    work.commits.back().durable_after = 0;
    for (std::size_t i = 0; i < work.operations.size(); ++i) {
      const Operation& operation = work.operations[i];
      disk.apply(operation);
      const bool renames = operation.kind == Operation::Kind::rename || operation.kind == Operation::Kind::exchange;
      if (renames && (operation.other == "archive" || operation.other == "archive/iamglass")) note(i + 1);
      if (operation.kind != Operation::Kind::sync) continue;
      for (Commit& commit : work.commits)
        if (!commit.durable_after && operation.path == (work.operations[commit.after - 1].other == "archive" ? "." : "archive")) commit.durable_after = i + 1;
    }
  }
};

/// How many pages the journal of a first build accounts for.
std::uint64_t journaled(const Disk::Tree& tree) {
  const auto journal = tree.find("archive.building/journal");
  return journal == tree.end() ? 0 : documents_journaled(journal->second);
}

/// Anywhere, or where syncing makes a difference.
std::size_t moment_in(const Work& work, std::mt19937& random) {
  const auto below = [&](std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random); };
  if (below(3) == 0) return below(work.operations.size() + 1);
  std::vector<std::size_t> turns;
  for (std::size_t i = 0; i < work.operations.size(); ++i)
    if (work.operations[i].kind != Operation::Kind::write) turns.push_back(i);
  return std::min(work.operations.size(), turns[below(turns.size())] + below(3));
}

Finished rerun(const Works& works, const Work& work) {
  std::vector<std::string> arguments = work.arguments;
  std::erase(arguments, "--quiet");
  return index(works.folder, arguments);
}

/// Merges and splits do not write over what they made.
bool makes_new(const Work& work) { return work.name == "a merge" || work.name == "a split"; }

void check_is_whole(const Works& works, const std::string& path) {
  for (const std::string& archive : archives_at(path)) {
    const Finished checked = index(works.folder, {"--check", archive});
    CAPTURE(archive, checked.out, checked.err);
    CHECK(checked.exit_code == 0);
  }
}

/// What a cut after `moment` operations left, and what a re-run makes of it.
void check_cut(const Works& works, const Work& work, std::size_t moment, const Disk::Tree& kept_for_certain) {
  const std::string archive = works.path("archive");
  const bool stands = fs::exists(archive);
  if (stands) {
    check_is_whole(works, archive);
    const std::vector<std::string> found = contents_at(archive);
    bool is_commit = false;
    for (std::size_t i = 0; i < work.commits.size(); ++i) {
      const bool is_outdated = i + 1 < work.commits.size() && work.commits[i + 1].durable_after && *work.commits[i + 1].durable_after <= moment;
      if (!is_outdated && work.commits[i].after <= moment) is_commit = is_commit || work.commits[i].contents == found;
    }
    CHECK(is_commit);
  } else {
    CHECK(work.commits.front().contents.empty());
    CHECK((work.commits.size() == 1 || !work.commits[1].durable_after || *work.commits[1].durable_after > moment));
  }
  if (!stands || !makes_new(work)) {
    const Finished again = rerun(works, work);
    CAPTURE(again.err);
    REQUIRE(again.exit_code == 0);
    if (work.name.starts_with("a large update") || (!stands && !makes_new(work))) CHECK(number_of("files unchanged", again.err) >= journaled(kept_for_certain));
  }
  CHECK(differences(contents_at(archive), work.result) == std::vector<std::string>());
  check_is_whole(works, archive);
  if (!makes_new(work)) CHECK_FALSE(fs::exists(archive + ".building"));
}

std::uint64_t bytes_written(const std::vector<Operation>& operations) {
  std::uint64_t bytes = 0;
  for (const Operation& operation : operations)
    if (operation.kind == Operation::Kind::write) bytes += operation.bytes.size();
  return bytes;
}

std::vector<std::string> records_of(const std::string& archive) {
  const Xapian::Database database(archive);
  std::vector<std::string> all;
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) all.push_back(database.get_document(*post).get_data());
  std::ranges::sort(all);
  return all;
}

}  // namespace

TEST_CASE("a power cut at any moment loses nothing that was committed, and a re-run comes to the same archive") {
  const Works works;
  const char* asked = std::getenv("BACKFILE_POWER_CUTS");
  const char* first = std::getenv("BACKFILE_POWER_FIRST");  // to see one round of the soak again
  std::size_t at_stake = 0;
  for (int round = first ? std::atoi(first) : 0, rounds = asked ? std::atoi(asked) : 36; round < rounds; ++round) {
    std::mt19937 random(static_cast<unsigned>(round));
    const Work& work = works.all[static_cast<std::size_t>(round) % works.all.size()];
    const auto unsynced = static_cast<Unsynced>(1 + static_cast<std::size_t>(round) / works.all.size() % 3);
    const std::size_t moment = moment_in(work, random);
    Disk disk = *work.start;
    for (std::size_t i = 0; i < moment; ++i) disk.apply(work.operations[i]);
    at_stake += disk.at_stake();
    write_tree(works.root, written, disk.after_power_cut(unsynced, random));
    CAPTURE(round, work.name, moment, work.operations.size(), static_cast<int>(unsynced), disk.at_stake());
    check_cut(works, work, moment, disk.after_power_cut(Unsynced::dropped, random));
  }
  if (asked) WARN(asked << " cuts, " << at_stake << " writes and names at stake in them");
}

TEST_CASE("a recorder that cannot write its log says so and ends the run") {
  const TemporaryDirectory folder;
  const std::string root = fs::canonical(folder.path());
  folder.write("crawl/0.html", page("Ferry", "The ferry sails at dawn.", "https://harbour.example/0"));
  const Finished finished = run({.program = "backfile-index", .arguments = {"archive", "crawl"}, .folder = root,
                                 .environment = {{"LD_PRELOAD", BACKFILE_POWER_RECORDER}, {"BACKFILE_POWER_ROOT", root}, {"BACKFILE_POWER_LOG", "/dev/full"}}});
  CHECK_FALSE(finished.timed_out);
  CHECK(finished.exit_code == 70);
  CHECK(finished.err == "power recorder: the log could not be written\n");
}

TEST_CASE("what a run has done when it ends well, no power cut takes away") {
  const Works works;
  std::mt19937 random(1);
  for (const Work& work : works.all) {
    Disk disk = *work.start;
    for (const Operation& operation : work.operations) disk.apply(operation);
    write_tree(works.root, written, disk.after_power_cut(Unsynced::dropped, random));
    CAPTURE(work.name);
    CHECK(differences(contents_at(works.path("archive")), work.result) == std::vector<std::string>());
  }
}

TEST_CASE("a disk that is full, or a quota that is used up, at any moment costs nothing that was there, and a re-run comes to the same archive") {
  const Works works;
  struct Refusal {
    int error;
    std::string told;
  };
  constexpr std::uint64_t moments = 6;
  std::uint64_t round = 0;
  for (const Work& work : works.all) {
    if (work.is_killed_first) continue;
    const std::uint64_t bytes = bytes_written(work.operations);
    std::uint64_t refused = 0;
    for (std::uint64_t moment = 0; moment < moments; ++moment) {
      const Refusal refusal = ++round % 2 ? Refusal{ENOSPC, "No space left"} : Refusal{EDQUOT, "quota exceeded"};
      write_tree(works.root, written, {});
      if (!work.before.empty()) fs::copy(works.path(work.before), works.path("archive"));
      fs::remove(works.path("log"));
      const std::uint64_t room = bytes * moment / moments;
      const Finished full = run({.program = "backfile-index", .arguments = work.arguments, .folder = works.root,
                                 .environment = {{"LD_PRELOAD", BACKFILE_POWER_RECORDER}, {"BACKFILE_POWER_ROOT", works.root}, {"BACKFILE_POWER_LOG", works.path("log")},
                                                 {"BACKFILE_POWER_ROOM", std::to_string(room)}, {"BACKFILE_POWER_REFUSES", std::to_string(refusal.error)}}});
      CAPTURE(work.name, room, bytes, full.exit_code, full.err);
      // How the workers share the work says how much is written, so another run may need less room than the recorded one.
      const bool is_full = bytes_written(read_operation_log(works.path("log"))) == room;
      CHECK(full.exit_code == (is_full ? 2 : 0));
      if (is_full) {
        ++refused;
        CHECK(lines_in(full.err) == 1);
        // Xapian's compaction does not say what the disk said.
        CHECK((full.err.find(refusal.told) != std::string::npos || full.err.find("a write failed") != std::string::npos));
      }
      const std::string archive = works.path("archive");
      const bool stands = fs::exists(archive);
      CHECK((stands || work.before.empty()));
      if (stands) {
        check_is_whole(works, archive);
        // The commits of an update fall where time and memory say.
        if (work.name == "an update")
          CHECK(std::ranges::includes(records_of(archive), records_of(works.path(work.before))));
        else
          CHECK((contents_at(archive) == work.commits.front().contents || contents_at(archive) == work.result));
      }
      if (!stands || !makes_new(work)) CHECK(rerun(works, work).exit_code == 0);
      CHECK(differences(contents_at(archive), work.result) == std::vector<std::string>());
      if (!makes_new(work)) CHECK_FALSE(fs::exists(archive + ".building"));
    }
    CAPTURE(work.name);
    CHECK(refused >= moments / 2);
  }
}
