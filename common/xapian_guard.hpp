// The one place where a Xapian exception becomes a backfile::Error.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <backfile/error.hpp>
#include <xapian.h>

namespace backfile {

/// Rethrows the exception in flight as Error; `what` names the operation and the path ("searching /data/archive"). Knows Xapian::Error,
/// std::bad_alloc and Error (passed through). Must be called inside a catch block.
[[noreturn]] void rethrow_as_error(std::string_view what);

template <typename F>
decltype(auto) guarded(std::string_view what, F&& operation) {
  try {
    return std::forward<F>(operation)();
  } catch (...) {
    rethrow_as_error(what);
  }
}

}  // namespace backfile
