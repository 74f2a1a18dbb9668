// What may follow what is being typed: words of titles, and titles.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <backfile/searcher.hpp>

#include "searcher/src/archive.hpp"

namespace backfile {

/// Searcher::complete. Throws Xapian::Error.
[[nodiscard]] std::vector<Completion> completions(const Archives&, std::string_view typed, std::uint32_t limit);

}  // namespace backfile
