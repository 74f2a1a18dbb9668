// An article's versions and captures, read from all archives.
#pragma once

#include <string>
#include <vector>

#include <backfile/history.hpp>

#include "searcher/src/archive.hpp"

namespace backfile {

/// Versions with this U term, oldest first; empty when there is none.
[[nodiscard]] std::vector<Version> read_history(const Archives&, const std::string& address_term);

}  // namespace backfile
