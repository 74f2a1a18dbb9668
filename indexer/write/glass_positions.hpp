// Positions of a term in a document as glass databases hold them: the last as a number; if there are others, bits (the lowest of a byte first) with the first out of the
// last, how many besides two, and those between by interpolative coding: the middle one, then the halves likewise (Moffat and Stuiver, "Binary
// interpolative coding for effective index compression", 2000). A number out of so many takes one bit less in the middle of its range where not all codes are needed.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace backfile::glass {

/// Appends `positions`, of which there are some, in rising order.
void append_positions(std::string& to, std::span<const std::uint32_t> positions);

}  // namespace backfile::glass
