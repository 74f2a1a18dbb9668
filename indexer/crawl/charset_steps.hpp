// The steps of charset.cpp, each testable by itself. Private to the charset files, which are the only ones of the crawl that know ICU.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

/// How much of the bytes could be UTF-8.
struct Utf8Evidence {
  std::uint64_t sequences = 0;  // well-formed ones of two bytes and more
  std::uint64_t invalid = 0;    // maximal subparts that are none
  bool has_nul = false, has_escape = false;  // ESC: ISO 2022
};
[[nodiscard]] Utf8Evidence weigh_utf8(std::string_view bytes);

/// What a page says about itself at its start (HTML Standard: "prescan a byte stream to determine its encoding"), beyond the
/// standard's first 1,024 bytes: pages put scripts first. Comments, scripts and styles say nothing.
struct Prescan {
  std::string_view encoding;  // WHATWG name; empty = nothing usable declared. utf-16 is utf-8 here, as the standard says
  std::string language;       // of <html lang>, lower case, primary subtag
};
[[nodiscard]] Prescan prescan_html(std::string_view bytes);

/// Decodes with the WHATWG meaning of `encoding`, which must be a WHATWG name other than "utf-8" and "replacement".
struct LegacyText {
  std::string text;             // UTF-8
  std::uint64_t replaced = 0;   // U+FFFD written
};
[[nodiscard]] LegacyText decode_legacy(std::string_view bytes, std::string_view encoding);

/// The WHATWG encoding that the text's bytes look most like, among those pages are written in; empty when they look like none.
/// `language`: of the page if known, may be empty. `bytes` is not UTF-8.
[[nodiscard]] std::string_view detect_encoding(std::string_view bytes, std::string_view language);

}  // namespace backfile
