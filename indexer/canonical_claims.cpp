#include "indexer/canonical_claims.hpp"

#include "common/address.hpp"
#include "common/digest.hpp"
#include "indexer/likeness.hpp"

namespace backfile {

std::optional<CanonicalClaim> CanonicalClaims::settle(Understood& item) {
  if (item.fallback_address.empty() || item.fallback_address == item.article.url) return std::nullopt;
  const CanonicalClaim mine{.likeness = item.likeness, .owner = digest64(item.own_address_key)};
  const std::string key = address_key(item.article.url);
  const auto [place, first_in_run] = claims_.try_emplace(digest64(key), mine);
  CanonicalClaim& claim = place->second;
  if (first_in_run) {
    const auto earlier = writer_.find_claim(key);
    if (!earlier) return mine;
    claim = *earlier;
  }
  if (claim.owner == mine.owner) {
    const bool changed = claim.likeness != mine.likeness;
    claim = mine;
    return changed ? std::optional(mine) : std::nullopt;
  }
  if (alike(claim.likeness, mine.likeness)) return std::nullopt;
  item.article.url = item.fallback_address;
  item.article.site = site_of_address(item.article.url);
  return std::nullopt;
}

}  // namespace backfile
