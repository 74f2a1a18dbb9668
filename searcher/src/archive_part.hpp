// One archive of those that are searched together: a directory, or a Xapian server reached over TCP or ssh. Opening it, refusing by name
// what is none of ours, following its writer. A directory is an archive when it is a glass database whose metadata names our schema and
// analyser (docs/format.md).
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include <xapian.h>

#include "searcher/src/column_file.hpp"
#include "searcher/src/date_reach.hpp"

namespace backfile {

/// How long a server may stay silent before it is taken for dead: to a connection, and to each question.
using Patience = std::chrono::milliseconds;

/// One archive, open. What is cheap to keep of its metadata is read along, so that archives can be put together without asking again.
struct ArchivePart {
  std::string where;
  bool remote = false;
  std::string server;     // of a remote one, as Xapian's errors name it
  Xapian::Database database;
  std::string revision;   // "uuid:number"; changes with every commit
  std::string languages;  // as the metadata has them
  std::string split;      // the mark of a part of a split archive
  std::string identity;   // what stays through rewrites (common/identity.hpp)
  DateReach reach;
  std::shared_ptr<ColumnFile> columns;  // of this revision; null without, and for remote ones
};

[[nodiscard]] bool is_remote(std::string_view where);

/// Opens and verifies. Throws Error.
[[nodiscard]] ArchivePart open_part(const std::string& where, Patience);

/// Moves on to the latest revision. False when that takes opening it anew: it was swapped, moved or cut off meanwhile.
[[nodiscard]] bool follow(ArchivePart&);

/// Closes it without waiting for what it was connected to. The caller has no other handle on the same database.
void let_go(ArchivePart&&);

/// The program and arguments that reach "ssh://[USER@]HOST[:PORT]/PATH". Throws Error(usage) for another form, and for characters that
/// the shell over there would take for more than a name.
struct SshCommand {
  std::string program, arguments;
};
[[nodiscard]] SshCommand ssh_command(const std::string& where, Patience);

}  // namespace backfile
