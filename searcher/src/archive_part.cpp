#include "searcher/src/archive_part.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <backfile/error.hpp>
#include <fmt/format.h>

#include "common/identity.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "common/xapian_guard.hpp"

namespace backfile {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view tcp_scheme = "tcp://", ssh_scheme = "ssh://";

[[noreturn]] void foreign(const std::string& where, const std::string& why) {
  throw Error(Errc::foreign, "'" + where + "' is not a Backfile archive: " + why);
}

/// Refuses what cannot be an archive before Xapian sees it: given any directory or file, Xapian would also open stubs, single-file
/// databases and other backends.
void check_directory(const std::string& where) {
  std::error_code failed;
  const fs::file_status status = fs::status(where, failed);
  if (status.type() == fs::file_type::not_found) {
    const bool building = fs::exists(where + ".building", failed);
    throw Error(Errc::not_found, "there is no archive at '" + where + "'" +
                                     (building ? ": its first build is not finished, run backfile-index again" : ""));
  }
  if (failed) throw Error(Errc::io, "cannot open '" + where + "': " + failed.message());
  if (status.type() != fs::file_type::directory) foreign(where, "it is no directory");
  const fs::file_status table = fs::status(fs::path(where) / "iamglass", failed);
  if (table.type() == fs::file_type::not_found) foreign(where, "it holds no glass database");
  if (failed) throw Error(Errc::io, "cannot open '" + where + "': " + failed.message());
}

/// Refuses databases whose metadata is not ours, or that other rules wrote.
void check_metadata(const std::string& where, const Xapian::Database& database) {
  const std::string schema_text = database.get_metadata(std::string(schema::metadata::schema_version));
  if (schema_text.empty()) foreign(where, "it is a Xapian database of another program");
  int schema_number = 0;
  const char* end = schema_text.data() + schema_text.size();
  const auto [rest, failed] = std::from_chars(schema_text.data(), end, schema_number);
  if (failed != std::errc() || rest != end || schema_number < 1) foreign(where, "its schema is unreadable");
  if (schema_number > schema::version)
    throw Error(Errc::newer_schema, "'" + where + "' has schema " + schema_text + ", this program reads up to " +
                                        std::to_string(schema::version) + ": use a newer Backfile");
  const std::string analyser = database.get_metadata(std::string(schema::metadata::analyser_version));
  if (analyser != analyser_version())
    throw Error(Errc::analyser_mismatch, "'" + where + "' was written with analyser '" + analyser + "', this program has '" +
                                             analyser_version() + "': run backfile-index --rebuild '" + where + "'");
}

std::optional<unsigned> port_number(std::string_view text) {
  unsigned port = 0;
  const auto [rest, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (failed != std::errc() || rest != text.data() + text.size() || port == 0 || port > 65535) return std::nullopt;
  return port;
}

void open_tcp(ArchivePart& part, Patience patience) {
  const std::string& where = part.where;
  const std::string_view address = std::string_view(where).substr(tcp_scheme.size());
  const std::size_t colon = address.rfind(':');
  const auto port = colon == std::string_view::npos || colon == 0 ? std::nullopt : port_number(address.substr(colon + 1));
  if (!port) throw Error(Errc::usage, "'" + where + "' is not of the form tcp://HOST:PORT");
  const auto milliseconds = static_cast<unsigned>(patience.count());
  part.server = fmt::format("remote:tcp({})", address);
  part.database = Xapian::Remote::open(std::string(address.substr(0, colon)), *port, milliseconds, milliseconds);
}

void open_ssh(ArchivePart& part, Patience patience) {
  const SshCommand command = ssh_command(part.where, patience);
  part.server = fmt::format("remote:prog({} {})", command.program, command.arguments);
  part.database = Xapian::Remote::open(command.program, command.arguments, static_cast<unsigned>(patience.count()));
}

/// A remote database tells no revision number; what it does tell changes with nearly every commit.
std::string revision_of(const ArchivePart& part) {
  const Xapian::Database& database = part.database;
  if (!part.remote) return database.get_uuid() + ":" + std::to_string(database.get_revision());
  return database.get_uuid() + ":" + std::to_string(database.get_doccount()) + "." +
         std::to_string(database.get_lastdocid()) + "." + std::to_string(database.get_total_length());
}

void open_columns(ArchivePart& part) {
  if (!part.remote) part.columns = ColumnFile::open(part.where, part.database.get_uuid(), part.database.get_revision(), part.database.get_lastdocid());
}

void read_along(ArchivePart& part) {
  part.languages = part.database.get_metadata(std::string(schema::metadata::languages));
  part.split = part.database.get_metadata(std::string(schema::metadata::split));
  part.identity = identity_of(part.database);
  part.reach = {part.database.get_value_lower_bound(schema::slot::day), part.database.get_value_upper_bound(schema::slot::day)};
  open_columns(part);
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("._-/+=@~:[]%").find(c) != std::string_view::npos;
}

}  // namespace

bool is_remote(std::string_view where) { return where.starts_with(tcp_scheme) || where.starts_with(ssh_scheme); }

SshCommand ssh_command(const std::string& where, Patience patience) {
  const std::string_view rest = std::string_view(where).substr(std::min(where.size(), ssh_scheme.size()));
  const std::size_t slash = rest.find('/');
  if (slash == 0 || slash == std::string_view::npos || slash + 1 == rest.size())
    throw Error(Errc::usage, "'" + where + "' is not of the form ssh://[USER@]HOST[:PORT]/PATH");
  // Xapian cuts the arguments at blanks, and the shell at the other end reads them again. A name with a dash in front would be an option.
  if (!std::ranges::all_of(rest, is_plain) || rest.front() == '-')
    throw Error(Errc::usage, "'" + where + "' has a character that ssh or a shell could take for more than a name");
  std::string_view host = rest.substr(0, slash), path = rest.substr(slash);
  std::string port_option;
  if (const std::size_t colon = host.rfind(':'); colon != std::string_view::npos && !host.ends_with(']')) {
    const auto port = port_number(host.substr(colon + 1));
    if (!port || colon == 0) throw Error(Errc::usage, "'" + where + "' is not of the form ssh://[USER@]HOST[:PORT]/PATH");
    port_option = fmt::format("-p {} ", *port);
    host = host.substr(0, colon);
  }
  if (path.starts_with("/~/")) path.remove_prefix(1);
  const auto seconds = std::max<std::int64_t>(1, std::chrono::duration_cast<std::chrono::seconds>(patience).count());
  // Nobody is there to be asked for a password; a peer that is gone is to be noticed.
  return {"ssh", fmt::format("-o BatchMode=yes -o ConnectTimeout={0} -o ServerAliveInterval={0} {1}{2} xapian-progsrv {3}", seconds, port_option,
                             host, path)};
}

ArchivePart open_part(const std::string& where, Patience patience) {
  return guarded("opening '" + where + "'", [&] {
    ArchivePart part;
    part.where = where;
    part.remote = is_remote(where);
    if (where.starts_with(tcp_scheme)) {
      open_tcp(part, patience);
    } else if (part.remote) {
      open_ssh(part, patience);
    } else {
      check_directory(where);
      part.database = Xapian::Database(where, Xapian::DB_BACKEND_GLASS);
    }
    check_metadata(where, part.database);
    part.revision = revision_of(part);
    read_along(part);
    return part;
  });
}

bool follow(ArchivePart& part) {
  try {
    // Xapian compares revision numbers alone: a swapped database with the same number goes unnoticed by it.
    part.database.reopen();
    std::string revision = revision_of(part);
    if (revision == part.revision) {
      // A writer puts the columns beside a revision shortly after it committed that.
      if (!part.columns) open_columns(part);
      return true;
    }
    const std::string same_database = part.revision.substr(0, part.revision.find(':') + 1);
    if (!revision.starts_with(same_database)) return false;
    read_along(part);
    part.revision = std::move(revision);
    return true;
  } catch (const Xapian::Error&) {
    return false;
  }
}

void let_go(ArchivePart&& part) {
  // Xapian waits for its ssh to end, and ssh for a peer that may be cut off.
  if (part.where.starts_with(ssh_scheme)) std::thread([gone = std::move(part.database)] {}).detach();
  part = {};
}

}  // namespace backfile
