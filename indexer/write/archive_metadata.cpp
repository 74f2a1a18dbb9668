#include "indexer/write/archive_metadata.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include <backfile/error.hpp>

#include "common/schema.hpp"
#include "common/text.hpp"

namespace backfile {
namespace {

namespace metadata = schema::metadata;

}  // namespace

void write_format_metadata(const SetMetadata& set) {
  set(std::string(metadata::schema_version), std::to_string(schema::version));
  set(std::string(metadata::analyser_version), analyser_version());
}

void write_format_metadata(Xapian::WritableDatabase& database) {
  write_format_metadata([&](const std::string& key, const std::string& value) { database.set_metadata(key, value); });
}

void check_is_archive(const Xapian::Database& database, const std::string& path) {
  const std::string stored = database.get_metadata(std::string(metadata::schema_version));
  if (stored.empty()) throw Error(Errc::foreign, path + " is a Xapian database, but not a Backfile archive");
  if (std::atoi(stored.c_str()) > schema::version)
    throw Error(Errc::newer_schema, fmt::format("{} has schema {}, this program knows {}: use a newer Backfile", path, stored, schema::version));
}

void check_format_metadata(const Xapian::Database& database, const std::string& path) {
  check_is_archive(database, path);
  const std::string stored = database.get_metadata(std::string(metadata::schema_version));
  const std::string analyser = database.get_metadata(std::string(metadata::analyser_version));
  if (stored != std::to_string(schema::version) || analyser != analyser_version())
    throw Error(Errc::analyser_mismatch,
                fmt::format("{} was made with schema {} and analyser {}, this program has {} and {}: run backfile-index --rebuild {}", path,
                            stored, analyser, schema::version, analyser_version(), path));
}

std::uint64_t finished_runs(const Xapian::Database& database) {
  return std::strtoull(database.get_metadata(std::string(metadata::runs)).c_str(), nullptr, 10);
}

bool has_unfolded(const Xapian::Database& database) { return !database.get_metadata(std::string(metadata::unfolded)).empty(); }

void set_unfolded(Xapian::WritableDatabase& database, bool unfolded) { database.set_metadata(std::string(metadata::unfolded), unfolded ? "1" : ""); }

void write_language_metadata(Xapian::WritableDatabase& database) {
  std::string languages;
  const std::string prefix(schema::prefix::language);
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    const std::string language = (*term).substr(prefix.size());
    if (language.find('-') == std::string::npos) languages += fmt::format("{} {}\n", language, term.get_termfreq());
  }
  database.set_metadata(std::string(metadata::languages), languages);
}

void write_unfinished_metadata(Xapian::WritableDatabase& database) {
  write_language_metadata(database);
  set_unfolded(database, true);
}

void write_run_metadata(Xapian::WritableDatabase& database, const std::string& summary, std::uint64_t runs) {
  write_language_metadata(database);
  database.set_metadata(std::string(metadata::last_run), summary);
  database.set_metadata(std::string(metadata::runs), std::to_string(runs));
}

}  // namespace backfile
