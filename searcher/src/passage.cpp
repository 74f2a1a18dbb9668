#include "searcher/src/passage.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include "common/text.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_passages = 3;
// A further passage must add at least the worth of one word; see snippet.cpp.
constexpr std::uint32_t worth_of_a_passage = 8;
// Repeated matches count this often: enough to choose between equals, too little to outweigh another part of the query.
constexpr std::uint32_t max_repeats = 3;
// Punctuation between two words that is looked at; more is no sentence.
constexpr std::size_t max_gap_bytes = 48;
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

bool is_space(char c) { return static_cast<unsigned char>(c) <= ' '; }

/// Ends of sentences that need no space behind them: full-width and half-width forms, danda, Arabic, Urdu, Ethiopic, Khmer, Burmese.
constexpr std::array<std::string_view, 12> free_stops{"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F", "\xEF\xBD\xA1",
                                                      "\xE0\xA5\xA4", "\xE0\xA5\xA5", "\xD8\x9F",     "\xDB\x94",
                                                      "\xE1\x8D\xA2", "\xE1\x9F\x94", "\xE1\x81\x8B", "\xEF\xBC\x8E"};

/// Bytes behind the last of free_stops in `gap`; 0 without one.
std::size_t behind_free_stop(std::string_view gap) {
  std::size_t behind = 0;
  for (const std::string_view stop : free_stops)
    if (const std::size_t at = gap.rfind(stop); at != std::string_view::npos) behind = std::max(behind, at + stop.size());
  return behind;
}

/// The text before word `i`, down to the word before.
std::string_view gap_before(const MarkedText& marked, std::uint32_t i) {
  const std::uint32_t begin = i == 0 ? 0 : marked.words[i - 1].end;
  std::string_view gap = marked.text.substr(begin, marked.words[i].begin - begin);
  if (gap.size() > max_gap_bytes) gap.remove_prefix(gap.size() - max_gap_bytes);
  return gap;
}

std::string_view gap_after(const MarkedText& marked, std::uint32_t i) {
  const std::size_t begin = marked.words[i].end;
  const std::size_t end = i + 1 < marked.words.size() ? marked.words[i + 1].begin : marked.text.size();
  return marked.text.substr(begin, end - begin);
}

bool starts_sentence(const MarkedText& marked, std::uint32_t i) {
  if (i == 0) return true;
  const std::string_view gap = gap_before(marked, i);
  if (gap.empty() || gap == " ") return false;
  if (gap.find('\n') != std::string_view::npos || behind_free_stop(gap) > 0) return true;
  const std::size_t stop = gap.find_first_of(".!?");
  const bool dots = gap.find(ellipsis) != std::string_view::npos;
  if (stop == std::string_view::npos && !dots) return false;
  if (gap.find(' ', stop == std::string_view::npos ? 0 : stop) == std::string_view::npos) return false;
  // "J. Smith" and "approx. ten" go on.
  const char next = marked.text[marked.words[i].begin];
  if (next >= 'a' && next <= 'z') return false;
  const Span before = marked.words[i - 1];
  return stop == std::string_view::npos || gap[stop] != '.' || before.end - before.begin > 1;
}

bool ends_sentence(const MarkedText& marked, std::uint32_t i) {
  return i + 1 == marked.words.size() || starts_sentence(marked, i + 1);
}

std::size_t bytes_between(const MarkedText& marked, std::uint32_t first, std::uint32_t last) {
  return marked.words[last].end - marked.words[first].begin;
}

/// A window over marks that knows the worth of what is in it.
class Window {
 public:
  Window(const MarkedText& marked, const std::vector<bool>& covered) : covered_(covered), seen_(marked.parts) {}

  void add(const Mark& mark) {
    ++count_;
    if (seen_[mark.part]++ == 0 && !covered_[mark.part]) distinct_ += mark.weight;
  }
  void remove(const Mark& mark) {
    --count_;
    if (--seen_[mark.part] == 0 && !covered_[mark.part]) distinct_ -= mark.weight;
  }
  /// Distinct parts first; repeats break ties.
  [[nodiscard]] std::uint32_t worth() const { return distinct_ * (max_repeats + 1) + std::min(count_, max_repeats); }
  [[nodiscard]] std::uint32_t distinct() const { return distinct_; }

 private:
  const std::vector<bool>& covered_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t distinct_ = 0, count_ = 0;
};

struct Candidate {
  Passage passage;
  std::size_t first_mark = 0, end_mark = 0;
  std::uint32_t worth = 0, distinct = 0;
};

