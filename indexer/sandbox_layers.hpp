// The two layers of the sandbox, each a single call of the kernel's. False where it offers none.
#pragma once

#include "indexer/sandbox.hpp"

namespace backfile {

/// landlock(7), version 2 or later: the first cannot move files between directories, which publishing an archive does.
[[nodiscard]] bool confine_files(const SandboxPlaces&, bool reads_too);
/// seccomp(2): sockets, other programs and io_uring (which does both past any filter) fail with EACCES.
[[nodiscard]] bool deny_calls();

}  // namespace backfile
