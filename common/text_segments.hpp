// UAX #29 word boundaries over UTF-8, with CLDR's root tailoring, and dictionaries for scripts written without spaces. Only the
// segments that are words are given: those with a letter or digit. Private to common/: other code sees text.hpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/text_fold.hpp"

namespace backfile {

/// One segment, and what the scanner noticed on its way: it decides how much work folding is.
struct Segment {
  std::string_view text;
  bool ascii = true;
  bool upper = false;         // ASCII capitals
  bool punctuation = false;   // apostrophes, or quotation marks within Hebrew letters
  bool space_before = false;  // white space (or ill-formed bytes) since the segment before
};

/// Bytes of the apostrophe at text[at] (' ’ ‘ ʼ ʻ ＇), or 0.
[[nodiscard]] std::size_t apostrophe_bytes(std::string_view text, std::size_t at);

/// Reads segments in order; linear in the text, which must outlive the reader. Ill-formed bytes separate.
class SegmentReader {
 public:
  explicit SegmentReader(std::string_view text) : text_(text) {}

  /// False at the end.
  bool next(Segment& segment);

 private:
  struct Next {
    Break wb;
    std::uint32_t bytes;
  };
  [[nodiscard]] Next class_at(std::size_t at) const;
  bool read_segment(Segment& segment);
  void read_hangul(Segment& segment);
  void read_dictionary_run(bool cjk);
  void take(Segment& segment, Next next);
  bool join(Segment& segment, Next sign, Break last);

  std::string_view text_;
  std::size_t at_ = 0;
  bool space_ = false;
  std::vector<std::string_view> run_words_;  // of the dictionary run just read
  std::size_t run_next_ = 0;
};

}  // namespace backfile
