// The page's own address: rel=canonical, og:url, JSON-LD. A page may name any address, so it is believed only within the site that the
// crawl says the page is from, or where the crawl knows no address at all.
#include "common/address.hpp"
#include "indexer/extract/metadata/metadata.hpp"

namespace backfile {
namespace {

std::string acceptable(const Candidate& candidate, std::string_view address, bool address_is_known) {
  if (candidate.value.size() > max_address_bytes) return {};
  const auto resolved = address_is_known ? resolve_address(address, candidate.value) : normalise_address(candidate.value);
  if (!resolved || split_address(*resolved).host.empty()) return {};
  const AddressParts parts = split_address(*resolved);
  if (parts.path == "/" && parts.query.empty()) return {};
  if (address_is_known && site_of_address(*resolved) != site_of_address(address)) return {};
  return *resolved;
}

}  // namespace

std::string canonical_address(const Candidates& candidates, std::string_view address, bool address_is_known) {
  if (const Candidate* link = candidates.first(MetaField::canonical, Evidence::link)) {
    std::string own = acceptable(*link, address, address_is_known);
    if (!own.empty() || address_is_known) return own;
  }
  if (address_is_known) return {};
  if (const Candidate* graph = candidates.first(MetaField::canonical, Evidence::open_graph)) return acceptable(*graph, address, false);
  return {};
}

}  // namespace backfile
