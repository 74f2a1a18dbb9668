// The place a story is sent from, as its first paragraph states it: "MEXICO CITY \u2014", "BERLIN (AFP) -", "Paris, 4 mai (Reuters) \u2013".
#pragma once

#include <string>
#include <string_view>

namespace backfile {

/// The place alone, as written; empty when the paragraph has no dateline.
[[nodiscard]] std::string dateline_of(std::string_view first_paragraph);

}  // namespace backfile
