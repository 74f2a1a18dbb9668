// The place a story is sent from, as its first paragraph states it: "MEXICO CITY \u2014", "BERLIN (AFP) -", "Paris, 4 mai (Reuters) \u2013".
#pragma once

#include <string>
#include <string_view>

namespace backfile {

/// The place alone, as written; empty when the paragraph has no dateline.
[[nodiscard]] std::string dateline_of(std::string_view first_paragraph);

/// What stands in brackets before the first dash: "AFP" in "BERLIN (AFP/lno) -"; empty without.
[[nodiscard]] std::string_view credit_in_dateline(std::string_view first_paragraph);

}  // namespace backfile
