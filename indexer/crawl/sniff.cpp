// Order: binary signatures, then markup, then JSON, then the name. The markup test follows the MIME Sniffing standard (a tag at
// the start, after white space and comments), but looks further for <html> and its kin: servers print warnings before the page.
#include "indexer/crawl/sniff.hpp"

#include <algorithm>
#include <array>

#include "indexer/crawl/gzip.hpp"
#include "indexer/crawl/record_format.hpp"

namespace backfile {
namespace {

struct Signature {
  std::string_view bytes, what;
};

constexpr std::array signatures = std::to_array<Signature>({
    {"%PDF-", "PDF"},
    {"\x89PNG\r\n", "a PNG image"},
    {"\xff\xd8\xff", "a JPEG image"},
    {"GIF87a", "a GIF image"},
    {"GIF89a", "a GIF image"},
    {"RIFF", "a RIFF file (WebP, WAV, AVI)"},
    {"wOFF", "a font"},
    {"wOF2", "a font"},
    {"OTTO", "a font"},
    {"ID3", "an audio file"},
    {"OggS", "an Ogg file"},
    {"\x1a\x45\xdf\xa3", "a Matroska file"},
    {"Rar!", "a RAR archive"},
    {"7z\xbc\xaf\x27\x1c", "a 7z archive"},
    {"BZh", "bzip2"},
    {"\xfd" "7zXZ", "xz"},
    {"\x7f" "ELF", "a program"},
    {"SQLite format 3", "an SQLite database"},
});

// Tags a page may begin with. A fragment without <html> is a page too: libraries serve them.
constexpr std::array leading_tags = std::to_array<std::string_view>({
    "!doctype html", "html", "head", "body", "title", "meta", "link", "script", "style", "base", "iframe", "h1", "h2", "h3", "h4", "div", "font",
    "table", "a", "b", "br", "p", "span", "article", "main", "section", "header", "nav", "center", "img", "noscript", "strong", "em", "frameset",
});
constexpr std::array deep_tags = std::to_array<std::string_view>({"!doctype html", "html", "head", "body"});

constexpr std::array html_extensions = std::to_array<std::string_view>({".html", ".htm", ".xhtml", ".shtml"});
constexpr std::array warc_extensions = std::to_array<std::string_view>({".warc"});
constexpr std::array mhtml_extensions = std::to_array<std::string_view>({".mht", ".mhtml"});
constexpr std::array arc_extensions = std::to_array<std::string_view>({".arc"});
constexpr std::array wacz_extensions = std::to_array<std::string_view>({".wacz"});
constexpr std::array line_extensions = std::to_array<std::string_view>({".jsonl", ".ndjson"});
// Names under which markup in the middle proves nothing: scripts and feeds quote it.
constexpr std::array quoting_extensions = std::to_array<std::string_view>(
    {".js", ".mjs", ".css", ".json", ".xml", ".rss", ".atom", ".svg", ".txt", ".md", ".csv", ".tsv", ".map", ".py", ".c", ".java"});

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

/// Without the ending of its compression.
std::string unpacked_name(std::string_view name) {
  std::string folded = lowered(name);
  for (const std::string_view ending : {".gz", ".zst"})
    if (folded.ends_with(ending)) {
      folded.resize(folded.size() - ending.size());
      break;
    }
  return folded;
}

template <std::size_t N>
bool ends_with_any(std::string_view name, const std::array<std::string_view, N>& endings) {
  const std::string folded = unpacked_name(name);
  return std::ranges::any_of(endings, [&](std::string_view ending) { return folded.ends_with(ending); });
}

enum class Utf16 { no, little_endian, big_endian };

/// By its mark, or, as bytes of ASCII markup, by the NULs in every second place.
Utf16 utf16_order(std::string_view head) {
  if (head.starts_with("\xff\xfe") || head.starts_with(std::string_view("<\0", 2))) return Utf16::little_endian;
  if (head.starts_with("\xfe\xff") || head.starts_with(std::string_view("\0<", 2))) return Utf16::big_endian;
  std::array<std::size_t, 2> nuls{};  // at even and odd places
  for (std::size_t i = 0; i < head.size(); ++i) nuls[i % 2] += head[i] == '\0';
  if ((nuls[0] + nuls[1]) * 5 < head.size() * 2 || head.empty()) return Utf16::no;
  return nuls[0] > nuls[1] ? Utf16::big_endian : Utf16::little_endian;
}

/// UTF-16 made readable for byte tests: ASCII as it is, any other unit as a byte that no test looks for.
std::string flattened(std::string_view head, Utf16 order) {
  constexpr char other = '\x80';
  const std::size_t low = order == Utf16::big_endian ? 1 : 0;
  std::string text;
  text.reserve(head.size() / 2);
  for (std::size_t i = head.size() >= 2 && (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) ? 2 : 0; i + 1 < head.size(); i += 2) {
    const bool is_ascii = head[i + 1 - low] == '\0' && static_cast<unsigned char>(head[i + low]) < 0x80;
    if (!is_ascii)
      text += other;
    else if (head[i + low] != '\0')
      text += head[i + low];
  }
  return text;
}

bool is_binary(std::string_view head) {
  const auto controls = std::ranges::count_if(head, [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b' && c != '\0' && c != '\x1a' && c != '\v' && c != '\b';
  });
  const auto nuls = std::ranges::count(head, '\0');
  const auto size = static_cast<std::ptrdiff_t>(head.size());
  return controls * 20 > size || nuls * 10 > size;  // text has next to none; compressed data about a tenth
}

std::string_view trimmed_start(std::string_view text) {
  const std::size_t start = text.find_first_not_of(std::string_view(" \t\r\n\f\v\0", 7));
  return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

template <std::size_t N>
bool starts_with_tag(std::string_view lower_text, const std::array<std::string_view, N>& tags) {
  if (!lower_text.starts_with('<')) return false;
  lower_text.remove_prefix(1);
  return std::ranges::any_of(tags, [&](std::string_view tag) {
    if (!lower_text.starts_with(tag)) return false;
    const char after = lower_text.size() > tag.size() ? lower_text[tag.size()] : '>';
    return std::string_view(" \t\r\n\f>/").find(after) != std::string_view::npos;
  });
}

bool mentions_page_tag(std::string_view lower_text) {
  for (std::size_t at = lower_text.find('<'); at != std::string_view::npos; at = lower_text.find('<', at + 1))
    if (starts_with_tag(lower_text.substr(at), deep_tags)) return true;
  return false;
}

/// The first thing that is neither white space, comment, XML declaration nor other processing instruction.
std::string_view after_prologue(std::string_view lower_text) {
  while (true) {
    lower_text = trimmed_start(lower_text);
    const bool comment = lower_text.starts_with("<!--"), instruction = lower_text.starts_with("<?");
    if (!comment && !instruction) return lower_text;
    const std::string_view close = comment ? "-->" : ">";
    const std::size_t end = lower_text.find(close);
    if (end == std::string_view::npos) return {};
    lower_text.remove_prefix(end + close.size());
  }
}

/// A mail's head whose message is a page with what belongs to it. Under the name of one the page may be alone in it.
bool is_mhtml(std::string_view lower_text, std::string_view name) {
  constexpr std::array first_fields = std::to_array<std::string_view>(
      {"from:", "mime-version:", "content-type:", "snapshot-content-location:", "subject:", "date:", "message-id:", "content-location:"});
  if (std::ranges::none_of(first_fields, [&](std::string_view field) { return lower_text.starts_with(field); })) return false;
  if (lower_text.find("multipart/related") != std::string_view::npos) return true;
  return ends_with_any(name, mhtml_extensions) && lower_text.find("content-type:") != std::string_view::npos;
}

/// An object on one line, as far as can be seen, that has the fields of an article.
bool looks_like_article_lines(std::string_view text) {
  if (!text.starts_with('{')) return false;
  if (!trimmed_start(text.substr(1)).starts_with('"')) return false;
  const std::string_view line = text.substr(0, text.find('\n'));
  if (line.size() < text.size() && line.find('}') == std::string_view::npos) return false;  // printed over several lines
  const auto has = [&](std::string_view name) { return line.find(name) != std::string_view::npos; };
  return has("\"body\"") || (has("\"title\"") && has("\"url\""));
}

Sniffed other(std::string_view what) { return {.content = Content::other, .what = std::string(what)}; }

std::string_view kind_of_xml(std::string_view root) {
  if (root.starts_with("<rss") || root.starts_with("<feed") || root.starts_with("<rdf:rdf")) return "a feed";
  if (root.starts_with("<urlset") || root.starts_with("<sitemapindex")) return "a sitemap";
  if (root.starts_with("<svg")) return "an SVG image";
  return "XML that is not XHTML";
}

Sniffed sniff_text(std::string_view text, std::string_view name, bool whole) {
  const std::string folded = lowered(text);
  const std::string_view root = after_prologue(folded);
  if (starts_with_tag(root, leading_tags)) return {.content = Content::html, .what = {}};
  if (is_mhtml(folded, name)) return {.content = Content::mhtml, .what = {}};
  if (text.starts_with('{') || text.starts_with('[')) {
    if (text.front() == '{' && (ends_with_any(name, line_extensions) || looks_like_article_lines(text)))
      return {.content = Content::json_lines, .what = {}};
    if (!mentions_page_tag(folded)) return other("JSON or a script");
  }
  // Lines that are no JSON at all are reported one by one rather than as a file.
  if (ends_with_any(name, line_extensions)) return {.content = Content::json_lines, .what = {}};
  const bool has_xml_root = folded.starts_with("<?xml") && !root.empty();
  if (has_xml_root && !mentions_page_tag(folded)) return other(kind_of_xml(root));
  if (!ends_with_any(name, quoting_extensions) && mentions_page_tag(folded)) return {.content = Content::html, .what = {}};
  if (root.starts_with("<svg")) return other("an SVG image");
  if (has_html_name(name) && (!whole || folded.find('<') != std::string::npos)) return {.content = Content::html, .what = {}};
  return other("text without the markup of a page");
}

}  // namespace

bool looks_like_zstd(std::string_view head) noexcept {
  const bool skippable = head.size() >= 4 && (head[0] & 0xf0) == 0x50 && head.substr(1, 3) == "\x2a\x4d\x18";
  return skippable || head.starts_with("\x28\xb5\x2f\xfd");
}
bool has_html_name(std::string_view name) { return ends_with_any(name, html_extensions); }
bool has_warc_name(std::string_view name) { return ends_with_any(name, warc_extensions); }
bool has_arc_name(std::string_view name) { return ends_with_any(name, arc_extensions); }
bool has_wacz_name(std::string_view name) { return ends_with_any(name, wacz_extensions); }

namespace {

Sniffed sniff_content(std::string_view head, std::string_view name) {
  const bool whole = head.size() < sniff_bytes;
  if (looks_like_gzip(head)) return {.content = Content::gzip, .what = {}};
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return {.content = Content::zip, .what = {}};
  if (head.starts_with("WARC/")) return {.content = Content::warc, .what = {}};
  if (arc_format().find_start(head, true) == 0) return {.content = Content::arc, .what = {}};
  if (looks_like_zstd(head)) return other("zstd");
  for (const Signature& signature : signatures)
    if (head.starts_with(signature.bytes)) return other(signature.what);
  const Utf16 order = utf16_order(head);
  std::string text = order == Utf16::no ? std::string(head) : flattened(head, order);
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  const std::string_view visible = trimmed_start(text);
  if (visible.empty() && whole) return {.content = Content::empty, .what = {}};
  if (is_binary(visible)) return other("binary data");
  return sniff_text(visible, name, whole);
}

}  // namespace

Sniffed sniff(std::string_view head, std::string_view name) {
  Sniffed sniffed = sniff_content(head, name);
  if (sniffed.content != Content::other && sniffed.content != Content::html) return sniffed;
  // One whose first record is damaged, and may have held a page.
  if (has_warc_name(name) && (sniffed.content == Content::other || head.find("\nWARC/") != std::string_view::npos))
    return {.content = Content::warc, .what = {}};
  if (has_arc_name(name) && arc_format().find_start(head, false) != std::string_view::npos) return {.content = Content::arc, .what = {}};
  // One whose start is damaged.
  if (has_wacz_name(name) && sniffed.content == Content::other) return {.content = Content::zip, .what = {}};
  return sniffed;
}

}  // namespace backfile
