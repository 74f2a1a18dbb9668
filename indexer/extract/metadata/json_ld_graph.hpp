// JSON-LD of a page as a set of items: @graph and arrays opened, @id references resolved, and the item that describes the page's own
// article chosen among the others (related articles, lists, embedded videos). https://schema.org, https://www.w3.org/TR/json-ld11/
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backfile {

/// What an item's @type says it is, strongest first.
enum class ItemKind { news_article, article, specific_work, generic_work, media, web_page, list, breadcrumbs, organisation, web_site, offer, other };

struct JsonItem {
  const nlohmann::json* node = nullptr;
  ItemKind kind = ItemKind::other;
  std::string type;     // "NewsArticle"
  bool listed = false;  // stands in a list or inside another work: not what the page is about
};

/// What the page says about itself outside of JSON-LD, to tell its own item from others.
struct PageIdentity {
  std::vector<std::string> title_keys;  // match_key of <title>, og:title, h1
  std::vector<std::string> addresses;   // canonical link, og:url
};

class JsonGraph {
 public:
  /// Keeps pointers into `roots`, which must outlive the graph. At most `max_items` items are looked at.
  explicit JsonGraph(const std::vector<nlohmann::json>& roots);

  [[nodiscard]] const std::vector<JsonItem>& items() const noexcept { return items_; }
  /// The full object that a bare {"@id": ...} stands for; the node itself otherwise.
  [[nodiscard]] const nlohmann::json& resolved(const nlohmann::json& node) const;
  /// Indices of the items that describe this page's article (several when plugins describe it twice), best first; empty when none does.
  [[nodiscard]] std::vector<std::size_t> main_items(const PageIdentity& identity) const;

 private:
  struct Place {
    bool listed = false;
    int depth = 0;
  };
  void collect(const nlohmann::json& node, Place place);
  void add_object(const nlohmann::json& node, Place place);
  [[nodiscard]] bool describes_page(const JsonItem& item, const PageIdentity& identity) const;

  std::vector<JsonItem> items_;
  std::unordered_map<std::string_view, const nlohmann::json*> by_id_;
  std::size_t visited_ = 0;
};

/// First text of a value: a string, a number's digits, an object's @value, name or headline, the first of a list. Cleaned; empty if none.
[[nodiscard]] std::string json_text(const nlohmann::json& value);
/// The member, or a null value.
[[nodiscard]] const nlohmann::json& member(const nlohmann::json& object, const char* key);
/// Last part of the @type ("http://schema.org/NewsArticle" -> "NewsArticle"), all of them.
[[nodiscard]] std::vector<std::string> types_of(const nlohmann::json& object);

}  // namespace backfile
