// Where archives lie on disk: at the path given, or, as --split leaves them, as the directories in it.
#pragma once

#include <string>
#include <vector>

namespace backfile {

/// `path` itself; but when it is a directory that is no archive and has archives in it, these in the order of their names. Looks no
/// deeper, and at nothing in them. Never throws for what it cannot read: whoever opens `path` says why.
[[nodiscard]] std::vector<std::string> archives_at(const std::string& path);

}  // namespace backfile
