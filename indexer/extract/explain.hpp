// What `backfile-index --explain PAGE` prints: for every field the value that won, where it came from, and the candidates that lost.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/article.hpp"
#include "indexer/extract/body/body.hpp"
#include "indexer/extract/candidates.hpp"
#include "indexer/extract/dates/published.hpp"
#include "indexer/extract/extract.hpp"
#include "indexer/extract/language.hpp"
#include "indexer/extract/metadata/metadata.hpp"

namespace backfile {

struct ExplainInput {
  const Article& article;
  const Candidates& candidates;
  const TitleChoice& title;
  const AuthorChoice& authors;
  const Body& body;
  const std::vector<std::string>& body_notes;
  const Dates& dates;
  const LanguageChoice& language;
  std::string_view charset, charset_from;
  std::string_view crawl_address;
  bool address_is_canonical = false;
};

/// Fields in the order of the article's JSON; the chosen line of a field comes before its candidates.
[[nodiscard]] std::vector<Explanation> explanations(const ExplainInput& input);

}  // namespace backfile
