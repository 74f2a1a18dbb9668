#include "searcher/src/query_parser.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "searcher/src/query_lexer.hpp"
#include "searcher/src/query_text.hpp"

namespace backfile::detail {
namespace {

constexpr std::size_t max_diagnostics = 10;

// An article has one of each: side by side in brackets they can only be alternatives.
bool is_single_valued(const schema::QueryField* field) {
  return field && (field->kind == schema::FieldKind::date || field->kind == schema::FieldKind::number ||
                   (field->kind == schema::FieldKind::value && field->prefix != schema::prefix::tag &&
                    field->prefix != schema::prefix::has));
}

// Restricts without ranking.
bool is_filter(const QueryNode& node) {
  if (node.is_leaf())
    return node.kind == NodeKind::value || node.kind == NodeKind::date || is_number_field(node) ||
           (node.kind == NodeKind::wildcard && node.field && node.field->kind == schema::FieldKind::value);
  return node.kind != NodeKind::maybe && std::ranges::all_of(node.children, is_filter);
}

// The one field that a filter is about; absent when there are several.
const schema::QueryField* field_of_filter(const QueryNode& node) {
  if (node.is_leaf()) return node.field;
  const schema::QueryField* first = field_of_filter(node.children.front());
  const bool same =
      std::ranges::all_of(node.children, [&](const QueryNode& child) { return field_of_filter(child) == first; });
  return same ? first : nullptr;
}

bool is_near_operand(const QueryNode& node) {
  return node.kind == NodeKind::word || node.kind == NodeKind::wildcard || node.kind == NodeKind::nothing ||
         (node.kind == NodeKind::numbers && !is_number_field(node));
}

class Parser {
 public:
  Parser(std::vector<Token> tokens, Match match, std::vector<Diagnostic>& diagnostics)
      : tokens_(std::move(tokens)), match_(match), diagnostics_(diagnostics) {}

  QueryNode run() {
    std::vector<QueryNode> parts;
    while (!abandoned_) {
      parts.push_back(alternatives().value_or(QueryNode{}));
      if (token().kind == TokenKind::end) break;
      mistake(token(), "this bracket was not opened");
      ++at_;
    }
    return abandoned_ ? QueryNode{} : make_list(NodeKind::all_of, std::move(parts));
  }

 private:
  using Maybe = std::optional<QueryNode>;  // absent: nothing stands here; NodeKind::nothing: text without words

  const Token& token() const { return tokens_[at_]; }

  const Token& token_before() const { return tokens_[at_ - 1]; }

  bool accept(TokenKind kind) {
    if (token().kind != kind) return false;
    ++at_;
    return true;
  }

  void mistake(const Token& where, std::string message) {
    if (diagnostics_.size() < max_diagnostics) diagnostics_.push_back({where.offset, where.length, std::move(message)});
  }

  void missing_operand(const Token& op, std::string_view side) {
    static constexpr std::array names{
        std::pair{TokenKind::and_op, "AND"},      std::pair{TokenKind::or_op, "OR"},
        std::pair{TokenKind::not_op, "NOT"},      std::pair{TokenKind::near_op, "NEAR"},
        std::pair{TokenKind::adjacent_op, "ADJ"}, std::pair{TokenKind::maybe_op, "AND MAYBE"},
        std::pair{TokenKind::minus, "-"},         std::pair{TokenKind::plus, "+"},
    };
    const auto name = std::ranges::find(names, op.kind, &std::pair<TokenKind, const char*>::first);
    mistake(op, std::string(name->second) + " needs something " + std::string(side) + " it");
  }

  bool starts_clause() const {
    static constexpr std::array kinds{TokenKind::word,  TokenKind::wildcard, TokenKind::numbers, TokenKind::phrase, TokenKind::open,
                                      TokenKind::field, TokenKind::not_op,   TokenKind::minus,  TokenKind::plus};
    return std::ranges::find(kinds, token().kind) != kinds.end();
  }

  // Operators that lost their left side.
  void skip_stray_operators() {
    static constexpr std::array kinds{TokenKind::and_op, TokenKind::maybe_op, TokenKind::near_op,
                                      TokenKind::adjacent_op};
    while (std::ranges::find(kinds, token().kind) != kinds.end()) missing_operand(tokens_[at_++], "before");
  }

  // group OR group ...
  Maybe alternatives() {
    std::vector<QueryNode> parts;
    Maybe part = group();
    bool any = part.has_value();
    if (part) parts.push_back(std::move(*part));
    bool complete = part.has_value();
    while (token().kind == TokenKind::or_op) {
      const Token& op = tokens_[at_++];
      part = group();
      if (!complete || !part) missing_operand(op, complete ? "after" : "before");
      complete = true;  // one mistake for each operator is enough
      any |= part.has_value();
      if (part) parts.push_back(std::move(*part));
    }
    if (!any) return std::nullopt;
    return make_list(NodeKind::any_of, std::move(parts));
  }

