// Bytes of a page to UTF-8, in the order of the WHATWG Encoding and HTML standards: BOM, HTTP or manifest, <meta>, detection.
// libxml2 2.9.14 is never asked: it turns undeclared UTF-8 to mojibake and flips to Latin-1 after one bad byte.
#pragma once

#include <string>
#include <string_view>

namespace backfile {

struct Decoded {
  std::string text;      // valid UTF-8, BOM removed, NUL bytes as U+FFFD
  std::string charset;   // WHATWG name: "utf-8", "windows-1252" ...
  std::string from;      // "bom", "http", "meta", "detected", "default"
  bool replaced = false; // some bytes were invalid
};

/// `declared`: charset label of HTTP or manifest, may be empty or nonsense. Thread-safe. Cost: one pass for valid UTF-8.
/// Moves `bytes` through when it is clean UTF-8 already.
[[nodiscard]] Decoded decode_html(std::string bytes, std::string_view declared);

/// The WHATWG encoding name of a label ("latin1" -> "windows-1252"); empty when unknown.
[[nodiscard]] std::string_view encoding_for_label(std::string_view label);

}  // namespace backfile
