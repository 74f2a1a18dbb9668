// backfile-index --remove, --remove-list, --restore, --removed.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include <backfile/error.hpp>

#include "common/failsafe.hpp"
#include "common/terminal.hpp"
#include "common/xapian_guard.hpp"
#include "indexer/interrupt.hpp"
#include "indexer/report.hpp"
#include "indexer/run.hpp"
#include "indexer/write/archive_lock.hpp"
#include "indexer/write/archive_metadata.hpp"
#include "indexer/write/archive_writer.hpp"
#include "indexer/write/column_file.hpp"
#include "indexer/write/file_system.hpp"
#include "indexer/write/fold_stories.hpp"
#include "indexer/write/gathered.hpp"
#include "indexer/write/removal.hpp"

namespace backfile {
namespace {

/// One address a line; blank lines and those that begin with # say nothing.
std::vector<std::string> addresses_in(std::istream& in) {
  std::vector<std::string> addresses;
  for (std::string line; std::getline(in, line);) {
    stop_if_interrupted();
    constexpr std::string_view space = " \t\r";
    const std::size_t begin = line.find_first_not_of(space);
    if (begin == std::string::npos || line[begin] == '#') continue;
    addresses.push_back(line.substr(begin, line.find_last_not_of(space) - begin + 1));
  }
  return addresses;
}

std::vector<std::string> addresses_asked(const IndexOptions& options) {
  std::vector<std::string> addresses = options.addresses;
  if (options.remove_list.empty()) return addresses;
  std::ifstream file;
  if (options.remove_list != "-") file.open(options.remove_list);
  std::istream& in = options.remove_list == "-" ? std::cin : file;
  const std::vector<std::string> listed = addresses_in(in);
  if (!in.eof()) throw Error(Errc::io, "cannot read the list " + options.remove_list);
  addresses.insert(addresses.end(), listed.begin(), listed.end());
  return addresses;
}

/// What is to be said once it is committed.
struct Outcome {
  std::vector<std::string> mistakes;  // a line each: exit code 1
  std::string summary;
};

/// Each once, in the order given.
std::vector<std::string> address_keys(const Xapian::Database& database, const std::vector<std::string>& addresses, Outcome& outcome) {
  std::vector<std::string> keys;
  std::unordered_set<std::string> seen;
  for (const std::string& address : addresses) {
    const auto key = find_address_key(database, address);
    if (!key)
      outcome.mistakes.push_back(address + ": is no address");
    else if (seen.insert(*key).second)
      keys.push_back(*key);
  }
  return keys;
}

/// An address that nothing is known by is news to whoever mistyped it, but for one that was on the list before.
void remove(Xapian::WritableDatabase& database, const std::vector<std::string>& keys, Outcome& outcome) {
  const Removals before(database);
  const RemovalCounts counts = remove_articles(database, keys);
  std::uint64_t unknown = 0;
  for (const std::string& key : counts.unknown) {
    if (before.contains(key)) continue;
    outcome.mistakes.push_back(key + ": no article has this address; it is kept out should one come");
    ++unknown;
  }
  outcome.summary = fmt::format("removed {} articles ({} versions, {} captures), {} unknown addresses{}", counts.articles, counts.versions, counts.captures,
                                unknown, counts.articles ? "; their text leaves the disk with --compact" : "");
}

void restore(Xapian::WritableDatabase& database, const std::vector<std::string>& keys, Outcome& outcome) {
  const std::vector<std::string> unknown = restore_articles(database, keys);
  for (const std::string& key : unknown) outcome.mistakes.push_back(key + ": was not removed");
  outcome.summary = fmt::format("restored {} addresses; the next run on their crawl brings the articles", keys.size() - unknown.size());
}

/// What is removed does not wait for the stories it leaves behind: should a signal come, the next run finds them.
void fold_what_is_left(Xapian::WritableDatabase& database) {
  set_unfolded(database, true);
  try {
    fold_stories(database);
    set_unfolded(database, false);
  } catch (const Interrupted&) {
  }
}

Outcome change(const IndexOptions& options, const std::vector<std::string>& addresses) {
  check_format_metadata(Xapian::Database(options.archive), options.archive);
  sync_directory(options.archive);  // the last commit of a killed run
  Xapian::WritableDatabase database(options.archive, Xapian::DB_OPEN);
  remove_stale_columns(options.archive);
  Outcome outcome;
  const std::vector<std::string> keys = address_keys(database, addresses, outcome);
  database.begin_transaction();
  if (options.action == IndexOptions::Action::remove)
    remove(database, keys, outcome);
  else
    restore(database, keys, outcome);
  if (options.action == IndexOptions::Action::remove) fold_what_is_left(database);
  write_language_metadata(database);
  database.commit_transaction();
  database.close();
  write_columns(options.archive);
  return outcome;
}

void require_archive(const IndexOptions& options) {
  if (!archive_stands_at(options.archive)) throw Error(Errc::not_found, "there is no archive at " + options.archive);
}

}  // namespace

ExitCode remove_from_archive(const IndexOptions& options) {
  const ArchiveLock lock(options.archive);
  require_archive(options);
  try {
    const std::vector<std::string> addresses = addresses_asked(options);
    const Patience patience(patience_with(options.archive));
    take_in_gathered(options.archive, tell);
    const Outcome outcome = guarded("changing " + options.archive, [&] { return change(options, addresses); });
    for (const std::string& mistake : outcome.mistakes) tell(mistake);
    if (!options.quiet) tell(outcome.summary);
    return outcome.mistakes.empty() ? ExitCode::done : ExitCode::some_failed;
  } catch (const Interrupted&) {
    if (!options.quiet) tell(fmt::format("interrupted; {} is as it was", options.archive));
    return ExitCode::interrupted;
  }
}

ExitCode list_removed(const IndexOptions& options) {
  require_archive(options);
  const Patience patience(patience_with(options.archive));
  guarded("reading " + options.archive, [&] {
    const Xapian::Database database(options.archive);
    check_is_archive(database, options.archive);
    for (const std::string& address : removed_articles(database)) std::printf("%s\n", escaped_for_terminal(address).c_str());
  });
  return ExitCode::done;
}

}  // namespace backfile
