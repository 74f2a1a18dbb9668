// The public Query over the parser, and the building blocks of its tree.
#include <algorithm>
#include <backfile/query.hpp>
#include <utility>

#include "common/text.hpp"
#include "searcher/src/query_ast.hpp"
#include "searcher/src/query_lexer.hpp"
#include "searcher/src/query_parser.hpp"
#include "searcher/src/query_text.hpp"

namespace backfile {
namespace detail {

bool operator==(const QueryNode& a, const QueryNode& b) {
  return a.kind == b.kind && a.field == b.field && a.text == b.text && a.range.from == b.range.from &&
         a.range.to == b.range.to && a.numbers == b.numbers && a.distance == b.distance && a.boost == b.boost && a.children == b.children;
}

QueryNode make_list(NodeKind kind, std::vector<QueryNode> children) {
  QueryNode list;
  list.kind = kind;
  for (QueryNode& child : children) {
    if (child.kind == NodeKind::nothing) continue;
    if (child.kind == kind && child.boost == 1)
      std::ranges::move(child.children, std::back_inserter(list.children));
    else
      list.children.push_back(std::move(child));
  }
  if (list.children.empty()) return {};
  if (list.children.size() > 1) return list;
  QueryNode only = std::move(list.children.front());
  return only;
}

QueryNode make_none_of(QueryNode child) {
  if (child.kind == NodeKind::nothing) return {};
  if (child.kind == NodeKind::none_of) {
    QueryNode inner = std::move(child.children.front());
    return inner;
  }
  QueryNode node;
  node.kind = NodeKind::none_of;
  node.children.push_back(std::move(child));
  return node;
}

QueryNode make_maybe(QueryNode required, QueryNode optional) {
  if (optional.kind == NodeKind::nothing || required.kind == NodeKind::nothing)
    return required.kind == NodeKind::nothing ? std::move(optional) : std::move(required);
  QueryNode node;
  node.kind = NodeKind::maybe;
  node.children.push_back(std::move(required));
  node.children.push_back(std::move(optional));
  return node;
}

bool opens_story(const QueryNode& root) {
  if (root.kind == NodeKind::all_of) return std::ranges::any_of(root.children, opens_story);
  if (root.kind == NodeKind::any_of) return std::ranges::all_of(root.children, opens_story);
  return is_story(root) || (root.kind == NodeKind::maybe && opens_story(root.children.front()));
}

const QueryNode& QueryAccess::root(const Query& query) {
  return query.parsed_->root;
}
Match QueryAccess::match(const Query& query) {
  return query.parsed_->match;
}
Syntax QueryAccess::syntax(const Query& query) {
  return query.parsed_->syntax;
}

}  // namespace detail

namespace {

bool is_lone_star(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && text[begin] == '*' && text.find_last_not_of(" \t\r\n") == begin;
}

}  // namespace

Query Query::everything() {
  auto parsed = std::make_shared<Parsed>();
  parsed->text = "*";
  parsed->root.kind = detail::NodeKind::everything;
  return Query(std::move(parsed));
}

Query Query::parse(std::string_view text, Syntax syntax, Match match) {
  if (syntax == Syntax::query && is_lone_star(text)) return everything();
  auto parsed = std::make_shared<Parsed>();
  parsed->text = std::string(text);
  parsed->syntax = syntax;
  parsed->match = match;
  if (syntax == Syntax::words) {
    parsed->root = detail::parse_words(detail::separated(text.substr(0, detail::max_query_bytes)), match);
  } else {
    parsed->root = detail::parse_query(detail::separated(text), match, parsed->diagnostics);
    if (detail::printed_depth(parsed->root) > detail::max_depth && parsed->diagnostics.empty())
      parsed->diagnostics.push_back(
          {0, text.size(), "the query nests deeper than " + std::to_string(detail::max_depth)});
  }
  return Query(std::move(parsed));
}

bool Query::ok() const noexcept {
  return parsed_->diagnostics.empty();
}
const std::vector<Diagnostic>& Query::diagnostics() const noexcept {
  return parsed_->diagnostics;
}
bool Query::empty() const noexcept {
  return parsed_->root.kind == detail::NodeKind::nothing;
}
const std::string& Query::text() const noexcept {
  return parsed_->text;
}
std::string Query::to_string() const {
  return detail::print(parsed_->root);
}

}  // namespace backfile
