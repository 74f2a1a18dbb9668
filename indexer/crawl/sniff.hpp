// What a file is, told by its first bytes and, where those leave it open, by its name. Crawls keep pages under every name
// (view.php?id=3, no extension at all) and keep pictures, scripts and feeds beside them.
#pragma once

#include <string>
#include <string_view>

namespace backfile {

/// How many bytes of a file's start are looked at.
inline constexpr std::size_t sniff_bytes = 4096;

enum class Content { empty, html, gzip, json_lines, warc, arc, zip, mhtml, other };

struct Sniffed {
  Content content = Content::other;
  std::string what;  // of `other`: "PDF", "text without markup" ...
};

/// `head`: the first sniff_bytes of the content (inflated), or all of it if shorter. `name`: the file's name; ".gz" and ".zst"
/// at its end are overlooked. Content wins where it is unmistakable; a name is believed only for text that could be what it says. Pure.
[[nodiscard]] Sniffed sniff(std::string_view head, std::string_view name);

/// A zstd frame, or a skippable one as may stand before it.
[[nodiscard]] bool looks_like_zstd(std::string_view head) noexcept;
/// The name says HTML (.html .htm .xhtml .shtml, also with .gz or .zst).
[[nodiscard]] bool has_html_name(std::string_view name);
/// The name says WARC (.warc, also with .gz or .zst).
[[nodiscard]] bool has_warc_name(std::string_view name);
/// The name says ARC (.arc, also with .gz).
[[nodiscard]] bool has_arc_name(std::string_view name);
/// The name says WACZ.
[[nodiscard]] bool has_wacz_name(std::string_view name);

}  // namespace backfile
