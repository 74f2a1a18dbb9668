#include "searcher/src/complete.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "searcher/src/query_chars.hpp"
#include "searcher/src/query_terms.hpp"

namespace backfile {
namespace {

namespace prefix = schema::prefix;
using Op = Xapian::Query::op;

/// Candidates that are asked whether articles have them together with what was typed before: about a millisecond.
constexpr std::size_t max_asked = 50;
/// Documents that such a question looks at.
constexpr Xapian::doccount looked_at = 500;
/// Spellings of the last word that titles may have.
constexpr std::size_t max_endings = 200;

/// The words typed before the last one, and the last one as far as it was typed.
struct Typed {
  std::vector<std::string> before;  // exact forms
  std::string last;                 // exact form
  std::string_view kept;            // the text before the last word
  bool upper = false;               // the last word begins with a capital
};

Typed read_typed(std::string_view text) {
  Typed typed;
  if (text.empty() || text.back() == ' ') return typed;
  for_each_word(text, [&](const Word& word) {
    if (!typed.last.empty()) typed.before.push_back(std::move(typed.last));
    typed.last = word.exact;
    typed.kept = text.substr(0, word.begin);
    typed.upper = detail::is_ascii_upper(word.surface[0]);
  });
  return typed;
}

Xapian::Query all_of(const std::vector<std::string>& words, std::string_view field) {
  std::vector<Xapian::Query> terms;
  for (const std::string& word : words) terms.emplace_back(detail::exact_term(field, word));
  return {Op::OP_AND, terms.begin(), terms.end()};
}

Xapian::MSet run(const Archives& archives, const Xapian::Query& query, Xapian::doccount limit, Xapian::doccount at_least) {
  Xapian::Enquire enquire(archives.merged());
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Xapian::Query(Op::OP_AND_NOT, query, Xapian::Query(std::string(prefix::superseded))));
  enquire.set_sort_by_value(schema::slot::newest, true);
  return enquire.get_mset(0, limit, at_least);
}

std::string completed(const Typed& typed, std::string word) {
  if (typed.upper && detail::is_ascii_lower(word[0])) word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return std::string(typed.kept) + word;
}

/// Words of titles that begin like the last one, by how many articles have them with those before.
std::vector<Completion> complete_words(const Archives& archives, const Typed& typed, const std::vector<std::string>& endings) {
  std::vector<Completion> words;
  for (const std::string& ending : endings) {
    if (words.size() == max_asked) break;
    const std::string word = ending.substr(prefix::title.size());
    std::uint64_t articles = archives.merged().get_termfreq(word);
    if (!typed.before.empty())
      articles = run(archives, Xapian::Query(Op::OP_AND, all_of(typed.before, {}), Xapian::Query(word)), 0, looked_at).get_matches_estimated();
    if (articles > 0) words.push_back({.text = completed(typed, word), .articles = articles});
  }
  std::ranges::stable_sort(words, std::ranges::greater(), &Completion::articles);
  return words;
}

/// Titles with all that was typed, newest first.
std::vector<Completion> complete_titles(const Archives& archives, const Typed& typed, const std::vector<std::string>& endings, std::size_t limit) {
  const std::vector<Xapian::Query> forms(endings.begin(), endings.end());
  Xapian::Query query(Op::OP_OR, forms.begin(), forms.end());
  if (!typed.before.empty()) query = Xapian::Query(Op::OP_AND, query, all_of(typed.before, prefix::title));
  std::vector<Completion> titles;
  const Xapian::MSet found = run(archives, query, static_cast<Xapian::doccount>(limit * 2), 0);
  for (Xapian::MSetIterator i = found.begin(); i != found.end() && titles.size() < limit; ++i) {
    Completion title{.text = decode_record(i.get_document().get_data()).title, .is_title = true, .articles = 1};
    const auto same = [&](const Completion& other) { return other.text == title.text; };
    if (const auto known = std::ranges::find_if(titles, same); known != titles.end())
      ++known->articles;
    else
      titles.push_back(std::move(title));
  }
  return titles;
}

}  // namespace

std::vector<Completion> completions(const Archives& archives, std::string_view text, std::uint32_t limit) {
  const Typed typed = read_typed(text);
  if (typed.last.empty() || limit == 0) return {};
  std::vector<std::string> endings =
      detail::Expander(archives.merged()).expand({.field_prefix = std::string(prefix::title), .begin = typed.last, .glob = {}, .before = {}}).terms;
  if (endings.empty()) return {};
  if (endings.size() > max_endings) endings.resize(max_endings);
  std::vector<Completion> words = complete_words(archives, typed, endings);
  std::vector<Completion> titles = complete_titles(archives, typed, endings, limit);
  // Two thirds for words, if there are as many titles for the rest.
  const std::size_t for_titles = std::min<std::size_t>(titles.size(), std::max<std::size_t>(limit / 3, limit - std::min<std::size_t>(limit, words.size())));
  words.resize(std::min<std::size_t>(words.size(), limit - for_titles));
  titles.resize(for_titles);
  std::ranges::move(titles, std::back_inserter(words));
  return words;
}

}  // namespace backfile
