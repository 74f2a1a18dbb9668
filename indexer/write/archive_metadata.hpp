// The archive's own metadata: formats (checked before anything is written) and what a run leaves behind.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <xapian.h>

namespace backfile {

/// Puts a value under a key; an empty value takes the key away.
using SetMetadata = std::function<void(const std::string& key, const std::string& value)>;

void write_format_metadata(const SetMetadata& set);
void write_format_metadata(Xapian::WritableDatabase& database);

/// Throws Error: foreign (not an archive), newer_schema, analyser_mismatch; the message names `path` and the remedy.
void check_format_metadata(const Xapian::Database& database, const std::string& path);

/// Only that it is an archive, of whatever schema this program can read the records of. Throws Error: foreign, newer_schema.
void check_is_archive(const Xapian::Database& database, const std::string& path);

/// Runs that were finished, not merely interrupted.
[[nodiscard]] std::uint64_t finished_runs(const Xapian::Database& database);

/// Something was committed since stories were last found: the next run finds them, should its crawl bring nothing new.
[[nodiscard]] bool has_unfolded(const Xapian::Database& database);
void set_unfolded(Xapian::WritableDatabase& database, bool unfolded);

/// Languages with their documents.
void write_language_metadata(Xapian::WritableDatabase& database);

/// What goes with a commit that is not a run's last: languages, and that stories are to be found.
void write_unfinished_metadata(Xapian::WritableDatabase& database);

/// Languages with their documents, the run's summary, the number of finished runs.
void write_run_metadata(Xapian::WritableDatabase& database, const std::string& summary, std::uint64_t runs);

}  // namespace backfile
