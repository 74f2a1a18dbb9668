#include "searcher/src/neighbours.hpp"

#include <cmath>
#include <iterator>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace backfile {
namespace {

// A pair adds this share of what its words are worth by their rarity. .1 to .2 measure alike (docs/ranking.md).
constexpr double pair_share = 0.15;

/// As Xapian's BM25 counts it.
double rarity(double documents, double frequency) {
  const double odds = (documents - frequency + 0.5) / (frequency + 0.5);
  return std::log(odds < 2 ? odds * 0.5 + 1 : odds);
}

using PositionList = std::vector<Xapian::termpos>;

/// Positions of words in some documents, each list read once. Xapian keeps them by word and then by document.
class Positions {
 public:
  Positions(const Xapian::Database& database, const std::vector<Xapian::docid>& documents) : database_(database), documents_(documents) {}

  /// Of the document at `index`.
  [[nodiscard]] const PositionList& of(const std::string& term, std::size_t index) {
    auto& lists = read_[term];
    lists.resize(documents_.size());
    std::optional<PositionList>& list = lists[index];
    if (!list)
      list.emplace(database_.positionlist_begin(documents_[index], term), database_.positionlist_end(documents_[index], term));
    return *list;
  }

 private:
  const Xapian::Database& database_;
  const std::vector<Xapian::docid>& documents_;
  std::map<std::string, std::vector<std::optional<PositionList>>> read_;
};

bool are_neighbours(const PositionList& first, const PositionList& second, Xapian::termpos distance) {
  for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
    if (second[j] <= first[i])
      ++j;
    else if (second[j] - first[i] <= distance)
      return true;
    else
      ++i;
  }
  return false;
}

Xapian::Query phrase(const Neighbours& pair) {
  const Xapian::Query words[] = {Xapian::Query(pair.first), Xapian::Query(pair.second)};
  return {Xapian::Query::OP_PHRASE, std::begin(words), std::end(words), pair.distance + 1};
}

}  // namespace

NeighbourBonus::NeighbourBonus(const Xapian::Database& merged, const std::vector<Neighbours>& pairs) {
  const double documents = merged.get_doccount();
  std::map<std::string, Xapian::doccount> frequencies;
  const auto frequency = [&](const std::string& term) {
    const auto [known, is_new] = frequencies.try_emplace(term);
    if (is_new) known->second = merged.get_termfreq(term);
    return known->second;
  };
  for (const Neighbours& pair : pairs) {
    const Xapian::doccount first = frequency(pair.first), second = frequency(pair.second);
    if (first > 0 && second > 0) pairs_.push_back({pair, pair_share * (rarity(documents, first) + rarity(documents, second)), first <= second});
  }
}

std::vector<double> NeighbourBonus::of(const Xapian::Database& database, const std::vector<Xapian::docid>& documents) const {
  Positions positions(database, documents);
  std::vector<double> sums(documents.size());
  for (const auto& [words, weight, first_is_rarer] : pairs_) {
    const std::string& rarer = first_is_rarer ? words.first : words.second;
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < documents.size(); ++i)
      if (!positions.of(rarer, i).empty()) candidates.push_back(i);
    for (const std::size_t i : candidates)
      if (are_neighbours(positions.of(words.first, i), positions.of(words.second, i), words.distance)) sums[i] += weight;
  }
  return sums;
}

std::vector<std::string> NeighbourBonus::explain(const Xapian::Database& database, Xapian::docid document) const {
  const std::vector<Xapian::docid> documents{document};
  Positions positions(database, documents);
  std::vector<std::string> lines;
  for (const auto& [words, weight, first_is_rarer] : pairs_)
    if (are_neighbours(positions.of(words.first, 0), positions.of(words.second, 0), words.distance))
      lines.push_back(fmt::format("{:.4f} ({} PHRASE {} {})", weight, words.first, words.distance + 1, words.second));
  return lines;
}

Xapian::Query NeighbourBonus::query(const Xapian::Query& documents) const {
  std::vector<Xapian::Query> parts;
  // CoordWeight counts one for each word of a phrase.
  for (const Pair& pair : pairs_)
    parts.emplace_back(Xapian::Query::OP_FILTER, Xapian::Query(pair.weight / 2, phrase(pair.words)), documents);
  return {Xapian::Query::OP_OR, parts.begin(), parts.end()};
}

}  // namespace backfile
