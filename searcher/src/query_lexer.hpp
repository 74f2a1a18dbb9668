// Query text -> tokens. All that depends on neighbouring characters is decided here (is this '-' an operator, is this
// colon a field's, is this '?' a wildcard), so that the parser sees words, phrases and operators only. One pass,
// linear.
//
// Special characters lose their meaning behind a backslash; the canonical printed form uses that.
#pragma once

#include <backfile/query.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "common/schema.hpp"

namespace backfile::detail {

enum class TokenKind {
  word,
  wildcard,
  numbers,
  phrase,
  open,
  close,
  field,
  and_op,
  or_op,
  not_op,
  maybe_op,
  near_op,
  adjacent_op,
  minus,
  plus,
  end
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;                           // word, wildcard, numbers, phrase: without escapes
  const schema::QueryField* field = nullptr;  // field: the value follows as word, wildcard, phrase or open
  unsigned distance = 0;                      // near, adjacent, phrase
  double boost = 1;                           // word, wildcard, numbers, phrase, close
  bool wrong = false;                         // a mistake in it has been reported
  std::size_t offset = 0, length = 0;         // in the query's text
};

inline constexpr std::size_t max_query_bytes = 4096;
inline constexpr unsigned max_distance = 100;
inline constexpr double min_boost = .01, max_boost = 100;

/// `clean` comes from separated(). The last token is `end`. Mistakes are appended to `diagnostics`.
[[nodiscard]] std::vector<Token> lex(std::string_view clean, std::vector<Diagnostic>& diagnostics);

}  // namespace backfile::detail
