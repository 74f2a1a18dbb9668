// Page -> Article or Reject: the stages of extraction in their order. docs/extraction.md numbers them.
//   1 decode the charset   2 parse once   3 metadata readers propose candidates   4 body candidates and their chooser
//   5 resolvers: title, authors, date, section ...   6 language   7 article or not
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.hpp"
#include "indexer/crawl/page.hpp"

namespace backfile {

struct ExtractOptions {
  std::string default_language;  // --language: for pages that declare none
  std::string default_timezone;  // --timezone: IANA name or offset, for dates with a time but no zone
};

/// One line of --explain.
struct Explanation {
  std::string field{}, value{}, evidence{}, detail{};
  bool chosen = false;
  std::string note{};  // why it won or lost
};

struct Extraction {
  Article article;                // whatever fields could be read, also of a reject
  std::optional<Reject> rejected;
  bool address_is_canonical = false;          // article.url came from the page itself
  std::string fallback_address;               // the address to use should the canonical one prove to be shared by unlike texts
  std::vector<Explanation> explanations;      // only when asked for
};

/// Never throws for what the page says. Thread-safe. `explain` keeps all candidates.
[[nodiscard]] Extraction extract(Page page, const ExtractOptions& options, bool explain = false);

}  // namespace backfile
