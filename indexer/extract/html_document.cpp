// libxml2's HTML SAX events become the tree here. It is given a skeleton (see the prefilter) and decides which tags belong together; its events
// name attributes and texts by their numbers. This file puts right what it gets wrong (HTML Standard, "Tree construction"):
//   - a <p> stays open before <section>, <article> and the other elements of HTML5: closed here;
//   - <source>, <wbr>, <track> take the rest of their parent as content: they are void here;
//   - <template> counts as visible: dropped here (but not declarative shadow roots, which are shown);
//   - elements HTML5 added do not close <head>: closed here.
// libxml2's own stack is mirrored, so that its end events are matched to the nodes they belong to, open or closed before.
#include "indexer/extract/html_document.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>

#include "common/text.hpp"
#include "indexer/extract/html_prefilter.hpp"
#include "indexer/extract/parser_memory.hpp"
#include "indexer/extract/visible_text.hpp"

namespace backfile {
namespace {

constexpr std::size_t tag_count = static_cast<std::size_t>(Tag::video) + 1;

// Text in large blocks that never move. A run of characters grows in place while it is the last thing in its block.
class Arena {
 public:
  std::string_view add(std::string_view text) { return extend({}, text); }

  std::string_view extend(std::string_view run, std::string_view text) {
    const bool is_last = !run.empty() && run.data() + run.size() == at_;
    const std::size_t needed = text.size() + (is_last ? 0 : run.size());
    char* begin = is_last ? at_ - run.size() : at_;
    if (needed > static_cast<std::size_t>(end_ - at_)) {
      begin = add_block(run.size() + text.size());
      if (!run.empty()) std::memcpy(begin, run.data(), run.size());
      at_ = begin + run.size();
    } else if (!is_last && !run.empty()) {
      std::memcpy(at_, run.data(), run.size());
      at_ += run.size();
    }
    if (!text.empty()) std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
    return {begin, run.size() + text.size()};
  }

 private:
  char* add_block(std::size_t needed) {
    constexpr std::size_t least_block = 4096;
    const std::size_t size = std::max(least_block, 2 * needed);
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    at_ = blocks_.back().get();
    end_ = at_ + size;
    return at_;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* at_ = nullptr;
  char* end_ = nullptr;
};

constexpr bool closes_paragraph(Tag tag) {
  switch (tag) {
    case Tag::address: case Tag::article: case Tag::aside: case Tag::blockquote: case Tag::center: case Tag::details: case Tag::dialog:
    case Tag::div: case Tag::dl: case Tag::fieldset: case Tag::figcaption: case Tag::figure: case Tag::footer: case Tag::form:
    case Tag::h1: case Tag::h2: case Tag::h3: case Tag::h4: case Tag::h5: case Tag::h6: case Tag::header: case Tag::hgroup:
    case Tag::hr: case Tag::main: case Tag::menu: case Tag::nav: case Tag::ol: case Tag::p: case Tag::pre: case Tag::section:
    case Tag::summary: case Tag::table: case Tag::ul:
      return true;
    default:
      return false;
  }
}

// HTML Standard, "has an element in button scope": an open <p> outside of these is not touched.
constexpr bool bounds_paragraph_scope(Tag tag) {
  return tag == Tag::td || tag == Tag::th || tag == Tag::caption || tag == Tag::button || tag == Tag::object || tag == Tag::table ||
         tag == Tag::body || tag == Tag::html;
}

constexpr bool belongs_in_head(Tag tag) {
  return tag == Tag::meta || tag == Tag::link || tag == Tag::title || tag == Tag::base || tag == Tag::noscript || tag == Tag::script ||
         tag == Tag::style || tag == Tag::other || tag == Tag::img || tag == Tag::iframe;
}

constexpr bool is_void_to_html5_only(Tag tag, std::string_view name) {
  return tag == Tag::source || name == "wbr" || name == "track";
}

using AttributeRange = PrefilteredHtml::AttributeRange;

struct ElementName {
  Tag tag = Tag::other;
  std::string_view text;
};

}  // namespace

struct HtmlDocument::Storage {
  explicit Storage(std::string utf8) : page(std::move(utf8)) {}
  std::string page;  // resolved in place: most texts and all attributes lie in it
  Arena arena;
  std::array<std::vector<NodeId>, tag_count> by_tag;
};

// Receives the events. One parse may take several parsers: see the note at `stop_parser_early`.
class HtmlTreeBuilder {
 public:
  HtmlTreeBuilder(HtmlDocument& document, const PrefilteredHtml& page, const HtmlLimits& limits)
      : document_(document), page_(page), limits_(limits) {}

