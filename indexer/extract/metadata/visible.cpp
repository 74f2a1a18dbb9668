// What a reader sees around the text: headlines, bylines, breadcrumbs, tags, the section's label above the headline. One walk over the
// elements that carry class, id or rel; the text of a subtree is read only where it is small.
#include <algorithm>
#include <array>
#include <cstdint>

#include "common/text.hpp"
#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/metadata.hpp"
#include "indexer/extract/word_table.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_headline_bytes = 600;
constexpr std::size_t max_byline_bytes = 300;
constexpr std::size_t max_label_bytes = 60;
constexpr NodeId max_byline_nodes = 60;
constexpr NodeId max_crumb_nodes = 120;
constexpr std::size_t max_of_a_kind = 60;
/// How far above the headline its section's label may stand.
constexpr NodeId label_reach = 60;
/// How far below the first <h1> a heading may be the one that readers take for the headline.
constexpr NodeId second_heading_reach = 120;

/// What a word of a class or id says about an element.
using Roles = std::uint8_t;
constexpr Roles byline = 1, crumbs = 2, label = 4, headline = 8;
/// Containers in which a byline belongs to someone else: comments, teasers of other articles, widgets.
constexpr Roles foreign = 16;

struct WordRoles {
  std::string_view word;
  Roles roles;
};

/// Sorted.
constexpr auto role_words = std::to_array<WordRoles>({
    {"ariane", crumbs}, {"articleauthor", byline}, {"auteur", byline}, {"auteurs", byline}, {"auther", byline},
    {"author", byline}, {"authorname", byline}, {"authors", byline}, {"autor", byline}, {"autora", byline},
    {"autore", byline}, {"autoren", byline}, {"autores", byline}, {"autori", byline}, {"avtor", byline},
    {"breadcrumb", crumbs}, {"breadcrumblist", crumbs}, {"breadcrumbs", crumbs}, {"briciole", crumbs}, {"brodsmulor", crumbs},
    {"brotkrumen", crumbs}, {"byl", byline}, {"byline", byline}, {"bylinename", byline}, {"bylines", byline},
    {"caption", foreign}, {"carousel", foreign}, {"cat", label}, {"categoria", label}, {"categories", label}, {"category", label},
    {"channel", label}, {"comment", foreign}, {"comments", foreign}, {"copyright", foreign}, {"creator", byline}, {"crumb", crumbs},
    {"crumbs", crumbs}, {"dachzeile", label}, {"eyebrow", label}, {"firma", byline}, {"footer", foreign},
    {"forfatter", byline}, {"heading", headline}, {"headline", headline}, {"hed", headline}, {"journalist", byline},
    {"journaliste", byline}, {"journalists", byline}, {"kategori", label}, {"kategorie", label}, {"kicker", label},
    {"kirjoittaja", byline}, {"kommentar", foreign}, {"kommentare", foreign}, {"kruimelpad", crumbs}, {"label", label}, {"licence", foreign}, {"license", foreign},
    {"menu", foreign}, {"migas", crumbs}, {"mostread", foreign}, {"muhabir", byline}, {"nav", foreign},
    {"navigation", foreign}, {"newsletter", foreign}, {"overline", label}, {"pathway", crumbs}, {"penulis", byline},
    {"periodista", byline}, {"popular", foreign}, {"postauthor", byline}, {"promo", foreign}, {"recommendations", foreign},
    {"recommended", foreign}, {"redakteur", byline}, {"related", foreign}, {"reporter", byline}, {"reporterka", byline},
    {"reporters", byline}, {"respond", foreign}, {"ressort", label}, {"rubric", label}, {"rubrik", label},
    {"rubrique", label}, {"seccion", label}, {"section", label}, {"sidebar", foreign}, {"signature", byline},
    {"skribent", byline}, {"teaser", foreign}, {"teasers", foreign}, {"titel", headline}, {"title", headline},
    {"titolo", headline}, {"titre", headline}, {"titulo", headline}, {"topic", label}, {"trending", foreign},
    {"verfasser", byline}, {"vignette", label}, {"widget", foreign}, {"writer", byline}, {"writers", byline},
    {"writtenby", byline}, {"yazar", byline},
});
static_assert(std::ranges::is_sorted(role_words, {}, &WordRoles::word));

constexpr WordTable<decltype(role_words), 1024> role_table(role_words);

Roles roles_of(std::string_view names) {
  Roles roles = 0;
  for_each_class_word(names, [&](std::string_view word) {
    if (const WordRoles* found = role_table.find(word)) roles |= found->roles;
  });
  return roles;
}

