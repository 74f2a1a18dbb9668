// From the blocks of the chosen container to those that are the article's: everything else gets a reason.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/extract/body/page_text.hpp"
#include "indexer/extract/body/shingles.hpp"

namespace backfile {

struct TrimContext {
  std::string_view title;
  std::string_view standfirst;
  std::string_view host;              // of the page's address, may be empty
  const Shingles& declared;           // JSON's text, may be empty
  std::uint32_t headline = 0xffffffff;  // block that shows the title, if any
};

/// One of the container's blocks with the verdict on it; nullptr: kept.
struct Verdict {
  std::uint32_t block = 0;
  const char* dropped = nullptr;
};

[[nodiscard]] std::vector<Verdict> trim(const PageText& page, const std::vector<BlockRange>& ranges, const TrimContext& context);

}  // namespace backfile
