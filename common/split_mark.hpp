// The parts of a split archive know each other by a mark, metadata "backfile/split": as long as no later run has added to them, they share
// no article and no story, so that they answer together as one archive does.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace backfile {

/// `uuid`, `revision`: of the archive that was split; `part`: the part's name, without spaces.
[[nodiscard]] std::string split_mark(std::string_view uuid, std::uint64_t revision, std::string_view part);

/// Whether these are the marks of different parts of one split. Not if any is empty: then it is no part, or no longer.
[[nodiscard]] bool are_of_one_split(std::span<const std::string> marks);

}  // namespace backfile
