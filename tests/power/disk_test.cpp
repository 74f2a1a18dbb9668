// The disk that power cuts are simulated on: what it may lose, and what not.
#include <filesystem>
#include <random>
#include <set>

#include "tests/power/disk.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile::test;
using Kind = Operation::Kind;

namespace {

Operation operation(Kind kind, const std::string& path, const std::string& other = "", std::uint64_t offset = 0, const std::string& bytes = "") {
  return {.kind = kind, .path = path, .other = other, .offset = offset, .bytes = bytes};
}

/// Every tree that cuts leave.
std::set<Disk::Tree> cuts(const Disk& disk, Unsynced unsynced) {
  std::mt19937 random(5);
  std::set<Disk::Tree> all;
  for (int i = 0; i < 200; ++i) all.insert(disk.after_power_cut(unsynced, random));
  return all;
}

}  // namespace

TEST_CASE("a file is certain once it is synced and so is its name") {
  const TemporaryDirectory folder;
  Disk disk(folder.path(), "a");
  disk.apply(operation(Kind::create, "a"));
  disk.apply(operation(Kind::write, "a", "", 0, "text"));
  CHECK(cuts(disk, Unsynced::dropped) == std::set<Disk::Tree>{{}});
  CHECK(cuts(disk, Unsynced::each_for_itself).contains({{"a", "text"}}));
  CHECK(cuts(disk, Unsynced::each_for_itself).contains({{"a", ""}}));
  disk.apply(operation(Kind::sync, "a"));
  CHECK(cuts(disk, Unsynced::dropped) == std::set<Disk::Tree>{{}});
  disk.apply(operation(Kind::sync, "."));
  CHECK(disk.at_stake() == 0);
  for (const Unsynced unsynced : {Unsynced::dropped, Unsynced::kept_up_to_a_moment, Unsynced::each_for_itself})
    CHECK(cuts(disk, unsynced) == std::set<Disk::Tree>{{{"a", "text"}}});
}

TEST_CASE("a write that was not synced may be torn between sectors, with zeros where nothing came") {
  const TemporaryDirectory folder;
  Disk disk(folder.path(), "a");
  disk.apply(operation(Kind::create, "a"));
  disk.apply(operation(Kind::sync, "."));
  disk.apply(operation(Kind::write, "a", "", 0, std::string(512, 'x') + std::string(512, 'y')));
  const std::set<Disk::Tree> left = cuts(disk, Unsynced::each_for_itself);
  CHECK(left.contains({{"a", std::string(512, 'x')}}));
  CHECK(left.contains({{"a", std::string(512, '\0') + std::string(512, 'y')}}));
}

TEST_CASE("an exchange of two names happens or not, and rests on the names before") {
  const TemporaryDirectory folder;
  folder.write("a/file", "old");
  Disk disk(folder.path(), "a");
  disk.apply(operation(Kind::directory, "a.new"));
  disk.apply(operation(Kind::create, "a.new/file"));
  disk.apply(operation(Kind::write, "a.new/file", "", 0, "new"));
  disk.apply(operation(Kind::sync, "a.new/file"));
  disk.apply(operation(Kind::sync, "a.new"));
  disk.apply(operation(Kind::exchange, "a.new", "a"));
  const Disk::Tree before{{"a/", ""}, {"a/file", "old"}}, made{{"a/", ""}, {"a/file", "old"}, {"a.new/", ""}, {"a.new/file", "new"}},
      after{{"a/", ""}, {"a/file", "new"}, {"a.new/", ""}, {"a.new/file", "old"}};
  CHECK(cuts(disk, Unsynced::each_for_itself) == std::set<Disk::Tree>{before, made, after});
  CHECK(cuts(disk, Unsynced::kept_up_to_a_moment) == std::set<Disk::Tree>{before, made, after});
  disk.apply(operation(Kind::sync, "."));
  CHECK(cuts(disk, Unsynced::dropped) == std::set<Disk::Tree>{after});
}

TEST_CASE("names of one directory may reach the disk in any order where none rests on another") {
  const TemporaryDirectory folder;
  folder.write("a", "1");
  folder.write("ab", "2");
  Disk disk(folder.path(), "a");
  disk.apply(operation(Kind::unlink, "a"));
  disk.apply(operation(Kind::rename, "ab", "ac"));
  CHECK(cuts(disk, Unsynced::each_for_itself).contains({{"a", "1"}, {"ac", "2"}}));
  CHECK_FALSE(cuts(disk, Unsynced::kept_up_to_a_moment).contains({{"a", "1"}, {"ac", "2"}}));
}
