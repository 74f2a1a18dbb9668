// Microdata (HTML Standard, section 5) and RDFa Lite: itemprop/property inside itemscope/typeof. One walk collects scopes and
// properties; then the scope that describes the page's article is chosen and its properties become candidates.
#include <algorithm>
#include <array>
#include <optional>

#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/metadata.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_scopes = 2'000;
constexpr std::size_t max_properties = 4'000;
constexpr std::size_t max_value_bytes = 2'000;
/// A property that holds a headline or a name holds few nodes; articleBody and careless markup hold thousands.
constexpr NodeId max_value_nodes = 60;

enum class ScopeKind { article, page, person, organisation, list, comment, other };

struct Scope {
  NodeId node = no_node, end = 0;
  int parent = -1;
  ScopeKind kind = ScopeKind::other;
  std::string type;
  std::string property;  // what it is to its parent: "author"
};

struct Property {
  std::string name;
  NodeId node = no_node;
  int scope = -1;        // index, or -1 outside of all
  int own_scope = -1;    // the scope that the same element opens
};

struct PropertyField {
  std::string_view name;
  MetaField field;
};

/// Names from schema.org, Dublin Core and their RDFa spellings.
constexpr auto property_fields = std::to_array<PropertyField>({
    {"headline", MetaField::title},
    {"name", MetaField::title},
    {"title", MetaField::title},
    {"author", MetaField::author},
    {"creator", MetaField::author},
    {"datepublished", MetaField::published},
    {"datecreated", MetaField::published},
    {"date", MetaField::published},
    {"created", MetaField::published},
    {"datemodified", MetaField::modified},
    {"modified", MetaField::modified},
    {"articlesection", MetaField::section},
    {"keywords", MetaField::tag},
    {"publisher", MetaField::publisher},
    {"description", MetaField::standfirst},
    {"alternativeheadline", MetaField::standfirst},
    {"image", MetaField::image},
    {"inlanguage", MetaField::language},
});

const PropertyField* known_property(std::string_view name) {
  const auto found = std::ranges::find(property_fields, name, &PropertyField::name);
  return found == property_fields.end() ? nullptr : &*found;
}

ScopeKind kind_of_type(std::string_view type) {
  if (type.ends_with("article") || type.ends_with("posting") || type == "report" || type == "recipe" || type == "review" ||
      type == "creativework")
    return ScopeKind::article;
  if (type == "person") return ScopeKind::person;
  if (type.ends_with("organization") || type == "corporation") return ScopeKind::organisation;
  if (type.ends_with("page")) return type == "collectionpage" ? ScopeKind::list : ScopeKind::page;
  if (type == "itemlist" || type == "blog") return ScopeKind::list;
  if (type.ends_with("comment") || type.ends_with("comments")) return ScopeKind::comment;
  return ScopeKind::other;
}

/// "http://schema.org/NewsArticle" -> "newsarticle", "schema:name" -> "name".
std::string local_name(std::string_view text) {
  text = trimmed(text);
  text = text.substr(0, text.find(' '));
  const std::size_t cut = text.find_last_of("/:#");
  if (cut != std::string_view::npos) text.remove_prefix(cut + 1);
  return ascii_lower(text.substr(0, 40));
}

class MicrodataReader {
 public:
  MicrodataReader(const HtmlDocument& document, Candidates& out) : document_(document), out_(out) {}

  void read() {
    collect();
    if (properties_.empty()) return;
    main_scope_ = choose_main_scope();
    for (const Property& property : properties_) emit(property);
  }

 private:
  struct Marks {
    bool opens_scope = false;
    std::string_view property, type;
  };

  Marks marks_of(NodeId id) const {
    Marks marks;
    for (const Attribute& a : document_.attributes(id)) {
      if (a.name == "itemscope" || a.name == "typeof") marks.opens_scope = true;
      if (a.name == "itemtype" || a.name == "typeof") marks.type = a.value;
      if (a.name == "itemprop" || a.name == "property") marks.property = a.value;
    }
    return marks;
  }

