// Several archives in one search, as a user gives them: directories and servers, over TCP and ssh, some of them out of reach.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <thread>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "tests/cli/search_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/remote_archive.hpp"

using namespace backfile::test;
using nlohmann::json;

namespace {

/// The small archive, and a second one of two articles of 2030.
class TwoArchives : public SmallArchive {
 public:
  TwoArchives() {
    folder().write("later.jsonl",
                   R"({"url":"https://later.example/a","site":"later.example","title":"Harbour again","published":"2030-01-01","body":"The harbour froze."})"
                   "\n"
                   R"({"url":"https://later.example/b","site":"later.example","title":"Ice","published":"2030-01-02","body":"Ice in the harbour."})"
                   "\n");
    const Finished indexed = run({.program = "backfile-index", .arguments = {"later", "later.jsonl"}, .folder = folder().path()});
    if (indexed.exit_code != 0) throw std::runtime_error(indexed.err);
  }
};

/// An ssh that reaches this machine whatever host it is given, and writes down how it was called.
std::string fake_ssh(const TemporaryDirectory& folder) {
  folder.write("bin/ssh",
               "#!/bin/sh\necho \"$@\" >> ssh.log\n"
               "while [ $# -gt 0 ]; do case $1 in -o|-p) shift 2;; *) shift; break;; esac; done\nexec \"$@\"\n");
  std::filesystem::permissions(folder / "bin/ssh", std::filesystem::perms::owner_all);
  return (folder / "bin") + ":" + std::getenv("PATH");
}

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

json answer_of(const Finished& finished) {
  CAPTURE(finished.out, finished.err);
  return json::parse(finished.out);
}

}  // namespace

TEST_CASE("archives over ssh, over TCP and on disk are one search") {
  const TwoArchives archives;
  const RemoteArchive later(archives.folder() / "later");
  const std::string path = fake_ssh(archives.folder());
  const std::string over_ssh = "ssh://ann@anywhere.example" + (archives.folder() / "archive");
  const std::vector<std::string> words{"harbour", "--copies=show", "--format=json", "--limit=20", "--fields=rank,url"};
  std::vector<std::string> near{"archive", "--archive", "later"}, far{over_ssh, "--archive", later.where()};
  near.insert(near.end(), words.begin(), words.end());
  far.insert(far.end(), words.begin(), words.end());
  const json expected = answer_of(archives.run_search(near));
  Command with_path;
  with_path.environment["PATH"] = path;
  const Finished finished = archives.run_search(far, with_path);
  const json answer = answer_of(finished);
  CHECK(finished.exit_code == 0);
  CHECK(answer["hits"] == expected["hits"]);
  CHECK(answer["hits"].size() == 10);
  CHECK(answer["shards"] == json{{"ok", 2}, {"failed", 0}, {"not_asked", 0}});
  CHECK_THAT(text_of(archives.folder() / "ssh.log"), Catch::Contains("BatchMode=yes") && Catch::Contains("ann@anywhere.example xapian-progsrv /"));
}

TEST_CASE("an answer without an archive says so in every form and by exit code 4") {
  const TwoArchives archives;
  auto server = std::make_unique<RemoteArchive>(archives.folder() / "later");
  const std::string gone = server->where();
  server.reset();
  const std::string form = GENERATE("text", "json", "jsonl", "urls");
  CAPTURE(form);
  const Finished finished = archives.search({"--archive", gone, "storm", "--format", form});
  CHECK(finished.exit_code == 4);
  CHECK_THAT(finished.err, Catch::Contains("partial answer without '" + gone + "'"));
  CHECK_THAT(finished.out, Catch::Contains("https://coast.example/storm"));
  if (form == "text") CHECK_THAT(finished.out, Catch::Contains("note: partial answer without"));
  if (form != "json") return;
  const json shards = json::parse(finished.out)["shards"];
  CHECK(shards["ok"] == 1);
  CHECK(shards["failed"] == 1);
  CHECK(shards["missing"][0]["archive"] == gone);
}

