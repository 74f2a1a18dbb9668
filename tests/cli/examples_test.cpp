// The embedding program: what the documentation quotes is what is built, and it works.
#include "tests/cli/search_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/golden.hpp"

using namespace backfile::test;

TEST_CASE("docs/embedding.md quotes the example whole") {
  const std::filesystem::path source = BACKFILE_SOURCE_DIR;
  const std::string program = file_text(source / "searcher/examples/embed.cpp");
  REQUIRE_FALSE(program.empty());
  CHECK_THAT(file_text(source / "docs/embedding.md"), Catch::Contains("```cpp\n" + program + "```\n"));
}

TEST_CASE("the example shows every hit, page by page") {
  const SmallArchive archive;
  const Finished done = run({.program = "embed", .arguments = {"archive", "harbour -odd"}, .folder = archive.folder().path()});
  CHECK(done.exit_code == 0);
  CHECK(done.err.empty());
  check_golden("cli/embed.txt", done.out);
}

TEST_CASE("the example tells of mistakes") {
  const SmallArchive archive;
  const Finished query = run({.program = "embed", .arguments = {"archive", "(harbour"}, .folder = archive.folder().path()});
  CHECK(query.exit_code == 1);
  CHECK(query.err.starts_with("byte 0: "));
  const Finished missing = run({.program = "embed", .arguments = {"missing", "harbour"}, .folder = archive.folder().path()});
  CHECK(missing.exit_code == 1);
  CHECK_THAT(missing.err, Catch::Contains("missing"));
}
