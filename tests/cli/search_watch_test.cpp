// --watch: what is new for saved queries since the last run, and --format atom.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <nlohmann/json.hpp>

#include "tests/cli/index_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace backfile::test;

namespace {

using nlohmann::json;
using Names = std::multiset<std::string>;

std::string line(const std::string& name, const std::string& body) {
  return R"({"url":"https://news.example/)" + name + R"(","title":")" + name + R"(","published":"2001-02-03","language":"en","body":")" + body + "\"}\n";
}

/// An archive that grows, and two saved queries.
class Watched {
 public:
  Watched() {
    folder_.write("queries.tsv", "# mine\nferries at sea\tferries\nstorms\tstorm\n");
    grow(line("alpha", "Ferries left the harbour.") + line("beta", "A storm came."));
  }
  void grow(const std::string& lines, const std::string& archive = "archive") {
    const std::string name = "crawl" + std::to_string(++crawls_) + ".jsonl";
    folder_.write(name, lines);
    done({archive, name});
  }
  void done(std::vector<std::string> arguments) const {
    const Finished finished = index(folder_, std::move(arguments));
    CAPTURE(finished.err);
    REQUIRE(finished.exit_code == 0);
  }
  [[nodiscard]] Finished watch(std::vector<std::string> more = {}, const std::string& archive = "archive") const {
    std::vector<std::string> arguments{archive, "--watch=queries.tsv"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run({.program = "backfile-search", .arguments = std::move(arguments), .folder = folder_.path()});
  }
  /// "query: article" of everything that a run reports.
  [[nodiscard]] Names news(const std::string& archive = "archive", std::vector<std::string> more = {}) const {
    more.push_back("--format=json");
    const Finished finished = watch(more, archive);
    Names names;
    for (const json& answer : answers(finished.out)) {
      CHECK(answer.at("hits").size() == answer.at("total"));
      for (const json& hit : answer.at("hits")) names.insert(answer.at("id").get<std::string>() + ": " + hit.at("title").get<std::string>());
    }
    CHECK(finished.exit_code == (names.empty() ? 1 : 0));
    return names;
  }
  static std::vector<json> answers(const std::string& out) {
    std::vector<json> answers;
    std::istringstream in(out);
    for (std::string text; std::getline(in, text);) answers.push_back(json::parse(text));
    return answers;
  }
  [[nodiscard]] std::string seen() const {
    std::ifstream in(folder_ / "queries.tsv.seen");
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] const TemporaryDirectory& folder() const { return folder_; }

 private:
  TemporaryDirectory folder_;
  int crawls_ = 0;
};

const Names first_run{"ferries at sea: alpha", "storms: beta"};

}  // namespace

TEST_CASE("a saved query reports everything in its first run, and then what came since the last") {
  Watched archive;
  CHECK(archive.news() == first_run);
  CHECK(archive.news().empty());
  archive.grow(line("gamma", "Ferries in a storm.") + line("alpha", "Ferries came back.") + line("delta", "The council met."));
  CHECK(archive.news() == Names{"ferries at sea: alpha", "ferries at sea: gamma", "storms: gamma"});
  CHECK(archive.news().empty());
}

TEST_CASE("answers say whether a query ran before, and when") {
  const Watched archive;
  const json first = Watched::answers(archive.watch({"--format=json"}).out).at(0);
  CHECK_FALSE(first.contains("new_since"));
  CHECK(first.at("notes") == json::parse(R"(["the first run of this query: everything counts as new"])"));
  const json second = Watched::answers(archive.watch({"--format=json"}).out).at(0);
  CHECK(second.at("new_since").get<std::string>().size() == std::string("2025-01-01T00:00:00Z").size());
  CHECK_FALSE(second.contains("notes"));
  archive.folder().write("queries.tsv", "ferries at sea\tferries OR storm\nstorms\tstorm\n");
  const auto changed = Watched::answers(archive.watch({"--format=json"}).out);
  CHECK(changed.at(0).at("total") == 2);
  CHECK_THAT(changed.at(0).at("notes").at(0).get<std::string>(), Catch::Contains("has changed"));
  CHECK(changed.at(1).at("total") == 0);
  const Finished text = archive.watch();
  CHECK(text.exit_code == 1);
  CHECK(text.err == "no hits\n");
  CHECK_THAT(text.out, Catch::StartsWith("== ferries at sea: 0 hits") && Catch::Contains("\nnew since 20") && Catch::Contains("\n== storms: 0 hits"));
}

TEST_CASE("what was seen holds through rewrites of an archive, and for each archive by itself") {
  Watched archive;
  const std::string how = GENERATE("--compact", "--rebuild");
  CAPTURE(how);
  CHECK(archive.news() == first_run);
  archive.done({how, "archive"});
  CHECK(archive.news().empty());
  archive.grow(line("gamma", "A storm."));
  archive.done({how, "archive"});
  archive.done({how, "archive"});
  CHECK(archive.news() == Names{"storms: gamma"});
  std::filesystem::rename(archive.folder() / "archive", archive.folder() / "moved");
  CHECK(archive.news("moved").empty());
  archive.grow(line("other", "Another storm."), "second");
  CHECK(archive.news("second") == Names{"storms: other"});
  CHECK(archive.news("second", {"--archive=moved"}).empty());
  archive.grow(line("third", "A third storm."), "moved");
  CHECK(archive.news("moved", {"--archive=second"}) == Names{"storms: third"});
}

TEST_CASE("an archive that was built anew at the same place is new") {
  Watched archive;
  CHECK(archive.news() == first_run);
  std::filesystem::remove_all(archive.folder() / "archive");
  archive.done({"archive", "crawl1.jsonl"});
  const auto answers = Watched::answers(archive.watch({"--format=json"}).out);
  CHECK(answers.at(0).at("total") == 1);
  CHECK_THAT(answers.at(0).at("notes").at(0).get<std::string>(), Catch::Contains("did not see"));
}

TEST_CASE("a broken line costs itself, and does not forget what was seen of its query") {
  const Watched archive;
  CHECK(archive.news() == first_run);
  archive.folder().write("queries.tsv", "no tab\nferries at sea\tferries AND (\nstorms\tstorm\nstorms\tother\nsea\tharbour\n");
  const Finished broken = archive.watch();
  CHECK(broken.exit_code == 0);
  CHECK_THAT(broken.err, Catch::Contains("backfile-search: queries.tsv:1: no tab between name and query\n") &&
                             Catch::Contains("backfile-search: queries.tsv:2: query:12: ") &&
                             Catch::Contains("backfile-search: queries.tsv:4: line 3 has the same name\n"));
  CHECK_THAT(broken.out, Catch::Contains("== storms: 0 hits") && Catch::Contains("== sea: 1 hits"));
  CHECK(archive.watch().exit_code == 2);
  archive.folder().write("queries.tsv", "ferries at sea\tferries\n");
  CHECK(archive.news().empty());
}

TEST_CASE("what did not get out was not seen") {
  const Watched archive;
  if (std::filesystem::exists("/dev/full")) {
    CHECK(run({.program = "backfile-search", .arguments = {"archive", "--watch=queries.tsv"}, .folder = archive.folder().path(), .output_file = "/dev/full"}).exit_code == 2);
    CHECK(archive.seen().empty());
  }
  CHECK(archive.news() == first_run);
  const std::string seen = archive.seen();
  CHECK(archive.watch({}, "nowhere").exit_code == 2);
  CHECK(archive.seen() == seen);
}

TEST_CASE("with a time of one's own, what was seen is neither asked nor noted") {
  Watched archive;
  CHECK(archive.news("archive", {"--new-since=past-week"}) == first_run);
  CHECK(archive.seen().empty());
  CHECK(archive.news() == first_run);
  CHECK(archive.news("archive", {"--new-since=past-week"}) == first_run);
  CHECK(archive.news().empty());
}

TEST_CASE("the first run of a query lists the newest hundred, later ones all, and says what --limit left out") {
  Watched archive;
  std::string many;
  for (int i = 0; i < 130; ++i) many += line("m" + std::to_string(i), "A storm, number " + std::to_string(i) + " of the year, with words of its own: w" + std::to_string(i * 7919) + ".");
  archive.grow(many);
  const json first = Watched::answers(archive.watch({"--format=json", "--copies=show"}).out).at(1);
  CHECK(first.at("total") == 131);
  CHECK(first.at("hits").size() == 100);
  CHECK(first.at("notes").at(1) == "100 of 131 hits are listed");
  CHECK_FALSE(first.contains("next"));
  archive.grow([&] {
    std::string more;
    for (int i = 0; i < 120; ++i) more += line("n" + std::to_string(i), "One more storm, number " + std::to_string(i * 31) + ", not like the others: v" + std::to_string(i * 104729) + ".");
    return more;
  }());
  const std::string before = archive.seen();
  CHECK(Watched::answers(archive.watch({"--format=json", "--copies=show"}).out).at(1).at("hits").size() == 120);
  archive.folder().write("queries.tsv.seen", before);
  const json limited = Watched::answers(archive.watch({"--format=json", "--copies=show", "--limit=7"}).out).at(1);
  CHECK(limited.at("hits").size() == 7);
  CHECK(limited.at("notes").at(0) == "7 of 120 hits are listed");
}

TEST_CASE("two runs at once do not report the same") {
  const Watched archive;
  const int held = ::open((archive.folder() / "queries.tsv").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(held >= 0);
  REQUIRE(::flock(held, LOCK_EX) == 0);
  const Finished refused = archive.watch();
  ::close(held);
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Catch::Contains("lock"));
  CHECK(refused.out.empty());
  CHECK(archive.news() == first_run);
}

TEST_CASE("a line of what was seen that makes no sense is told, and its query counts as never run") {
  const Watched archive;
  CHECK(archive.news() == first_run);
  archive.folder().write("queries.tsv.seen", "storms\tnonsense\n");
  const Finished odd = archive.watch();
  CHECK(odd.exit_code == 0);
  CHECK(odd.err == "backfile-search: queries.tsv.seen:1: not a line of name, time, mark and query\n");
  CHECK_THAT(odd.out, Catch::Contains("== storms: 1 hits"));
  archive.folder().write("queries.tsv.seen", "storms\t2025\tno mark\tstorm\nferries at sea\t2025\t@\tferries\n");
  const Finished marks = archive.watch();
  CHECK(marks.exit_code == 2);
  CHECK_THAT(marks.err, Catch::Contains("queries.tsv:2: ") && Catch::Contains("queries.tsv:3: "));
}

TEST_CASE("what cannot be watched is a mistake") {
  const Watched archive;
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"--watch=nowhere.tsv"}, {"--watch=."}, {"--watch=-"}, {"--watch="}, {"--watch=queries.tsv", "words"}, {"--watch=queries.tsv", "--format=csv"},
           {"--watch=queries.tsv", "--count"}, {"--watch=queries.tsv", "--facets=site"}, {"--watch=queries.tsv", "--queries=queries.tsv"},
           {"--format=atom", "--fields=url"}, {"--format=atom", "--info"}, {"--format=atom", "--facets=site"}, {"--format=atom", "--count"}}) {
    std::vector<std::string> all{"archive"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    CAPTURE(all);
    const Finished refused = run({.program = "backfile-search", .arguments = all, .folder = archive.folder().path()});
    CHECK(refused.exit_code == 2);
    CHECK(refused.out.empty());
  }
}

