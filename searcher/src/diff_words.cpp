// Two texts -> tokens -> alignment -> what a reader should see changed -> parts that spell both texts.
//
// A token is a word or a punctuation mark; the white space before it belongs to it, but is compared only between neighbours that stay: a
// space that became a paragraph is a change, the space before a changed word is part of that change.
#include <backfile/diff.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "common/text.hpp"
#include "common/utf8.hpp"
#include "searcher/src/word_diff.hpp"

namespace backfile {
namespace {

/// Enough for two texts of 10,000 words that share none but the usual ones; .7 s on a busy machine.
constexpr std::uint64_t max_work = 200'000'000;
/// Articles and commas stand in any two texts by accident; a longer stretch is worth reading even in the middle of a rewrite.
constexpr std::size_t longest_coincidence = 3;
/// From here on, white space not counted, both sides of a change are sentences: "." and "The" between two such do not tell which paragraph became which.
constexpr std::size_t rewrite_bytes = 30;

struct Token {
  std::string_view gap, core;
  bool is_word = false;
};

struct Text {
  std::vector<Token> tokens;  // at the end an empty one behind the last gap
  std::vector<std::uint32_t> ids;
};

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool breaks_line(std::string_view gap) { return gap.find('\n') != std::string_view::npos; }

class Tokenizer {
 public:
  /// The same text gets the same number in all texts.
  Text run(std::string_view text) {
    read_ = {};
    text_ = text;
    gap_ = at_ = 0;
    for_each_word(text, [&](const Word& word) {
      marks_until(word.begin);
      add(word.surface.size());
      read_.tokens.back().is_word = true;
    });
    marks_until(text.size());
    add(0);
    return std::move(read_);
  }

 private:
  void marks_until(std::size_t end) {
    while (at_ < end) {
      if (is_space(text_[at_])) {
        ++at_;
      } else {
        add(decode_utf8(text_, at_).length);
      }
    }
  }

  void add(std::size_t bytes) {
    const std::string_view core = text_.substr(at_, bytes);
    read_.tokens.push_back({text_.substr(gap_, at_ - gap_), core, false});
    read_.ids.push_back(ids_.emplace(core, static_cast<std::uint32_t>(ids_.size())).first->second);
    gap_ = at_ += bytes;
  }

  std::unordered_map<std::string_view, std::uint32_t> ids_;
  Text read_;
  std::string_view text_;
  std::size_t gap_ = 0, at_ = 0;
};

// --- what a reader should see changed ---

/// Sizes of stretches without their white space, in constant time: changes grow by joining, and are measured again each time.
class Sizes {
 public:
  explicit Sizes(const std::vector<Token>& tokens) {
    for (const Token& token : tokens) ends_.push_back(ends_.back() + token.core.size());
  }
  [[nodiscard]] std::size_t of(std::size_t begin, std::size_t end) const { return ends_[end] - ends_[begin]; }

 private:
  std::vector<std::size_t> ends_{0};
};

class Tidier {
 public:
  Tidier(const Text& before, const Text& after)
      : before_(before), after_(after), before_bytes_(before.tokens), after_bytes_(after.tokens) {}

  std::vector<Hunk> run(const std::vector<Hunk>& hunks) {
    for (const Hunk& hunk : hunks) {
      kept_.push_back(hunk);
      while (kept_.size() > 1 && is_coincidence(kept_[kept_.size() - 2], kept_.back())) join_last();
    }
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      take_closing_marks(i);
      if (kept_[i].a == kept_[i].a_end) place(i, after_, &Hunk::b, &Hunk::b_end, &Hunk::a, &Hunk::a_end);
      if (kept_[i].b == kept_[i].b_end) place(i, before_, &Hunk::a, &Hunk::a_end, &Hunk::b, &Hunk::b_end);
    }
    return std::move(kept_);
  }

 private:
  [[nodiscard]] std::size_t size_of(const Hunk& hunk) const {
    return std::max(before_bytes_.of(hunk.a, hunk.a_end), after_bytes_.of(hunk.b, hunk.b_end));
  }

  [[nodiscard]] bool is_rewrite(const Hunk& hunk) const {
    return std::min(before_bytes_.of(hunk.a, hunk.a_end), after_bytes_.of(hunk.b, hunk.b_end)) >= rewrite_bytes;
  }

  [[nodiscard]] static bool any_break(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (breaks_line(tokens[i].gap)) return true;
    return false;
  }

  /// Little stays between larger changes of one paragraph, or between rewritten ones.
  [[nodiscard]] bool is_coincidence(const Hunk& first, const Hunk& second) const {
    if (second.a - first.a_end > longest_coincidence) return false;
    const bool across = any_break(before_.tokens, first.a_end, second.a + 1) || any_break(after_.tokens, first.b_end, second.b + 1);
    if (across && !(is_rewrite(first) && is_rewrite(second))) return false;
    const std::size_t between = before_bytes_.of(first.a_end, second.a);
    return between <= size_of(first) && between <= size_of(second);
  }

  void join_last() {
    const Hunk last = kept_.back();
    kept_.pop_back();
    kept_.back().a_end = last.a_end;
    kept_.back().b_end = last.b_end;
  }