  // What stands side by side.
  Maybe group() {
    Side side;
    bool any = false;
    for (skip_stray_operators(); starts_clause() && !abandoned_; skip_stray_operators()) {
      const bool demanded = token().kind == TokenKind::plus;
      Maybe part = maybe_chain();
      if (!part) continue;
      any = true;
      const bool alternatives_meant = match_ == Match::any || is_single_valued(field_);
      if (part->kind == NodeKind::none_of && part->boost == 1)
        side.excluded.push_back(std::move(*part));
      else if (demanded || !alternatives_meant)
        side.required.push_back(std::move(*part));
      else if (!field_ && is_filter(*part))
        side.add_filter(std::move(*part));
      else
        side.optional.push_back(std::move(*part));
    }
    if (!any) return std::nullopt;
    return std::move(side).join();
  }

  // What one group holds.
  struct Side {
    std::vector<QueryNode> required, optional, excluded;
    std::vector<std::pair<const schema::QueryField*, std::vector<QueryNode>>> filters;

    // Any of a field's values, but one of every field: "any" means words.
    void add_filter(QueryNode filter) {
      const schema::QueryField* field = field_of_filter(filter);
      auto same =
          field ? std::ranges::find(filters, field, [](const auto& entry) { return entry.first; }) : filters.end();
      if (same == filters.end()) same = filters.insert(same, {field, {}});
      same->second.push_back(std::move(filter));
    }

    QueryNode join() && {
      QueryNode wanted = make_list(NodeKind::all_of, std::move(required));
      QueryNode other = make_list(NodeKind::any_of, std::move(optional));
      std::vector<QueryNode> parts;
      parts.push_back(wanted.kind == NodeKind::nothing ? std::move(other)
                                                       : make_maybe(std::move(wanted), std::move(other)));
      for (auto& [field, values] : filters) parts.push_back(make_list(NodeKind::any_of, std::move(values)));
      std::ranges::move(excluded, std::back_inserter(parts));
      return make_list(NodeKind::all_of, std::move(parts));
    }
  };

  Maybe maybe_chain() {
    Maybe required = conjunction();
    std::vector<QueryNode> optional;
    while (token().kind == TokenKind::maybe_op) {
      const Token& op = tokens_[at_++];
      Maybe part = starts_clause() ? conjunction() : std::nullopt;
      if (!part) missing_operand(op, "after");
      if (part) optional.push_back(std::move(*part));
    }
    if (!required) return required;
    return make_maybe(std::move(*required), make_list(NodeKind::any_of, std::move(optional)));
  }

  Maybe conjunction() {
    Maybe first = clause();
    if (token().kind != TokenKind::and_op) return first;
    std::vector<QueryNode> parts;
    if (first) parts.push_back(std::move(*first));
    while (token().kind == TokenKind::and_op) {
      const Token& op = tokens_[at_++];
      Maybe part = starts_clause() ? clause() : std::nullopt;
      if (!part) missing_operand(op, "after");
      if (part) parts.push_back(std::move(*part));
    }
    return make_list(NodeKind::all_of, std::move(parts));
  }

  // NOT, '-' and '+' before what they mean; a loop, since thousands of them may follow each other.
  Maybe clause() {
    bool negated = false;
    std::optional<Token> last;
    while (token().kind == TokenKind::not_op || token().kind == TokenKind::minus || token().kind == TokenKind::plus) {
      negated ^= token().kind != TokenKind::plus;
      last = tokens_[at_++];
    }
    Maybe operand = distance_chain();
    if (!operand) {
      if (last) missing_operand(*last, "after");
      return operand;
    }
    return negated ? make_none_of(std::move(*operand)) : std::move(operand);
  }

  Maybe distance_chain() {
    Maybe first = primary();
    const auto is_distance = [&] {
      return token().kind == TokenKind::near_op || token().kind == TokenKind::adjacent_op;
    };
    if (!first || !is_distance()) return first;
    QueryNode node;
    node.kind = token().kind == TokenKind::near_op ? NodeKind::near : NodeKind::adjacent;
    node.distance = token().distance;
    const TokenKind kind = token().kind;
    const Token& begin = token();
    node.children.push_back(std::move(*first));
    bool fits = true;
    while (is_distance()) {
      const Token& op = tokens_[at_++];
      fits &= op.kind == kind && op.distance == node.distance;
      Maybe part = primary();
      if (!part) missing_operand(op, "after");
      if (part) node.children.push_back(std::move(*part));
    }
    if (!fits) mistake(begin, "words joined by NEAR/ and ADJ/ side by side must share one operator and distance");
    return finish_distance(std::move(node), begin);
  }

