// The headline as the publisher displays or declares it. In order of trust: the headline that the page's own JSON-LD or microdata item
// declares, the <h1>, og:title and its kin, <title>; each without the site's name. What is truncated, the site's own name, or in the place of a headline
// without agreeing with anything else ("Log in") loses its turn.
//
// Measured over the publishers of two development sets: a declared headline is the right one on 88 % of the pages that have it, the <h1> on
// 73 to 82 %, og:title on 54 to 73 %, a bare <title> on 13 to 26 %.
#include <algorithm>
#include <optional>

#include "common/address.hpp"
#include "indexer/extract/metadata/clean.hpp"
#include "indexer/extract/metadata/metadata.hpp"
#include "indexer/extract/metadata/title_text.hpp"

namespace backfile {
namespace {

struct Source {
  const Candidate* candidate = nullptr;
  std::string text;  // without the site's name
  std::string key;
};

bool ends_with_ellipsis(std::string_view text) {
  return text.ends_with("...") || text.ends_with("…");
}

std::string_view without_ellipsis(std::string_view text) {
  while (!text.empty()) {
    if (text.ends_with("…")) text.remove_suffix(std::string_view("…").size());
    else if (text.back() == '.' || text.back() == ' ') text.remove_suffix(1);
    else break;
  }
  return text;
}

class TitleResolver {
 public:
  TitleResolver(const HtmlDocument& document, const Candidates& candidates, std::string_view address)
      : document_(document), candidates_(candidates), address_key_(last_part(address)) {
    learn_site_names(address);
    for (const Candidate& c : candidates.all()) {
      if (c.field != MetaField::title || !c.of_main_item) continue;
      const bool shown = c.evidence == Evidence::headline;
      Source source{.candidate = &c, .text = without_site_name(c.value, site_, shown ? SiteNameMatch::exact : SiteNameMatch::resembling), .key = {}};
      source.key = match_key(source.text);
      if (std::vector<Source>* list = source.key.empty() ? nullptr : list_for(c)) list->push_back(std::move(source));
    }
  }

  TitleChoice choose() {
    const Source* headline = best_headline();
    const Source* winner = as_listed(choose_source(headline));
    TitleChoice choice;
    if (!winner) return choice;
    choice.title = as_spelled_by_most(*winner);
    choice.from = std::string(evidence_name(winner->candidate->evidence)) + ":" + winner->candidate->detail;
    choice.headline = headline ? headline->candidate->node : headline_for(winner->key);
    return choice;
  }

 private:
  void learn_site_names(std::string_view address) {
    add_host_of(address);
    const Candidate* title_element = candidates_.first(MetaField::title, Evidence::title_element);
    for (const Candidate& c : candidates_.all()) {
      if ((c.field == MetaField::site_name || c.field == MetaField::publisher) && !is_declared_headline(c.value)) site_.add_name(c.value);
      if (c.field == MetaField::title && c.evidence == Evidence::headline && c.detail == "h1" && leads_up(c.node, address)) site_.add_name(c.value);
      if (c.field == MetaField::canonical && c.evidence != Evidence::json_ld) add_host_of(c.value);
    }
    if (!title_element) return;
    // What <title> has behind the headline is the site's name, whatever the site calls itself elsewhere; but not what JSON-LD and og:title have too.
    for (const Candidate& c : candidates_.all()) {
      if (c.field != MetaField::title || !c.of_main_item || site_.resembles(c.value)) continue;
      const std::string_view tail = tail_behind(title_element->value, c.value);
      if (!tail.empty() && (site_.resembles(tail) || !is_declared_tail(tail))) site_.add_name(tail);
    }
  }

  bool is_declared_tail(std::string_view tail) const {
    const auto ends_so = [&](Evidence evidence) {
      const Candidate* title = candidates_.first(MetaField::title, evidence);
      return title && title->of_main_item && title->value.ends_with(tail);
    };
    return ends_so(Evidence::json_ld) && ends_so(Evidence::open_graph);
  }