  /// Where whole paragraphs changed, the full stop of the last one belongs to the change.
  void take_closing_marks(std::size_t number) {
    Hunk& hunk = kept_[number];
    if (hunk.a == hunk.a_end || hunk.b == hunk.b_end || !spans_break(hunk)) return;
    const std::size_t last = before_.tokens.size() - 1;
    const std::size_t limit = number + 1 < kept_.size() ? kept_[number + 1].a : last;
    std::size_t end = hunk.a_end;
    while (end < limit && !before_.tokens[end].is_word) ++end;
    if (end != last && (end == limit || !breaks_line(before_.tokens[end].gap))) return;
    hunk.b_end += end - hunk.a_end;
    hunk.a_end = end;
  }

  [[nodiscard]] bool spans_break(const Hunk& hunk) const {
    return any_break(before_.tokens, hunk.a, hunk.a_end) || any_break(after_.tokens, hunk.b, hunk.b_end);
  }

  using End = std::size_t Hunk::*;

  /// A stretch that was only added or only removed may begin later or earlier where it begins and ends alike: "a [b a] b", "[a b] a b".
  void place(std::size_t number, const Text& text, End begin, End end, End other, End other_end) {
    Hunk& hunk = kept_[number];
    const std::size_t least = number > 0 ? kept_[number - 1].*end + 1 : 0;
    const std::size_t most = number + 1 < kept_.size() ? kept_[number + 1].*begin - 1 : text.ids.size();
    const auto move = [&](auto step) { step(hunk.*begin), step(hunk.*end), step(hunk.*other), step(hunk.*other_end); };
    while (hunk.*begin > least && text.ids[hunk.*begin - 1] == text.ids[hunk.*end - 1]) move([](std::size_t& at) { --at; });
    Hunk best = hunk;
    while (hunk.*end < most && text.ids[hunk.*begin] == text.ids[hunk.*end]) {
      move([](std::size_t& at) { ++at; });
      if (fitness(text, hunk.*begin) >= fitness(text, best.*begin)) best = hunk;
    }
    hunk = best;
  }

  /// How well a change begins at this token.
  [[nodiscard]] static int fitness(const Text& text, std::size_t at) {
    constexpr auto enders = std::to_array<std::string_view>({".", "!", "?", "…", "。", "！", "？", "।", "؟", "\"", "”", "»"});
    if (at == 0 || breaks_line(text.tokens[at].gap)) return 3;
    if (std::ranges::find(enders, text.tokens[at - 1].core) != enders.end()) return 2;
    return text.tokens[at].gap.empty() ? 0 : 1;
  }

  const Text& before_;
  const Text& after_;
  Sizes before_bytes_, after_bytes_;
  std::vector<Hunk> kept_;
};

// --- parts ---

class PartWriter {
 public:
  void stay(std::string_view gap_before, std::string_view gap_after, std::string_view core) {
    if (gap_before == gap_after) return keep(gap_before, core);
    removed_ += gap_before;
    added_ += gap_after;
    keep({}, core);
  }
  void remove(const Token& token) { removed_.append(token.gap).append(token.core); }
  void add(const Token& token) { added_.append(token.gap).append(token.core); }

  std::vector<DiffPart> finish() {
    flush();
    return std::move(parts_);
  }

 private:
  void keep(std::string_view gap, std::string_view core) {
    if (gap.empty() && core.empty()) return;
    flush();
    append(Change::none, gap);
    append(Change::none, core);
  }

  /// White space that both sides of a change begin or end with did not change.
  void flush() {
    std::string_view removed = removed_, added = added_;
    const auto same = std::ranges::mismatch(removed, added, [](char a, char b) { return a == b && is_space(a); });
    const auto leading = static_cast<std::size_t>(same.in1 - removed.begin());
    append(Change::none, removed.substr(0, leading));
    removed.remove_prefix(leading);
    added.remove_prefix(leading);
    std::size_t trailing = 0;
    while (trailing < std::min(removed.size(), added.size()) && removed[removed.size() - 1 - trailing] == added[added.size() - 1 - trailing] &&
           is_space(removed[removed.size() - 1 - trailing]))
      ++trailing;
    const std::string kept(removed.substr(removed.size() - trailing));
    append(Change::removed, removed.substr(0, removed.size() - trailing));
    append(Change::added, added.substr(0, added.size() - trailing));
    append(Change::none, kept);
    removed_.clear();
    added_.clear();
  }

  void append(Change change, std::string_view text) {
    if (text.empty()) return;
    if (parts_.empty() || parts_.back().change != change) parts_.push_back({change, {}});
    parts_.back().text += text;
  }

  std::vector<DiffPart> parts_;
  std::string removed_, added_;
};

std::vector<DiffPart> write_parts(const Text& before, const Text& after, const std::vector<Hunk>& hunks) {
  PartWriter writer;
  std::size_t a = 0, b = 0;
  const auto stay_until = [&](std::size_t end) {
    for (; a < end; ++a, ++b) writer.stay(before.tokens[a].gap, after.tokens[b].gap, before.tokens[a].core);
  };
  for (const Hunk& hunk : hunks) {
    stay_until(hunk.a);
    for (; a < hunk.a_end; ++a) writer.remove(before.tokens[a]);
    for (; b < hunk.b_end; ++b) writer.add(after.tokens[b]);
  }
  stay_until(before.tokens.size());
  return writer.finish();
}

}  // namespace

TextDiff diff_words(std::string_view before, std::string_view after) {
  Tokenizer tokenizer;
  const Text a = tokenizer.run(before), b = tokenizer.run(after);
  const Alignment alignment = align(a.ids, b.ids, max_work);
  return {write_parts(a, b, Tidier(a, b).run(alignment.hunks)), alignment.complete};
}

}  // namespace backfile
