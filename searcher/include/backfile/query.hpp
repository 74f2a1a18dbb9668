// A query as a user types it: parsed without an archive, always usable, carrying its mistakes as diagnostics.
// The language is described in docs/query-language.md. Query is an immutable value; copies are cheap and may cross threads.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <backfile/version.hpp>

namespace backfile {

/// A mistake in a query's text. `offset` and `length` are bytes into the text as given.
struct Diagnostic {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message;  ///< plain UTF-8 without a line break, at most 200 bytes
};

/// How text becomes a query.
enum class Syntax {
  query,  ///< the query language: operators, fields, phrases, wildcards
  words,  ///< literally words: nothing is an operator, nothing is a mistake
};

/// What joins words that stand side by side.
enum class Match { all, any };

namespace detail {
struct QueryNode;
struct QueryAccess;
}  // namespace detail

class BACKFILE_API Query {
 public:
  /// Parses `text` (UTF-8; invalid bytes are replaced). Never throws for what the text says. O(size of text); text over 4 kB
  /// is a diagnostic under Syntax::query and is cut under Syntax::words.
  [[nodiscard]] static Query parse(std::string_view text, Syntax syntax = Syntax::query, Match match = Match::all);

  /// The query that matches every article; `*` alone parses to it.
  [[nodiscard]] static Query everything();

  /// True without diagnostics. Searching with a query that is not ok() is an Error(usage).
  [[nodiscard]] bool ok() const noexcept;
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept;

  /// True when nothing in the text can be searched (no word, no field): matches nothing.
  [[nodiscard]] bool empty() const noexcept;

  /// The text as given.
  [[nodiscard]] const std::string& text() const noexcept;

  /// The query as understood, in a canonical form which parses to an equal query.
  [[nodiscard]] std::string to_string() const;

 private:
  friend struct detail::QueryAccess;
  struct Parsed;
  explicit Query(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}
  std::shared_ptr<const Parsed> parsed_;
};

}  // namespace backfile
