#include "indexer/copies/overlap.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "indexer/copies/quotations.hpp"
#include "indexer/copies/sketch.hpp"

namespace backfile {
namespace {

/// A substitution has no more words than this on either side.
constexpr double most_substituted_words = 8;
constexpr std::uint32_t nowhere = UINT32_MAX;

double words_of_token(const Token& token) { return double{words_of_shingle} / token.span; }

/// For each token of `small` the place of the same token in `large`, as far as a common shingle holds both.
std::vector<std::uint32_t> align(const FoldText& small, const FoldText& large) {
  // Places of each shingle in the larger text: the first, and from each place the next one with the same shingle.
  std::unordered_map<std::uint64_t, std::uint32_t> first;
  first.reserve(large.pieces.size());
  std::vector<std::uint32_t> next(large.pieces.size(), nowhere);
  for (auto i = static_cast<std::uint32_t>(large.pieces.size()); i-- > 0;) {
    const std::uint64_t shingle = large.pieces[i].shingle;
    if (shingle == 0) continue;
    const auto [place, fresh] = first.try_emplace(shingle, i);
    if (!fresh) next[i] = std::exchange(place->second, i);
  }
  constexpr int most_places_tried = 16;
  std::vector<std::uint32_t> place_of(small.pieces.size(), nowhere);
  std::uint32_t last = nowhere - 1;
  for (std::uint32_t i = 0; i < small.pieces.size(); ++i) {
    const FoldText::Piece& piece = small.pieces[i];
    const auto found = piece.shingle ? first.find(piece.shingle) : first.end();
    if (found == first.end()) continue;
    // The place that goes on from the one before, else the first that comes after it, else the first of all.
    std::uint32_t place = found->second;
    int tried = 0;
    for (std::uint32_t other = place; other != nowhere && tried < most_places_tried; other = next[other], ++tried)
      if (other > last) {
        place = other;
        break;
      }
    last = place;
    for (std::uint32_t back = 0; back < piece.token.span; ++back) place_of[i - back] = place - back;
  }
  return place_of;
}

struct Stretch {
  std::uint32_t begin, end, place;  // tokens of the smaller text, and where they begin in the larger
};

std::vector<Stretch> stretches_of(const std::vector<std::uint32_t>& place_of) {
  std::vector<Stretch> all;
  for (std::uint32_t i = 0; i < place_of.size(); ++i) {
    if (place_of[i] == nowhere) continue;
    if (!all.empty() && all.back().end == i && all.back().place + (i - all.back().begin) == place_of[i])
      ++all.back().end;
    else
      all.push_back({i, i + 1, place_of[i]});
  }
  return all;
}

double words_between(const FoldText& text, std::uint32_t begin, std::uint32_t end) {
  double words = 0;
  for (std::uint32_t i = begin; i < end; ++i) words += words_of_token(text.pieces[i].token);
  return words;
}

unsigned numbers_between(const FoldText& text, std::uint32_t begin, std::uint32_t end) {
  unsigned numbers = 0;
  for (std::uint32_t i = begin; i < end; ++i) numbers += text.pieces[i].token.number;
  return numbers;
}

void count_common(const FoldText& small, const std::vector<std::uint32_t>& place_of, Overlap& overlap) {
  for (std::uint32_t i = 0; i < small.pieces.size(); ++i) {
    const FoldText::Piece& piece = small.pieces[i];
    const double words = words_of_token(piece.token);
    const bool common = place_of[i] != nowhere;
    if (common) overlap.common += words;
    if (!piece.quoted) overlap.unquoted += words;
    if (!piece.quoted && common) overlap.unquoted_common += words;
    if (piece.token.number) ++(common ? overlap.numbers_common : overlap.numbers_alone);
  }
}

void count_substitutions(const FoldText& small, const FoldText& large, const std::vector<Stretch>& stretches, Overlap& overlap) {
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const Stretch& stretch = stretches[i];
    overlap.longest = std::max(overlap.longest, words_between(small, stretch.begin, stretch.end));
    if (i == 0) continue;
    const Stretch& before = stretches[i - 1];
    const std::uint32_t place_end = before.place + (before.end - before.begin);
    if (stretch.begin == before.end || stretch.place <= place_end) continue;
    if (words_between(small, before.end, stretch.begin) > most_substituted_words) continue;
    if (stretch.place - place_end > most_substituted_words * 4 || words_between(large, place_end, stretch.place) > most_substituted_words) continue;
    ++overlap.substitutions;
    const unsigned numbers = numbers_between(small, before.end, stretch.begin);
    if (numbers_between(large, place_end, stretch.place) > 0) overlap.numbers_changed += numbers;
  }
}

}  // namespace

FoldText fold_text(std::string_view body) {
  FoldText text;
  QuotationReader quotations(body);
  ShingleReader shingles;
  for_each_word(body, [&](const Word& word) {
    const bool quoted = quotations.is_quoted(word.begin);
    for_each_token(word, [&](const Token& token) {
      text.pieces.push_back({token, shingles.add(token), quoted});
      text.words += words_of_token(token);
    });
  });
  return text;
}

Overlap overlap_of(const FoldText& a, const FoldText& b) {
  const FoldText& small = b.pieces.size() < a.pieces.size() ? b : a;
  const FoldText& large = &small == &a ? b : a;
  Overlap overlap{.first_is_larger = &large == &a, .words = small.words, .larger_words = large.words};
  const std::vector<std::uint32_t> place_of = align(small, large);
  count_common(small, place_of, overlap);
  count_substitutions(small, large, stretches_of(place_of), overlap);
  return overlap;
}

Likeness judge(const Overlap& o, Apart apart) {
  constexpr double held_ratio = 3;
  const bool held = o.larger_words > held_ratio * o.words;
  const bool recurs = apart == Apart::longer_or_unknown;
  // Short reports owe much of what they have in common to their template.
  constexpr double short_words = 120;
  const bool brief = o.words < short_words;
  const double least_common = recurs ? (brief ? 0.95 : 0.85) : (brief ? 0.8 : 0.7);
  if (o.words < (held ? 40 : 15) || o.common < least_common * o.words) return Likeness::unlike;
  // What is common must be so outside quotations, where there is enough outside.
  if (o.unquoted >= 20 && o.unquoted_common < 0.5 * o.unquoted) return Likeness::unlike;
  // Templates: other numbers in the same places; something else every few words.
  const double numbers = o.numbers_common + o.numbers_changed;
  if (o.numbers_changed >= 3 && o.numbers_changed > 0.4 * numbers) return Likeness::unlike;
  if ((recurs || brief) && o.numbers_alone >= 2 && o.numbers_alone > 0.2 * (o.numbers_common + o.numbers_alone)) return Likeness::unlike;
  if (o.substitutions >= 4 && o.substitutions > 0.07 * o.words) return Likeness::unlike;
  if (!held) return Likeness::alike;
  return o.first_is_larger ? Likeness::holds : Likeness::is_held;
}

}  // namespace backfile
