// The publisher's display name: what the page calls itself to readers, rather than the company that owns it, a domain or a slogan.
#include <algorithm>
#include <array>

#include "common/address.hpp"
#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/metadata.hpp"
#include "indexer/extract/metadata/title_text.hpp"

namespace backfile {
namespace {

constexpr std::size_t long_name = 40;

bool names_a_company(std::string_view name) {
  static constexpr auto forms = std::to_array<std::string_view>({"gmbh", "ag", "kg", "inc", "ltd", "llc", "corp", "corporation", "limited", "plc", "sa", "spa", "srl",
                                                                 "bv", "ab", "oy", "as", "verlag", "verlags", "verlagsgesellschaft", "group", "holding"});
  const std::string key = " " + match_key(name) + " ";
  return std::ranges::any_of(forms, [&](std::string_view form) { return key.find(" " + std::string(form) + " ") != std::string::npos; });
}

bool is_domain(std::string_view name) {
  return name.find(' ') == std::string_view::npos && name.find('.') != std::string_view::npos;
}

/// "Daily News | Sport and more" -> "Daily News": a slogan behind the name.
std::string without_slogan(const std::string& name) {
  if (name.size() <= long_name / 2) return name;
  for (const std::string_view mark : {" | ", " – ", " — ", " - ", " :: ", ": "}) {
    const std::size_t found = name.find(mark);
    if (found != std::string::npos && found >= 3) return name.substr(0, found);
  }
  return name;
}

int score(const Candidate& c, const std::string& name, const SiteNames& host) {
  int points = 0;
  if (c.detail == "og:site_name") points += 2;
  if (c.field == MetaField::publisher && c.evidence == Evidence::json_ld) points += 2;
  if (c.detail == "WebSite.name") points += 1;
  if (host.resembles(name)) points += 2;
  if (names_a_company(name)) points -= 3;
  if (is_domain(name)) points -= 2;
  if (name.size() > long_name) points -= 2;
  return points;
}

/// Templates that write the title into the site's field.
bool is_title(const Candidates& candidates, const std::string& name) {
  constexpr auto least_words = 4;
  if (std::ranges::count(name, ' ') + 1 < least_words) return false;
  return std::ranges::any_of(candidates.all(), [&](const Candidate& c) {
    return c.field == MetaField::title && c.of_main_item && c.value == name &&
           (c.evidence == Evidence::json_ld || c.evidence == Evidence::microdata || c.evidence == Evidence::open_graph);
  });
}

}  // namespace

std::string resolve_publisher(const Candidates& candidates, std::string_view address) {
  SiteNames host;
  if (!address.empty() && !address.starts_with("file:")) host.add_host(split_address(address).host);
  std::string best;
  int best_score = 0;
  for (const Candidate& c : candidates.all()) {
    if ((c.field != MetaField::site_name && c.field != MetaField::publisher) || !c.of_main_item) continue;
    if (c.value.find("://") != std::string::npos || c.value.find_first_of("{}$<>") != std::string::npos) continue;  // a template's variable
    if (is_title(candidates, c.value)) continue;
    std::string name = without_slogan(c.value);
    const int points = score(c, name, host);
    if (best.empty() || points > best_score) {
      best = std::move(name);
      best_score = points;
    }
  }
  return best;
}

}  // namespace backfile
