// The part of text.hpp that knows bytes and characters but no languages: validity, repair, cutting, white space. No ICU here.
#include "common/byte_block.hpp"
#include "common/text.hpp"
#include "common/utf8.hpp"

namespace backfile {
namespace {

// Where the ASCII that starts at `at` ends.
std::size_t ascii_run_end(std::string_view text, std::size_t at) {
  for (; at + sizeof(ByteBlock) <= text.size(); at += sizeof(ByteBlock)) {
    if (any_of_block(load_block(text.data() + at) >= 0x80)) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

// The first ill-formed byte from `at` on, or the end.
std::size_t well_formed_end(std::string_view text, std::size_t at) {
  while ((at = ascii_run_end(text, at)) < text.size()) {
    const CodePoint c = decode_utf8(text, at);
    if (!c.valid) return at;
    at += c.length;
  }
  return at;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) { return well_formed_end(bytes, 0) == bytes.size(); }

std::string valid_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = well_formed_end(bytes, at);
    out.append(bytes, at, end - at);
    at = end;
    if (at == bytes.size()) break;
    out += "\xEF\xBF\xBD";
    at += decode_utf8(bytes, at).length;
  }
  return out;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  std::size_t end = bytes;
  // No more than three steps: in ill-formed text a run of continuation bytes may be endless.
  for (int steps = 0; steps < 3 && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80; ++steps) --end;
  if ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) end = bytes;
  return text.substr(0, end);
}

std::string collapsed_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept_from = 0;  // what is kept is copied in stretches
  bool space_pending = false;
  const auto is_graphic = [&](std::size_t i) { return i < text.size() && text[i] > ' ' && text[i] < '\x7f'; };
  for (std::size_t at = 0; at < text.size();) {
    // The usual case: a word, or one space between two.
    if (!space_pending && (is_graphic(at) || (text[at] == ' ' && at > kept_from && is_graphic(at + 1)))) {
      ++at;
      continue;
    }
    const CodePoint c = decode_utf8(text, at);
    const bool space = c.valid && is_unicode_space(c.code);
    if (space || (c.valid && is_control(c.code))) {
      out.append(text, kept_from, at - kept_from);
      space_pending = space ? !out.empty() : space_pending;
      kept_from = at + c.length;
    } else if (space_pending) {
      out += ' ';
      space_pending = false;
    }
    at += c.length;
  }
  out.append(text, kept_from);
  return out;
}

}  // namespace backfile
