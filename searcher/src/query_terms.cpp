#include "searcher/src/query_terms.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "common/text_bigrams.hpp"
#include "common/utf8.hpp"
#include "searcher/src/query_chars.hpp"

namespace backfile::detail {
namespace {

// More languages add stems of words that few documents have, and cost each query.
constexpr std::size_t max_languages = 12;

bool is_apostrophe(char32_t c) {
  return c == U'\'' || (c >= 0x2018 && c <= 0x2019) || c == 0x2BB || c == 0x2BC || c == 0xFF07;
}

char32_t last_character(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) continue;
  return text.empty() ? 0 : decode_utf8(text, at).code;
}

bool touches_unspaced(std::string_view before, std::string_view word) {
  return is_unspaced_script(last_character(before)) || is_unspaced_script(decode_utf8(word, 0).code);
}

// The character after '9'.
constexpr char behind_digits = ':';

bool is_expansion(std::string_view word, const Pattern& pattern) {
  if (pattern.numbers) {
    const auto number = parse_number(word);
    return number && pattern.numbers->contains(*number);
  }
  return pattern.glob.empty() || matches_pattern(word, pattern.glob);
}

// Analysis splits at an apostrophe only behind an elided word.
bool is_elided(std::string_view text, const Word& word) {
  const std::size_t end = word.begin + word.surface.size();
  return end < text.size() && is_apostrophe(decode_utf8(text, end).code);
}

}  // namespace

WordAnalyser::WordAnalyser(const std::vector<std::string>& languages) {
  bool as_written = languages.empty();
  for (const std::string& language : languages) {
    if (language.empty() || languages_.size() == max_languages) {
      as_written = true;
      has_more_languages_ |= !language.empty();
      continue;
    }
    languages_.push_back(language);
    stemmers_.emplace_back(language);
  }
  // The stems of articles without a language, and of languages beyond the limit that have no stemmer.
  if (as_written) stemmers_.emplace_back("");
}

QueryWord WordAnalyser::analyse_word(const Word& word) {
  QueryWord out;
  out.exact = word.exact;
  out.as_written = has_more_languages_;
  out.position = word.position;
  for (Stemmer& stemmer : stemmers_) {
    const std::string_view stem = stemmer.stem(word);
    if (std::ranges::find(out.stems, stem) == out.stems.end()) out.stems.emplace_back(stem);
  }
  return out;
}

std::vector<QueryWord> WordAnalyser::analyse(std::string_view text) {
  std::vector<QueryWord> words;
  std::string_view before;
  bool elided = false;
  for_each_word(text, [&](const Word& word) {
    if (elided) words.pop_back();
    elided = is_elided(text, word);
    words.push_back(analyse_word(word));
    words.back().unspaced = !before.empty() && touches_unspaced(before, word.surface);
    before = word.surface;
  });
  return words;
}

std::string exact_term(std::string_view prefix, std::string_view exact) {
  return schema::term(prefix, exact);
}

std::string stem_term(std::string_view prefix, std::string_view stem) {
  std::string term(schema::prefix::stem);
  term += prefix;
  term += stem;
  return term.size() <= schema::max_term_bytes ? term : schema::term("", term);
}

std::string fragment_of(std::span<const QueryWord> words) {
  std::string fragment;
  for (const QueryWord& word : words) {
    if (!fragment.empty() && !word.unspaced) return {};
    for (std::size_t at = 0; at < word.exact.size();) {
      const CodePoint c = decode_utf8(word.exact, at);
      if (!is_cjk(c.code)) return {};
      at += c.length;
    }
    fragment += word.exact;
  }
  return fragment;
}

std::vector<std::string> bigram_terms(std::string_view prefix, std::string_view fragment) {
  std::vector<std::string> terms;
  std::size_t before = 0;
  for (std::size_t at = fragment.empty() ? 0 : decode_utf8(fragment, 0).length; at < fragment.size();) {
    const std::size_t length = decode_utf8(fragment, at).length;
    std::string& term = terms.emplace_back(schema::prefix::bigram);
    term.append(prefix).append(fragment.substr(before, at + length - before));
    before = at;
    at += length;
  }
  return terms;
}

bool matches_pattern(std::string_view text, std::string_view pattern) {
  std::size_t t = 0, p = 0, retry_text = 0;
  std::size_t star = std::string_view::npos;
  while (t < text.size()) {
    const bool has = p < pattern.size();
    if (has && pattern[p] == '*') {
      star = ++p;
      retry_text = t;
    } else if (has && pattern[p] == '?') {
      ++p;
      t += decode_utf8(text, t).length;
    } else if (has && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      retry_text += decode_utf8(text, retry_text).length;
      t = retry_text;
      p = star;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

Pattern word_pattern(std::string_view field_prefix, std::string_view typed) {
  Pattern pattern;
  pattern.field_prefix = field_prefix;
  const std::size_t wild = std::min(typed.find_first_of("*?"), typed.size());
  pattern.before = words_of(typed.substr(0, wild));
  if (!pattern.before.empty()) {
    pattern.begin = std::move(pattern.before.back());
    pattern.before.pop_back();
  }
  if (typed.substr(wild) == "*") return pattern;
  pattern.glob = pattern.begin;
  for (std::size_t at = wild; at < typed.size();) {
    const std::size_t next = std::min(typed.find_first_of("*?", at), typed.size());
    pattern.glob += folded_value(typed.substr(at, next - at));
    if (next < typed.size()) pattern.glob += typed[next];
    at = next + 1;
  }
  return pattern;
}

Expansion Expander::expand(const Pattern& pattern) {
  using Counted = std::pair<Xapian::doccount, std::string>;
  std::priority_queue<Counted, std::vector<Counted>, std::greater<>> best;  // the least frequent on top
  Expansion out;
  const std::string begin = pattern.field_prefix + pattern.begin;
  const Xapian::TermIterator end = database_.allterms_end(begin);
  Xapian::TermIterator it = database_.allterms_begin(begin);
  if (pattern.numbers) it.skip_to(begin + '0');
  for (; it != end; ++it) {
    if (++scanned_ > max_scanned) {
      out.complete = false;
      break;
    }
    std::string term = *it;
    if (begin.empty() && !term.empty() && is_ascii_upper(term[0])) {  // other fields' terms
      it.skip_to("[");
      if (it == end) break;
      term = *it;
    }
    const std::string_view word = std::string_view(term).substr(pattern.field_prefix.size());
    if (pattern.numbers && !word.empty() && word.front() >= behind_digits) break;
    if (!is_expansion(word, pattern)) continue;
    ++out.found;
    best.emplace(it.get_termfreq(), std::move(term));
    if (best.size() > max_expansions) best.pop();
  }
  for (; !best.empty(); best.pop()) out.terms.push_back(best.top().second);
  std::ranges::reverse(out.terms);
  return out;
}

}  // namespace backfile::detail
