// JSON-LD (https://schema.org) to candidates: the properties of the page's own article, weaker ones of its WebPage, the names of
// publisher and site, breadcrumbs; and the headlines of other articles, marked as such, since many of them make a list page.
#include <algorithm>
#include <array>

#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/json_ld_graph.hpp"
#include "indexer/extract/metadata/lenient_json.hpp"
#include "indexer/extract/metadata/metadata.hpp"

namespace backfile {
namespace {

using nlohmann::json;

constexpr std::size_t max_value_bytes = 8192;  // of all values but the body
constexpr std::size_t max_people = 64;
constexpr std::size_t max_tags = 128;
constexpr std::size_t max_other_titles = 64;

struct Property {
  const char* key;
  MetaField field;
};

/// Properties with one plain value.
constexpr auto plain_properties = std::to_array<Property>({
    {"headline", MetaField::title},
    {"alternativeHeadline", MetaField::title},
    {"datePublished", MetaField::published},
    {"dateCreated", MetaField::published},
    {"uploadDate", MetaField::published},
    {"dateModified", MetaField::modified},
    {"articleSection", MetaField::section},
    {"inLanguage", MetaField::language},
    {"url", MetaField::canonical},
    {"mainEntityOfPage", MetaField::canonical},
    {"description", MetaField::standfirst},
    {"abstract", MetaField::standfirst},
});

bool is_organisation_type(std::string_view type) {
  return type.ends_with("Organization") || type == "Corporation" || type == "NGO" || type == "LocalBusiness" || type == "Brand";
}

class JsonLdReader {
 public:
  JsonLdReader(const JsonGraph& graph, Candidates& out) : graph_(graph), out_(out) {}

  void read(const std::vector<std::size_t>& main) {
    const auto& items = graph_.items();
    for (const std::size_t index : main) read_work(items[index]);
    std::size_t other_titles = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (std::ranges::find(main, i) != main.end()) continue;
      const JsonItem& item = items[i];
      if (item.kind == ItemKind::breadcrumbs) read_breadcrumbs(*item.node);
      else if (item.kind == ItemKind::web_page && !item.listed) read_work(item);
      else if (item.kind == ItemKind::web_site) add(MetaField::site_name, json_text(member(*item.node, "name")), "WebSite.name");
      else if (item.kind == ItemKind::organisation && !item.listed)
        add(MetaField::site_name, json_text(member(*item.node, "name")), item.type + ".name");
      else if ((item.kind == ItemKind::list || item.kind == ItemKind::offer) && !item.listed) add(MetaField::page_type, item.type, "@type");
      else if (item.kind <= ItemKind::media && ++other_titles <= max_other_titles) read_other(item);
    }
  }

 private:
  Candidate* add(MetaField field, std::string value, std::string detail) {
    if (value.empty() || value.size() > max_value_bytes) return nullptr;
    return &out_.add(field, Evidence::json_ld, std::move(value), std::move(detail));
  }

  void read_other(const JsonItem& item) {
    std::string title = json_text(member(*item.node, "headline"));
    if (title.empty()) title = json_text(member(*item.node, "name"));
    if (Candidate* c = add(MetaField::title, std::move(title), item.type + ".headline")) c->of_main_item = false;
  }

  void read_work(const JsonItem& item) {
    const json& node = *item.node;
    add(MetaField::page_type, item.type, "@type");
    for (const Property& property : plain_properties) read_plain(node, item.type, property);
    if (!node.contains("headline")) add(MetaField::title, json_text(member(node, "name")), item.type + ".name");
    read_image(node, item.type);
    for (const char* key : {"author", "creator"}) read_people(member(node, key), item.type + "." + key, 0);
    for (const char* key : {"keywords", "about"}) read_tags(member(node, key), item.type + "." + key);
    for (const char* key : {"publisher", "sourceOrganization"}) {
      if (Candidate* c = add(MetaField::publisher, name_of(member(node, key)), item.type + "." + key)) c->is_organisation = true;
    }
    read_site(member(node, "isPartOf"), item.type);
    read_body(node, item.type);
  }

  void read_plain(const json& node, const std::string& type, const Property& property) {
    const json& value = member(node, property.key);
    const std::string detail = type + "." + property.key;
    if (value.is_array() && property.field == MetaField::section) {
      for (std::size_t i = 0; i < value.size() && i < max_tags; ++i) add(property.field, json_text(value[i]), detail);
    } else if (value.is_object() && property.field == MetaField::canonical) {
      add(property.field, json_text(member(value, "@id")), detail);
    } else {
      add(property.field, json_text(value), detail);
    }
  }

  std::string name_of(const json& value) const {
    if (value.is_array()) return value.empty() ? std::string() : name_of_one(value.front());
    return name_of_one(value);
  }
  std::string name_of_one(const json& value) const { return json_text(graph_.resolved(value)); }

