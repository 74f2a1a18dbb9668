// Who wrote it. Sources are asked in the order of their trust, and the first that names a person wins; what is only the publisher's own name
// ("Example Times" as author of everything), an agency or a newsroom is the answer only where no source names a person.
// Names are then spelled as the best source spells them.
#include <algorithm>
#include <array>
#include <optional>

#include "common/address.hpp"
#include "common/utf8.hpp"
#include "indexer/extract/metadata/author_split.hpp"
#include "indexer/extract/metadata/byline_text.hpp"
#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/metadata.hpp"
#include "indexer/extract/metadata/title_text.hpp"

namespace backfile {
namespace {

/// Bylines this far before the text, or behind it, still belong to it (nodes).
constexpr NodeId reach_before = 400;
constexpr NodeId reach_behind = 80;
/// Without a known body: from the headline on.
constexpr NodeId reach_of_headline = 500;
/// Several authors' elements stand near each other.
constexpr NodeId reach_of_one_byline = 40;
constexpr NodeId reach_above_headline = 120;
constexpr std::size_t max_authors = 30;

/// Sources in the order in which they are asked.
enum class Trust { item_author, item_creator, declared, shown, text, page_author, handle, none };

struct Group {
  Trust trust = Trust::none;
  std::string from;
  std::vector<AuthorName> names;
  /// Somebody other than the publisher and its staff: judge() has turned the publisher's own name to staff.
  bool names_somebody() const {
    return std::ranges::any_of(names, [](const AuthorName& n) { return n.kind != NameKind::staff; });
  }
};

bool is_address(std::string_view value) {
  return value.starts_with("http") || value.starts_with("//") || value.starts_with("www.") || value.starts_with("@");
}

/// "jane-doe", "janedoe": a login or a part of an address.
bool is_slug(std::string_view name) {
  return std::ranges::none_of(name, [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 || c == ' '; });
}

bool is_all_capitals(std::string_view name) {
  return std::ranges::none_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

class AuthorResolver {
 public:
  AuthorResolver(const HtmlDocument& document, const Candidates& candidates, std::string_view site, NodeId body_first, NodeId body_last)
      : document_(document), candidates_(candidates), body_first_(body_first), body_last_(body_last) {
    for (const Candidate& c : candidates.all())
      if (c.field == MetaField::site_name || c.field == MetaField::publisher) publisher_.add_name(c.value);
    publisher_.add_host(site);
    find_extent();
  }

  AuthorChoice choose() {
    collect_structured();
    collect_shown();
    drop_creators();
    std::ranges::stable_sort(groups_, {}, &Group::trust);
    if (const Group* winner = best_with_persons()) return answer(*winner, true);
    add_text_bylines();
    if (const Group* winner = best_with_persons()) return answer(*winner, true);
    for (const Group& group : groups_)
      if (!group.names.empty()) return answer(group, false);
    return {};
  }

 private:
  void find_extent() {
    const auto& headlines = document_.all(Tag::h1);
    if (body_first_ != no_node) {
      begin_ = body_first_ > reach_before ? body_first_ - reach_before : 0;
      end_ = std::max(body_first_, body_last_ == no_node ? body_first_ : document_.node(body_last_).end) + reach_behind;
    } else if (!headlines.empty()) {
      begin_ = headlines.front() > reach_above_headline ? headlines.front() - reach_above_headline : 0;
      end_ = headlines.front() + reach_of_headline;
    }
  }

  static Trust trust_of(const Candidate& c) {
    const std::string type = ascii_lower(std::string_view(c.detail).substr(0, c.detail.find('.')));
    switch (c.evidence) {
      case Evidence::json_ld:
        if (type.ends_with("page")) return Trust::page_author;
        return c.detail.ends_with(".creator") ? Trust::item_creator : Trust::item_author;
      case Evidence::microdata:
        if (type == "item") return Trust::none;  // outside of any scope: judged by its place, like a byline
        return type.ends_with("page") ? Trust::page_author : Trust::item_author;
      case Evidence::open_graph:
      case Evidence::state_json: return Trust::declared;
      case Evidence::meta:
        // Whoever posted the page is its author where nobody else is named.
        if (c.detail == "twitter:data") return Trust::page_author;
        return c.detail == "twitter:creator" ? Trust::handle : Trust::declared;
      default: return Trust::none;
    }
  }

  /// A name in the light of what the page says about it and of who publishes it.
  void judge(AuthorName& name, const Candidate& c) const {
    if (publisher_.is_named_in(name.name)) name.kind = NameKind::staff;
    else if (name.kind == NameKind::person && is_slug(name.name)) name.kind = NameKind::staff;  // a login: good only where nobody else is named
    else if (c.is_organisation && name.kind == NameKind::person) name.kind = NameKind::organisation;
    else if (name.kind == NameKind::organisation && c.is_person && name.name.find(' ') != std::string::npos && !has_outlet_form(name.name))
      name.kind = NameKind::person;
  }

  /// Structured data that says "person" is believed for "Jane Post", not for "Daily Post Online".
  static bool has_outlet_form(std::string_view name) { return std::ranges::count(name, ' ') > 1; }

  Group& group_for(Trust trust, std::string from) {
    const auto known = std::ranges::find_if(groups_, [&](const Group& g) { return g.trust == trust && g.from == from; });
    if (known != groups_.end()) return *known;
    groups_.push_back({.trust = trust, .from = std::move(from), .names = {}});
    return groups_.back();
  }

  static void add_name(Group& group, AuthorName name) {
    const std::string key = squeezed_key(name.name);
    if (group.names.size() >= max_authors || std::ranges::any_of(group.names, [&](const AuthorName& n) { return squeezed_key(n.name) == key; })) return;
    group.names.push_back(std::move(name));
  }

  void collect_structured() {
    for (const Candidate& c : candidates_.all()) {
      if (c.field != MetaField::author || !c.of_main_item || is_address(c.value)) continue;
      const Trust trust = trust_of(c);
      if (trust == Trust::none) continue;
      Group& group = group_for(trust, std::string(evidence_name(c.evidence)) + ":" + c.detail);
      std::vector<AuthorName> names = parse_byline(c.value);
      // An item's only name is its author even if it looks like a role ("Staff reporter").
      if (names.empty() && trust == Trust::item_author && kind_of_name(tidy_name(c.value)) == NameKind::role)
        names.push_back({tidy_name(c.value), NameKind::staff});
      for (AuthorName& name : names) {
        judge(name, c);
        add_name(group, std::move(name));
      }
    }
  }

  /// schema.org's creator is whoever made the record; it counts only where the item has no author.
  void drop_creators() {
    const bool authored = std::ranges::any_of(groups_, [](const Group& g) { return g.trust == Trust::item_author && !g.names.empty(); });
    if (!authored) return;
    for (Group& group : groups_)
      if (group.trust == Trust::item_creator && std::ranges::none_of(groups_, [&](const Group& g) { return g.trust == Trust::item_author && contains_all(group, g); }))
        group.names.clear();
  }

  bool is_near(NodeId id) const { return id != no_node && id >= begin_ && id < end_; }

  struct Shown {
    const Candidate* candidate;
    std::vector<AuthorName> names;
    NodeId end;
  };

  /// Visible bylines by their place: near headline and text, in document order.
  void collect_shown() {
    std::vector<Shown> shown;
    for (const Candidate& c : candidates_.all()) {
      if (c.field != MetaField::author || !is_near(c.node) || !is_shown(c) || is_biography(c.value)) continue;
      if (names_an_editor(c.value)) {
        for (AuthorName& name : parse_byline(std::string_view(c.value).substr(c.value.find(':') + 1))) editors_.push_back(std::move(name));
        continue;
      }
      Shown one{.candidate = &c, .names = parse_byline(c.value), .end = document_.node(c.node).end};
      for (AuthorName& name : one.names) judge(name, c);
      std::erase_if(one.names, [&](const AuthorName& n) { return !looks_shown(n, c.value); });
      if (!one.names.empty()) shown.push_back(std::move(one));
    }
    std::ranges::stable_sort(shown, {}, [](const Shown& s) { return s.candidate->node; });
    drop_containers(shown);
    add_shown(shown);
  }

  static bool is_shown(const Candidate& c) {
    return c.evidence == Evidence::byline || c.evidence == Evidence::rel_author ||
           (c.evidence == Evidence::microdata && c.detail.starts_with("item."));
  }

  /// So long a text under an author's class tells about the author.
  static bool is_biography(std::string_view text) {
    constexpr std::size_t longest_byline = 100, longest_ideographic = 30;
    const bool ideographic = !text.empty() && decode_utf8(text, 0).code >= 0x2e80;
    return count_code_points(text) > (ideographic ? longest_ideographic : longest_byline) && byline_prefix_length(text) == 0;
  }

  /// "Editor : Jane Doe" in the page: whoever edited is not who wrote.
  static bool names_an_editor(std::string_view text) {
    const std::string key = match_key(text);
    const std::size_t colon = text.find(':');
    return key.starts_with("editor") && colon != std::string_view::npos && colon < 12;
  }

  /// What stands in a byline's place must look like a name: a biography or a button has other words. A single word must be all there is.
  static bool looks_shown(const AuthorName& name, std::string_view whole) {
    if (name.kind == NameKind::agency || name.kind == NameKind::staff) return true;
    const bool single = name.name.find(' ') == std::string::npos && decode_utf8(name.name, 0).code < 0x2e80;
    if (single) return !is_slug(name.name) && tidy_name(whole) == name.name;
    return is_written_as_name(name.name);
  }

  /// A container says no more than the marked elements inside it, unless it names more persons.
  static void drop_containers(std::vector<Shown>& shown) {
    std::vector<bool> drop(shown.size(), false);
    for (std::size_t i = 0; i < shown.size(); ++i) {
      std::size_t inside = 0;
      for (std::size_t j = i + 1; j < shown.size() && shown[j].candidate->node < shown[i].end; ++j) inside += shown[j].names.size();
      drop[i] = inside >= shown[i].names.size();
      // The names that a richer container has make its parts superfluous.
      if (inside > 0 && !drop[i])
        for (std::size_t j = i + 1; j < shown.size() && shown[j].candidate->node < shown[i].end; ++j) drop[j] = true;
    }
    std::size_t i = 0;
    std::erase_if(shown, [&](const Shown&) { return drop[i++]; });
  }

  /// The first that names somebody, and those right beside it.
  void add_shown(const std::vector<Shown>& shown) {
    NodeId last = no_node;
    for (const Shown& one : shown) {
      const NodeId node = one.candidate->node;
      if (last != no_node && node > last && (node - last > reach_of_one_byline || has_heading_between(last, node))) break;
      Group& group = group_for(Trust::shown, "byline");
      for (const AuthorName& name : one.names) add_name(group, name);
      if (group.names_somebody()) last = one.end;
    }
  }

  /// Cards of other articles stand as near to each other as the names of one byline do.
  bool has_heading_between(NodeId begin, NodeId end) const {
    for (NodeId id = begin; id < end; ++id) {
      const Tag tag = document_.node(id).tag;
      if (tag >= Tag::h1 && tag <= Tag::h6) return true;
    }
    return false;
  }

  void add_text_bylines() {
    for (const std::string& text : text_bylines(document_, begin_, end_, body_first_, body_last_)) {
      Group group{.trust = Trust::text, .from = "text", .names = parse_byline(text)};
      for (AuthorName& name : group.names)
        if (publisher_.is_named_in(name.name)) name.kind = NameKind::staff;
      std::erase_if(group.names, [](const AuthorName& n) {
        return n.kind != NameKind::agency && n.kind != NameKind::staff && (!is_written_as_name(n.name) || is_phrase(n.name));
      });
      if (!group.names_somebody()) continue;
      groups_.push_back(std::move(group));
      std::ranges::stable_sort(groups_, {}, &Group::trust);
      return;
    }
  }

  /// In running text: "Star Trek: The Next Generation", "THE TIMES WE LIVE IN".
  static bool is_phrase(std::string_view name) {
    return name.find(':') != std::string_view::npos || (is_all_capitals(name) && std::ranges::count(name, ' ') > 2);
  }

  const Group* best_with_persons() const {
    auto best = std::ranges::find_if(groups_, &Group::names_somebody);
    if (best == groups_.end()) return nullptr;
    if (are_editors(*best)) {
      const auto writers = std::find_if(best + 1, groups_.end(), [&](const Group& g) { return g.names_somebody() && !are_editors(g); });
      if (writers != groups_.end()) return &*writers;
    }
    // A source that has all these names and more knows better: authors cut to the first are common.
    for (auto richer = best + 1; richer != groups_.end() && richer->trust <= Trust::shown; ++richer)
      if (richer->names.size() > best->names.size() && contains_all(*richer, *best) && only_persons(*richer) &&
          (richer->trust < Trust::shown || only_whole_names(*richer)))
        return &*richer;
    return &*best;
  }

  bool are_editors(const Group& group) const {
    return !editors_.empty() && std::ranges::all_of(group.names, [&](const AuthorName& name) {
      return std::ranges::any_of(editors_, [&](const AuthorName& editor) { return squeezed_key(editor.name) == squeezed_key(name.name); });
    });
  }
  static bool only_persons(const Group& group) {
    return std::ranges::all_of(group.names, [](const AuthorName& n) { return n.kind == NameKind::person; });
  }
  /// What a byline shows beside the declared names must be names beyond doubt, none of which repeats another.
  static bool only_whole_names(const Group& group) {
    const auto repeats = [&](const AuthorName& name) {
      return std::ranges::any_of(group.names, [&](const AuthorName& other) { return &other != &name && name.name.find(other.name) != std::string::npos; });
    };
    return std::ranges::all_of(group.names, [&](const AuthorName& n) { return is_written_as_name(n.name) && !repeats(n); });
  }
  static bool contains_all(const Group& larger, const Group& smaller) {
    return std::ranges::all_of(smaller.names, [&](const AuthorName& name) {
      const std::string key = squeezed_key(name.name);
      return std::ranges::any_of(larger.names, [&](const AuthorName& other) { return squeezed_key(other.name) == key; });
    });
  }

  AuthorChoice answer(const Group& group, bool somebody) const {
    AuthorChoice choice;
    choice.from = group.from;
    for (const AuthorName& name : group.names) {
      // An agency beside a person is a co-author; the publisher's own name beside one is not.
      if (!somebody || name.kind != NameKind::staff) choice.authors.push_back(well_spelled(name.name));
    }
    return choice;
  }

  /// Logins and ALL CAPITALS give way to the spelling of another source.
  std::string well_spelled(const std::string& name) const {
    if (!is_slug(name) && !is_all_capitals(name)) return name;
    const std::string key = squeezed_key(name);
    for (const Group& group : groups_) {
      for (const AuthorName& other : group.names)
        if (squeezed_key(other.name) == key && !is_slug(other.name) && !is_all_capitals(other.name)) return other.name;
    }
    return name;
  }

  const HtmlDocument& document_;
  const Candidates& candidates_;
  SiteNames publisher_;
  NodeId body_first_, body_last_;
  NodeId begin_ = 0, end_ = 0;
  std::vector<Group> groups_;
  std::vector<AuthorName> editors_;
};

}  // namespace

AuthorChoice resolve_authors(const HtmlDocument& document, const Candidates& candidates, std::string_view site, NodeId body_first,
                             NodeId body_last) {
  return AuthorResolver(document, candidates, site, body_first, body_last).choose();
}

}  // namespace backfile
