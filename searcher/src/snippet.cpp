#include "searcher/src/snippet.hpp"

#include <algorithm>

namespace backfile {
namespace {

// Matches further down are not looked for: analysing costs about 20 us a kilobyte, and ten hits want to be shown in a millisecond.
// Few articles are longer; those that are have their point above.
constexpr std::size_t max_analysed_bytes = 64 * 1024;
// Longer phrases are recognised by their beginning.
constexpr std::size_t max_phrase_words = 64;

// What it is worth to see a part of the query: another word beats any number of better forms of words already there.
constexpr std::uint32_t word_worth = 8, exact_bonus = 2, stopword_worth = 1;

/// The first letter as one of 256 classes: most words of a text begin with none that is looked for. Letters beyond ASCII by their second
/// byte, since an alphabet has few first ones.
std::size_t letter_class(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  if (first < 0x80 || word.size() == 1) return first;
  return 0x80 | static_cast<unsigned char>(word[1]);
}

}  // namespace

void SnippetMaker::begin_with(std::string_view exact) {
  if (exact.empty())
    beginnings_.set();
  else
    beginnings_.set(letter_class(exact));
}

bool SnippetMaker::may_match(std::string_view exact) const { return beginnings_.test(letter_class(exact)); }

SnippetMaker::SnippetMaker(const Highlights& highlights, Stemmers& stemmers) : stemmers_(stemmers) {
  for (const std::string& word : highlights.exact) parts_ += exact_.try_emplace(word, parts_).second;
  for (const std::string& stem : highlights.stems) parts_ += stems_.try_emplace(stem, parts_).second;
  first_prefix_ = parts_;
  prefixes_ = highlights.prefixes;
  first_phrase_ = parts_ += static_cast<std::uint32_t>(prefixes_.size());
  for (const std::vector<std::string>& phrase : highlights.phrases) {
    std::vector<std::uint32_t>& numbers = phrases_.emplace_back();
    for (const std::string& word : phrase) {
      if (numbers.size() == max_phrase_words) break;
      numbers.push_back(phrase_words_.try_emplace(word, static_cast<std::uint32_t>(phrase_words_.size() + 1)).first->second);
    }
  }
  first_fragment_ = parts_ += static_cast<std::uint32_t>(phrases_.size());
  fragments_ = highlights.fragments;
  parts_ += static_cast<std::uint32_t>(fragments_.size());
  for (const Ids* ids : {&exact_, &stems_, &phrase_words_})
    for (const auto& [word, number] : *ids) begin_with(word);
  for (const std::string& prefix : prefixes_) begin_with(prefix);
}

Stemmer* SnippetMaker::stemmer_for(std::string_view language) {
  const std::string primary = primary_language(language);
  if (primary.empty() || !Stemmer::knows(primary)) return nullptr;
  const auto found = stemmers_.find(primary);
  return found != stemmers_.end() ? &found->second : &stemmers_.emplace(primary, Stemmer(primary)).first->second;
}

void SnippetMaker::match_word(const Word& word, Stemmer* stemmer, MarkedText& marked) const {
  const auto number = static_cast<std::uint32_t>(marked.words.size());
  const auto exact = exact_.find(word.exact);
  const std::uint32_t worth = word_worth + (exact != exact_.end() ? exact_bonus : 0);
  if (!stems_.empty()) {
    const auto stem = stems_.find(stemmer ? stemmer->stem(word) : word.exact);
    if (stem != stems_.end()) {
      marked.marks.push_back({number, number, stem->second, worth, true});
      return;
    }
  }
  if (exact != exact_.end()) {
    marked.marks.push_back({number, number, exact->second, worth, true});
    return;
  }
  for (std::size_t i = 0; i < prefixes_.size(); ++i) {
    if (!word.exact.starts_with(prefixes_[i])) continue;
    marked.marks.push_back({number, number, first_prefix_ + static_cast<std::uint32_t>(i), word_worth, true});
    return;
  }
}

void SnippetMaker::match_phrases(const std::vector<std::uint32_t>& words, MarkedText& marked) const {
  for (std::size_t p = 0; p < phrases_.size(); ++p) {
    const std::vector<std::uint32_t>& phrase = phrases_[p];
    if (phrase.empty()) continue;
    for (std::size_t i = 0; i + phrase.size() <= words.size(); ++i) {
      if (words[i] != phrase.front() || !std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(i)))
        continue;
      const auto first = static_cast<std::uint32_t>(i), last = static_cast<std::uint32_t>(i + phrase.size() - 1);
      const auto worth = static_cast<std::uint32_t>(phrase.size()) * word_worth + exact_bonus;
      marked.marks.push_back({first, last, first_phrase_ + static_cast<std::uint32_t>(p), worth, true});
    }
  }
}