  Maybe finish_distance(QueryNode node, const Token& where) {
    if (!std::ranges::all_of(node.children, is_near_operand)) {
      mistake(where, "NEAR/ and ADJ/ join words, not phrases, brackets or values");
      return QueryNode{};
    }
    std::erase_if(node.children, [](const QueryNode& child) { return child.kind == NodeKind::nothing; });
    if (node.children.empty()) return QueryNode{};
    const bool one_field = std::ranges::all_of(
        node.children, [&](const QueryNode& child) { return child.field == node.children[0].field; });
    if (!one_field) mistake(where, "words joined by NEAR/ and ADJ/ must be in one field");
    if (node.children.size() == 1) return std::move(node.children.front());
    node.field = node.children[0].field;
    return node;
  }

  Maybe primary() {
    if (token().kind == TokenKind::field) return field_value();
    if (token().kind == TokenKind::open) return brackets();
    return leaf();
  }

  Maybe leaf() {
    static constexpr std::array kinds{std::pair{TokenKind::word, NodeKind::word},
                                      std::pair{TokenKind::phrase, NodeKind::phrase},
                                      std::pair{TokenKind::wildcard, NodeKind::wildcard},
                                      std::pair{TokenKind::numbers, NodeKind::numbers}};
    const auto kind = std::ranges::find(kinds, token().kind, &std::pair<TokenKind, NodeKind>::first);
    if (kind == kinds.end()) return std::nullopt;
    const Token& typed = tokens_[at_++];
    if (typed.wrong) return QueryNode{};
    std::string wrong;
    QueryNode node = make_leaf(kind->second, typed.text, field_, wrong);
    if (!wrong.empty()) mistake(typed, wrong);
    if (node.kind == NodeKind::phrase) node.distance = typed.distance;
    if (node.kind == NodeKind::word || node.kind == NodeKind::phrase || node.kind == NodeKind::wildcard || node.kind == NodeKind::numbers)
      node.boost = typed.boost;
    return node;
  }

  Maybe field_value() {
    const Token& name = tokens_[at_++];
    if (field_) mistake(name, "a field inside the brackets of another");
    const std::size_t mistakes = diagnostics_.size();
    const schema::QueryField* outer = std::exchange(field_, name.field);
    Maybe value = token().kind == TokenKind::open ? brackets() : leaf();
    field_ = outer;
    if (mistakes == diagnostics_.size() && !token_before().wrong && (!value || value->kind == NodeKind::nothing))
      mistake(name, std::string(name.field->name) + ": needs a value");
    return value ? std::move(value) : QueryNode{};
  }

  Maybe brackets() {
    const Token& open = tokens_[at_++];
    if (++depth_ > max_depth) {
      mistake(open, "brackets nest deeper than " + std::to_string(max_depth));
      abandon();
      return QueryNode{};
    }
    Maybe inner = alternatives();
    --depth_;
    if (abandoned_) return QueryNode{};
    const double boost = token().boost;
    if (!accept(TokenKind::close))
      mistake(open, "this bracket is not closed");
    else if (inner && inner->kind != NodeKind::nothing && !is_filter(*inner))
      inner->boost = std::clamp(inner->boost * boost, min_boost, max_boost);
    return inner ? std::move(inner) : QueryNode{};
  }

  void abandon() {
    abandoned_ = true;
    at_ = tokens_.size() - 1;
  }

  std::vector<Token> tokens_;
  Match match_;
  std::vector<Diagnostic>& diagnostics_;
  std::size_t at_ = 0;
  const schema::QueryField* field_ = nullptr;
  int depth_ = 0;
  bool abandoned_ = false;
};

}  // namespace

QueryNode parse_query(std::string_view clean, Match match, std::vector<Diagnostic>& diagnostics) {
  if (clean.size() > max_query_bytes) {
    diagnostics.push_back({max_query_bytes, clean.size() - max_query_bytes,
                           "the query is longer than " + std::to_string(max_query_bytes) + " bytes"});
    return {};
  }
  QueryNode root = Parser(lex(clean, diagnostics), match, diagnostics).run();
  std::ranges::stable_sort(diagnostics, {}, &Diagnostic::offset);
  return root;
}

QueryNode parse_words(std::string_view clean, Match match) {
  std::vector<QueryNode> words;
  for (std::size_t at = clean.find_first_not_of(' '); at < clean.size(); at = clean.find_first_not_of(' ', at)) {
    const std::size_t end = std::min(clean.find(' ', at), clean.size());
    std::string mistake;
    words.push_back(make_leaf(NodeKind::word, trim_punctuation(clean.substr(at, end - at)), nullptr, mistake));
    at = end;
  }
  return make_list(match == Match::all ? NodeKind::all_of : NodeKind::any_of, std::move(words));
}

}  // namespace backfile::detail
