#include "searcher/src/similar.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "common/schema.hpp"
#include "searcher/src/ranking.hpp"

namespace backfile {
namespace {

// More words drift to the general vocabulary of the language, fewer miss the second topic of a longer article.
constexpr std::size_t max_words = 30;
// An article is alike when it reaches this share of what the article itself scores. Without a threshold every article that shares one word
// would count.
constexpr double least_share = 0.1;

struct TellingWord {
  double worth = 0;
  std::string term;
};

/// Stems of the article by how often it has them and how rare they are. A rare word that stands there once says more about the writer
/// than about the topic: hence the plain count, not its logarithm. Words that no other article has cannot find any.
std::vector<TellingWord> telling_words(const Xapian::Database& database, Xapian::docid document) {
  const double documents = database.get_doccount();
  std::vector<TellingWord> words;
  Xapian::TermIterator term = database.termlist_begin(document);
  const Xapian::TermIterator end = database.termlist_end(document);
  for (term.skip_to(std::string(schema::prefix::stem)); term != end && (*term).starts_with(schema::prefix::stem); ++term) {
    const std::string text = *term;
    if (text.starts_with("ZS") || text.size() < 3) continue;
    const double frequency = database.get_termfreq(text);
    if (frequency < 2) continue;
    words.push_back({term.get_wdf() * std::log(documents / frequency), text});
  }
  std::ranges::sort(words, [](const TellingWord& a, const TellingWord& b) {
    return a.worth != b.worth ? a.worth > b.worth : a.term < b.term;
  });
  if (words.size() > max_words) words.resize(max_words);
  std::erase_if(words, [](const TellingWord& word) { return word.worth <= 0; });
  return words;
}

}  // namespace

CompiledQuery similar_query(const Archives& archives, const StoredDocument& document, double& least_score) {
  CompiledQuery compiled;
  std::vector<Xapian::Query> parts;
  for (const TellingWord& word : telling_words(archives.merged(), document.number)) {
    parts.emplace_back(word.term);
    compiled.highlights.stems.push_back(word.term.substr(schema::prefix::stem.size()));
  }
  compiled.ranked = true;
  if (parts.empty()) return compiled;
  const Xapian::Query alike(Xapian::Query::OP_OR, parts.begin(), parts.end());
  least_score = least_share * weight_in_document(archives.merged(), alike, ranking_weight(compiled.words), document.unique);
  compiled.query = Xapian::Query(Xapian::Query::OP_AND_NOT, alike, Xapian::Query(document.address));
  return compiled;
}

}  // namespace backfile
