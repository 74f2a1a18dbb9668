#include "searcher/src/ranking.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace backfile {
namespace {

// A word that comes again adds less and less (k1); the longer the query, the more the repeated one tells which of its words the article is
// about. Both ends, and b, are measured in docs/ranking.md. k2 would need a pass over document lengths for nothing measurable; k3 stays
// out because the query holds every word once.
constexpr double k1_of_few_words = 1.2, k1_of_many_words = 1.6, k2 = 0, k3 = 0, b = 0.7;
constexpr double few_words = 6, many_words = 12;
// Articles shorter than this share of the mean length count as that long. One-line items must not crowd out full reports, but at
// .3 short articles that answer well are lost (.002 on known items).
constexpr double shortest_length = 0.1;

constexpr double recency_floor = 0.3;
constexpr int max_explained_parts = 64;
constexpr int max_explained_depth = 32;

/// Parts of a query whose weights add up to that of the whole.
void additive_parts(const Xapian::Query& query, int depth, std::vector<Xapian::Query>& parts) {
  if (parts.size() >= max_explained_parts) return;
  const auto type = query.get_type();
  const bool sums = type == Xapian::Query::OP_AND || type == Xapian::Query::OP_OR || type == Xapian::Query::OP_AND_MAYBE;
  const bool first_only = type == Xapian::Query::OP_FILTER || type == Xapian::Query::OP_AND_NOT;
  if ((!sums && !first_only) || depth >= max_explained_depth) {
    parts.push_back(query);
    return;
  }
  const std::size_t count = first_only ? 1 : query.get_num_subqueries();
  for (std::size_t i = 0; i < count; ++i) additive_parts(query.get_subquery(i), depth + 1, parts);
}

/// "Query(Zclimat)" -> "Zclimat".
std::string shown(const Xapian::Query& query) {
  std::string text = query.get_description();
  if (text.starts_with("Query(") && text.ends_with(')')) text = text.substr(6, text.size() - 7);
  return text;
}

}  // namespace

RankingParameters ranking_parameters(std::size_t words) {
  const double share = std::clamp((static_cast<double>(words) - few_words) / (many_words - few_words), 0.0, 1.0);
  return {.k1 = std::lerp(k1_of_few_words, k1_of_many_words, share), .b = b, .shortest_length = shortest_length};
}

Xapian::BM25Weight ranking_weight(std::size_t words) {
  const RankingParameters parameters = ranking_parameters(words);
  return {parameters.k1, k2, k3, parameters.b, parameters.shortest_length};
}

double rounded_score(double score) {
  constexpr double grain = 1 << 30;
  return std::nearbyint(score * grain) / grain;
}

double recency_factor(double age_days, double half_life_days) {
  return recency_floor + (1 - recency_floor) * std::exp2(-age_days / half_life_days);
}

double undated_recency_factor() { return recency_floor; }

double weight_in_document(const Xapian::Database& database, const Xapian::Query& query, const Xapian::Weight& scheme,
                          const std::string& unique) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(scheme);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(unique)));
  const Xapian::MSet found = enquire.get_mset(0, 1);
  return found.empty() ? 0 : found.begin().get_weight();
}

std::vector<std::string> explain_score(const Xapian::Database& database, const Xapian::Query& query, const Xapian::Weight& scheme,
                                       const std::string& unique) {
  std::vector<Xapian::Query> parts;
  additive_parts(query, 0, parts);
  std::vector<std::string> lines;
  for (const Xapian::Query& part : parts) {
    const double weight = weight_in_document(database, part, scheme, unique);
    if (weight > 0) lines.push_back(fmt::format("{:.4f} {}", weight, shown(part)));
  }
  return lines;
}

}  // namespace backfile
