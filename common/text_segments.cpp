// A hand-written scanner, because ICU's break iterator costs about a microsecond a word; the tests compare the two on every rule.
// Rule numbers are those of UAX #29 (Unicode 15). With CLDR's root locale we differ from it in the colon, which separates, and in
// Hangul, which does not join Latin letters and digits. On our own: a zero-width joiner does not glue an emoji to a word (WB3c), a
// connector does not glue Katakana to what stands beside it (WB13a, WB13b), '@' separates (CLDR 42 alone made it a letter), and so
// does the narrow no-break space, a connector for Mongolian's sake, which French puts between numbers and their units.
#include "common/text_segments.hpp"

#include <array>

#include "common/text_dictionary.hpp"
#include "common/utf8.hpp"

namespace backfile {
namespace {

constexpr std::array<Break, 128> ascii_breaks = [] {
  std::array<Break, 128> table{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) table[c] = table[c - 32] = Break::letter;
  for (std::size_t c = '0'; c <= '9'; ++c) table[c] = Break::digit;
  table['_'] = Break::connector;
  table['.'] = Break::mid_both;
  table[','] = table[';'] = Break::mid_number;
  table['\''] = Break::single_quote;
  table['"'] = Break::double_quote;
  return table;
}();

bool is_ascii_space(unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_letter(Break wb) { return wb == Break::letter || wb == Break::hebrew; }
bool is_word_part(Break wb) { return is_letter(wb) || wb == Break::digit || wb == Break::connector; }
bool is_ignored(Break wb) { return wb == Break::ignored || wb == Break::complex_mark; }

}  // namespace

std::size_t apostrophe_bytes(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with('\'')) return 1;
  if (rest == "\xE2\x80\x99" || rest == "\xE2\x80\x98" || rest == "\xEF\xBC\x87") return 3;
  return rest.starts_with("\xCA\xBC") || rest.starts_with("\xCA\xBB") ? 2 : 0;
}

bool SegmentReader::next(Segment& segment) {
  segment = Segment{};
  for (;;) {
    if (run_next_ < run_words_.size()) {
      segment.text = run_words_[run_next_++];
      segment.ascii = false;
      break;
    }
    if (at_ >= text_.size()) return false;
    const Next here = class_at(at_);
    if (is_word_part(here.wb)) {
      if (read_segment(segment)) break;
    } else if (here.wb == Break::hangul) {
      read_hangul(segment);
      break;
    } else if (here.wb == Break::cjk || here.wb == Break::complex || here.wb == Break::complex_mark) {
      read_dictionary_run(here.wb == Break::cjk);
    } else {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x80) {
        space_ |= is_ascii_space(byte);
      } else {
        const CodePoint c = decode_utf8(text_, at_);
        space_ |= !c.valid || is_unicode_space(c.code);
      }
      at_ += here.bytes;
    }
  }
  segment.space_before = space_;
  space_ = false;
  return true;
}

// `other` with no bytes at the end; ill-formed bytes are `other`, too.
inline SegmentReader::Next SegmentReader::class_at(std::size_t at) const {
  if (at >= text_.size()) return {Break::other, 0};
  const auto byte = static_cast<unsigned char>(text_[at]);
  if (byte < 0x80) return {ascii_breaks[byte], 1};
  const CodePoint c = decode_utf8(text_, at);
  return {c.valid ? char_info(c.code).wb : Break::other, c.length};
}

// WB5 to WB13b, with the characters that WB4 ignores. False when there was nothing but connectors.
bool SegmentReader::read_segment(Segment& segment) {
  const std::size_t begin = at_;
  bool content = false;
  Break last = Break::other;
  for (Next next = class_at(at_); next.bytes != 0; next = class_at(at_)) {
    if (is_word_part(next.wb)) {
      if (last == Break::single_quote) break;
      last = next.wb;
      content |= last != Break::connector;
      take(segment, next);
    } else if (is_ignored(next.wb)) {
      take(segment, next);
    } else if (!join(segment, next, last)) {
      // WB7a: a quotation mark stays with the Hebrew letter before it.
      if (last != Break::hebrew || next.wb != Break::single_quote) break;
      segment.punctuation = true;
      take(segment, next);
      last = Break::single_quote;
    }
  }
  segment.text = text_.substr(begin, at_ - begin);
  return content;
}

inline void SegmentReader::take(Segment& segment, Next next) {
  const auto byte = static_cast<unsigned char>(text_[at_]);
  if (byte < 0x80) {
    segment.upper |= byte >= 'A' && byte <= 'Z';
  } else {
    segment.ascii = false;
    // U+02BB and U+02BC, apostrophes to us, are letters to UAX #29.
    segment.punctuation |= byte == 0xCA && apostrophe_bytes(text_, at_) != 0;
  }
  at_ += next.bytes;
}

// WB6, WB7, WB7b, WB7c, WB11, WB12: takes a sign that stands between two letters or two digits.
bool SegmentReader::join(Segment& segment, Next sign, Break last) {
  const bool quote = sign.wb == Break::single_quote || sign.wb == Break::mid_both;
  const bool after_letter = is_letter(last) && (quote || sign.wb == Break::mid_letter);
  const bool after_hebrew = last == Break::hebrew && sign.wb == Break::double_quote;
  const bool after_digit = last == Break::digit && (quote || sign.wb == Break::mid_number);
  if (!after_letter && !after_hebrew && !after_digit) return false;
  std::size_t after = at_ + sign.bytes;
  Next next = class_at(after);
  while (next.bytes != 0 && is_ignored(next.wb)) next = class_at(after += next.bytes);
  const bool joins = (after_letter && is_letter(next.wb)) || (after_hebrew && next.wb == Break::hebrew) ||
                     (after_digit && next.wb == Break::digit);
  if (!joins) return false;
  segment.punctuation |= after_hebrew || apostrophe_bytes(text_, at_) != 0;
  segment.ascii &= after == at_ + 1;
  at_ = after;
  return true;
}

// As ICU does: a particle behind a number or a Latin name is a segment of its own.
void SegmentReader::read_hangul(Segment& segment) {
  const std::size_t begin = at_;
  for (Next next = class_at(at_); next.wb == Break::hangul || is_ignored(next.wb); next = class_at(at_)) at_ += next.bytes;
  segment.text = text_.substr(begin, at_ - begin);
  segment.ascii = false;
}

void SegmentReader::read_dictionary_run(bool cjk) {
  const std::size_t begin = at_;
  for (Next next = class_at(at_); next.bytes != 0; next = class_at(at_)) {
    const bool same = cjk ? next.wb == Break::cjk : next.wb == Break::complex || next.wb == Break::complex_mark;
    if (!same && !is_ignored(next.wb)) break;
    at_ += next.bytes;
  }
  run_words_.clear();
  run_next_ = 0;
  append_dictionary_words(text_.substr(begin, at_ - begin), run_words_);
}

}  // namespace backfile
