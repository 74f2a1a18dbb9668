// The one exception type of Backfile: thrown when an operation cannot go on. Imperfect input (a page without a date, a
// query with a mistake) is never an exception; see query.hpp for diagnostics.
#pragma once

#include <stdexcept>
#include <string>

#include <backfile/version.hpp>

namespace backfile {

/// What kind of obstacle stopped the operation. The set only grows.
enum class Errc {
  usage,              ///< the caller asked for something that makes no sense (bad option value, unknown field name)
  not_found,          ///< no archive, article or file at that name
  foreign,            ///< something is there, but it is not a Backfile archive
  newer_schema,       ///< the archive was written by a newer Backfile
  analyser_mismatch,  ///< terms were made by other analysis rules or another ICU: re-analyse with --rebuild
  locked,             ///< another writer holds the archive's lock
  corrupt,            ///< the archive or a record in it is damaged
  changed,            ///< the archive changed and the cursor cannot go on
  bad_cursor,         ///< the cursor is not one of ours, or belongs to another query
  remote,             ///< a remote archive did not answer
  io,                 ///< reading or writing failed (permission, disk full, too many files ...)
  memory,             ///< not enough memory
  deadline,           ///< the time budget ran out
  internal,           ///< a bug of ours
};

/// An operation that cannot proceed. what() is one line in plain UTF-8 naming the path, the operation and, where there is
/// one, the remedy; it may quote file names, so escape it before showing it on a terminal.
class BACKFILE_API Error : public std::runtime_error {
 public:
  Error(Errc code, const std::string& message) : std::runtime_error(message), code_(code) {}
  [[nodiscard]] Errc code() const noexcept { return code_; }

 private:
  Errc code_;
};

}  // namespace backfile