  void build() {
    std::string_view skeleton = page_.skeleton;
    while (!skeleton.empty() && !document_.truncated_) {
      const std::size_t consumed = parse_until_stopped(skeleton);
      if (consumed == 0) break;
      skeleton.remove_prefix(std::min(consumed, skeleton.size()));
    }
    close_down_to(0);
    for (NodeId id = 0; id < document_.nodes_.size(); ++id) {
      document_.storage_->by_tag[static_cast<std::size_t>(document_.nodes_[id].tag)].push_back(id);
    }
  }

 private:
  struct Open {  // an element as libxml2 sees it
    NodeId node;
    std::size_t index;  // in open_, when it was opened there
    bool dropped;       // starts a subtree that is not kept
  };

  // Bytes taken from `skeleton`, 0 when all of them were.
  std::size_t parse_until_stopped(std::string_view skeleton) {
    const int size = static_cast<int>(std::min<std::size_t>(skeleton.size(), 1u << 30));
    forget_failed_allocations();
    const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> context(htmlCreateMemoryParserCtxt(skeleton.data(), size),
                                                                                 &htmlFreeParserCtxt);
    if (!context) throw std::bad_alloc();
    context_ = context.get();
    xmlSAXHandler handler{};
    handler.startElement = [](void* self, const xmlChar* name, const xmlChar** attributes) {
      static_cast<HtmlTreeBuilder*>(self)->start(name, attributes ? attributes[0] : nullptr);
    };
    handler.endElement = [](void* self, const xmlChar*) { static_cast<HtmlTreeBuilder*>(self)->end(); };
    handler.characters = handler.ignorableWhitespace = handler.cdataBlock = [](void* self, const xmlChar* text, int length) {
      static_cast<HtmlTreeBuilder*>(self)->characters({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
    };
    *context_->sax = handler;
    context_->userData = this;
    htmlCtxtUseOptions(context_, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    context_->options |= XML_PARSE_HUGE;
    xmlSwitchEncoding(context_, XML_CHAR_ENCODING_UTF8);
    mirror_.clear();
    dropped_ = 0;
    stopped_at_ = 0;
    element_names_.fill({});
    htmlParseDocument(context_);
    if (has_failed_allocation()) throw std::bad_alloc();
    return stopped_at_;
  }

  // libxml2 walks its stack of open elements for every end tag; a hostile page makes that quadratic. Beyond a bound this parser is
  // stopped and a fresh one takes the rest, inside the same tree.
  bool stop_parser_early() {
    if (mirror_.size() < 2u * limits_.max_depth) return false;
    const long consumed = xmlByteConsumed(context_);
    stopped_at_ = consumed > 0 ? static_cast<std::size_t>(consumed) : 0;
    const xmlChar* next = context_->input->cur;
    if (next[0] == '/') ++stopped_at_, ++next;
    if (next[0] == '>') ++stopped_at_;
    xmlStopParser(context_);
    close_down_to(std::min<std::size_t>(open_.size(), 2));  // html and body stay
    return true;
  }

  // `number`: the tag's, as the skeleton writes it.
  void start(const xmlChar* name, const xmlChar* number) {
    if (stopped_at_ != 0 || document_.truncated_) return;
    const auto [tag, tag_text] = element_name(name);
    const AttributeRange attributes = number ? attributes_of(reinterpret_cast<const char*>(number)) : AttributeRange{};
    if (dropped_ > 0 || is_dropped(tag_text, attributes)) {
      ++dropped_;
      mirror_.push_back({no_node, 0, true});
    } else if (is_second_root(tag)) {
      mirror_.push_back({no_node, 0, false});
    } else {
      make_room_for(tag);
      open_element(tag, tag_text, attributes);
    }
    stop_parser_early();
  }

  void open_element(Tag tag, std::string_view name, AttributeRange attributes) {
    const NodeId id = add_node(tag);
    if (id == no_node) return mirror_.push_back({no_node, 0, false});
    if (tag == Tag::other) document_.nodes_[id].text = name;
    document_.nodes_[id].first_attribute = attributes.first;
    document_.nodes_[id].attribute_count = attributes.count;
    mirror_.push_back({id, open_.size(), false});
    if (is_void_to_html5_only(tag, name) || open_.size() >= limits_.max_depth) {
      document_.nodes_[id].end = id + 1;  // a leaf: what libxml2 puts into it goes to its parent
    } else {
      open_.push_back(id);
    }
  }

  bool is_dropped(std::string_view name, AttributeRange attributes) const {
    if (name == "svg" || name == "style" || name == "script") return true;
    if (name != "template") return false;
    const auto first = document_.attributes_.begin() + attributes.first;
    return std::none_of(first, first + attributes.count, [](const Attribute& a) { return a.name.starts_with("shadowroot"); });
  }

  // libxml2 may open body or html again after it closed an implied one: one of each is enough.
  bool is_second_root(Tag tag) {
    if (tag != Tag::html && tag != Tag::body) return false;
    bool& seen = tag == Tag::html ? has_html_ : has_body_;
    return std::exchange(seen, true);
  }

  void make_room_for(Tag tag) {
    if (!open_.empty() && document_.nodes_[open_.back()].tag == Tag::head && !belongs_in_head(tag)) {
      close_down_to(open_.size() - 1);
      if (tag != Tag::body && !std::exchange(has_body_, true)) {
        if (const NodeId body = add_node(Tag::body); body != no_node) open_.push_back(body);
      }
    }
    if (!closes_paragraph(tag)) return;
    constexpr std::size_t farthest = 24;  // inline elements between a paragraph and what closes it
    for (std::size_t i = open_.size(), steps = 0; i-- > 0 && steps < farthest; ++steps) {
      const Tag open = document_.nodes_[open_[i]].tag;
      if (open == Tag::p) return close_down_to(i);
      if (bounds_paragraph_scope(open)) return;
    }
  }

  void end() {
    if (mirror_.empty() || stopped_at_ != 0) return;
    const Open top = mirror_.back();
    mirror_.pop_back();
    if (top.dropped) {
      --dropped_;
    } else if (top.node != no_node && top.index < open_.size() && open_[top.index] == top.node) {
      close_down_to(top.index);
    }
  }

  // What the skeleton has between two tags: numbers of texts, white space, separators.
  void characters(std::string_view placeholders) {
    for (std::size_t at = 0; at < placeholders.size();) {
      if (placeholders[at] == ' ') {
        add_text(white_space);
        ++at;
      } else if (placeholders[at] == skeleton_separator) {
        ++at;
      } else {
        const std::size_t end = std::min(placeholders.find_first_of(number_ends, at), placeholders.size());
        const std::size_t number = number_of(placeholders.substr(at, end - at));
        if (number < page_.texts.size()) add_text(page_.texts[number]);
        at = end;
      }
    }
  }

  void add_text(std::string_view text) {
    if (dropped_ > 0 || document_.truncated_ || stopped_at_ != 0) return;
    if (open_.empty() || document_.nodes_[open_.back()].tag == Tag::html || document_.nodes_[open_.back()].tag == Tag::head) {
      if (text == white_space) return;
    }
    auto& nodes = document_.nodes_;
    const bool continues = !nodes.empty() && nodes.back().tag == Tag::text && !open_.empty() && nodes.back().parent == open_.back();
    const NodeId id = continues ? document_.size() - 1 : add_node(Tag::text);
    if (id == no_node) return;
    nodes[id].text = continues ? document_.storage_->arena.extend(nodes[id].text, text) : text;
    nodes[id].end = id + 1;
  }

  NodeId add_node(Tag tag) {
    if (document_.nodes_.size() >= limits_.max_nodes) {
      document_.truncated_ = true;
      xmlStopParser(context_);
      return no_node;
    }
    Node node;
    node.tag = tag;
    node.parent = open_.empty() ? no_node : open_.back();
    node.depth = static_cast<std::uint16_t>(open_.size());
    node.first_attribute = static_cast<std::uint32_t>(document_.attributes_.size());
    document_.nodes_.push_back(node);
    document_.nodes_.back().end = document_.size();
    return document_.size() - 1;
  }

  static std::size_t number_of(std::string_view written) {
    std::size_t number = no_number;
    std::from_chars(written.data(), written.data() + written.size(), number, skeleton_base);
    return number;
  }

  // The tags come in their order. libxml2 leaves some out (a second <body>), far fewer in a row than a digit tells apart: their attributes
  // the skeleton does not have.
  AttributeRange attributes_of(std::string_view written) {
    const std::size_t digit = number_of(written.substr(1));
    while (next_tag_ < page_.tags.size() && next_tag_ % skeleton_base != digit) ++next_tag_;
    return next_tag_ < page_.tags.size() ? page_.tags[next_tag_++] : AttributeRange{};
  }

  void close_down_to(std::size_t size) {
    while (open_.size() > size) {
      document_.nodes_[open_.back()].end = document_.size();
      open_.pop_back();
    }
  }

  // libxml2 interns names: the same pointer is the same name, so a small table of pointers saves hashing them again.
  ElementName element_name(const xmlChar* name) {
    auto& slot = element_names_[slot_of(name)];
    if (slot.first != name) {
      const std::string_view text(reinterpret_cast<const char*>(name));
      const Tag tag = tag_of_name(text);
      slot = {name, {tag, tag == Tag::other ? document_.storage_->arena.add(text) : tag_name(tag)}};
    }
    return slot.second;
  }
  static constexpr std::size_t name_slots = 256;
  static std::size_t slot_of(const xmlChar* name) {
    const auto bits = reinterpret_cast<std::uintptr_t>(name);
    return (bits ^ (bits >> 8)) % name_slots;
  }

  static constexpr std::string_view white_space = " ";
  static constexpr char number_ends[] = {' ', skeleton_separator, '\0'};
  static constexpr std::size_t no_number = static_cast<std::size_t>(-1);

  HtmlDocument& document_;
  const PrefilteredHtml& page_;
  const HtmlLimits& limits_;
  htmlParserCtxtPtr context_ = nullptr;
  std::vector<Open> mirror_;   // libxml2's stack
  std::vector<NodeId> open_;   // ours
  std::size_t dropped_ = 0;    // elements of mirror_ that belong to a dropped subtree
  std::size_t stopped_at_ = 0;
  std::size_t next_tag_ = 0;   // of those with attributes
  bool has_html_ = false, has_body_ = false;
  std::array<std::pair<const xmlChar*, ElementName>, name_slots> element_names_{};
};

HtmlDocument::HtmlDocument() = default;
HtmlDocument::HtmlDocument(HtmlDocument&&) noexcept = default;
HtmlDocument& HtmlDocument::operator=(HtmlDocument&&) noexcept = default;
HtmlDocument::~HtmlDocument() = default;

HtmlDocument HtmlDocument::parse(std::string utf8, const HtmlLimits& limits) {
  static std::once_flag initialised;
  std::call_once(initialised, [] {
    watch_parser_memory();
    xmlInitParser();
  });
  if (!is_valid_utf8(utf8)) utf8 = valid_utf8(utf8);
  HtmlDocument document;
  document.storage_ = std::make_unique<Storage>(std::move(utf8));
  PrefilteredHtml page = prefilter_html(document.storage_->page, limits.max_attributes);
  document.attributes_ = std::move(page.attributes);
  document.scripts_ = std::move(page.scripts);
  document.nodes_.reserve(std::min(limits.max_nodes, page.start_tags + page.texts.size()));
  HtmlTreeBuilder(document, page, limits).build();
  return document;
}

std::string_view HtmlDocument::attribute(NodeId id, std::string_view name) const {
  for (const Attribute& a : attributes(id)) {
    if (a.name == name) return a.value;
  }
  return {};
}

bool HtmlDocument::has_attribute(NodeId id, std::string_view name) const {
  const auto all_of_it = attributes(id);
  return std::any_of(all_of_it.begin(), all_of_it.end(), [&](const Attribute& a) { return a.name == name; });
}

NodeId HtmlDocument::next_sibling(NodeId id) const {
  const NodeId next = nodes_[id].end;
  return next < size() && nodes_[next].parent == nodes_[id].parent ? next : no_node;
}

NodeId HtmlDocument::closest(NodeId id, Tag tag) const {
  while (id != no_node && nodes_[id].tag != tag) id = nodes_[id].parent;
  return id;
}

std::string HtmlDocument::text_of(NodeId id) const {
  std::string text;
  for (NodeId i = id; i < nodes_[id].end; ++i) {
    const Node& n = nodes_[i];
    if (n.tag == Tag::text) {
      append_visible(text, n.text);
    } else if (n.tag == Tag::noscript && i != id) {
      i = n.end - 1;
    } else if (is_block(n.tag) || n.tag == Tag::br) {
      append_visible(text, " ");
    }
    // A block's end separates as well: its last descendant is followed by what comes after it.
    for (NodeId up = i; up != no_node && up != id && nodes_[up].end == i + 1; up = nodes_[up].parent) {
      if (is_block(nodes_[up].tag)) append_visible(text, " ");
    }
  }
  trim_end(text);
  return text;
}

const std::vector<NodeId>& HtmlDocument::all(Tag tag) const {
  static const std::vector<NodeId> none;
  return storage_ ? storage_->by_tag[static_cast<std::size_t>(tag)] : none;
}

bool is_block(Tag tag) noexcept {
  switch (tag) {
    case Tag::dd: case Tag::dt: case Tag::li: case Tag::caption: case Tag::legend: case Tag::option: case Tag::td: case Tag::th:
    case Tag::tr: case Tag::tbody: case Tag::thead: case Tag::tfoot: case Tag::body: case Tag::html: case Tag::head: case Tag::title:
    case Tag::iframe: case Tag::video: case Tag::audio: case Tag::select: case Tag::textarea:
      return true;
    default:
      return closes_paragraph(tag);
  }
}

}  // namespace backfile