TEST_CASE("feeds keep the rules of RFC 4287") {
  Watched archive;
  archive.grow(R"({"id":"X1","title":"","body":"A storm <b>&amp;</b> \u0007 without address."})" "\n"
               R"({"url":"https://news.example/q?a=1&b=<2>","title":"A \"storm\" & more","published":"2024-05-04T10:00:00+02:00","authors":["Ada","Bo & Co"],"language":"pt-BR","body":"Storm."})" "\n");
  const auto obeys = [&](const Finished& feed) {
    archive.folder().write("feed.xml", feed.out);
    const Finished checked = run({.program = "/usr/bin/python3", .arguments = {std::string(BACKFILE_SOURCE_DIR) + "/tests/cli/check_atom.py", archive.folder() / "feed.xml"}});
    CAPTURE(feed.out, checked.err);
    CHECK(checked.exit_code == 0);
    return checked.out;
  };
  const Finished feed = archive.watch({"--format=atom"});
  CHECK(feed.exit_code == 0);
  CHECK(obeys(feed) == "4 entries\n");
  const Finished empty = archive.watch({"--format=atom"});
  CHECK(empty.exit_code == 1);
  CHECK(obeys(empty) == "0 entries\n");
  const auto id_of = [](const Finished& finished) { return finished.out.substr(finished.out.find("urn:uuid:"), 45); };
  CHECK(id_of(feed) == id_of(empty));
  const auto search = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"archive", "--format=atom"});
    return run({.program = "backfile-search", .arguments = std::move(arguments), .folder = archive.folder().path()});
  };
  const Finished query = search({"storm"});
  CHECK(query.exit_code == 0);
  CHECK(obeys(query) == "3 entries\n");
  CHECK(id_of(query) == id_of(search({"storm"})));
  CHECK(id_of(query) != id_of(search({})));
  CHECK(obeys(search({"--limit=1"})) == "1 entries\n");
  const Finished none = search({"--new-since=2100", "storm"});
  CHECK(none.exit_code == 1);
  CHECK(obeys(none) == "0 entries\n");
}
