// A parsed page: libxml2's SAX events kept as a compact tree of our own. Nodes lie in document order in one array, a subtree is a
// contiguous range, names are interned, text and attributes lie in the page's own bytes. Scripts (except JSON), styles, templates and comments
// are not kept. This is the only file (with its source) that knows libxml2.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/html_prefilter.hpp"

namespace backfile {

/// HTML elements that some rule looks at; all others are `other` and keep their name.
enum class Tag : std::uint8_t {
  text,  // not an element: a run of character data, entities resolved
  other,
  a, abbr, address, article, aside, audio, b, base, blockquote, body, br, button, canvas, caption, center, cite, code, dd, del, details, dialog,
  div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe,
  img, input, ins, label, legend, li, link, main, mark, menu, meta, nav, noscript, object, ol, option, p, picture, pre, q, s, script, section,
  select, small, source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, textarea, tfoot, th, thead, time, title, tr, tt, u,
  ul, video,
};

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xffffffff;

struct Node {
  Tag tag = Tag::text;
  NodeId parent = no_node;
  NodeId end = 0;               // one past the last descendant: [id + 1, end) is the subtree below
  std::uint16_t depth = 0;
  std::string_view text;        // text nodes: the characters; Tag::other: the element's name
  std::uint32_t first_attribute = 0;
  std::uint16_t attribute_count = 0;
};

/// Bounds on one page; beyond them the tree is cut and `truncated()` says so.
struct HtmlLimits {
  std::size_t max_nodes = 2'000'000;
  std::uint16_t max_depth = 1024;
  std::size_t max_attributes = 64;  // per element
};

class HtmlDocument {
 public:
  /// Parses UTF-8 text, which the document keeps. Never throws for what the text says; any text gives a document (maybe an empty one).
  /// std::bad_alloc where memory ends, libxml2's too.
  [[nodiscard]] static HtmlDocument parse(std::string utf8, const HtmlLimits& = {});
  HtmlDocument(HtmlDocument&&) noexcept;
  HtmlDocument& operator=(HtmlDocument&&) noexcept;
  ~HtmlDocument();

  [[nodiscard]] std::span<const Node> nodes() const noexcept { return nodes_; }
  [[nodiscard]] const Node& node(NodeId id) const { return nodes_[id]; }
  [[nodiscard]] NodeId size() const noexcept { return static_cast<NodeId>(nodes_.size()); }
  [[nodiscard]] bool truncated() const noexcept { return truncated_; }

  [[nodiscard]] std::span<const Attribute> attributes(NodeId id) const {
    return {attributes_.data() + nodes_[id].first_attribute, nodes_[id].attribute_count};
  }
  /// The attribute's value, or an empty view (see has_attribute to tell absent from empty).
  [[nodiscard]] std::string_view attribute(NodeId id, std::string_view name) const;
  [[nodiscard]] bool has_attribute(NodeId id, std::string_view name) const;

  /// Next node after `id`'s subtree that has the same parent, or no_node.
  [[nodiscard]] NodeId next_sibling(NodeId id) const;
  [[nodiscard]] NodeId first_child(NodeId id) const { return id + 1 < nodes_[id].end ? id + 1 : no_node; }
  [[nodiscard]] bool is_inside(NodeId id, NodeId ancestor) const { return id > ancestor && id < nodes_[ancestor].end; }
  /// The nearest ancestor (or the node itself) with the tag, or no_node.
  [[nodiscard]] NodeId closest(NodeId id, Tag tag) const;

  /// All visible text below `id`, block elements and <br> as a space, white space collapsed.
  [[nodiscard]] std::string text_of(NodeId id) const;

  /// Contents of <script type="application/ld+json"> elements, and of JSON state (<script type="application/json">, __NEXT_DATA__),
  /// in document order, as the page has them.
  using Script = PrefilteredHtml::Script;
  [[nodiscard]] const std::vector<Script>& scripts() const noexcept { return scripts_; }

  /// Elements with a tag, in document order.
  [[nodiscard]] const std::vector<NodeId>& all(Tag tag) const;

 private:
  friend class HtmlTreeBuilder;
  struct Storage;
  HtmlDocument();
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::vector<Script> scripts_;
  std::unique_ptr<Storage> storage_;
  bool truncated_ = false;
};

/// Elements that stand on lines of their own; text before and after them is separate.
[[nodiscard]] bool is_block(Tag) noexcept;

[[nodiscard]] Tag tag_of_name(std::string_view lower_case_name) noexcept;
[[nodiscard]] std::string_view tag_name(Tag) noexcept;

}  // namespace backfile