/// A part of the address that names a person's page: "/author/", "/autoren/" ...
bool names_an_author_page(std::string_view href) {
  static constexpr auto parts = std::to_array<std::string_view>({
      "auteur", "auteurs", "author", "authors", "autor", "autore", "autoren", "autores", "autori", "by", "contributor",
      "contributors", "firmas", "journalist", "journaliste", "journalists", "penulis", "redakteur", "reporter", "signataires",
      "skribent", "staff", "writers", "yazar"
  });
  static_assert(std::ranges::is_sorted(parts));
  constexpr std::size_t longest_part = 16, longest_address = 400;
  href = href.substr(0, longest_address);
  for (std::size_t slash = href.find('/'); slash != std::string_view::npos;) {
    const std::size_t next = href.find('/', slash + 1);
    if (next == std::string_view::npos) break;
    const std::string_view part = href.substr(slash + 1, next - slash - 1);
    if (!part.empty() && part.size() <= longest_part && std::ranges::binary_search(parts, std::string_view(ascii_lower(part)))) return true;
    slash = next;
  }
  return false;
}

class VisibleReader {
 public:
  VisibleReader(const HtmlDocument& document, Candidates& out) : document_(document), out_(out) {}

  void read() {
    read_headlines();
    walk();
  }

 private:
  std::string short_text(NodeId id, NodeId max_nodes, std::size_t max_bytes) const {
    if (document_.node(id).end - id > max_nodes) return {};
    std::string text = clean_value(document_.text_of(id));
    if (text.size() > max_bytes) text.clear();
    return text;
  }

  void read_headlines() {
    for (const NodeId id : document_.all(Tag::h1)) {
      if (headlines_ >= 8) break;
      std::string text = without_read_aloud(id, short_text(id, max_byline_nodes, max_headline_bytes));
      if (text.empty()) continue;
      if (headlines_++ == 0) headline_ = id;
      out_.add(MetaField::title, Evidence::headline, std::move(text), "h1", id);
    }
    if (headline_ != no_node) read_headings_below();
  }

  /// Words at a headline's edges that only screen readers say ("Article: ...", "..., topic: research"), and small print behind it.
  std::string without_read_aloud(NodeId heading, std::string text) const {
    const std::size_t whole = text.size();
    for (NodeId id = heading + 1; id < document_.node(heading).end; ++id) {
      const Tag tag = document_.node(id).tag;
      const bool small_print = tag == Tag::small || tag == Tag::time;
      if (!small_print && !is_read_aloud(id)) continue;
      const std::string words = clean_value(document_.text_of(id));
      if (match_key(words).empty() || words.size() >= text.size()) continue;
      if (text.ends_with(words)) text.resize(text.size() - words.size());
      else if (!small_print && text.starts_with(words)) text.erase(0, words.size());
    }
    if (text.size() == whole) return text;
    const std::size_t begin = text.find_first_not_of(" :,"), end = text.find_last_not_of(" :,");
    return begin == std::string::npos ? std::string() : text.substr(begin, end + 1 - begin);
  }

  bool is_read_aloud(NodeId id) const {
    static constexpr auto classes = std::to_array<std::string_view>({"visually-hidden", "visuallyhidden", "sr-only", "screen-reader", "screenreader", "aural"});
    const std::string_view name = document_.attribute(id, "class");
    return !name.empty() && std::ranges::any_of(classes, [&](std::string_view hidden) { return name.find(hidden) != std::string_view::npos; });
  }

  /// Newsrooms that hide an <h1> for search engines among the breadcrumbs show their headline in an <h2>.
  void read_headings_below() {
    constexpr int most = 4;
    const auto& headings = document_.all(Tag::h2);
    auto heading = std::ranges::upper_bound(headings, headline_);
    for (int read = 0; heading != headings.end() && *heading < headline_ + second_heading_reach && read < most; ++heading, ++read) {
      if (document_.closest(*heading, Tag::a) != no_node) continue;
      std::string text = short_text(*heading, 12, max_headline_bytes);
      if (!text.empty()) out_.add(MetaField::title, Evidence::headline, std::move(text), "h2", *heading);
    }
  }

  struct Marks {
    std::string_view classes, id, rel, href, label;
    bool any() const { return !classes.empty() || !id.empty() || !rel.empty() || !label.empty(); }
  };
  Marks marks_of(NodeId node) const {
    Marks marks;
    for (const Attribute& a : document_.attributes(node)) {
      if (a.name == "class") marks.classes = a.value;
      else if (a.name == "id") marks.id = a.value;
      else if (a.name == "rel") marks.rel = a.value;
      else if (a.name == "href") marks.href = a.value;
      else if (a.name == "aria-label" || a.name == "data-testid" || a.name == "data-component") marks.label = a.value;
    }
    return marks;
  }

