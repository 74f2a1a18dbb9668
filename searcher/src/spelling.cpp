#include "searcher/src/spelling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "common/utf8.hpp"
#include "searcher/src/query_chars.hpp"

namespace backfile::detail {
namespace {

constexpr std::size_t shortest_word = 4, longest_word = 40;
/// One edit in short words, two in others: more would turn them into unrelated ones.
constexpr std::size_t shortest_for_two_edits = 6;
/// An edit makes a candidate as much less likely as being this much rarer does.
constexpr double edit_cost = 3.5;  // natural logarithm: 33 times
/// A word that the archive has is rarely a mistake: only one edit from a word that is so much more frequent.
constexpr double least_ratio = 50;
/// Halves of a split word are common words.
constexpr Xapian::doccount least_half_frequency = 5;

std::u32string characters_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto decoded = decode_utf8(text, at);
    out.push_back(decoded.code);
    at += decoded.length;
  }
  return out;
}

bool is_spellable(std::u32string_view word) {
  return word.size() >= shortest_word && word.size() <= longest_word &&
         std::ranges::none_of(word, [](char32_t c) { return (c >= U'0' && c <= U'9') || is_unspaced_script(c); });
}

}  // namespace

unsigned edit_distance(std::u32string_view a, std::u32string_view b, unsigned limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::array<std::vector<unsigned>, 3> rows;  // two before, before, this
  for (auto& row : rows) row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) rows[1][j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    rows[2][0] = static_cast<unsigned>(i);
    unsigned least = rows[2][0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      unsigned best = std::min({rows[1][j] + 1, rows[2][j - 1] + 1, rows[1][j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = std::min(best, rows[0][j - 2] + 1);
      rows[2][j] = best;
      least = std::min(least, best);
    }
    if (least > limit) return limit + 1;
    std::rotate(rows.begin(), rows.begin() + 1, rows.end());
  }
  return std::min(rows[1][b.size()], limit + 1);
}

struct Speller::Candidate {
  std::string word;
  double worth = 0;
  Xapian::doccount frequency = 0;
};

/// Looks through the dictionary where it begins with `begin`, but not where it begins with `except`.
void Speller::scan(const std::string& begin, const std::string& except, std::u32string_view wanted, unsigned limit, Candidate& best) {
  const Xapian::TermIterator end = database_.allterms_end(begin);
  for (Xapian::TermIterator it = database_.allterms_begin(begin); it != end; ++it) {
    if (++scanned_ > max_scanned) return;
    std::string term = *it;
    if (begin.empty() && !term.empty() && is_ascii_upper(term[0])) {  // terms of fields
      it.skip_to("[");
      if (it == end) return;
      term = *it;
    }
    if (!except.empty() && term.starts_with(except)) continue;
    const std::u32string letters = characters_of(term);
    const unsigned distance = edit_distance(letters, wanted, limit);
    if (distance == 0 || distance > limit) continue;
    const Xapian::doccount frequency = it.get_termfreq();
    const double worth = std::log(frequency + 1.0) - edit_cost * distance;
    if (best.word.empty() || worth > best.worth) best = {std::move(term), worth, frequency};
  }
}

std::optional<std::string> Speller::split(std::string_view exact) const {
  std::optional<std::string> found;
  Xapian::doccount best = least_half_frequency - 1;
  for (std::size_t at = 2; at + 2 <= exact.size(); ++at) {
    if ((static_cast<unsigned char>(exact[at]) & 0xC0) == 0x80) continue;
    const std::string left(exact.substr(0, at)), right(exact.substr(at));
    const Xapian::doccount weaker = std::min(database_.get_termfreq(left), database_.get_termfreq(right));
    if (weaker <= best) continue;
    best = weaker;
    found = left + " " + right;
  }
  return found;
}

std::optional<std::string> Speller::correction(std::string_view exact) {
  const std::u32string wanted = characters_of(exact);
  if (!is_spellable(wanted)) return std::nullopt;
  const double typed = database_.get_termfreq(std::string(exact));
  const unsigned limit = typed == 0 && wanted.size() >= shortest_for_two_edits ? 2 : 1;
  const std::string first(exact.substr(0, decode_utf8(exact, 0).length));
  Candidate best;
  scan(first, {}, wanted, limit, best);
  if (best.word.empty()) scan({}, first, wanted, limit, best);  // the first letter itself may be wrong
  if (!best.word.empty() && best.frequency >= least_ratio * typed) return std::move(best.word);
  return typed == 0 ? split(exact) : std::nullopt;
}

}  // namespace backfile::detail
