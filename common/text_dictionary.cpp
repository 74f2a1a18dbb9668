// ICU's word iterator works on UTF-16 and wants memory in proportion to its text, so a run is handed over in pieces with a map
// back to byte offsets. ICU cuts each run of dictionary characters by itself, so what stands around the run makes no difference.
#include "common/text_dictionary.hpp"

#include <memory>
#include <string>

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <backfile/error.hpp>

#include "common/text_fold.hpp"
#include "common/utf8.hpp"

namespace backfile {
namespace {

// No sentence comes near; bounds ICU's memory. A word at the cut may be split.
constexpr int32_t max_piece_units = 8192;

class Segmenter {
 public:
  Segmenter() {
    UErrorCode status = U_ZERO_ERROR;
    iterator_.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status) || !iterator_)
      throw Error(Errc::internal, std::string("ICU: word dictionaries: ") + u_errorName(status));
  }

  void cut(std::string_view run, std::vector<std::string_view>& words) {
    for (std::size_t begin = 0; begin < run.size();) {
      const std::size_t end = load(run, begin);
      iterator_->setText(units_);
      int32_t from = iterator_->first();
      for (int32_t to = iterator_->next(); to != icu::BreakIterator::DONE; from = to, to = iterator_->next()) {
        const std::size_t first = offsets_[static_cast<std::size_t>(from)];
        const std::string_view word = run.substr(first, offsets_[static_cast<std::size_t>(to)] - first);
        if (has_letter(word)) words.push_back(word);
      }
      begin = end;
    }
  }

 private:
  // Fills the piece from `begin` on and returns where it ends.
  std::size_t load(std::string_view run, std::size_t begin) {
    units_.remove();
    offsets_.clear();
    std::size_t at = begin;
    while (at < run.size() && units_.length() < max_piece_units) {
      const CodePoint c = decode_utf8(run, at);
      units_.append(static_cast<UChar32>(c.code));
      offsets_.resize(static_cast<std::size_t>(units_.length()), at);
      at += c.length;
    }
    offsets_.push_back(at);
    return at;
  }

  static bool has_letter(std::string_view word) {
    for (std::size_t at = 0; at < word.size();) {
      const CodePoint c = decode_utf8(word, at);
      const Break wb = char_info(c.code).wb;
      if (wb == Break::cjk || wb == Break::complex) return true;
      at += c.length;
    }
    return false;
  }

  std::unique_ptr<icu::BreakIterator> iterator_;
  icu::UnicodeString units_;
  std::vector<std::size_t> offsets_;  // per UTF-16 unit: byte offset in the run; one more for the end
};

}  // namespace

void append_dictionary_words(std::string_view run, std::vector<std::string_view>& words) {
  thread_local Segmenter segmenter;
  segmenter.cut(run, words);
}

}  // namespace backfile