/// Leaves out trailing marks that add nothing to the worth of the window: the room is for the sentence around.
void shrink(const MarkedText& marked, const std::vector<bool>& covered, Candidate& best) {
  Window window(marked, covered);
  std::uint32_t last = best.passage.first;
  for (std::size_t i = best.first_mark; i < best.end_mark && window.worth() < best.worth; ++i) {
    window.add(marked.marks[i]);
    last = std::max(last, marked.marks[i].last_word);
  }
  best.passage.last = last;
}

/// The window of marks that fits into `bytes` and is worth most, not counting covered parts.
Candidate best_window(const MarkedText& marked, std::size_t bytes, const std::vector<bool>& covered) {
  Candidate best;
  Window window(marked, covered);
  std::size_t end = 0;
  for (std::size_t i = 0; i < marked.marks.size(); ++i) {
    const std::uint32_t first = marked.marks[i].first_word;
    while (end < marked.marks.size() && (end <= i || bytes_between(marked, first, marked.marks[end].last_word) <= bytes))
      window.add(marked.marks[end++]);
    if (window.worth() > best.worth) best = {{first, first}, i, end, window.worth(), window.distinct()};
    window.remove(marked.marks[i]);
  }
  if (best.worth == 0) return best;
  shrink(marked, covered, best);
  // A phrase across a desert of punctuation: its beginning will do.
  if (bytes_between(marked, best.passage.first, best.passage.last) > bytes) best.passage.last = best.passage.first;
  return best;
}

/// `count` windows of `bytes` together, each chosen for what those before lack.
std::vector<Candidate> best_windows(const MarkedText& marked, std::size_t bytes, std::size_t count) {
  std::vector<bool> covered(marked.parts);
  std::vector<Candidate> chosen;
  while (chosen.size() < count) {
    const Candidate next = best_window(marked, bytes / count, covered);
    if (next.distinct == 0 || (!chosen.empty() && next.distinct < worth_of_a_passage)) break;
    for (std::size_t i = next.first_mark; i < next.end_mark; ++i) covered[marked.marks[i].part] = true;
    chosen.push_back(next);
  }
  return chosen;
}

/// Leftwards to the start of the sentence if that fits into `spare` bytes; else a third of them, to the bound of a word.
std::uint32_t grown_left(const MarkedText& marked, std::uint32_t first, std::size_t spare) {
  std::uint32_t word_start = first;
  for (std::uint32_t i = first;; --i) {
    const std::size_t cost = marked.words[first].begin - marked.words[i].begin;
    if (cost > spare) return word_start;
    if (starts_sentence(marked, i)) return i;
    if (cost <= spare / 3) word_start = i;
  }
}

/// Rightwards as far as fits, then back to the end of a sentence unless that gives up more than half of what was gained.
std::uint32_t grown_right(const MarkedText& marked, std::uint32_t first, std::uint32_t last, std::size_t bytes) {
  std::uint32_t end = last;
  while (end + 1 < marked.words.size() && bytes_between(marked, first, end + 1) <= bytes) ++end;
  const std::size_t gained = marked.words[end].end - marked.words[last].end;
  for (std::uint32_t i = end;; --i) {
    if (marked.words[end].end - marked.words[i].end > gained / 2) return end;
    if (ends_sentence(marked, i)) return i;
    if (i == last) return end;
  }
}

Passage grown(const MarkedText& marked, Passage passage, std::size_t bytes) {
  const std::size_t taken = bytes_between(marked, passage.first, passage.last);
  passage.first = grown_left(marked, passage.first, bytes > taken ? bytes - taken : 0);
  passage.last = grown_right(marked, passage.first, passage.last, bytes);
  // At the end of the text there may be room left for sentences before.
  while (passage.first > 0) {
    const std::size_t used = bytes_between(marked, passage.first, passage.last);
    std::uint32_t before = passage.first - 1;
    while (before > 0 && !starts_sentence(marked, before) && bytes_between(marked, before, passage.last) <= bytes) --before;
    if (used >= bytes || bytes_between(marked, before, passage.last) > bytes) break;
    passage.first = before;
  }
  return passage;
}

/// Passages in the order of the text; those that meet become one.
std::vector<Passage> in_order(std::vector<Passage> passages) {
  std::ranges::sort(passages, {}, &Passage::first);
  std::vector<Passage> out;
  for (const Passage& passage : passages) {
    if (!out.empty() && passage.first <= out.back().last + 1)
      out.back().last = std::max(out.back().last, passage.last);
    else
      out.push_back(passage);
  }
  return out;
}