  void walk() {
    const auto nodes = document_.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
      const Tag tag = nodes[id].tag;
      if (tag == Tag::footer || tag == Tag::nav || tag == Tag::figure) foreign_end_ = std::max(foreign_end_, nodes[id].end);
      if (nodes[id].attribute_count == 0 || tag == Tag::html || tag == Tag::body || tag == Tag::meta || tag == Tag::link || tag == Tag::script) continue;
      const Marks marks = marks_of(id);
      if (tag == Tag::a) read_link(id, marks);
      if (marks.any()) read_marked(id, tag, marks);
    }
  }

  void read_link(NodeId id, const Marks& marks) {
    const std::string rel = ascii_lower(marks.rel);
    if (rel.find("tag") != std::string::npos && (rel == "tag" || rel.find("category") == std::string::npos) && tags_ < max_of_a_kind) {
      std::string text = short_text(id, max_byline_nodes, max_label_bytes);
      if (!text.empty() && ++tags_) out_.add(MetaField::tag, Evidence::visible_text, std::move(text), "rel=tag", id);
    }
    if (id < foreign_end_ || bylines_ >= max_of_a_kind) return;
    const bool by_rel = rel.find("author") != std::string::npos;
    if (!by_rel && !names_an_author_page(marks.href)) return;
    std::string text = short_text(id, max_byline_nodes, max_byline_bytes);
    if (!text.empty() && ++bylines_) out_.add(MetaField::author, Evidence::rel_author, std::move(text), by_rel ? "rel=author" : "author-page", id);
  }

  Roles cached_roles(std::string_view names) {
    return names.empty() ? Roles{0} : roles_.get(names, roles_of);
  }

  void read_marked(NodeId id, Tag tag, const Marks& marks) {
    const Roles of_names = cached_roles(marks.classes) | cached_roles(marks.id);
    const Roles of_label = cached_roles(marks.label);
    if (id >= crumbs_end_ && ((of_names | of_label) & crumbs)) read_crumbs(id);
    if ((of_names & foreign) && document_.node(id).end - id < document_.size() / 2) foreign_end_ = std::max(foreign_end_, document_.node(id).end);
    if (id < foreign_end_) return;
    if ((of_names | of_label) & byline) read_byline(id, tag, marks);
    if (of_names & label) read_label(id);
    if (tag != Tag::h1 && (of_names & headline)) read_marked_headline(id, tag);
  }

  void read_byline(NodeId id, Tag tag, const Marks& marks) {
    if (tag == Tag::img || tag == Tag::input || bylines_ >= max_of_a_kind) return;
    std::string text = short_text(id, max_byline_nodes, max_byline_bytes);
    if (text.empty()) return;
    ++bylines_;
    const std::string_view name = !marks.classes.empty() ? marks.classes : !marks.id.empty() ? marks.id : marks.label;
    std::string detail = "class=" + std::string(cut_utf8(name, 60));
    out_.add(MetaField::author, Evidence::byline, std::move(text), std::move(detail), id);
  }

  /// Names on the way to the page: the texts of links and list items, innermost.
  void read_crumbs(NodeId id) {
    const NodeId end = document_.node(id).end;
    if (end - id > max_crumb_nodes) return;
    crumbs_end_ = end;
    std::vector<std::pair<NodeId, std::string>> names;
    for (NodeId n = id + 1; n < end && names.size() < 12; ++n) {
      if (document_.node(n).tag != Tag::text) continue;
      std::string text = clean_value(document_.node(n).text);
      if (match_key(text).empty() || text.size() > max_headline_bytes) continue;
      names.emplace_back(n, std::move(text));
    }
    for (std::size_t i = 0; i < names.size(); ++i)
      out_.add(MetaField::section, Evidence::breadcrumb, std::move(names[i].second),
               "trail " + std::to_string(i + 1) + "/" + std::to_string(names.size()), names[i].first);
  }

  void read_label(NodeId id) {
    if (headline_ == no_node || id > headline_ || headline_ - id > label_reach || document_.node(id).end > headline_ || labels_ >= 6) return;
    // Several labels side by side run into one another as text; the first is the section.
    for (NodeId n = id; n < document_.node(id).end && n < id + 12; ++n) {
      if (document_.node(n).tag != Tag::text) continue;
      std::string text = clean_value(document_.node(n).text);
      if (match_key(text).empty() || text.size() > max_label_bytes) continue;
      ++labels_;
      out_.add(MetaField::section, Evidence::visible_text, std::move(text), "label", id);
      return;
    }
  }

  void read_marked_headline(NodeId id, Tag tag) {
    const bool heading = tag == Tag::h2 || tag == Tag::h3;
    if (marked_headlines_ >= 8 || (!heading && tag != Tag::div && tag != Tag::span && tag != Tag::p && tag != Tag::td)) return;
    std::string text = short_text(id, 12, max_headline_bytes);
    if (!text.empty() && ++marked_headlines_)
      out_.add(MetaField::title, Evidence::headline, std::move(text), std::string(tag_name(tag)) + ".class", id);
  }

  const HtmlDocument& document_;
  Candidates& out_;
  NodeId headline_ = no_node;
  ValueCache<Roles> roles_;
  NodeId foreign_end_ = 0, crumbs_end_ = 0;
  std::size_t headlines_ = 0, marked_headlines_ = 0, bylines_ = 0, tags_ = 0, labels_ = 0;
};

}  // namespace

void read_visible(const HtmlDocument& document, Candidates& candidates) {
  VisibleReader(document, candidates).read();
}

}  // namespace backfile