  /// The words of "/2025/rain-at-last.html".
  static std::string last_part(std::string_view address) {
    address = address.substr(0, address.find_first_of("?#"));
    if (address.ends_with('/')) address.remove_suffix(1);
    address = address.substr(address.rfind('/') + 1);
    return match_key(address.substr(0, address.rfind('.')));
  }

  /// Templates that write the headline into the publisher's field.
  bool is_declared_headline(std::string_view name) const {
    constexpr auto least_words = 4;
    if (std::ranges::count(name, ' ') + 1 < least_words) return false;
    return std::ranges::any_of(candidates_.all(), [&](const Candidate& c) {
      return c.field == MetaField::title && c.of_main_item && (c.evidence == Evidence::json_ld || c.evidence == Evidence::microdata) && c.value == name;
    });
  }

  /// An <h1> that links to the site's root, or to a folder that the page lies in, is a banner.
  bool leads_up(NodeId heading, std::string_view address) const {
    const auto& links = document_.all(Tag::a);
    const auto link = std::ranges::upper_bound(links, heading);
    if (link == links.end() || *link >= document_.node(heading).end) return false;
    std::string_view target = document_.attribute(*link, "href");
    if (target == "/") return true;
    while (target.ends_with('/')) target.remove_suffix(1);
    constexpr std::size_t shortest = std::string_view("http://a.b").size();
    return target.size() >= shortest && address.size() > target.size() + 1 && address.starts_with(target) && address[target.size()] == '/';
  }

  void add_host_of(std::string_view address) {
    if (const auto normalised = normalise_address(address)) site_.add_host(split_address(*normalised).host);
  }

  std::vector<Source>* list_for(const Candidate& c) {
    const std::string type = ascii_lower(std::string_view(c.detail).substr(0, c.detail.find('.')));
    switch (c.evidence) {
      case Evidence::json_ld:
      case Evidence::microdata:
        if (c.detail.ends_with(".alternativeHeadline")) return nullptr;
        return type.ends_with("page") ? &metadata_ : &declared_;
      case Evidence::headline: return c.detail == "h1" ? &headlines_ : &marked_;
      case Evidence::title_element: return &title_element_;
      case Evidence::feed: return &listed_;
      default: return &metadata_;
    }
  }

  /// How many kinds of source in the page say the same.
  int times_said(const std::string& key) const {
    int times = 0;
    for (const auto* list : {&declared_, &headlines_, &marked_, &metadata_, &title_element_})
      times += std::ranges::any_of(*list, [&](const Source& s) { return s.key == key; });
    return times;
  }

  bool is_listed(const std::string& key) const {
    return std::ranges::any_of(listed_, [&](const Source& s) { return s.key == key; });
  }

  /// The crawl's feeds call the page by a headline of its own: among sources that disagree it is the right one. What two sources of the page agree on
  /// stands against a feed, whose titles are shortened, or of another day.
  const Source* as_listed(const Source* chosen) const {
    if (listed_.empty() || (chosen && (is_listed(chosen->key) || times_said(chosen->key) > 1))) return chosen;
    for (const auto* list : {&headlines_, &declared_, &metadata_, &marked_, &title_element_})
      for (const Source& source : *list)
        if (is_listed(source.key)) return &source;
    const Source& listed = listed_.front();
    if (!chosen) return &listed;
    // "Headline Section" in a <title> that nothing else in the page tells where to cut.
    constexpr std::ptrdiff_t least_words = 3;
    const bool is_cut_by_feed = chosen->candidate->evidence == Evidence::title_element && chosen->key.starts_with(listed.key + " ") &&
                                std::ranges::count(listed.key, ' ') + 1 >= least_words;
    return is_cut_by_feed || is_site_name(*chosen) ? &listed : chosen;
  }

