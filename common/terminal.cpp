// Terminals: asking about them, and keeping hostile text from steering them. Widths follow UAX #11 (East Asian Width) through ICU.
#include "common/terminal.hpp"

#include <cstdlib>
#include <utility>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include "common/utf8.hpp"

namespace backfile {
namespace {

// Explicit direction marks, embeddings, overrides and isolates: they reorder what stands around them.
bool is_bidi_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_separator(char32_t c) { return c == 0x2028 || c == 0x2029; }

bool is_break_or_tab(char32_t c) { return c == '\n' || c == '\r' || c == '\t'; }

int columns_of(const CodePoint& c) {
  if (!c.valid) return 1;
  if (c.code < 0x300) return is_control(c.code) || c.code == 0xAD ? 0 : 1;
  const auto code = static_cast<UChar32>(c.code);
  const int category = u_charType(code);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

bool is_terminal(int fd) { return ::isatty(fd) == 1; }

int terminal_columns(int fd, int fallback) {
  winsize size{};
  return ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : fallback;
}

bool wants_color(When when, int fd) {
  if (when != When::automatic) return when == When::always;
  // no-color.org: present and not empty.
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color && *no_color) return false;
  const char* term = std::getenv("TERM");
  return is_terminal(fd) && term && std::string_view(term) != "dumb";
}

std::string escaped_for_terminal(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool in_breaks = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    const std::string_view bytes = text.substr(at, c.length);
    at += c.length;
    const bool was_in_breaks = std::exchange(in_breaks, c.valid && is_break_or_tab(c.code));
    if (in_breaks) {
      if (!was_in_breaks) out += ' ';
    } else if (!c.valid) {
      for (const char byte : bytes) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    } else if (c.code < 0x80 && is_control(c.code)) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c.code));
    } else if (is_control(c.code) || is_bidi_control(c.code) || is_separator(c.code)) {
      out += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(c.code));
    } else {
      out += bytes;
    }
  }
  return out;
}

std::string cut_to_columns(std::string_view utf8, int columns) {
  if (columns <= 0) return {};
  int used = 0;
  std::size_t fits_with_ellipsis = 0;  // end of what leaves one column for the ellipsis
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint c = decode_utf8(utf8, at);
    used += columns_of(c);
    at += c.length;
    if (used > columns) return std::string(utf8.substr(0, fits_with_ellipsis)) + "…";
    if (used < columns) fits_with_ellipsis = at;
  }
  return std::string(utf8);
}

}  // namespace backfile
