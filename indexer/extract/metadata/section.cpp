// The newspaper's section: what metadata declares, else the last step of the breadcrumbs before the article, else the label above the
// headline, else the line above the headline if the menu has it too, else the first part of the address as a link to it is named. Values written as slugs ("espana") get the spelling that the breadcrumbs show ("España").
#include <algorithm>
#include <array>
#include <span>

#include "common/address.hpp"
#include "common/text.hpp"
#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/metadata.hpp"
#include "indexer/extract/metadata/title_text.hpp"
#include "indexer/extract/site_link.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_section_bytes = 80;
/// A trail longer than this is a menu.
constexpr std::size_t max_trail = 6;

using Words = std::span<const std::string_view>;

bool contains(Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// Keys (match_key) of what stands in a section's place without being one.
constexpr auto not_sections = std::to_array<std::string_view>(
    {"home", "home page", "homepage", "startseite", "start", "accueil", "inicio", "portada", "inicio page", "principal", "hjem", "hem", "forside", "etusivu",
     "ana sayfa", "anasayfa", "strona glowna", "главная", "головна", "beranda", "pagina inicial", "capa", "domov", "uvod", "ホーム", "トップ", "top", "首頁",
     "首页", "홈", "front page", "frontpage", "voorpagina", "pocetna", "fooldal", "αρχικη", "trang chu", "breadcrumb trail links", "breadcrumb", "breadcrumbs", "pfadnavigation",
     "navigationspfad", "breadcrumb navigation", "brotkrumen", "fil d ariane",
     "you are here", "sie sind hier", "anzeige", "advertisement", "reklama", "werbung", "publicidad", "publicite", "annonce", "annons", "sponsored", "ad",
     "share", "teilen", "tags", "tag", "uncategorized", "uncategorised", "allgemein", "sin categoria", "non classe", "article", "articles", "artikel", "menu",
     "search", "suche", "login", "back", "zuruck", "undefined", "null", "none", "website", "posts", "post", "blog posts", "default", "archive", "archiv", "test", "detail", "featured", "記事", "記事一覧", "一覧", "stories", "all articles", "alle artikel"});

/// Sections that say little; a further step of the breadcrumbs is better.
constexpr auto vague_sections = std::to_array<std::string_view>(
    {"news", "nachrichten", "noticias", "actualites", "aktuelles", "actualidad", "notizie", "haberler", "haber", "ニュース", "nyheter", "nieuws", "nyheder",
     "wiadomosci", "wydarzenia", "новости", "berita", "latest", "latest news", "article", "magazin", "magazine"});

/// First parts of addresses that name a kind of page or a language.
constexpr auto not_path_sections = std::to_array<std::string_view>(
    {"article", "articles", "artikel", "articulo", "articolo", "story", "stories", "post", "posts", "blog", "page", "pages", "content", "archive", "archives",
     "archiv", "view", "detail", "details", "doc", "index", "web", "node", "item", "items", "en", "de", "fr", "es", "it", "pt", "nl", "tr", "ru", "ja", "zh",
     "us", "uk", "noticia", "nota", "notas", "cnt", "amp", "mobile", "cms", "site", "sites", "public", "category", "tag", "topics", "wiki", "inhalt", "news",
     "id", "read", "show", "print", "home", "main", "portal", "app", "live", "video", "videos"});

bool is_address(std::string_view value) {
  return value.find("://") != std::string_view::npos || value.starts_with("www.");
}

/// "6 de mayo de 2022 05:30", "04.05.2025": a year and another number. "Elections 2024" is a section.
bool is_date(std::string_view value) {
  int numbers = 0;
  bool year = false;
  for (std::size_t i = 0; i < value.size();) {
    std::size_t end = i;
    while (end < value.size() && value[end] >= '0' && value[end] <= '9') ++end;
    if (end > i) ++numbers;
    year |= end - i == 4 && (value[i] == '1' || value[i] == '2');
    i = std::max(end, i + 1);
  }
  return year && numbers > 1;
}

bool is_year(std::string_view value) {
  return value.size() == 4 && value.find_first_not_of("0123456789") == std::string_view::npos;
}

class SectionResolver {
 public:
  SectionResolver(const HtmlDocument& document, const Candidates& candidates, std::string_view address, std::string_view title)
      : document_(document), candidates_(candidates), address_(address), title_(title) {
    for (const Candidate& c : candidates.all()) {
      if (c.field == MetaField::site_name || c.field == MetaField::publisher) site_.add_name(c.value);
      if (c.field == MetaField::title && c.of_main_item) add_title(c);
    }
    if (!address.starts_with("file:")) site_.add_host(split_address(address).host);
    read_trails();
  }

  std::string choose() const {
    std::string vague;
    for (const Evidence evidence : {Evidence::json_ld, Evidence::open_graph, Evidence::meta, Evidence::microdata, Evidence::state_json}) {
      for (const Candidate& c : candidates_.all()) {
        if (c.field != MetaField::section || c.evidence != evidence || !c.of_main_item) continue;
        std::string section = acceptable(c.value);
        if (section.empty()) continue;
        if (!contains(vague_sections, match_key(section))) return section;
        if (vague.empty()) vague = std::move(section);
      }
    }
    for (const std::string& step : {last_step(false), vague, last_step(true), label(), line_above_headline(), from_path()})
      if (!step.empty()) return step;
    return {};
  }

 private:
  /// An <h1> of other words than the title may well be the section's name.
  void add_title(const Candidate& c) {
    std::string key = match_key(c.value);
    if (c.evidence == Evidence::headline && !title_.empty() && word_agreement(key, match_key(title_)) < 0.2) return;
    titles_.push_back(std::move(key));
  }

  bool is_title(const std::string& key) const {
    return std::ranges::any_of(titles_, [&](const std::string& title) { return title == key || (key.size() > 30 && word_agreement(title, key) > 0.5); });
  }

  /// The value as a section's name, or empty.
  std::string acceptable(std::string_view value) const {
    while (value.starts_with('-') || value.starts_with('#') || value.starts_with(' ') || value.starts_with('/')) value.remove_prefix(1);
    if (value.ends_with(':') || is_title(match_key(value))) return {};
    const std::size_t cut = value.find_first_of(",;|>");
    value = trimmed(value.substr(0, cut));
    if (value.empty() || value.size() > max_section_bytes || is_address(value) || is_date(value)) return {};
    if (value.ends_with("...") || value.ends_with("…")) return {};  // a title that was cut
    const std::string key = match_key(value);
    const bool letters = std::ranges::any_of(key, [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
    if (!letters || value.find('_') != std::string_view::npos || contains(not_sections, key) || site_.is_name(value) || is_title(key)) return {};
    return as_shown(value, key);
  }

  /// "sociedad" as the breadcrumbs write it: "Sociedad".
  std::string as_shown(std::string_view value, const std::string& key) const {
    const bool slug = std::ranges::none_of(value, [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; });
    if (!slug) return std::string(value);
    for (const auto& trail : trails_)
      for (const std::string& step : trail)
        if (match_key(step) == key) return step;
    return std::string(value);
  }

  /// Breadcrumb candidates come one after the other, "1/4" to "4/4".
  void read_trails() {
    for (const Candidate& c : candidates_.all()) {
      if (c.field != MetaField::section || c.evidence != Evidence::breadcrumb) continue;
      if (trails_.empty() || c.detail.find(" 1/") != std::string::npos) trails_.emplace_back();
      trails_.back().push_back(c.value);
    }
    std::erase_if(trails_, [](const auto& trail) { return trail.size() > max_trail; });
  }

  std::string last_step(bool vague_too) const {
    for (const auto& trail : trails_) {
      for (auto step = trail.rbegin(); step != trail.rend(); ++step) {
        if (std::next(step) != trail.rend() && is_year(*std::next(step))) continue;  // the months of an archive
        std::string section = acceptable(*step);
        if (!section.empty() && (vague_too || !contains(vague_sections, match_key(section)))) return section;
      }
    }
    return {};
  }

  std::string label() const {
    for (const Candidate& c : candidates_.all()) {
      if (c.field != MetaField::section || c.evidence != Evidence::visible_text) continue;
      std::string section = acceptable(c.value);
      if (!section.empty() && count_code_points(section) <= 40) return section;
    }
    return {};
  }

  /// Pages without classes: "Farm", in bold above the headline, and a link of that name to another page of the site.
  std::string line_above_headline() const {
    constexpr std::size_t most_letters = 30;
    const std::string headline = match_key(title_);
    if (headline.empty()) return {};
    NodeId above = no_node;
    for (NodeId id = 0; id < document_.size(); ++id) {
      const Node& node = document_.node(id);
      if (node.tag == Tag::head || node.tag == Tag::script || node.tag == Tag::style) id = node.end - 1;
      if (node.tag != Tag::text || node.text.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
      const bool may_be_title = node.text.size() >= title_.size() && node.text.size() <= 2 * title_.size();
      if (may_be_title && match_key(node.text) == headline) break;
      above = id;
    }
    if (above == no_node || document_.node(above).text.size() > max_section_bytes || document_.closest(above, Tag::a) != no_node) return {};
    std::string name = acceptable(clean_value(document_.node(above).text));
    if (name.empty() || count_code_points(name) > most_letters || !is_in_menu(match_key(name))) return {};
    return name;
  }

  bool is_in_menu(const std::string& key) const {
    const std::string_view host = address_.starts_with("file:") ? std::string_view() : split_address(address_).host;
    return std::ranges::any_of(document_.all(Tag::a), [&](NodeId link) {
      return !path_within_site(document_.attribute(link, "href"), host).empty() && match_key(cut_utf8(document_.text_of(link), max_section_bytes)) == key;
    });
  }

  /// The text of a link to the directory `part` at the root of the site: the menu's name for "/shakai/" is "社会".
  std::string linked_name(std::string_view part) const {
    constexpr std::size_t most_letters = 30;
    const std::string_view host = split_address(address_).host;
    for (const NodeId link : document_.all(Tag::a)) {
      const std::string_view target = path_within_site(document_.attribute(link, "href"), host);
      if (target.empty() || target.substr(1) != part) continue;
      std::string name = acceptable(document_.text_of(link));
      if (!name.empty() && count_code_points(name) <= most_letters) return name;
    }
    return {};
  }

  /// "/world/2025/05/..." -> "World".
  std::string from_path() const {
    constexpr std::size_t longest_part = 24;
    if (address_.starts_with("file:")) return {};
    std::string_view path = split_address(address_).path;
    if (path.size() < 2) return {};
    path.remove_prefix(1);
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos || slash + 1 >= path.size() || slash < 3 || slash > longest_part) return {};
    std::string part(path.substr(0, slash));
    if (!std::ranges::all_of(part, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; }) || std::ranges::count(part, '-') > 2) return {};
    const std::string slug = part;
    std::ranges::replace(part, '-', ' ');
    if (contains(not_path_sections, part) || contains(not_sections, part) || site_.resembles(part)) return {};
    if (std::string name = linked_name(slug); !name.empty()) return name;
    part[0] = static_cast<char>(part[0] - 'a' + 'A');
    return part;
  }

  const HtmlDocument& document_;
  const Candidates& candidates_;
  std::string_view address_, title_;
  SiteNames site_;
  std::vector<std::string> titles_;
  std::vector<std::vector<std::string>> trails_;
};

}  // namespace

std::string resolve_section(const HtmlDocument& document, const Candidates& candidates, std::string_view address, std::string_view title) {
  return SectionResolver(document, candidates, address, title).choose();
}

}  // namespace backfile
