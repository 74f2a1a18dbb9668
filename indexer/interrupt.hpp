// SIGINT, SIGTERM and SIGHUP as a flag: the run looks at it between pages and ends with its state saved.
#pragma once

namespace backfile {

/// Installs the handlers (once per process). SIGPIPE and SIGXFSZ are ignored: a failed write is an error value instead.
void watch_signals();
[[nodiscard]] bool interrupted() noexcept;

}  // namespace backfile
