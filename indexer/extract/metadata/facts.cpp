// The simple facts: tags, image, declared language and the body that metadata declares.
#include <algorithm>
#include <array>

#include "common/address.hpp"
#include "common/text.hpp"
#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/metadata.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_tags = 64;
constexpr std::size_t max_tag_bytes = 120;

bool is_list_of_tags(const Candidate& c) {
  return c.value.find(',') != std::string::npos || c.value.find(';') != std::string::npos || c.value.find("、") != std::string::npos;
}

/// Identifiers and a system's own labels: "26157981-b4f7-4929-...", "ivw:homepage", "NLP Category: General".
bool is_label_of_machines(std::string_view tag) {
  const std::size_t colon = tag.find(':');
  if (colon != std::string_view::npos && (colon + 1 == tag.size() || tag[colon + 1] != ' ' || tag.find("ategory") < colon)) return true;
  const auto hex = std::ranges::count_if(tag, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-'; });
  return tag.size() >= 24 && static_cast<std::size_t>(hex) == tag.size();
}

void add_tag(std::vector<std::string>& tags, std::vector<std::string>& keys, std::string_view tag) {
  tag = trimmed(tag);
  if (tag.empty() || tag.size() > max_tag_bytes || is_label_of_machines(tag) || tags.size() >= max_tags) return;
  std::string key = folded_value(tag);
  if (std::ranges::find(keys, key) != keys.end()) return;
  keys.push_back(std::move(key));
  tags.emplace_back(tag);
}

void add_tags(std::vector<std::string>& tags, std::vector<std::string>& keys, std::string_view list) {
  while (true) {
    const std::size_t end = list.find_first_of(",;");
    add_tag(tags, keys, list.substr(0, end));
    if (end == std::string_view::npos) break;
    list.remove_prefix(end + 1);
  }
}

}  // namespace

/// The best source alone: mixing keywords for search engines with the topics that readers see makes neither better.
std::vector<std::string> resolve_tags(const Candidates& candidates) {
  static constexpr auto sources = std::to_array<std::string_view>({"article:tag", "news_keywords", "parsely-tags", "keywords", "rel=tag"});
  std::vector<std::string> tags, keys;
  const auto take = [&](auto&& belongs) {
    if (!tags.empty()) return;
    for (const Candidate& c : candidates.all())
      if (c.field == MetaField::tag && c.of_main_item && belongs(c)) {
        if (is_list_of_tags(c)) add_tags(tags, keys, c.value);
        else add_tag(tags, keys, c.value);
      }
  };
  take([](const Candidate& c) { return c.evidence == Evidence::json_ld && c.detail.ends_with(".keywords"); });
  for (const std::string_view source : sources) take([&](const Candidate& c) { return c.detail == source; });
  take([](const Candidate&) { return true; });
  return tags;
}

std::string resolve_image(const Candidates& candidates, std::string_view address) {
  for (const Evidence evidence : {Evidence::open_graph, Evidence::json_ld, Evidence::meta, Evidence::link, Evidence::microdata}) {
    for (const Candidate& c : candidates.all()) {
      if (c.field != MetaField::image || c.evidence != evidence || !c.of_main_item) continue;
      const auto resolved = address.starts_with("file:") ? normalise_address(c.value) : resolve_address(address, c.value);
      if (resolved) return *resolved;
    }
  }
  return {};
}

std::string declared_language(const HtmlDocument&, const Candidates& candidates) {
  static constexpr auto order = std::to_array<std::string_view>({"html.lang", "html.xml:lang", "content-language", "og:locale"});
  for (const std::string_view detail : order)
    for (const Candidate& c : candidates.all())
      if (c.field == MetaField::language && c.detail == detail && !canonical_language(c.value).empty()) return canonical_language(c.value);
  for (const Candidate& c : candidates.all())
    if (c.field == MetaField::language && c.of_main_item && !canonical_language(c.value).empty()) return canonical_language(c.value);
  return {};
}

std::string_view declared_body(const Candidates& candidates) {
  std::string_view longest;
  for (const Candidate& c : candidates.all())
    if (c.field == MetaField::body && c.of_main_item && c.value.size() > longest.size()) longest = c.value;
  return longest;
}

}  // namespace backfile
