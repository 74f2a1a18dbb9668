// What is decided about a whole query before it is compiled: which of too many words stay, which are stop words and which of those
// go, and how wildcards share the expansions that one query may have.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/date_range.hpp"
#include "searcher/src/query_ast.hpp"
#include "searcher/src/query_terms.hpp"

namespace backfile::detail {

inline constexpr std::size_t max_leaves = 256;

struct Plan {
  std::unordered_set<const QueryNode*> dropped;
  std::unordered_set<const QueryNode*> common;  // stop words beside others: under Match::any they are dropped
  std::unordered_map<const QueryNode*, std::vector<QueryWord>> analysed;
  std::unordered_map<const QueryNode*, Pattern> patterns;
  std::unordered_map<const QueryNode*, std::vector<std::string>> expanded;
  std::vector<std::string> notes;

  /// Of a word or phrase.
  [[nodiscard]] const std::vector<QueryWord>& words(const QueryNode& node) const { return analysed.at(&node); }
  /// Of a wildcard.
  [[nodiscard]] const Pattern& pattern(const QueryNode& node) const { return patterns.at(&node); }
  [[nodiscard]] const std::vector<std::string>& expansions(const QueryNode& node) const { return expanded.at(&node); }
};

/// Without a database nothing is expanded and the first of too many words stay.
[[nodiscard]] Plan make_plan(const Query& query, WordAnalyser& analyser, const Xapian::Database* database);

/// The languages whose stems the query needs: those of its lang: filter, else all of the archive's.
[[nodiscard]] std::vector<std::string> query_languages(const QueryNode& root, const std::vector<std::string>& archive);

/// The options since and until; each may be empty. Throws Error(usage).
[[nodiscard]] DateRange parse_limits(std::string_view since, std::string_view until);

}  // namespace backfile::detail
