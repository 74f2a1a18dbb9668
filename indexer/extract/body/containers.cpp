#include "indexer/extract/body/containers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backfile {
namespace {

// A densest element may leave this share of the best weight outside: a standfirst above, a note below.
constexpr double dense_share = 0.8;
// A container that says it holds the text wins over the densest element unless it holds less than this share of its weight.
constexpr double enough_of_dense = 0.6;
// Blocks of which this share of words is in the declared text are the declared text.
constexpr double share_that_is_declared = 0.7;

// The same when it follows the headline and the densest element does not: that is then another article, or the comments.
constexpr double enough_below_headline = 0.2;
constexpr std::uint32_t blocks_below_headline = 25;  // byline, date, share buttons, captions

bool is_below_headline(const PageText& page, const Container& c, std::uint32_t headline) {
  if (headline >= page.size()) return false;
  const BlockRange r = page.blocks_below(c.roots.front());
  return r.end > headline && r.begin <= headline + blocks_below_headline;
}

double block_weight(const Block& b) {
  if (b.hints & hint::excluding) return 0;
  if (b.is_prose()) return std::min<double>(b.chars, 1500) * (1 - b.link_density());
  if (b.is_heading()) return b.link_density() > 0.8 ? -20 : 0;
  const double chars = std::min<double>(b.chars, 120);
  if (b.link_density() > 0.5) return -0.6 * chars - 8;
  if (b.link_density() > 0.3 || b.chars < 12) return 0;
  // Short paragraphs, items of lists, cells: text if the rest around them is.
  if (b.kind == Tag::p || b.kind == Tag::blockquote || b.kind == Tag::pre) return 0.4 * chars;
  if (b.kind == Tag::li || b.kind == Tag::td || b.kind == Tag::dd || b.chars >= 60) return 0.25 * chars;
  return b.kind == Tag::text ? -0.1 * chars : 0;
}

// Elements that hold paragraphs, rather than being one.
bool holds_blocks(const Node& n) {
  switch (n.tag) {
    case Tag::p: case Tag::h1: case Tag::h2: case Tag::h3: case Tag::h4: case Tag::h5: case Tag::h6: case Tag::li: case Tag::blockquote: case Tag::pre:
    case Tag::tr: case Tag::text:
      return false;
    default:
      return is_block(n.tag) || n.tag == Tag::other || n.tag == Tag::span || n.tag == Tag::font;
  }
}

}  // namespace

ContainerFinder::ContainerFinder(const PageText& page, const Shingles& declared) : page_(page), declared_(declared) {
  sums_.assign(1, 0);
  for (const Block& b : page.blocks()) sums_.push_back(sums_.back() + block_weight(b));
}

double ContainerFinder::weight(NodeId node) const {
  const BlockRange r = page_.blocks_below(node);
  return sums_[r.end] - sums_[r.begin];
}

double ContainerFinder::weight(const Container& c) const {
  double sum = 0;
  for (const NodeId root : c.roots) sum += weight(root);
  return sum;
}

Container ContainerFinder::dense() const {
  const HtmlDocument& d = page_.document();
  double best = 0;
  std::vector<std::pair<NodeId, double>> weighed;
  for (NodeId id = 0; id < d.size(); ++id) {
    if (!holds_blocks(d.node(id))) continue;
    const double w = weight(id);
    if (w <= 0) continue;
    weighed.emplace_back(id, w);
    best = std::max(best, w);
  }
  Container found{"dense", {}, 0};
  int depth = -1;
  for (const auto& [id, w] : weighed) {
    if (w < dense_share * best || d.node(id).depth < depth) continue;
    if (d.node(id).depth == depth && w <= found.weight) continue;
    depth = d.node(id).depth;
    found.roots = {id};
    found.weight = w;
  }
  return found;
}

