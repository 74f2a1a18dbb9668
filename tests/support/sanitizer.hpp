// What a test cannot ask of a build with sanitizers is passed over here and nowhere else, with its reason, which ctest shows.
#pragma once

#include <string>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

#include "tests/support/catch.hpp"

namespace backfile::test {

enum class Sanitizer { none, address, thread };

#if defined(__SANITIZE_ADDRESS__)
inline constexpr Sanitizer sanitizer = Sanitizer::address;
#elif defined(__SANITIZE_THREAD__)
inline constexpr Sanitizer sanitizer = Sanitizer::thread;
#else
inline constexpr Sanitizer sanitizer = Sanitizer::none;
#endif

/// For the beginning of a test: `if (skipped_by_sanitizers("...")) return;`
[[nodiscard]] inline bool skipped_by_sanitizers(const std::string& reason) {
  if (sanitizer != Sanitizer::none) WARN("skipped with sanitizers: " << reason);
  return sanitizer != Sanitizer::none;
}

/// Its runtime holds signals back until the thread calls something that it intercepts.
[[nodiscard]] inline bool skipped_by_thread_sanitizer(const std::string& reason = "it delivers no signal to a thread that only computes") {
  if (sanitizer == Sanitizer::thread) WARN("skipped with the thread sanitizer: " << reason);
  return sanitizer == Sanitizer::thread;
}

/// What this thread allocates while it lives may leak, as libraries do.
class LeaksIgnored {
 public:
#if defined(__SANITIZE_ADDRESS__)
  LeaksIgnored() { __lsan_disable(); }
  ~LeaksIgnored() { __lsan_enable(); }
#else
  LeaksIgnored() = default;
  ~LeaksIgnored() {}
#endif
  LeaksIgnored(const LeaksIgnored&) = delete;
  LeaksIgnored& operator=(const LeaksIgnored&) = delete;
};

}  // namespace backfile::test
