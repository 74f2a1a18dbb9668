#include "searcher/src/suggest.hpp"

#include <map>
#include <string_view>
#include <utility>

#include "common/text.hpp"
#include "searcher/src/query_ast.hpp"
#include "searcher/src/query_chars.hpp"
#include "searcher/src/query_text.hpp"
#include "searcher/src/spelling.hpp"

namespace backfile {
namespace {

using detail::NodeKind;
using detail::QueryNode;

/// Typed words that were searched as words, by exact form; what they become is empty at first.
using Corrections = std::map<std::string, std::string, std::less<>>;

void gather_words(const QueryNode& node, Corrections& words) {
  if (node.kind == NodeKind::none_of) return;
  if (node.kind == NodeKind::word || node.kind == NodeKind::phrase)
    for (const std::string& word : words_of(node.text)) words.emplace(word, std::string());
  for (const QueryNode& child : node.children) gather_words(child, words);
}

std::string in_the_case_of(std::string_view typed, std::string correction) {
  if (!typed.empty() && detail::is_ascii_upper(typed[0]) && detail::is_ascii_lower(correction[0]))
    correction[0] = static_cast<char>(correction[0] - 'a' + 'A');
  return correction;
}

std::string corrected_text(const std::string& text, const Corrections& corrections) {
  std::string out;
  std::size_t done = 0;
  for_each_word(text, [&](const Word& word) {
    const auto found = corrections.find(word.exact);
    if (found == corrections.end() || found->second.empty()) return;
    out.append(text, done, word.begin - done).append(in_the_case_of(word.surface, found->second));
    done = word.begin + word.surface.size();
  });
  return out.append(text, done);
}

}  // namespace

std::optional<std::string> suggested_query(const Xapian::Database& database, const Query& query, std::uint64_t found, const Deadline& deadline,
                                           const std::function<std::uint64_t(const Query&)>& count) {
  Corrections words;
  gather_words(detail::QueryAccess::root(query), words);
  detail::Speller speller(database);
  bool any = false;
  for (auto& [exact, correction] : words) {
    deadline.check();
    correction = speller.correction(exact).value_or("");
    any = any || !correction.empty();
  }
  if (!any) return std::nullopt;
  std::string text = corrected_text(detail::collapsed(detail::separated(query.text())), words);
  const Query corrected = Query::parse(text, detail::QueryAccess::syntax(query), detail::QueryAccess::match(query));
  if (!corrected.ok() || count(corrected) <= found) return std::nullopt;
  return text;
}

}  // namespace backfile