std::vector<Container> ContainerFinder::declared_by_markup() const {
  const HtmlDocument& d = page_.document();
  std::vector<Container> found;
  for (NodeId id = 0; id < d.size(); ++id) {
    if (!(page_.own_hints(id) & hint::body) || !holds_blocks(d.node(id)) || (page_.hints(id) & hint::excluding)) continue;
    const double w = weight(id);
    if (w <= 0) continue;
    const bool microdata = !d.attribute(id, "itemprop").empty();
    // Bodies are split over siblings by advertisements: same tag, same class, same container.
    const auto same = std::find_if(found.begin(), found.end(), [&](const Container& c) {
      const NodeId first = c.roots.front(), last = c.roots.back();
      return id >= d.node(last).end && d.node(first).tag == d.node(id).tag && d.node(first).depth == d.node(id).depth &&
             d.attribute(first, "class") == d.attribute(id, "class");
    });
    if (same != found.end()) {
      same->roots.push_back(id);
      same->weight += w;
    } else {
      found.push_back({microdata ? "microdata" : "class", {id}, w});
    }
  }
  return found;
}

Container ContainerFinder::around_declared_text() const {
  Container found{"json-ld", {}, 0};
  if (declared_.empty()) return found;
  std::vector<std::uint32_t> matching;
  std::uint32_t total = 0;
  for (std::uint32_t i = 0; i < page_.size(); ++i) {
    const Block& b = page_.block(i);
    if (b.chars < 40 || declared_.share_of(b.text) < share_that_is_declared) continue;
    matching.push_back(i);
    total += b.chars;
  }
  if (matching.empty()) return found;
  // The element around at least nine tenths of the matching text, as deep as there is one.
  const HtmlDocument& d = page_.document();
  NodeId at = 0;
  for (bool deeper = true; deeper;) {
    deeper = false;
    for (NodeId child = d.first_child(at); child != no_node; child = d.next_sibling(child)) {
      const BlockRange r = page_.blocks_below(child);
      std::uint32_t inside = 0;
      for (auto m = std::lower_bound(matching.begin(), matching.end(), r.begin); m != matching.end() && *m < r.end; ++m) {
        inside += page_.block(*m).chars;
      }
      if (inside * 10 < total * 9 || d.node(child).tag == Tag::text || matching.size() == 1) continue;
      at = child;
      deeper = true;
      break;
    }
  }
  found.roots = {matching.size() == 1 ? page_.block(matching.front()).owner : at};
  found.weight = weight(found.roots.front());
  return found;
}

Container choose_container(const PageText& page, const Shingles& declared, std::uint32_t headline, std::vector<std::string>* notes) {
  const ContainerFinder finder(page, declared);
  const auto note = [&](const Container& c, std::string_view why) {
    if (notes) notes->push_back(fmt::format("container {} node {} weight {:.0f}: {}", c.from, c.roots.empty() ? no_node : c.roots.front(), c.weight, why));
  };
  Container dense = finder.dense();
  note(dense, "candidate");
  Container by_json = finder.around_declared_text();
  if (!by_json.roots.empty()) {
    note(by_json, "candidate");
    if (by_json.weight >= enough_of_dense * dense.weight) return by_json;
  }
  Container best;
  const bool dense_is_elsewhere = !dense.roots.empty() && !is_below_headline(page, dense, headline);
  for (Container& c : finder.declared_by_markup()) {
    note(c, "candidate");
    const double enough = dense_is_elsewhere && is_below_headline(page, c, headline) ? enough_below_headline : enough_of_dense;
    if (c.weight < enough * dense.weight) continue;
    // The widest that is no looser: nested containers all say "content".
    if (best.roots.empty() || c.weight > 1.1 * best.weight) best = std::move(c);
  }
  if (!best.roots.empty()) return best;
  if (!dense.roots.empty()) return dense;
  const auto& bodies = page.document().all(Tag::body);
  return {"page", {bodies.empty() ? 0 : bodies.front()}, 0};
}

}  // namespace backfile
