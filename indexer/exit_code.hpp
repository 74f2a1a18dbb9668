// Exit codes of backfile-index: part of the contract and of the man page.
#pragma once

namespace backfile {

enum class ExitCode : int {
  done = 0,         // non-articles, duplicates and undated articles are normal
  some_failed = 1,  // some inputs unreadable, damaged or over a limit: counted and reported
  fatal = 2,        // usage, or the run could not go on
  interrupted = 3,  // by a signal, with the state saved
};

}  // namespace backfile
