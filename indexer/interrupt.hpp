// SIGINT, SIGTERM and SIGHUP as a flag. The run looks at it between pages and wherever a loop may go on for long, and ends with its
// state saved. What cannot look (a compaction, a commit, a disk that does not answer) is ended where it stands a few seconds later, as
// a kill would: what is journaled or committed stays, and the exit code is the same.
#pragma once

namespace backfile {

/// Installs the handlers (once per process). A SIGHUP that whoever started us had ignored (nohup) stays ignored. SIGPIPE and SIGXFSZ are
/// ignored: a failed write is an error value instead.
void watch_signals();
[[nodiscard]] bool interrupted() noexcept;

/// Thrown where work is given up whole. No std::exception, so that nothing takes it for an error.
struct Interrupted {};

/// Throws Interrupted once a signal has come.
inline void stop_if_interrupted() {
  if (interrupted()) throw Interrupted{};
}

}  // namespace backfile
