// The command line of backfile-index. One table of options feeds the parser, --help and the test that compares the man page.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "common/terminal.hpp"
#include "indexer/sandbox.hpp"
#include "indexer/write/split_plan.hpp"

namespace backfile {

struct IndexOptions {
  enum class Action { index, extract_only, explain, check, rebuild, compact, merge, split, remove, restore, removed, help, version };
  Action action = Action::index;
  std::string archive;
  std::vector<std::string> crawls;  // --merge: the archives to join; --split: OUT alone
  SplitRule split;
  std::string explain_page;
  std::vector<std::string> addresses;  // --remove, --restore
  std::string remove_list;             // a file of further ones, "-" for standard input
  std::string manifest, report;
  std::string language, timezone;
  unsigned threads = 0;           // 0: as many as cores
  std::uint32_t batch = 0;        // documents per commit; 0: chosen
  std::uint64_t max_page_bytes = 64ull << 20;
  Sandbox sandbox = Sandbox::off;  // a process cannot leave it again: the command line's default is automatic
  bool prune = false;
  double prune_limit_percent = 10;
  bool quiet = false;
  When progress = When::automatic, color = When::automatic;
};

/// Throws Error(usage) with a one-line message.
[[nodiscard]] IndexOptions parse_index_options(int argc, const char* const* argv);

[[nodiscard]] std::string index_help();
/// Names of all options, for the test that holds the man page against them.
[[nodiscard]] std::vector<std::string> index_option_names();

}  // namespace backfile
