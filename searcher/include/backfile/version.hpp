// Version of the library and the macro that marks its exported names.
#pragma once

#include <string_view>

#if defined(__GNUC__)
#define BACKFILE_API __attribute__((visibility("default")))
#else
#define BACKFILE_API
#endif

namespace backfile {

/// The library's version, "MAJOR.MINOR.PATCH"; static storage. Thread-safe.
[[nodiscard]] BACKFILE_API std::string_view version() noexcept;

}  // namespace backfile