/// The bytes of a passage: its words, the quotes and brackets that open before, and the punctuation that follows.
Span bytes_of(const MarkedText& marked, Passage passage) {
  std::string_view before = gap_before(marked, passage.first);
  for (std::size_t i = before.size(); i > 0; --i) {
    if (!is_space(before[i - 1])) continue;
    before.remove_prefix(i);
    break;
  }
  before.remove_prefix(behind_free_stop(before));
  // A gap that was cut may begin inside a character.
  while (!before.empty() && (static_cast<unsigned char>(before.front()) & 0xC0) == 0x80) before.remove_prefix(1);
  const std::string_view after = gap_after(marked, passage.last);
  std::size_t closing = 0;
  while (closing < after.size() && closing <= max_gap_bytes && !is_space(after[closing])) ++closing;
  if (closing > max_gap_bytes) closing = 0;
  if (const std::size_t stop = behind_free_stop(after.substr(0, closing)); stop > 0) closing = stop;
  return {static_cast<std::uint32_t>(marked.words[passage.first].begin - before.size()),
          static_cast<std::uint32_t>(marked.words[passage.last].end + closing)};
}

/// Appends the bytes in `range` with white space collapsed, and the spans within as they lie in the output.
void append_line(std::string_view text, Span range, const std::vector<Span>& spans, Snippet& out) {
  auto span = std::ranges::lower_bound(spans, range.begin, {}, &Span::begin);
  bool open = false;
  Span shown;
  for (std::uint32_t i = range.begin; i <= range.end; ++i) {
    if (open && i == span->end) {
      shown.end = static_cast<std::uint32_t>(out.text.size());
      out.highlights.push_back(shown);
      open = false;
      ++span;
    }
    if (i == range.end) break;
    if (!open && span != spans.end() && i == span->begin && span->end <= range.end) {
      shown.begin = static_cast<std::uint32_t>(out.text.size());
      open = true;
    }
    if (!is_space(text[i]))
      out.text += text[i];
    else if (!out.text.empty() && out.text.back() != ' ')
      out.text += ' ';
  }
}

}  // namespace

void MarkedText::sort_marks() {
  std::ranges::sort(marks, {}, [](const Mark& mark) { return std::tuple(mark.first_word, mark.last_word, mark.part); });
}

std::vector<Span> marked_spans(const MarkedText& marked) {
  std::vector<Span> spans;
  for (const Mark& mark : marked.marks) {
    if (!mark.shown) continue;
    const Span span{marked.words[mark.first_word].begin, marked.words[mark.last_word].end};
    if (!spans.empty() && span.begin <= spans.back().end)
      spans.back().end = std::max(spans.back().end, span.end);
    else
      spans.push_back(span);
  }
  return spans;
}

std::vector<Passage> choose_passages(const MarkedText& marked, std::size_t bytes) {
  if (marked.words.empty()) return {};
  std::vector<Candidate> chosen = best_windows(marked, bytes, 1);
  for (std::size_t count = 2; count <= max_passages && !chosen.empty(); ++count) {
    const auto worth = [](const std::vector<Candidate>& windows) {
      std::uint32_t sum = 0;
      for (const Candidate& window : windows) sum += window.distinct;
      return sum;
    };
    std::vector<Candidate> more = best_windows(marked, bytes, count);
    if (worth(more) >= worth(chosen) + worth_of_a_passage) chosen = std::move(more);
  }
  if (chosen.empty()) return {grown(marked, {0, 0}, bytes)};
  std::vector<Passage> passages;
  for (const Candidate& candidate : chosen) passages.push_back(grown(marked, candidate.passage, bytes / chosen.size()));
  return in_order(std::move(passages));
}

Snippet show_passages(const MarkedText& marked, const std::vector<Passage>& passages, std::size_t bytes) {
  Snippet out;
  if (passages.empty()) {
    out.text = collapsed_space(cut_utf8(marked.text, bytes));
    return out;
  }
  const std::vector<Span> spans = marked_spans(marked);
  for (const Passage& passage : passages) {
    if (!out.text.empty())
      out.text += ' ';
    else if (!starts_sentence(marked, passage.first))
      out.text.append(ellipsis) += ' ';
    Span range = bytes_of(marked, passage);
    const std::string_view bounded = cut_utf8(marked.text.substr(range.begin, range.end - range.begin), bytes * 2 + max_gap_bytes);
    range.end = range.begin + static_cast<std::uint32_t>(bounded.size());
    append_line(marked.text, range, spans, out);
    if (passage.last + 1 == marked.words.size()) continue;
    if (&passage != &passages.back() || !ends_sentence(marked, passage.last)) out.text.append(" ").append(ellipsis);
  }
  return out;
}

}  // namespace backfile