  static const Source* first_of(const std::vector<Source>& sources) { return sources.empty() ? nullptr : &sources.front(); }
  const Source* from_metadata(std::string_view detail) const {
    const auto found = std::ranges::find_if(metadata_, [&](const Source& s) { return s.candidate->detail == detail; });
    return found == metadata_.end() ? nullptr : &*found;
  }

  bool is_site_name(const Source& source) const { return site_.resembles(source.text); }

  /// Agreement with what the head of the page says its title is: 0 to 1.
  double agreement(const Source& source) const {
    double best = 0;
    for (const auto* list : {&declared_, &metadata_, &title_element_})
      for (const Source& other : *list)
        if (list != &title_element_ || !is_site_name(other)) best = std::max(best, word_agreement(source.key, other.key));
    return best;
  }

  const Source* best_declared() const {
    const auto found = std::ranges::find_if(declared_, [&](const Source& s) { return !is_site_name(s); });
    return found == declared_.end() ? nullptr : &*found;
  }

  /// The <h1> that agrees most with the rest; the site's logo and login boxes are headings too.
  const Source* best_headline() const {
    const Source* best = nullptr;
    double best_agreement = -1;
    for (const Source& source : headlines_) {
      const double own = is_site_name(source) ? -0.5 : agreement(source);
      if (own > best_agreement) {
        best = &source;
        best_agreement = own;
      }
    }
    return best;
  }

  const Source* choose_source(const Source* headline) const {
    const Source* graph = from_metadata("og:title");
    if (graph && headline && shown_below(*headline, *graph)) return graph;
    if (const Source* declared = best_declared()) {
      if (headline && is_alone(*declared, *headline)) return headline;
      return headline ? against_headline(*declared, *headline, graph) : declared;
    }
    const Source* title = graph ? graph : first_of(metadata_);
    if (headline && !is_site_name(*headline)) {
      const bool unlike = agreement(*headline) < 0.05 && word_agreement(headline->key, address_key_) < 0.6;
      const bool contradicted = title && !is_site_name(*title) && (unlike || has_kicker(*headline, *title));
      if (contradicted) return title;
      return !title && agreement(*headline) < 0.05 && heading_like_title() ? heading_like_title() : headline;
    }
    if (!title || is_site_name(*title)) title = first_of(title_element_);
    if (const Source* marked = shown_like(title)) return marked;
    if (title && !is_site_name(*title)) return title;
    if (const auto marked = std::ranges::find_if(marked_, [](const Source& s) { return s.candidate->detail != "h2"; }); marked != marked_.end()) return &*marked;
    return title ? title : headline;
  }

  /// A declared headline of which neither <h1> nor the head has a word, while these agree: a system's name, or what the page is about.
  bool is_alone(const Source& declared, const Source& headline) const {
    constexpr double nothing = 0.05, enough = 0.6;
    if (is_site_name(headline) || word_agreement(declared.key, headline.key) > nothing) return false;
    double shown = 0;
    for (const auto* list : {&metadata_, &title_element_}) {
      for (const Source& other : *list) {
        if (word_agreement(declared.key, other.key) > nothing) return false;
        shown = std::max(shown, word_agreement(headline.key, other.key));
      }
    }
    return shown >= enough;
  }

  /// A declared headline that only <title> repeats was written for search engines when <h1> and og:title agree on another; and a tail that
  /// both lack is the section's name.
  const Source* against_headline(const Source& declared, const Source& headline, const Source* graph) const {
    if (!graph || graph->key != headline.key || graph->key == declared.key) return &declared;
    const bool repeated = std::ranges::any_of(title_element_, [&](const Source& s) { return s.key.starts_with(declared.key); });
    return repeated || !tail_behind(declared.text, headline.text).empty() ? &headline : &declared;
  }

