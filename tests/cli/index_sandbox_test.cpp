// backfile-index --sandbox: the same archive, and what a link that leads out of the crawl becomes.
#include <filesystem>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"

using backfile::test::Finished;
using backfile::test::hits;
using backfile::test::index;
using backfile::test::page;
using backfile::test::TemporaryDirectory;

TEST_CASE("an archive is built and updated in every sandbox; a strict one does not follow links out of the crawl") {
  const auto level = GENERATE(as<std::string>(), "auto", "strict", "off");
  CAPTURE(level);
  const TemporaryDirectory folder;
  folder.write("crawl/a.html", page("Bridge closed", "The old bridge was closed on Monday."));
  const Finished built = index(folder, {"archive", "crawl", "--sandbox", level});
  if (level == "strict" && built.err.find("needs a kernel") != std::string::npos) {
    WARN("skipped: the kernel offers no Landlock");
    return;
  }
  CHECK(built.exit_code == 0);
  CAPTURE(built.err);
  const TemporaryDirectory elsewhere;
  elsewhere.write("b.html", page("Ferry sails", "The ferry sailed on Tuesday."));
  folder.write("crawl/c.html", page("Harbour strike", "The harbour was on strike on Wednesday."));
  std::filesystem::create_symlink(elsewhere / "b.html", folder / "crawl/b.html");
  const Finished updated = index(folder, {"archive", "crawl", "--sandbox", level});
  CAPTURE(updated.err);
  CHECK(updated.exit_code == (level == "strict" ? 1 : 0));
  CHECK(hits(folder, "strike") == "file:c.html\n");
  CHECK(hits(folder, "ferry") == (level == "strict" ? "" : "file:b.html\n"));
  CHECK(index(folder, {"archive", "crawl", "--prune", "--sandbox", level}).exit_code == (level == "strict" ? 2 : 0));
}

TEST_CASE("a strict sandbox needs the crawl's name") {
  const TemporaryDirectory folder;
  CHECK(index(folder, {"archive", "-", "--sandbox", "strict"}).err.find("--sandbox strict needs the CRAWLs by name") != std::string::npos);
  CHECK(index(folder, {"archive", "crawl", "--sandbox", "loose"}).err.find("--sandbox takes auto, strict or off") != std::string::npos);
}