TEST_CASE("no hits in what is left is no statement about the rest") {
  const TwoArchives archives;
  CHECK(archives.search({"--archive", "tcp://127.0.0.1:1", "zeppelin"}).exit_code == 4);
  CHECK(archives.run_search({"tcp://127.0.0.1:1", "harbour"}).exit_code == 2);
  CHECK(archives.run_search({"tcp://127.0.0.1:1", "--archive", "tcp://127.0.0.1:2", "harbour"}).exit_code == 2);
}

namespace {

/// Two network namespaces joined by a cable: here, where people search, and there, where two servers have an address each.
class TwoHosts {
 public:
  explicit TwoHosts(const std::string& archive) {
    ready_ = ip({"netns", "add", here_}) && ip({"netns", "add", there_}) &&
             ip({"link", "add", "near", "netns", here_, "type", "veth", "peer", "name", "far", "netns", there_}) &&
             ip({"-n", here_, "addr", "add", "10.99.0.1/24", "dev", "near"}) && ip({"-n", there_, "addr", "add", "10.99.0.2/24", "dev", "far"}) &&
             ip({"-n", there_, "addr", "add", "10.99.0.3/24", "dev", "far"}) && ip({"-n", here_, "link", "set", "near", "up"}) &&
             ip({"-n", there_, "link", "set", "far", "up"});
    if (!ready_) return;
    for (const std::string address : {"10.99.0.2", "10.99.0.3"})
      servers_.push_back(std::make_unique<Running>(
          Command{.program = "/usr/bin/env",
                  .arguments = {"ip", "netns", "exec", there_, "xapian-tcpsrv", "--quiet", "--interface", address, "--port", "7000", archive}}));
  }
  ~TwoHosts() {
    servers_.clear();
    ip({"netns", "del", here_});
    ip({"netns", "del", there_});
  }
  TwoHosts(const TwoHosts&) = delete;
  TwoHosts& operator=(const TwoHosts&) = delete;

  [[nodiscard]] bool ready() const { return ready_; }
  /// What is sent to `address` from now on reaches nobody, and nobody says so.
  [[nodiscard]] bool cut_off(const std::string& address) const {
    return ip({"-n", here_, "neigh", "replace", address, "lladdr", "02:00:00:00:00:99", "dev", "near", "nud", "permanent"});
  }
  [[nodiscard]] Finished search(std::vector<std::string> arguments, const std::filesystem::path& folder) const {
    std::vector<std::string> words{"ip", "netns", "exec", here_, std::string(BACKFILE_BIN_DIR) + "/backfile-search"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run({.program = "/usr/bin/env", .arguments = words, .folder = folder});
  }

 private:
  static bool ip(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "ip");
    return run({.program = "/usr/bin/env", .arguments = arguments}).exit_code == 0;
  }

  const std::string here_ = "backfile-here-" + std::to_string(::getpid()), there_ = "backfile-there-" + std::to_string(::getpid());
  bool ready_ = false;
  std::vector<std::unique_ptr<Running>> servers_;
};

}  // namespace

TEST_CASE("a host that is cut off delays an answer by a third of the deadline at most") {
  const TwoArchives archives;
  const TwoHosts hosts(archives.folder() / "later");
  if (!hosts.ready()) {
    WARN("skipped: network namespaces need iproute2 and root");
    return;
  }
  REQUIRE(hosts.cut_off("10.99.0.3"));
  const std::vector<std::string> question{"archive", "--archive", "tcp://10.99.0.2:7000", "--archive", "tcp://10.99.0.3:7000", "--deadline=6", "--format=json",
                                          "harbour"};
  Finished finished;
  // The servers may not listen yet.
  for (int tries = 0; tries < 20; ++tries) {
    finished = hosts.search(question, archives.folder().path());
    if (json::parse(finished.out, nullptr, false).value("/shards/ok"_json_pointer, 0) == 2) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  CAPTURE(finished.out, finished.err);
  CHECK(finished.exit_code == 4);
  const json answer = answer_of(finished);
  CHECK(answer["shards"]["ok"] == 2);
  CHECK(answer["shards"]["failed"] == 1);
  CHECK(answer["shards"]["missing"][0]["archive"] == "tcp://10.99.0.3:7000");
  CHECK(answer["total"] == 10);
}
