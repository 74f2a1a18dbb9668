// What a test cannot ask of a build with sanitizers is passed over here and nowhere else, with its reason, which ctest shows.
#pragma once

#include <string>

#include "tests/support/catch.hpp"

namespace backfile::test {

[[nodiscard]] constexpr bool has_sanitizer() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#else
  return false;
#endif
}

/// For the beginning of a test: `if (skipped_by_sanitizers("...")) return;`
[[nodiscard]] inline bool skipped_by_sanitizers(const std::string& reason) {
  if (has_sanitizer()) WARN("skipped with sanitizers: " << reason);
  return has_sanitizer();
}

}  // namespace backfile::test
