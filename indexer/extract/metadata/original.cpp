// Where a text is from, as its page says. A canonical link to another site never becomes the page's address (canonical.cpp), but it names the original. An agency is credited as
// an author or in the dateline; names that are no agency's by themselves ("Agencies") name nobody.
#include <algorithm>
#include <array>

#include "common/address.hpp"
#include "common/text.hpp"
#include "indexer/extract/body/dateline.hpp"
#include "indexer/extract/metadata/author_words.hpp"
#include "indexer/extract/metadata/metadata.hpp"

namespace backfile {
namespace {

constexpr std::size_t paragraphs_before_dateline = 3;  // a standfirst, a line of contributors

std::string linked_original(const Candidates& candidates, std::string_view page_address) {
  const Candidate* link = candidates.first(MetaField::canonical, Evidence::link);
  if (page_address.empty() || !link || link->value.size() > max_address_bytes) return {};
  auto address = resolve_address(page_address, link->value);
  if (!address) return {};
  const AddressParts parts = split_address(*address);
  if (parts.host.empty() || (parts.path == "/" && parts.query.empty()) || site_of_address(*address) == site_of_address(page_address)) return {};
  return std::move(*address);
}

bool is_agency(std::string_view name) {
  constexpr auto kinds = std::to_array<std::string_view>(
      {"agencias", "agencies", "agency", "newswire", "wire", "wires", "wire services", "business wire", "pr newswire", "globenewswire"});
  constexpr auto called = std::to_array<std::string_view>(
      {"news agency", "press agency", "nachrichtenagentur", "presseagentur", "presse-agentur", "agence de presse", "agencia de noticias", "agenzia di stampa",
       "haber ajansi", "agencja prasowa", "информационное агентство", "通信社", "通訊社", "通讯社"});
  const std::string folded = folded_value(name);
  switch (kind_of_name(name)) {
    case NameKind::agency: return std::ranges::find(kinds, folded) == kinds.end();
    case NameKind::organisation:
      return std::ranges::any_of(called, [&](std::string_view words) { return folded.size() > words.size() && folded.find(words) != std::string::npos; });
    default: return false;
  }
}

/// Whether the page is the agency's own: "Reuters" at reuters.com, or of a publisher that is an agency.
bool is_of_agency(const Article& article) {
  const std::string_view site = article.site;
  return is_agency(article.publisher) || is_agency(site.substr(0, site.find('.')));
}

std::string credited_agency(const Article& article) {
  if (is_of_agency(article)) return {};
  for (const std::string& author : article.authors)
    if (is_agency(author)) return author;
  std::string_view rest = article.body;
  for (std::size_t i = 0; i < paragraphs_before_dateline && !rest.empty(); ++i) {
    const std::size_t end = std::min(rest.find("\n\n"), rest.size());
    if (const std::string_view credit = credit_in_dateline(rest.substr(0, end)); is_agency(credit)) return std::string(credit);
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return {};
}

}  // namespace

std::string resolve_original(const Candidates& candidates, const Article& article, std::string_view page_address) {
  std::string linked = linked_original(candidates, page_address);
  return linked.empty() ? credited_agency(article) : linked;
}

}  // namespace backfile
