// A directory of archives stands for the archives in it.
#include "common/archive_places.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace backfile;
using backfile::test::TemporaryDirectory;

TEST_CASE("a directory of archives stands for them in the order of their names") {
  const TemporaryDirectory folder;
  folder.write("parts/2024-02/iamglass", "");
  folder.write("parts/2024-01/iamglass", "");
  folder.write("parts/2024-03.building/journal", "");
  folder.write("parts/deeper/parts/1/iamglass", "");
  folder.write("parts/notes.txt", "");
  CHECK(archives_at(folder / "parts") == std::vector<std::string>{folder / "parts/2024-01", folder / "parts/2024-02"});
}

TEST_CASE("an archive, and what is none, stands for itself") {
  const TemporaryDirectory folder;
  folder.write("archive/iamglass", "");
  folder.write("archive/inner/iamglass", "");
  folder.write("empty/notes.txt", "");
  for (const char* name : {"archive", "empty", "empty/notes.txt", "absent"}) CHECK(archives_at(folder / name) == std::vector<std::string>{folder / name});
}
