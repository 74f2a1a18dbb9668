// What browsers write into a page that they save: "saved from url=(0042)https://..." (the "Mark of the Web", which names its length), and
// SingleFile's "Page saved with SingleFile", a line with "url:" below it. The date beside it is the reader's clock: no capture time.
#pragma once

#include <string>
#include <string_view>

namespace backfile {

/// The address that the page was saved from, normalised; empty if no comment near its beginning tells one, or it is none of a page below
/// a site's root.
[[nodiscard]] std::string saved_address(std::string_view html);

}  // namespace backfile
