// Marks are counted in pairs, whatever their shape, since what opens in one language closes in another (“ ” and „ “, « » and » «); corner
// brackets of East Asia and guillemets inside other quotations do not change what is quoted already. A paragraph's end ends a quotation:
// those that go on are opened again by custom.
#include "indexer/copies/quotations.hpp"

#include "common/utf8.hpp"

namespace backfile {
namespace {

enum class Mark { none, any, opening, closing };

Mark mark_of(char32_t c) {
  switch (c) {
    case U'"': case U'“': case U'”': case U'„': case U'‟': case U'«': case U'»': case U'＂': return Mark::any;
    case U'「': case U'『': case U'〝': return Mark::opening;
    case U'」': case U'』': case U'〞': case U'〟': return Mark::closing;
    default: return Mark::none;
  }
}

}  // namespace

QuotationReader::QuotationReader(std::string_view text) {
  bool open = false;
  unsigned brackets = 0;
  const auto update = [&](std::size_t at) {
    if ((open || brackets > 0) != (changes_.size() % 2 == 1)) changes_.push_back(static_cast<std::uint32_t>(at));
  };
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    if (c.code == '\n') {
      open = false;
      brackets = 0;
    }
    switch (mark_of(c.code)) {
      case Mark::any: open = !open; break;
      case Mark::opening: ++brackets; break;
      case Mark::closing: if (brackets > 0) --brackets; break;
      case Mark::none: break;
    }
    update(at);
    at += c.length;
  }
}

}  // namespace backfile