  void collect() {
    int scope = -1;
    const auto nodes = document_.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
      if (nodes[id].attribute_count == 0) continue;
      while (scope >= 0 && id >= scopes_[static_cast<std::size_t>(scope)].end) scope = scopes_[static_cast<std::size_t>(scope)].parent;
      const Marks marks = marks_of(id);
      if (!marks.opens_scope && marks.property.empty()) continue;
      if (scopes_.size() >= max_scopes || properties_.size() >= max_properties) return;
      const std::string name = local_name(marks.property);
      const int around = scope;
      if (marks.opens_scope) {
        std::string type = local_name(marks.type);
        const ScopeKind kind = kind_of_type(type);
        scopes_.push_back({.node = id, .end = nodes[id].end, .parent = scope, .kind = kind, .type = std::move(type), .property = name});
        scope = static_cast<int>(scopes_.size()) - 1;
      }
      // <meta property="og:..."> is another family's.
      if (nodes[id].tag == Tag::meta && !document_.has_attribute(id, "itemprop")) continue;
      if (known_property(name))
        properties_.push_back({.name = name, .node = id, .scope = around, .own_scope = marks.opens_scope ? scope : -1});
    }
  }

  const Scope& scope_at(int index) const { return scopes_[static_cast<std::size_t>(index)]; }

  /// Inside a list, a comment or another article?
  bool is_nested(const Scope& scope) const {
    if (scope.property == "itemlistelement" || scope.property == "haspart" || scope.property == "blogpost" || scope.property == "comment")
      return true;
    for (int up = scope.parent; up >= 0; up = scope_at(up).parent) {
      const ScopeKind kind = scope_at(up).kind;
      if (kind == ScopeKind::list || kind == ScopeKind::comment || kind == ScopeKind::article) return true;
    }
    return false;
  }

  /// The only article on top, else the one around the first <h1>; -1 = none, -2 = several that cannot be told apart.
  int choose_main_scope() const {
    int only = -1, count = 0;
    const auto& headlines = document_.all(Tag::h1);
    for (std::size_t i = 0; i < scopes_.size(); ++i) {
      if (scopes_[i].kind != ScopeKind::article || is_nested(scopes_[i])) continue;
      ++count;
      const bool has_headline = std::ranges::any_of(headlines, [&](NodeId h1) { return document_.is_inside(h1, scopes_[i].node); });
      if (has_headline) return static_cast<int>(i);
      if (only < 0) only = static_cast<int>(i);
    }
    if (count <= 1) return only;
    return -2;
  }

  /// The article or page that a property speaks about, climbing out of persons and the like; nullopt for comments and the like.
  struct Subject {
    int scope = -1;
    bool is_main = false;
  };
  std::optional<Subject> subject_of(const Property& property) const {
    const int scope = property.scope;
    if (scope < 0) return Subject{-1, true};
    const Scope& s = scope_at(scope);
    if (s.kind == ScopeKind::article) return Subject{scope, scope == main_scope_};
    if (s.kind == ScopeKind::page) return Subject{scope, !is_nested(s)};
    return {};
  }

  std::string value_of(NodeId id) const {
    if (document_.has_attribute(id, "content")) return clean_value(document_.attribute(id, "content"));
    const Node& node = document_.node(id);
    if (node.tag == Tag::time && document_.has_attribute(id, "datetime")) return clean_value(document_.attribute(id, "datetime"));
    if (node.tag == Tag::img) return clean_value(document_.attribute(id, "src"));
    if (node.tag == Tag::link) return clean_value(document_.attribute(id, "href"));
    if (node.end - id > max_value_nodes) return {};
    return clean_value(document_.text_of(id));
  }

  void add(MetaField field, std::string value, const Property& property, const Subject& subject, ScopeKind kind) {
    if (value.empty() || value.size() > max_value_bytes) return;
    const std::string type = subject.scope < 0 ? std::string("item") : scope_at(subject.scope).type;
    Candidate& c = out_.add(field, Evidence::microdata, std::move(value), type + "." + property.name, property.node);
    c.of_main_item = subject.is_main;
    c.is_person = kind == ScopeKind::person;
    c.is_organisation = kind == ScopeKind::organisation;
  }

  void emit(const Property& property) {
    const PropertyField* known = known_property(property.name);
    const auto subject = subject_of(property);
    if (!known || !subject) return;
    // A bare name outside of any scope may name anything.
    if (subject->scope < 0 && (known->name == "name" || known->name == "title" || known->name == "image")) return;
    if (property.own_scope < 0) return add(known->field, value_of(property.node), property, *subject, ScopeKind::other);
    emit_nested(property, *known, *subject);
  }

  /// An author or publisher with a scope of its own: its names, else its text.
  void emit_nested(const Property& property, const PropertyField& known, const Subject& subject) {
    if (known.field != MetaField::author && known.field != MetaField::publisher) return;
    const ScopeKind kind = scope_at(property.own_scope).kind;
    bool named = false;
    const auto first = std::ranges::lower_bound(properties_, property.node, {}, &Property::node);
    for (auto p = first; p != properties_.end() && p->node < scope_at(property.own_scope).end; ++p) {
      if (p->scope != property.own_scope || p->name != "name") continue;
      named = true;
      add(known.field, value_of(p->node), property, subject, kind);
    }
    if (!named) add(known.field, value_of(property.node), property, subject, kind);
  }

  const HtmlDocument& document_;
  Candidates& out_;
  std::vector<Scope> scopes_;
  std::vector<Property> properties_;  // in document order
  int main_scope_ = -1;
};

}  // namespace

void read_microdata(const HtmlDocument& document, Candidates& candidates) {
  MicrodataReader(document, candidates).read();
}

}  // namespace backfile
