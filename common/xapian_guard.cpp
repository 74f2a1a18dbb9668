#include "common/xapian_guard.hpp"

#include <new>

namespace backfile {
namespace {

// By name: Xapian's errors are not polymorphic.
Errc code_of(const Xapian::Error& error) {
  static constexpr std::pair<std::string_view, Errc> codes[] = {
      {"DatabaseLockError", Errc::locked},         {"DatabaseNotFoundError", Errc::not_found},
      {"DatabaseVersionError", Errc::newer_schema}, {"DatabaseCorruptError", Errc::corrupt},
      {"DatabaseModifiedError", Errc::changed},    {"NetworkError", Errc::remote},
      {"NetworkTimeoutError", Errc::remote},       {"DatabaseError", Errc::io},
      {"DatabaseOpeningError", Errc::io},          {"DatabaseCreateError", Errc::io},
      {"DatabaseClosedError", Errc::io},           {"DocNotFoundError", Errc::changed},
  };
  const std::string_view type = error.get_type();
  for (const auto& [name, code] : codes)
    if (name == type) return code;
  return Errc::internal;
}

/// Xapian takes back a flush that failed, cannot with DB_DANGEROUS, and tells of that alone: what the disk said is lost.
bool is_failed_write(const Xapian::Error& error) { return error.get_msg().starts_with("cancel() not supported under"); }

}  // namespace

void rethrow_as_error(std::string_view what) {
  const std::string operation(what);
  try {
    throw;
  } catch (const Error&) {
    throw;
  } catch (const Xapian::Error& error) {
    if (is_failed_write(error)) throw Error(Errc::io, operation + ": a write failed (a full disk, a limit on files, or the disk itself)");
    std::string message = operation + ": " + error.get_msg();
    if (const char* system = error.get_error_string()) message += " (" + std::string(system) + ")";
    throw Error(code_of(error), message);
  } catch (const std::bad_alloc&) {
    throw Error(Errc::memory, operation + ": not enough memory");
  } catch (const std::exception& error) {
    throw Error(Errc::internal, operation + ": " + error.what());
  }
}

}  // namespace backfile
