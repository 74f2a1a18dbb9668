// MHTML (RFC 2557): a page with all that belongs to it in one mail message, as browsers save it (.mht, .mhtml). The page is the root of its
// multipart/related; the parts beside it (frames, pictures, styles) are not looked at.
//
// When it was saved is told by the message's Date, which RFC 5322 has for the moment that the message was complete. Of a browser's, which says
// "Saved by" in From, that is when the page was captured; of a mail that somebody sent it is not.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <backfile/date.hpp>

namespace backfile {

struct SavedMessage {
  std::string html;     // the root's bytes, decoded
  std::string charset;  // as the root declares it; empty: undeclared
  std::string address;  // normalised; empty when none on the web is told
  std::optional<PartialDate> captured;
};

/// nullopt when no HTML is in it. A message that is cut gives what there is of its root. Pure, linear in the message's size.
[[nodiscard]] std::optional<SavedMessage> read_mhtml(std::string_view message);

}  // namespace backfile
