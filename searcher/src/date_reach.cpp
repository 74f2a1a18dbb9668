#include "searcher/src/date_reach.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "common/schema.hpp"

namespace backfile {
namespace {

/// The digits of a term for a year, month or day; empty for every other term.
std::string_view period_of(std::string_view term) {
  constexpr std::array<std::pair<std::string_view, std::size_t>, 3> kinds{
      {{schema::prefix::year, 4}, {schema::prefix::month, 6}, {schema::prefix::day, 8}}};
  for (const auto& [prefix, digits] : kinds) {
    if (!term.starts_with(prefix) || term.size() != prefix.size() + digits) continue;
    const std::string_view rest = term.substr(prefix.size());
    if (std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; })) return rest;
  }
  return {};
}

bool term_may_match(std::string_view term, const DateReach& reach) {
  const std::string_view period = period_of(term);
  if (period.empty()) return true;
  return period <= reach.last && (period >= reach.first || std::string_view(reach.first).starts_with(period));
}

}  // namespace

bool may_match(const Xapian::Query& query, const DateReach& reach) {
  using Op = Xapian::Query;
  const auto part_may_match = [&](std::size_t i) { return may_match(query.get_subquery(i), reach); };
  const std::size_t parts = query.get_num_subqueries();
  switch (query.get_type()) {
    case Op::LEAF_TERM: return term_may_match(*query.get_terms_begin(), reach);
    case Op::LEAF_MATCH_NOTHING: return false;
    case Op::OP_AND:
    case Op::OP_FILTER:
    case Op::OP_NEAR:
    case Op::OP_PHRASE:
      for (std::size_t i = 0; i < parts; ++i)
        if (!part_may_match(i)) return false;
      return true;
    case Op::OP_OR:
    case Op::OP_XOR:
    case Op::OP_SYNONYM:
    case Op::OP_MAX:
    case Op::OP_ELITE_SET:
      for (std::size_t i = 0; i < parts; ++i)
        if (part_may_match(i)) return true;
      return false;
    case Op::OP_AND_NOT:
    case Op::OP_AND_MAYBE:
    case Op::OP_SCALE_WEIGHT: return part_may_match(0);
    default: return true;  // ranges of values, wildcards, and what a later Xapian may bring
  }
}

}  // namespace backfile
