#include "searcher/src/archive.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <system_error>

#include "common/schema.hpp"
#include "common/text.hpp"
#include "common/xapian_guard.hpp"

namespace backfile {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view tcp_scheme = "tcp://";
// A server that does not answer within this is taken for dead; Xapian's own default is 10 s for each of two phases.
constexpr unsigned remote_timeout_ms = 10'000;

bool is_remote(std::string_view where) { return where.starts_with(tcp_scheme); }

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
  if (schema_number < schema::version || analyser != analyser_version())
    throw Error(Errc::analyser_mismatch, "'" + where + "' was written with analyser '" + analyser + "', this program has '" +
                                             analyser_version() + "': run backfile-index --rebuild '" + where + "'");
}

Xapian::Database open_remote(const std::string& where) {
  const std::string_view address = std::string_view(where).substr(tcp_scheme.size());
  const std::size_t colon = address.rfind(':');
  unsigned port = 0;
  if (colon != std::string_view::npos && colon > 0) {
    const char* end = address.data() + address.size();
    const auto [rest, failed] = std::from_chars(address.data() + colon + 1, end, port);
    if (failed != std::errc() || rest != end) port = 0;
  }
  if (port == 0 || port > 65535) throw Error(Errc::usage, "'" + where + "' is not of the form tcp://HOST:PORT");
  return Xapian::Remote::open(std::string(address.substr(0, colon)), port, remote_timeout_ms, remote_timeout_ms);
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

ArchivePart open_part(const std::string& where) {
  return guarded("opening '" + where + "'", [&] {
    ArchivePart part;
    part.where = where;
    part.remote = is_remote(where);
    if (part.remote) {
      part.database = open_remote(where);
    } else {
      check_directory(where);
      part.database = Xapian::Database(where, Xapian::DB_BACKEND_GLASS);
    }
    check_metadata(where, part.database);
    part.revision = revision_of(part);
    open_columns(part);
    return part;
  });
}

void follow(ArchivePart& part) {
  try {
    // Xapian compares revision numbers alone: a swapped database with the same number goes unnoticed by it.
    part.database.reopen();
    std::string revision = revision_of(part);
    const std::string same_database = part.revision.substr(0, part.revision.find(':') + 1);
    if (revision.starts_with(same_database)) {
      // A writer puts the columns beside a revision shortly after it committed that.
      if (revision != part.revision || !part.columns) open_columns(part);
      part.revision = std::move(revision);
      return;
    }
  } catch (const Xapian::Error&) {
    // Swapped or moved away; opening anew says which.
  }
  part = open_part(part.where);
}

int year_of(const std::string& bucket) {
  int year = 1;
  std::from_chars(bucket.data(), bucket.data() + std::min<std::size_t>(bucket.size(), 4), year);
  return year;
}

}  // namespace

Archives::Archives(std::vector<ArchiveLocation> locations) {
  if (locations.empty()) throw Error(Errc::usage, "no archive was named");
  parts_.reserve(locations.size());
  for (const ArchiveLocation& location : locations) parts_.push_back(open_part(location.where));
  guarded("opening " + name(), [&] { merge(); });
}

void Archives::refresh() {
  bool moved = false;
  for (ArchivePart& part : parts_) {
    const std::string before = part.revision;
    follow(part);
    moved = moved || part.revision != before;
  }
  if (moved) merge();
}

void Archives::merge() {
  merged_ = Xapian::Database();
  for (const ArchivePart& part : parts_) merged_.add_database(part.database);
  read_languages();
  read_years();
}

bool Archives::any_remote() const {
  return std::ranges::any_of(parts_, [](const ArchivePart& part) { return part.remote; });
}

std::string Archives::revision() const {
  std::string out;
  for (const ArchivePart& part : parts_) {
    if (!out.empty()) out += ',';
    out += part.revision;
  }
  return out;
}

std::string Archives::name() const {
  std::string out = "'" + parts_.front().where + "'";
  if (parts_.size() > 1) out += " and " + std::to_string(parts_.size() - 1) + " more";
  return out;
}

void Archives::read_languages() {
  std::map<std::string, std::uint64_t> counts;
  std::uint64_t documents = 0, counted = 0;
  for (const ArchivePart& part : parts_) {
    documents += part.database.get_doccount();
    const std::string text = part.database.get_metadata(std::string(schema::metadata::languages));
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::size_t space = text.find(' ', begin);
      std::uint64_t count = 0;
      if (space < end && space > begin) {
        std::from_chars(text.data() + space + 1, text.data() + end, count);
        counts[text.substr(begin, space - begin)] += count;
        counted += count;
      }
      begin = end + 1;
    }
  }
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [language, count] : counts)
    if (count > 0) order.emplace_back(count, language);
  std::ranges::sort(order, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  languages_.clear();
  for (auto& [count, language] : order) languages_.push_back(std::move(language));
  if (counted > 0 && counted < documents) languages_.emplace_back();
}

void Archives::read_years() {
  first_year_ = last_year_ = 1;
  bool dated = false;
  for (const ArchivePart& part : parts_) {
    // Bounds may be loose after deletions, never too tight.
    const std::string low = part.database.get_value_lower_bound(schema::slot::day);
    const std::string high = part.database.get_value_upper_bound(schema::slot::day);
    if (high.empty()) continue;
    const int first = year_of(low), last = year_of(high);
    first_year_ = dated ? std::min(first_year_, first) : first;
    last_year_ = dated ? std::max(last_year_, last) : last;
    dated = true;
  }
}

}  // namespace backfile
