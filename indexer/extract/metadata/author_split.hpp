// A byline as names: "By Jane Doe and John Roe, Political Editor | 3 May 2024" -> Jane Doe, John Roe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/metadata/author_words.hpp"

namespace backfile {

struct AuthorName {
  std::string name;
  NameKind kind = NameKind::person;
};

/// Every part of a byline that names somebody, in order, without repetitions: persons, agencies, organisations, staff. Roles, places, dates
/// and addresses are dropped. At most 600 bytes are looked at.
[[nodiscard]] std::vector<AuthorName> parse_byline(std::string_view byline);

/// One name as structured data gives it: prefix, suffix, brackets and punctuation around it removed; empty when it is no name.
[[nodiscard]] std::string tidy_name(std::string_view name);

}  // namespace backfile
