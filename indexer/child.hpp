// Work on bytes that may be damaged, in a process of its own: what crashes there, or never ends, costs an answer and not the program.
#pragma once

#include <functional>
#include <string>

namespace backfile {

/// How a child ended.
struct ChildEnd {
  bool is_done = false;      // `work` returned
  bool is_interrupted = false;
  std::string failure;       // else what became of it: an error's message, "crashed (signal 11)", "did not end"
};

/// Runs `work` in a forked child; each line that it tells arrives at `line`, in order, here. `cpu_seconds` bounds the child's processor
/// time. A signal that interrupts this process is passed on. To be called while this process has one thread. Throws Error(io) when no child can be made.
ChildEnd run_in_child(unsigned cpu_seconds, const std::function<void(const std::function<void(const std::string&)>& tell)>& work,
                      const std::function<void(const std::string& line)>& line);

}  // namespace backfile
