// From text to words: our rules for what a segment means as terms. In order (docs/analysis.md has examples):
//
//   1. Segments are those of UAX #29 (text_segments.hpp), so hyphens, '@', '#' and '/' separate ("co-operate": co, operate); dots
//      and apostrophes between letters do not ("u.s"), nor do separators within numbers ("1,000", "3.14").
//   2. Apostrophes are ' ’ ‘ ʼ ʻ ＇. A final 's is dropped ("trump's": trump). An elided article, pronoun or preposition before the
//      apostrophe is a word of its own ("l'homme": l, homme; the list is below). Every other apostrophe is dropped ("don't": dont,
//      "o'brien": obrien), as are quotation marks within Hebrew words.
//   3. Each word is folded (text_fold.cpp). What folds to nothing is no word.
//   4. Positions count words. A word is "glued" when no white space stands between it and the word before.
//   5. A segment is read up to max_segment_bytes; what lies beyond is dropped.
//
// Everything is linear in the text. The same function serves documents and queries.
#include <algorithm>
#include <array>
#include <string>

#include "common/text.hpp"
#include "common/text_fold.hpp"
#include "common/text_segments.hpp"

namespace backfile {
namespace {

// No natural word comes near; base64 and the like do, and terms are cut to 245 bytes anyway.
constexpr std::size_t max_segment_bytes = 1024;

// Elided words of French, Catalan, Italian and Occitan, folded. Few English or Irish words have an apostrophe behind one of them
// ("d'souza", "c'mon"), and the split does no harm there: a query is split in the same way.
constexpr std::array<std::string_view, 46> elided{
    "agl",   "alcun", "all",    "anch", "bell",   "c",      "coll",   "com",  "cos",   "d",    "dagl",   "dall",
    "degl",  "dell",  "dev",    "dov",  "entr",   "gl",     "grand",  "j",    "jusqu", "l",    "lorsqu", "m",
    "mezz",  "n",     "negl",   "nell", "nessun", "presqu", "puisqu", "qu",   "quand", "quell", "quelqu", "quest",
    "quoiqu", "s",    "sant",   "senz", "sugl",   "sull",   "t",      "tutt", "un",    "v",
};
constexpr std::size_t max_elided_bytes = 6;
static_assert(std::ranges::is_sorted(elided));

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_elided(std::string_view word) {
  if (word.empty() || word.size() > max_elided_bytes) return false;
  std::array<char, max_elided_bytes> lower{};
  std::ranges::transform(word, lower.begin(), lower_ascii);
  return std::ranges::binary_search(elided, std::string_view(lower.data(), word.size()));
}

struct Apostrophe {
  std::size_t at, bytes;  // bytes 0: there is none, `at` is the end
};

Apostrophe find_apostrophe(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at)
    if (const std::size_t bytes = apostrophe_bytes(text, at)) return {at, bytes};
  return {text.size(), 0};
}

// `text` without a final 's.
std::string_view without_possessive(std::string_view text) {
  if (!text.ends_with('s') && !text.ends_with('S')) return text;
  for (const std::size_t bytes : {1u, 2u, 3u}) {
    if (text.size() < bytes + 2) break;
    const std::size_t at = text.size() - 1 - bytes;
    if (apostrophe_bytes(text, at) == bytes) return text.substr(0, at);
  }
  return text;
}

class Words {
 public:
  Words(std::string_view text, const std::function<void(const Word&)>& sink) : text_(text), sink_(sink) {}

  void run() {
    SegmentReader reader(text_);
    Segment segment;
    while (reader.next(segment)) {
      space_ |= segment.space_before;
      segment.text = cut_utf8(segment.text, max_segment_bytes);
      if (segment.punctuation) {
        emit_with_punctuation(segment);
      } else {
        emit(segment, segment.text);
      }
    }
  }

 private:
  // Rule 2.
  void emit_with_punctuation(Segment segment) {
    const Apostrophe first = find_apostrophe(segment.text, 0);
    const std::string_view before = segment.text.substr(0, first.at);
    const std::string_view after = segment.text.substr(first.at + first.bytes);
    const bool possessive = after == "s" || after == "S";
    if (!after.empty() && !possessive && is_elided(before)) {
      Segment part = segment;
      part.text = before;
      emit(part, before);
      segment.text = after;
    }
    const std::string_view rest = without_possessive(segment.text);
    bare_.clear();
    for (std::size_t at = 0; at < rest.size();) {
      const Apostrophe next = find_apostrophe(rest, at);
      bare_.append(rest, at, next.at - at);
      at = next.at + next.bytes;
    }
    std::erase(bare_, '"');
    emit(segment, bare_);
  }

  // Folds `spelling` and hands it out as the word of `segment`.
  void emit(const Segment& segment, std::string_view spelling) {
    Word word;
    if (!segment.ascii) {
      fold(spelling, word);
    } else if (segment.upper) {
      cased_.resize(spelling.size());
      std::ranges::transform(spelling, cased_.begin(), lower_ascii);
      word.exact = word.cased = cased_;
    } else {
      word.exact = word.cased = spelling;
    }
    if (word.exact.empty()) return;
    word.surface = segment.text;
    word.begin = static_cast<std::uint32_t>(segment.text.data() - text_.data());
    word.glued = position_ > 0 && !space_;
    word.position = position_++;
    space_ = false;
    sink_(word);
  }

  void fold(std::string_view spelling, Word& word) {
    cased_.clear();
    exact_.clear();
    append_folded(spelling, cased_, exact_);
    // A few ligatures stand for phrases (U+FDFA); a term has no spaces.
    std::erase(cased_, ' ');
    std::erase(exact_, ' ');
    word.cased = cased_;
    word.exact = exact_;
  }

  std::string_view text_;
  const std::function<void(const Word&)>& sink_;
  std::uint32_t position_ = 0;
  bool space_ = false;
  std::string cased_, exact_, bare_;
};

}  // namespace

void for_each_word(std::string_view text, const std::function<void(const Word&)>& sink) { Words(text, sink).run(); }

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for_each_word(text, [&](const Word& word) { words.emplace_back(word.exact); });
  return words;
}

}  // namespace backfile
