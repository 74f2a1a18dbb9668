// A small archive, built by backfile-index in a fresh directory, and backfile-search run on it as a user would.
#pragma once

#include <regex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace backfile::test {

/// Nine articles of three sites: two copies of a story, a year, a month and no date, a hostile title, a second language.
inline const std::string& small_crawl() {
  static const std::string lines =
      R"({"id":"D1","url":"https://tidewater.example/bridge","site":"tidewater.example","title":"Harbour bridge opens","published":"2025-05-04T09:00:00+00:00","section":"World","authors":["Ada Bell"],"language":"en","body":"Crowds crossed the harbour bridge before dawn.\n\nFerries sounded their horns."})"
      "\n"
      R"({"id":"D2","url":"https://coast.example/bridge","site":"coast.example","title":"Harbour bridge opens","published":"2025-05-04T12:00:00+00:00","section":"world","authors":["Ada Bell"],"language":"en","body":"Crowds crossed the harbour bridge before dawn.\n\nFerries sounded their horns."})"
      "\n"
      R"({"id":"D3","url":"https://coast.example/storm","site":"coast.example","title":"Storm closes the harbour","published":"2025-03-01","section":"Weather","language":"en","body":"A storm closed the harbour for two days. No ferries left."})"
      "\n"
      R"({"id":"D4","url":"https://coast.example/wreck","site":"coast.example","title":"The wreck of the Albatross","published":"1851","language":"en","body":"The brig was lost at the mouth of the harbour."})"
      "\n"
      R"({"id":"D5","url":"https://tidewater.example/fish","site":"tidewater.example","title":"Fish prices rise","published":"1963-12","section":"Trade","authors":["Bo Lund","Ada Bell"],"language":"en","body":"Prices at the harbour market rose again."})"
      "\n"
      R"({"id":"D6","url":"https://tidewater.example/note","site":"tidewater.example","title":"A note","language":"en","body":"The harbour master spoke to no one."})"
      "\n"
      R"({"id":"D7","url":"https://hafen.example/fest","site":"hafen.example","title":"Das Hafenfest beginnt","published":"2025-05-06","section":"Stadt","language":"de","body":"Im Hafen feiern Tausende, harbour days genannt."})"
      "\n"
      R"({"id":"D8","url":"https://evil.example/x","site":"evil.example","title":"=HYPERLINK(1) \u001b[2J\u009b harbour\u0007","published":"2024-12-31","language":"en","body":"An <b>odd</b> harbour\ttext, \"quoted\"."})"
      "\n"
      R"({"id":"D9","url":"https://tidewater.example/rain","site":"tidewater.example","title":"Rain","published":"2025-05-05","section":"Weather","language":"en","body":"It rained all day."})"
      "\n";
  return lines;
}

class SmallArchive {
 public:
  SmallArchive() {
    folder_.write("articles.jsonl", small_crawl());
    const Finished indexed = run({.program = "backfile-index", .arguments = {"archive", "articles.jsonl"}, .folder = folder_.path()});
    if (indexed.exit_code != 0) throw std::runtime_error("backfile-index failed: " + indexed.err);
  }

  /// `backfile-search archive ARGUMENTS...`
  [[nodiscard]] Finished search(std::vector<std::string> arguments, Command command = {}) const {
    arguments.insert(arguments.begin(), "archive");
    return run_search(std::move(arguments), std::move(command));
  }
  /// `backfile-search ARGUMENTS...`
  [[nodiscard]] Finished run_search(std::vector<std::string> arguments, Command command = {}) const {
    command.program = "backfile-search";
    command.arguments = std::move(arguments);
    command.folder = folder_.path();
    return run(command);
  }

  [[nodiscard]] const TemporaryDirectory& folder() const { return folder_; }

 private:
  TemporaryDirectory folder_;
};

/// What changes from run to run (times, cursors, revisions) or with every tuning of the ranking (scores), made constant.
inline std::string steady(std::string out) {
  out = std::regex_replace(out, std::regex(R"(\([0-9.]+ ms\))"), "(T ms)");
  out = std::regex_replace(out, std::regex(R"("took_ms":[0-9.]+)"), R"("took_ms":0)");
  out = std::regex_replace(out, std::regex(R"([0-9]+\.[0-9]{4,})"), "SCORE");
  out = std::regex_replace(out, std::regex(R"("revision":"[^"]*")"), R"("revision":"R")");
  out = std::regex_replace(out, std::regex(R"("next":"[^"]*")"), R"("next":"CURSOR")");
  return std::regex_replace(out, std::regex(R"(--after [A-Za-z0-9_-]+)"), "--after CURSOR");
}

}  // namespace backfile::test
