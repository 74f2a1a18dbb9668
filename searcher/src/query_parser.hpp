// Query text -> tree and mistakes. Recursive descent over the lexer's tokens; the only recursion is on brackets, at
// most max_depth of them. Precedence, strongest first:
//
//   word "phrase" pre*x field:value (brackets)   NEAR/n ADJ/n   NOT - +   AND   AND MAYBE   side by side   OR
//
// What stands side by side is joined by Match: all of it, or any of it with '+' for what must be there.
#pragma once

#include <string_view>
#include <vector>

#include "searcher/src/query_ast.hpp"

namespace backfile::detail {

inline constexpr int max_depth = 20;

[[nodiscard]] QueryNode parse_query(std::string_view clean, Match match, std::vector<Diagnostic>& diagnostics);

/// Every word as it stands; nothing is a mistake.
[[nodiscard]] QueryNode parse_words(std::string_view clean, Match match);

/// The leaf that `text` is in `field`; `mistake` says what is wrong with it.
[[nodiscard]] QueryNode make_leaf(NodeKind kind, std::string_view text, const schema::QueryField* field,
                                  std::string& mistake);

}  // namespace backfile::detail