/// Marks the words that hold a part of a fragment.
void SnippetMaker::match_fragments(const Run& run, MarkedText& marked) const {
  for (std::size_t f = 0; f < fragments_.size(); ++f) {
    const std::string& fragment = fragments_[f];
    for (std::size_t at = run.text.find(fragment); at != std::string::npos; at = run.text.find(fragment, at + fragment.size())) {
      const auto word_at = [&](std::size_t byte) {
        return run.first + static_cast<std::uint32_t>(std::ranges::upper_bound(run.ends, byte) - run.ends.begin());
      };
      marked.marks.push_back({word_at(at), word_at(at + fragment.size() - 1), first_fragment_ + static_cast<std::uint32_t>(f), word_worth + exact_bonus, true});
    }
  }
}

MarkedText SnippetMaker::analyse(std::string_view text, std::string_view language) {
  MarkedText marked;
  marked.text = text;
  marked.parts = parts_;
  Stemmer* stemmer = stemmer_for(language);
  const bool by_letter = stems_.empty() || !stemmer || stemmer->keeps_first_letter();
  std::vector<std::uint32_t> words;  // phrase word numbers, 0 = in no phrase
  Run run;
  for_each_word(text, [&](const Word& word) {
    if (by_letter && !may_match(word.exact)) {
      if (!phrases_.empty()) words.push_back(0);
    } else if (parts_ > 0) {
      const std::size_t before = marked.marks.size();
      match_word(word, stemmer, marked);
      if (marked.marks.size() > before && is_stopword(word.exact, language)) {
        marked.marks.back().weight = stopword_worth;
        marked.marks.back().shown = false;
      }
      if (!phrases_.empty()) {
        const auto found = phrase_words_.find(word.exact);
        words.push_back(found == phrase_words_.end() ? 0 : found->second);
      }
    }
    if (!fragments_.empty()) {
      if (marked.words.empty() || marked.words.back().end != word.begin) {
        match_fragments(run, marked);
        run = {.text = {}, .ends = {}, .first = static_cast<std::uint32_t>(marked.words.size())};
      }
      run.text += word.exact;
      run.ends.push_back(run.text.size());
    }
    const auto end = static_cast<std::uint32_t>(word.begin + word.surface.size());
    marked.words.push_back({word.begin, end});
  });
  match_phrases(words, marked);
  match_fragments(run, marked);
  marked.sort_marks();
  return marked;
}

ShownArticle SnippetMaker::show(const Article& article, std::size_t bytes) {
  // The body has the standfirst when the page shows it above the text.
  std::string text;
  if (!article.standfirst.empty() && article.body.find(article.standfirst) == std::string::npos) text = article.standfirst + "\n\n";
  text += article.body.substr(0, max_analysed_bytes + 4);
  const std::size_t wanted = bytes == 0 ? 0 : parts_ == 0 ? std::min(max_analysed_bytes, bytes * 2 + 256) : max_analysed_bytes;
  MarkedText body = analyse(cut_utf8(text, wanted), article.language);
  MarkedText title = parts_ == 0 ? MarkedText{} : analyse(article.title, article.language);
  const auto is_shown = [](const Mark& mark) { return mark.shown; };
  if (std::ranges::none_of(body.marks, is_shown) && std::ranges::none_of(title.marks, is_shown)) {
    for (Mark& mark : body.marks) mark.shown = true;
    for (Mark& mark : title.marks) mark.shown = true;
  }
  ShownArticle shown;
  shown.title_highlights = marked_spans(title);
  if (bytes > 0) shown.snippet = show_passages(body, choose_passages(body, bytes), bytes);
  return shown;
}

}  // namespace backfile
