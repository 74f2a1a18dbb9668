// The canonical text of a query: every operator written out, brackets where precedence asks for them or a reader would
// have to remember it, values quoted where they would be read otherwise. Parsing it gives an equal tree, whatever Match
// says.
#include <algorithm>
#include <charconv>

#include "common/date.hpp"
#include "searcher/src/query_ast.hpp"
#include "searcher/src/query_lexer.hpp"
#include "searcher/src/query_parser.hpp"
#include "searcher/src/query_text.hpp"

namespace backfile::detail {
namespace {

// How strongly a node binds; a child that binds less than its parent needs brackets.
int strength(const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::any_of:
      return 0;
    case NodeKind::maybe:
      return 1;
    case NodeKind::all_of:
      return 2;
    case NodeKind::none_of:
      return 3;
    case NodeKind::near:
    case NodeKind::adjacent:
      return 4;
    default:
      return 5;
  }
}

// `generous`: also where readers would have to remember precedence.
bool needs_brackets(const QueryNode& parent, const QueryNode& child, bool generous) {
  if (child.is_leaf() || child.boost != 1) return false;  // boosted lists have their own
  if (generous && parent.kind == NodeKind::any_of && (child.kind == NodeKind::all_of || child.kind == NodeKind::maybe))
    return true;
  if (parent.kind == NodeKind::maybe) return strength(child) <= strength(parent);
  return strength(child) < strength(parent);
}

std::string number(double value) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  return error == std::errc() ? std::string(buffer, end) : "1";
}

// As a word's, but a colon means nothing in a value: a digit in front says so.
std::string escape_value(std::string_view text) {
  return escape_word("0" + std::string(text)).substr(1);
}

bool is_plain_value(std::string_view text) {
  return text.find_first_of("*?,; ") == std::string_view::npos && escape_value(text) == text;
}

std::string print_range(const DateRange& range) {
  const auto side = [](const std::optional<PartialDate>& date) { return date ? to_string(*date) : std::string(); };
  return range.from && range.from == range.to ? side(range.from) : side(range.from) + ".." + side(range.to);
}

std::string print_leaf(const QueryNode& node) {
  std::string out = node.field ? std::string(node.field->name) + ":" : "";
  const bool whole_value = node.field && node.field->kind == schema::FieldKind::value;
  switch (node.kind) {
    case NodeKind::everything:
      return "*";
    case NodeKind::word:
      return out + escape_word(node.text);
    case NodeKind::phrase:
      return out + quote(node.text) + (node.distance ? "~" + std::to_string(node.distance) : "");
    case NodeKind::wildcard:
      return out +
             (whole_value ? escape_value(node.text.substr(0, node.text.size() - 1)) + "*" : escape_pattern(node.text));
    case NodeKind::numbers:
      return out + print_number_range(node.numbers, is_number_field(node) ? SingleNumber::alone : SingleNumber::as_range);
    case NodeKind::value:
      return out + (is_plain_value(node.text) ? node.text : quote(node.text));
    case NodeKind::date:
      return out + print_range(node.range);
    default:
      return {};
  }
}

std::string_view joint(NodeKind kind) {
  return kind == NodeKind::any_of ? " OR " : kind == NodeKind::all_of ? " AND " : " AND MAYBE ";
}

void print_to(std::string& out, const QueryNode& node, bool generous);

void print_list(std::string& out, const QueryNode& node, bool generous) {
  std::string between(joint(node.kind));
  if (node.kind == NodeKind::near || node.kind == NodeKind::adjacent)
    between = (node.kind == NodeKind::near ? " NEAR/" : " ADJ/") + std::to_string(node.distance) + " ";
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const bool brackets = needs_brackets(node, node.children[i], generous);
    if (i > 0) out += between;
    if (brackets) out += '(';
    print_to(out, node.children[i], generous);
    if (brackets) out += ')';
  }
}

void print_to(std::string& out, const QueryNode& node, bool generous) {
  if (node.is_leaf()) {
    out += print_leaf(node);
    if (node.boost != 1) out += "^" + number(node.boost);
    return;
  }
  if (node.boost != 1) out += '(';
  if (node.kind == NodeKind::none_of) out += "NOT ";
  print_list(out, node, generous);
  if (node.boost != 1) out += ")^" + number(node.boost);
}

int depth(const QueryNode& node, bool generous) {
  int deepest = 0;
  for (const QueryNode& child : node.children)
    deepest = std::max(deepest, depth(child, generous) + (needs_brackets(node, child, generous) ? 1 : 0));
  return deepest + (node.boost != 1 && !node.is_leaf() ? 1 : 0);
}

}  // namespace

std::string print(const QueryNode& node) {
  std::string out;
  print_to(out, node, depth(node, true) <= max_depth);
  return out;
}

int printed_depth(const QueryNode& node) {
  return depth(node, false);
}

}  // namespace backfile::detail
