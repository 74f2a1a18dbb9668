// The parsed query as a tree. Built by the parser, printed by query_print, turned into terms by query_compile. The tree
// knows no archive; it keeps text as typed (cleaned of control characters), so that it can be shown, and the same
// analysis as for documents runs when it is compiled.
//
// Trees are canonical: lists of one child do not exist, an all_of holds no plain all_of (nor any_of an any_of), a
// negation negates no negation. Hence print -> parse gives an equal tree.
#pragma once

#include <backfile/query.hpp>
#include <string>
#include <vector>

#include "common/date_range.hpp"
#include "common/schema.hpp"
#include "searcher/src/query_numbers.hpp"

namespace backfile::detail {

/// What a node says. Leaves first.
enum class NodeKind {
  nothing,     // text without a word in it: vanishes from its list
  everything,  // every article; a whole query only
  word,        // as typed; found in its inflected forms; several glued words ("co-operate") are a phrase
  phrase,      // as typed between quotes; exact forms; `distance` others may stand between, then in any order
  wildcard,    // a word with '*' (any letters) and '?' (one letter)
  numbers,  // `numbers`: numbers of the text in a range, or of a field
  value,  // a whole value of a field: canonical for site, lang and url, else as typed; a '*' at the end of a wildcard
  date,   // `range`
  near,   // children: words at most `distance` words apart, in any order
  adjacent,  // the same in the order given
  all_of,
  any_of,
  none_of,  // one child: what does not match it
  maybe,    // two children: matches the first; the second adds to the score
};

struct QueryNode {
  NodeKind kind = NodeKind::nothing;
  const schema::QueryField* field = nullptr;  // absent: title, standfirst and body
  std::string text;
  DateRange range;
  NumberRange numbers;
  unsigned distance = 0;
  double boost = 1;
  std::vector<QueryNode> children;

  [[nodiscard]] bool is_leaf() const { return kind <= NodeKind::date; }
  friend bool operator==(const QueryNode& a, const QueryNode& b);
};

/// Numbers of a field, which only filter, and not of the text.
[[nodiscard]] inline bool is_number_field(const QueryNode& node) {
  return node.kind == NodeKind::numbers && node.field && node.field->kind == schema::FieldKind::number;
}

/// The articles of one story, named by the address of any of them.
[[nodiscard]] inline bool is_story(const QueryNode& node) { return node.kind == NodeKind::value && node.field->name == "copies"; }
/// A query for the articles of a story, or for some of them: to be listed one by one.
[[nodiscard]] bool opens_story(const QueryNode& root);

/// The tree of a list: flattened, without nothings; a sole child stands for itself.
[[nodiscard]] QueryNode make_list(NodeKind all_or_any, std::vector<QueryNode> children);
[[nodiscard]] QueryNode make_none_of(QueryNode child);
[[nodiscard]] QueryNode make_maybe(QueryNode required, QueryNode optional);

/// The canonical text of a tree; empty for `nothing`.
[[nodiscard]] std::string print(const QueryNode&);
/// How deep brackets nest in it.
[[nodiscard]] int printed_depth(const QueryNode&);

/// How the library's other files look inside a Query.
struct QueryAccess {
  [[nodiscard]] static const QueryNode& root(const Query&);
  [[nodiscard]] static Match match(const Query&);
  [[nodiscard]] static Syntax syntax(const Query&);
};

}  // namespace backfile::detail

namespace backfile {

struct Query::Parsed {
  std::string text;
  Syntax syntax = Syntax::query;
  Match match = Match::all;
  detail::QueryNode root;
  std::vector<Diagnostic> diagnostics;
};

}  // namespace backfile