  /// "Kicker Headline" in the <h1>, where og:title and <title> agree on the headline alone.
  bool has_kicker(const Source& headline, const Source& title) const {
    constexpr std::size_t least_words = 3;
    if (headline.key.size() <= title.key.size() + 1 || !headline.key.ends_with(" " + title.key)) return false;
    return std::ranges::count(title.key, ' ') + 1 >= static_cast<std::ptrdiff_t>(least_words) &&
           std::ranges::any_of(title_element_, [&](const Source& s) { return s.key.starts_with(title.key); });
  }

  /// A heading below an <h1> of other words says what og:title says: the <h1> was written for search engines, and readers see the other.
  bool shown_below(const Source& headline, const Source& graph) const {
    return headline.key != graph.key && is_shown_below(headline, graph.key) && !is_shown_below(headline, headline.key);
  }
  bool is_shown_below(const Source& headline, const std::string& key) const {
    constexpr NodeId reach = 120;
    const NodeId end = document_.node(headline.candidate->node).end;
    return std::ranges::any_of(marked_, [&](const Source& s) { return s.key == key && s.candidate->node >= end && s.candidate->node - end < reach; });
  }

  /// What is marked as a headline and says what `title` says.
  const Source* shown_like(const Source* title) const {
    if (!title) return nullptr;
    const auto found = std::ranges::find_if(marked_, [&](const Source& s) { return s.key == title->key; });
    return found == marked_.end() ? nullptr : &*found;
  }

  /// Under a banner in the <h1>: the heading that says what <title> says.
  const Source* heading_like_title() const {
    constexpr double enough = 0.6;
    const auto found = std::ranges::find_if(marked_, [&](const Source& s) {
      return std::ranges::any_of(title_element_, [&](const Source& title) { return word_agreement(s.key, title.key) >= enough; });
    });
    return found == marked_.end() ? nullptr : &*found;
  }

  NodeId headline_for(std::string_view key) const {
    for (const Source& source : marked_)
      if (source.key == key) return source.candidate->node;
    return no_node;
  }

  /// Punctuation differs between sources ("kicker: title", "kicker - title"): the spelling that most of them have, if the winner was only declared;
  /// what is shown stays as shown. A cut title gets its rest.
  std::string as_spelled_by_most(const Source& winner) const {
    if (ends_with_ellipsis(winner.text)) return completed(winner);
    if (winner.candidate->evidence == Evidence::headline) return winner.text;
    if (winner.candidate->evidence == Evidence::title_element) return before_hard_mark(winner.text);
    std::vector<std::pair<std::string_view, int>> votes{{winner.text, 1}};
    for (const auto* list : {&declared_, &metadata_, &title_element_, &headlines_}) {
      for (const Source& s : *list) {
        if (&s == &winner || s.key != winner.key) continue;
        const auto known = std::ranges::find(votes, std::string_view(s.text), &std::pair<std::string_view, int>::first);
        if (known != votes.end()) ++known->second;
        else votes.emplace_back(s.text, 1);
      }
    }
    return std::string(std::ranges::max_element(votes, {}, &std::pair<std::string_view, int>::second)->first);
  }

  /// A title that was cut gets the rest from a longer source that begins alike.
  std::string completed(const Source& source) const {
    const std::string stem = match_key(without_ellipsis(source.text));
    for (const auto* list : {&headlines_, &declared_, &metadata_, &title_element_}) {
      for (const Source& other : *list)
        if (!ends_with_ellipsis(other.text) && other.key.size() > stem.size() && other.key.starts_with(stem)) return other.text;
    }
    return source.text;
  }

  const HtmlDocument& document_;
  const Candidates& candidates_;
  std::string address_key_;
  SiteNames site_;
  std::vector<Source> declared_, headlines_, marked_, metadata_, title_element_;
  std::vector<Source> listed_;  // by feeds
};

}  // namespace

TitleChoice resolve_title(const HtmlDocument& document, const Candidates& candidates, std::string_view address) {
  return TitleResolver(document, candidates, address).choose();
}

}  // namespace backfile