  void read_image(const json& node, const std::string& type) {
    for (const char* key : {"image", "thumbnailUrl"}) {
      const json* value = &member(node, key);
      if (value->is_array() && !value->empty()) value = &value->front();
      const json& image = graph_.resolved(*value);
      std::string address = image.is_string() ? json_text(image) : json_text(member(image, "url"));
      if (address.empty()) address = json_text(member(image, "contentUrl"));
      add(MetaField::image, std::move(address), type + "." + key);
    }
  }

  void read_people(const json& value, const std::string& detail, int depth) {
    if (depth > 4 || people_ > max_people) return;
    if (value.is_array()) {
      for (const json& one : value) read_people(one, detail, depth + 1);
      return;
    }
    if (value.is_string()) {
      ++people_;
      add(MetaField::author, json_text(value), detail);
      return;
    }
    if (!value.is_object()) return;
    const json& person = graph_.resolved(value);
    if (person.contains("@list")) return read_people(member(person, "@list"), detail, depth + 1);
    read_person(person, detail);
  }

  void read_person(const json& person, const std::string& detail) {
    bool is_person = false, is_organisation = false;
    for (const std::string& type : types_of(person)) {
      is_person |= type == "Person";
      is_organisation |= is_organisation_type(type);
    }
    const json& name = member(person, "name");
    std::vector<std::string> names;
    if (name.is_array()) {
      for (std::size_t i = 0; i < name.size() && i < max_people; ++i) names.push_back(json_text(name[i]));
    } else if (name.is_object() || name.is_string()) {
      names.push_back(json_text(name));
    }
    if (names.empty()) {
      const std::string given = json_text(member(person, "givenName")), family = json_text(member(person, "familyName"));
      names.push_back(given.empty() || family.empty() ? given + family : given + " " + family);
    }
    for (std::string& one : names) {
      if (++people_ > max_people) return;
      if (Candidate* c = add(MetaField::author, std::move(one), detail)) {
        c->is_person = is_person;
        c->is_organisation = is_organisation;
      }
    }
  }

  void read_tags(const json& value, const std::string& detail) {
    if (!value.is_array()) {
      add(MetaField::tag, name_of_one(value), detail);
      return;
    }
    for (std::size_t i = 0; i < value.size() && i < max_tags; ++i) add(MetaField::tag, name_of_one(value[i]), detail);
  }

  void read_site(const json& value, const std::string& type) {
    const json& site = graph_.resolved(value);
    for (const std::string& one : types_of(site))
      if (one == "WebSite" || one == "Periodical" || one == "Newspaper") add(MetaField::site_name, json_text(member(site, "name")), type + ".isPartOf");
  }

  void read_body(const json& node, const std::string& type) {
    const json& body = member(node, "articleBody");
    if (!body.is_string()) return;
    std::string text = clean_body(body.get_ref<const std::string&>());
    if (!text.empty()) out_.add(MetaField::body, Evidence::json_ld, std::move(text), type + ".articleBody");
  }

  void read_breadcrumbs(const json& node) {
    const json& elements = member(node, "itemListElement");
    if (!elements.is_array()) return;
    std::vector<std::string> names;
    for (const json& element : elements) {
      std::string name = json_text(member(element, "name"));
      if (name.empty()) name = name_of_one(member(element, "item"));
      if (!name.empty() && names.size() < 12) names.push_back(std::move(name));
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i].size() > max_value_bytes) continue;
      out_.add(MetaField::section, Evidence::breadcrumb, names[i],
               "BreadcrumbList " + std::to_string(i + 1) + "/" + std::to_string(names.size()));
    }
  }

  const JsonGraph& graph_;
  Candidates& out_;
  std::size_t people_ = 0;
};

/// What <head> and headlines say, to recognise the page's own item.
PageIdentity identity_of(const HtmlDocument& document) {
  PageIdentity identity;
  for (const NodeId id : document.all(Tag::link))
    if (equals_ignoring_case(document.attribute(id, "rel"), "canonical")) identity.addresses.emplace_back(document.attribute(id, "href"));
  for (const NodeId id : document.all(Tag::meta)) {
    const std::string_view property = document.attribute(id, "property");
    if (property == "og:url") identity.addresses.emplace_back(document.attribute(id, "content"));
    if (property == "og:title") identity.title_keys.push_back(match_key(clean_value(document.attribute(id, "content"))));
  }
  for (const Tag tag : {Tag::title, Tag::h1}) {
    const auto& found = document.all(tag);
    if (!found.empty()) identity.title_keys.push_back(match_key(clean_value(document.text_of(found.front()))));
  }
  return identity;
}

}  // namespace

void read_json_ld(const HtmlDocument& document, Candidates& candidates) {
  std::vector<json> roots;
  for (const HtmlDocument::Script& script : document.scripts()) {
    if (find_ignoring_case(script.type, "ld+json") == std::string_view::npos) continue;
    for (json& value : parse_lenient_json(script.content)) roots.push_back(std::move(value));
  }
  if (roots.empty()) return;
  const JsonGraph graph(roots);
  JsonLdReader(graph, candidates).read(graph.main_items(identity_of(document)));
}

}  // namespace backfile
