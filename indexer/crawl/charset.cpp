// The order of the HTML Standard, "determining the character encoding": BOM, transport, <meta>, detection, default. Two departures,
// because crawls hold pages whose declaration was lost or never true:
//   - what is declared must be possible: "utf-8" over bytes that hold none, or a legacy encoding that loses a good part of the
//     text, passes the question on;
//   - a <meta> that names a legacy encoding over bytes that are all UTF-8 is stale (saved and converted pages keep it).
#include "indexer/crawl/charset.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/byte_block.hpp"
#include "common/text.hpp"
#include "indexer/crawl/charset_steps.hpp"

namespace backfile {
namespace {

// So many times more well-formed sequences than broken ones, and the page is UTF-8 with damage. Legacy text of two bytes a
// character forms sequences by chance, about one for every five that it breaks.
constexpr std::uint64_t utf8_majority = 2;
// A declared legacy encoding may lose one of so many of the bytes beyond ASCII.
constexpr std::uint64_t tolerated_loss = 20;

bool is_utf8(const Utf8Evidence& e) { return e.invalid == 0 || e.sequences > e.invalid * utf8_majority; }

/// How many bytes from `at` on are ASCII without NUL and ESC, in steps of a block: most of a page is, and this is why weighing is cheap.
std::size_t plain_ascii_run(std::string_view bytes, std::size_t at) {
  const std::size_t begin = at;
  for (; at + sizeof(ByteBlock) <= bytes.size(); at += sizeof(ByteBlock)) {
    const ByteBlock b = load_block(bytes.data() + at);
    if (any_of_block((b >= 0x80) | (b == 0) | (b == 0x1b))) break;
  }
  return at - begin;
}

/// Valid UTF-8 without NULs, moved through where it is that already.
Decoded as_utf8(std::string bytes, const Utf8Evidence& evidence, std::string_view from) {
  Decoded decoded{.text = std::move(bytes), .charset = "utf-8", .from = std::string(from), .replaced = evidence.invalid > 0};
  if (evidence.invalid > 0) decoded.text = valid_utf8(decoded.text);
  if (!evidence.has_nul) return decoded;
  std::string without;
  for (const char c : decoded.text) {
    if (c == '\0') without += "\xef\xbf\xbd";
    else without += c;
  }
  decoded.text = std::move(without);
  decoded.replaced = true;
  return decoded;
}

Decoded as_legacy(LegacyText text, std::string_view encoding, std::string_view from) {
  return {.text = std::move(text.text), .charset = std::string(encoding), .from = std::string(from), .replaced = text.replaced > 0};
}

/// The byte order mark's encoding and length.
std::pair<std::string_view, std::size_t> byte_order_mark(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) return {"utf-8", 3};
  if (bytes.starts_with("\xfe\xff")) return {"utf-16be", 2};
  if (bytes.starts_with("\xff\xfe")) return {"utf-16le", 2};
  return {{}, 0};
}

/// UTF-16 that has neither mark nor declaration: half of its markup's bytes are NUL.
std::string_view undeclared_utf16(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 512);
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < head.size(); ++i)
    if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
  if (head.size() < 16 || std::max(even, odd) * 10 < head.size() * 4 || std::min(even, odd) * 10 > head.size()) return {};
  return even > odd ? "utf-16be" : "utf-16le";
}

class Decision {
 public:
  explicit Decision(std::string bytes) : bytes_(std::move(bytes)), evidence_(weigh_utf8(bytes_)) {}

  Decoded decide(std::string_view declared) {
    if (const std::string_view utf16 = evidence_.has_nul ? undeclared_utf16(bytes_) : std::string_view(); !utf16.empty())
      return as_legacy(decode_legacy(bytes_, utf16), utf16, "detected");
    if (auto decoded = try_declared(encoding_for_label(declared), "http")) return std::move(*decoded);
    const Prescan page = prescan_html(bytes_);
    const bool stale = evidence_.invalid == 0 && evidence_.sequences > 0;
    if (auto decoded = try_declared(stale ? std::string_view(page.encoding == "utf-8" ? "utf-8" : "") : page.encoding, "meta"))
      return std::move(*decoded);
    return detect(page.language);
  }

 private:
  std::optional<Decoded> try_declared(std::string_view encoding, std::string_view from) {
    if (encoding.empty() || encoding == "replacement") return std::nullopt;
    if (encoding == "utf-8") {
      if (evidence_.invalid > 0 && evidence_.sequences == 0) return std::nullopt;
      if (!is_utf8(evidence_) && evidence_.invalid > evidence_.sequences) return std::nullopt;
      return as_utf8(std::move(bytes_), evidence_, from);
    }
    if (encoding.starts_with("utf-16") && !evidence_.has_nul) return std::nullopt;  // markup would have them
    LegacyText text = decode_legacy(bytes_, encoding);
    const std::uint64_t units = evidence_.sequences + evidence_.invalid;
    if (text.replaced > 8 && text.replaced * tolerated_loss > units) return std::nullopt;
    return as_legacy(std::move(text), encoding, from);
  }

  Decoded detect(std::string_view language) {
    const bool ascii = evidence_.sequences == 0 && evidence_.invalid == 0;
    if (ascii && !evidence_.has_escape) return as_utf8(std::move(bytes_), evidence_, "default");
    if (!ascii && is_utf8(evidence_)) return as_utf8(std::move(bytes_), evidence_, "detected");
    const std::string_view guess = detect_encoding(bytes_, language);
    if (!guess.empty()) return as_legacy(decode_legacy(bytes_, guess), guess, "detected");
    if (ascii) return as_utf8(std::move(bytes_), evidence_, "default");
    return as_legacy(decode_legacy(bytes_, "windows-1252"), "windows-1252", "default");
  }

  std::string bytes_;
  Utf8Evidence evidence_;
};

}  // namespace

Utf8Evidence weigh_utf8(std::string_view bytes) {
  Utf8Evidence evidence;
  const auto at = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u; };
  for (std::size_t i = 0; i < bytes.size();) {
    i += plain_ascii_run(bytes, i);
    const unsigned first = at(i);
    if (i == bytes.size()) break;
    if (first < 0x80) {
      evidence.has_nul |= first == 0;
      evidence.has_escape |= first == 0x1b;
      ++i;
      continue;
    }
    const std::size_t length = first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
    // The second byte rules out overlong forms, surrogates and what lies above U+10FFFF (Unicode, table 3-7).
    const unsigned low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80, high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    std::size_t seen = 1;
    if (length > 1 && at(i + 1) >= low && at(i + 1) <= high) {
      seen = 2;
      while (seen < length && (at(i + seen) & 0xc0) == 0x80) ++seen;
    }
    ++(seen == length ? evidence.sequences : evidence.invalid);
    i += seen;
  }
  return evidence;
}

Decoded decode_html(std::string bytes, std::string_view declared) {
  const auto [encoding, mark_bytes] = byte_order_mark(bytes);
  if (mark_bytes == 0) return Decision(std::move(bytes)).decide(declared);
  bytes.erase(0, mark_bytes);
  if (encoding != "utf-8") return as_legacy(decode_legacy(bytes, encoding), encoding, "bom");
  const Utf8Evidence evidence = weigh_utf8(bytes);
  return as_utf8(std::move(bytes), evidence, "bom");
}

}  // namespace backfile
