#include "searcher/src/neighbours.hpp"

#include <cmath>
#include <iterator>
#include <map>

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

/// Positions of one document's words, each read once.
class Positions {
 public:
  Positions(const Xapian::Database& database, Xapian::docid document) : database_(database), document_(document) {}

  [[nodiscard]] bool has(const Neighbours& pair) {
    const std::vector<Xapian::termpos>& first = of(pair.first);
    if (first.empty()) return false;
    const std::vector<Xapian::termpos>& second = of(pair.second);
    for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
      if (second[j] <= first[i])
        ++j;
      else if (second[j] - first[i] <= pair.distance)
        return true;
      else
        ++i;
    }
    return false;
  }

 private:
  const std::vector<Xapian::termpos>& of(const std::string& term) {
    const auto [known, is_new] = read_.try_emplace(term);
    if (is_new) known->second.assign(database_.positionlist_begin(document_, term), database_.positionlist_end(document_, term));
    return known->second;
  }

  const Xapian::Database& database_;
  Xapian::docid document_;
  std::map<std::string, std::vector<Xapian::termpos>> read_;
};

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
    if (first > 0 && second > 0) pairs_.push_back({pair, pair_share * (rarity(documents, first) + rarity(documents, second))});
  }
}

double NeighbourBonus::of(const Xapian::Database& database, Xapian::docid document) const {
  Positions positions(database, document);
  double sum = 0;
  for (const Pair& pair : pairs_)
    if (positions.has(pair.words)) sum += pair.weight;
  return sum;
}

std::vector<std::string> NeighbourBonus::explain(const Xapian::Database& database, Xapian::docid document) const {
  Positions positions(database, document);
  std::vector<std::string> lines;
  for (const Pair& pair : pairs_)
    if (positions.has(pair.words))
      lines.push_back(fmt::format("{:.4f} ({} PHRASE {} {})", pair.weight, pair.words.first, pair.words.distance + 1, pair.words.second));
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
