#include "indexer/extract/metadata/json_ld_graph.hpp"

#include <algorithm>
#include <array>

#include "indexer/extract/metadata/clean.hpp"

namespace backfile {
namespace {

using nlohmann::json;

/// Real graphs have some hundred nodes; beyond this the rest of a page's JSON is not looked at.
constexpr std::size_t max_visited = 50'000;
constexpr std::size_t max_items = 2'000;
/// More articles than this side by side, none of them recognisably the page's own, make a list.
constexpr std::size_t max_unlisted = 2;

struct TypeKind {
  std::string_view type;
  ItemKind kind;
};

constexpr auto type_kinds = std::to_array<TypeKind>({
    {"AboutPage", ItemKind::web_page},
    {"AdvertiserContentArticle", ItemKind::news_article},
    {"AnalysisNewsArticle", ItemKind::news_article},
    {"Article", ItemKind::article},
    {"AskPublicNewsArticle", ItemKind::news_article},
    {"AudioObject", ItemKind::media},
    {"BackgroundNewsArticle", ItemKind::news_article},
    {"BlogPosting", ItemKind::article},
    {"BreadcrumbList", ItemKind::breadcrumbs},
    {"CollectionPage", ItemKind::list},
    {"ContactPage", ItemKind::web_page},
    {"Corporation", ItemKind::organisation},
    {"CreativeWork", ItemKind::generic_work},
    {"CriticReview", ItemKind::specific_work},
    {"DiscussionForumPosting", ItemKind::article},
    {"FAQPage", ItemKind::web_page},
    {"HowTo", ItemKind::specific_work},
    {"ImageGallery", ItemKind::media},
    {"Interview", ItemKind::article},
    {"ItemList", ItemKind::list},
    {"ItemPage", ItemKind::web_page},
    {"JobPosting", ItemKind::offer},
    {"LiveBlogPosting", ItemKind::news_article},
    {"MediaGallery", ItemKind::media},
    {"MedicalScholarlyArticle", ItemKind::article},
    {"MedicalWebPage", ItemKind::web_page},
    {"NewsArticle", ItemKind::news_article},
    {"NewsMediaOrganization", ItemKind::organisation},
    {"OpinionNewsArticle", ItemKind::news_article},
    {"Organization", ItemKind::organisation},
    {"PodcastEpisode", ItemKind::media},
    {"ProfilePage", ItemKind::web_page},
    {"QAPage", ItemKind::web_page},
    {"Recipe", ItemKind::specific_work},
    {"Report", ItemKind::article},
    {"ReportageNewsArticle", ItemKind::news_article},
    {"Review", ItemKind::specific_work},
    {"ReviewNewsArticle", ItemKind::news_article},
    {"SatiricalArticle", ItemKind::article},
    {"ScholarlyArticle", ItemKind::article},
    {"SearchResultsPage", ItemKind::list},
    {"SocialMediaPosting", ItemKind::article},
    {"TechArticle", ItemKind::article},
    {"VideoObject", ItemKind::media},
    {"WebPage", ItemKind::web_page},
    {"WebSite", ItemKind::web_site},
});
static_assert(std::ranges::is_sorted(type_kinds, {}, &TypeKind::type));

ItemKind kind_of(std::string_view type) {
  const auto found = std::ranges::lower_bound(type_kinds, type, {}, &TypeKind::type);
  return found != type_kinds.end() && found->type == type ? found->kind : ItemKind::other;
}

/// Members that lead from a page to what it is about, not to something else.
bool leads_to_main(std::string_view key) {
  return key == "@graph" || key == "mainEntity" || key == "mainEntityOfPage";
}

/// How near to an article's own description a kind comes; 0 = cannot be the page's article.
int rank_of(ItemKind kind) {
  switch (kind) {
    case ItemKind::news_article: return 6;
    case ItemKind::article: return 5;
    case ItemKind::specific_work: return 4;
    case ItemKind::generic_work: return 3;
    case ItemKind::media: return 2;
    default: return 0;
  }
}

std::string headline_key(const json& node) {
  const std::string headline = json_text(member(node, "headline"));
  return match_key(headline.empty() ? json_text(member(node, "name")) : headline);
}

std::string_view without_scheme(std::string_view address) {
  const std::size_t slashes = address.find("://");
  if (slashes != std::string_view::npos) address.remove_prefix(slashes + 3);
  address = address.substr(0, address.find('#'));
  while (address.ends_with('/')) address.remove_suffix(1);
  return address;
}

}  // namespace

const json& member(const json& object, const char* key) {
  static const json none;
  if (!object.is_object()) return none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

std::string json_text(const json& value) {
  const json* v = &value;
  for (int hops = 0; hops < 4; ++hops) {
    if (v->is_string()) return clean_value(v->get_ref<const std::string&>());
    if (v->is_number()) return v->dump();
    if (v->is_array() && !v->empty()) {
      v = &v->front();
    } else if (v->is_object()) {
      const json* next = nullptr;
      for (const char* key : {"@value", "name", "headline", "text"})
        if (!next && v->contains(key)) next = &member(*v, key);
      if (!next) return {};
      v = next;
    } else {
      return {};
    }
  }
  return {};
}

std::vector<std::string> types_of(const json& object) {
  std::vector<std::string> types;
  const auto add = [&](const json& type) {
    if (!type.is_string() || types.size() >= 8) return;
    std::string_view name = trimmed(type.get_ref<const std::string&>());
    const std::size_t cut = name.find_last_of("/:#");
    if (cut != std::string_view::npos) name.remove_prefix(cut + 1);
    if (!name.empty() && name.size() < 64) types.emplace_back(name);
  };
  const json& type = member(object, "@type");
  if (type.is_array()) {
    for (const json& one : type) add(one);
  } else {
    add(type);
  }
  return types;
}

JsonGraph::JsonGraph(const std::vector<json>& roots) {
  for (const json& root : roots) collect(root, {});
}

// Recursion is bounded: parse_lenient_json refuses what nests deeper than max_json_depth.
void JsonGraph::collect(const json& node, Place place) {
  if (++visited_ > max_visited) return;
  if (node.is_array()) {
    for (const json& one : node)
      if (one.is_structured()) collect(one, {place.listed, place.depth + 1});
  } else if (node.is_object()) {
    add_object(node, place);
  }
}

void JsonGraph::add_object(const json& node, Place place) {
  const json& id = member(node, "@id");
  if (id.is_string() && node.size() > 1) {
    const auto [known, added] = by_id_.try_emplace(id.get_ref<const std::string&>(), &node);
    if (!added && known->second->size() < node.size()) known->second = &node;
  }
  JsonItem item{.node = &node, .kind = ItemKind::other, .type = {}, .listed = place.listed};
  for (const std::string& type : types_of(node)) {
    const ItemKind kind = kind_of(type);
    if (item.type.empty() || kind < item.kind) {
      item.kind = kind;
      item.type = type;
    }
  }
  // A bare block without a type that has a headline is an article whose author forgot to say so.
  if (item.type.empty() && !place.listed && node.contains("headline")) {
    item.kind = ItemKind::generic_work;
    item.type = "untyped";
  }
  const bool in_list = item.kind == ItemKind::list;
  if (item.kind != ItemKind::other && items_.size() < max_items) items_.push_back(std::move(item));
  for (const auto& [key, value] : node.items())
    if (value.is_structured()) collect(value, {place.listed || in_list || !leads_to_main(key), place.depth + 1});
}

const json& JsonGraph::resolved(const json& node) const {
  if (!node.is_object() || node.contains("name")) return node;
  const json& id = member(node, "@id");
  if (!id.is_string()) return node;
  const auto found = by_id_.find(id.get_ref<const std::string&>());
  return found == by_id_.end() ? node : *found->second;
}

bool JsonGraph::describes_page(const JsonItem& item, const PageIdentity& identity) const {
  const json& of_page = member(*item.node, "mainEntityOfPage");
  for (const json* place : {&member(*item.node, "url"), &of_page, &member(of_page, "@id"), &member(*item.node, "@id")}) {
    if (!place->is_string()) continue;
    const std::string_view address = without_scheme(place->get_ref<const std::string&>());
    if (address.find('/') == std::string_view::npos) continue;  // the site's home
    for (const std::string& own : identity.addresses)
      if (without_scheme(own) == address) return true;
  }
  const std::string key = headline_key(*item.node);
  if (key.empty()) return false;
  return std::ranges::any_of(identity.title_keys, [&](const std::string& title) {
    return !title.empty() && (title.find(key) != std::string::npos || (title.size() > 12 && key.find(title) != std::string::npos));
  });
}

std::vector<std::size_t> JsonGraph::main_items(const PageIdentity& identity) const {
  struct Scored {
    std::size_t index;
    int score;
  };
  constexpr int describes_bonus = 10;  // above every rank: the address or title decides before the type
  std::vector<Scored> scored;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const JsonItem& item = items_[i];
    const int rank = rank_of(item.kind);
    if (item.listed || rank == 0) continue;
    const bool describes = describes_page(item, identity);
    // An embedded video carries its own date and title; it is the page's subject only when the page is named after it.
    if (item.kind == ItemKind::media && !describes) continue;
    scored.push_back({i, rank + (describes ? describes_bonus : 0)});
  }
  if (scored.empty()) return {};
  std::ranges::stable_sort(scored, std::ranges::greater(), &Scored::score);
  if (scored.front().score < describes_bonus && scored.size() > max_unlisted) return {};
  std::vector<std::size_t> main;
  const std::string best_key = headline_key(*items_[scored.front().index].node);
  for (const Scored& one : scored) {
    const bool same = one.index == scored.front().index || one.score >= describes_bonus ||
                      (!best_key.empty() && headline_key(*items_[one.index].node) == best_key);
    if (same) main.push_back(one.index);
  }
  return main;
}

}  // namespace backfile
