#include "indexer/extract/body/page_text.hpp"

#include <algorithm>
#include <unordered_map>

#include "indexer/extract/visible_text.hpp"
#include "indexer/extract/word_table.hpp"

namespace backfile {
namespace {

// A container whose class says "related" or "comments" but which holds this share of the page's running text is the page itself
// (WordPress puts tags and categories of a post into the class of its <article>).
constexpr double share_that_is_the_page = 0.4;

// Boxes of these kinds can be long; all others with this much running text are mislabelled.
constexpr Hints lists_others = hint::related | hint::comments | hint::pitch | hint::hidden | hint::teaser | hint::advert;
constexpr std::uint32_t box_prose = 2500;
// And these are lines or small boxes.
constexpr Hints one_line = hint::dateline | hint::author | hint::tags | hint::caption | hint::sharing;
constexpr std::uint32_t line_chars = 900;

// Teasers: at most this much running text for each heading that is a link.
constexpr std::uint32_t teaser_prose_per_heading = 420;
constexpr std::uint32_t prose_above_teasers = 250;  // a list of teasers starts with a heading, not with text
constexpr std::uint32_t article_run_chars = 700, article_run_blocks = 3;

bool is_custom_element(const Node& n) { return n.tag == Tag::other && n.text.find('-') != std::string_view::npos; }

bool separates_text(const Node& n) { return is_block(n.tag) || is_custom_element(n); }

bool is_inline_box(Tag tag) { return tag == Tag::button; }

bool is_never_text(Tag tag) {
  return tag == Tag::title || tag == Tag::textarea || tag == Tag::select || tag == Tag::iframe || tag == Tag::object || tag == Tag::canvas;
}

constexpr bool is_ascii_space_or_quote(unsigned char c) { return c == ' ' || c == '"' || c == '\'' || c == ')' || c == ']'; }

bool is_sentence_end(char32_t c) {
  switch (c) {
    case '.': case '!': case '?': case 0x2026: case 0x3002: case 0xff01: case 0xff1f: case 0xff0e: case 0x061f: case 0x06d4: case 0x0964:
    case 0x0965: case 0x0589: case 0x1362: case 0x17d4: case 0x104b:
      return true;
    default:
      return false;
  }
}

bool is_comma(char32_t c) { return c == ',' || c == 0x3001 || c == 0xff0c || c == 0x060c || c == 0x1363 || c == ';'; }

bool is_wide(char32_t c) { return (c >= 0x2e80 && c < 0xa4d0) || (c >= 0xac00 && c < 0xd7b0) || (c >= 0xf900 && c < 0xfb00) || c >= 0x20000; }

// Most of a Latin text: neither stops nor commas.
constexpr bool is_word_ascii(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// Thai, Lao, Khmer and Burmese write sentences without stops.
bool is_stopless_script(char32_t c) { return (c >= 0x0e00 && c < 0x0f00) || (c >= 0x1000 && c < 0x10a0) || (c >= 0x1780 && c < 0x1800); }

bool is_closing(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 || c == 0x201c || c == 0x00bb || c == 0x00ab ||
         c == 0x300d || c == 0x300f || c == 0xff09 || c == 0x203a || c == ' ';
}

char32_t next_character(std::string_view t, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return i < t.size() ? static_cast<unsigned char>(t[i]) & 0x3fu : 0u; };
  const auto first = static_cast<unsigned char>(t[at]);
  const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  char32_t c = first;
  if (length == 2) c = (first & 0x1fu) << 6 | byte(at + 1);
  if (length == 3) c = (first & 0x0fu) << 12 | byte(at + 1) << 6 | byte(at + 2);
  if (length == 4) c = (first & 0x07u) << 18 | byte(at + 1) << 12 | byte(at + 2) << 6 | byte(at + 3);
  at += length;
  return c;
}

bool hides(std::string_view style) {
  for (std::size_t at = style.find("isplay"); at != std::string_view::npos; at = style.find("isplay", at + 6)) {
    std::size_t value = at + 6;
    while (value < style.size() && (style[value] == ' ' || style[value] == ':')) ++value;
    if (style.substr(value).starts_with("none")) return true;
  }
  return false;
}

// Inside a line: a formula's source beside its picture, words for screens of another kind. What is longer may be shown by a click.
constexpr std::size_t longest_hidden_words = 400;  // bytes

// The walk that cuts the page into blocks: a run of text ends where a block element starts or ends, and at two line breaks.
class BlockFinder {
 public:
  BlockFinder(const HtmlDocument& document, std::vector<Block>& blocks) : document_(document), blocks_(blocks) {}

  void run() {
    for (NodeId id = 0; id < document_.size(); ++id) {
      close_ended(id);
      const Node& n = document_.node(id);
      if (n.tag == Tag::text) {
        add_text(id, n.text);
      } else if (n.tag == Tag::br) {
        line_break();
      } else if (is_never_text(n.tag)) {
        flush();
        id = n.end - 1;
      } else if (is_hidden_in_line(id, n)) {
        id = n.end - 1;
      } else if (n.tag != Tag::head) {
        open(id, n);
      }
    }
    close_ended(document_.size());
    flush();
  }

 private:
  bool is_hidden_in_line(NodeId id, const Node& n) const {
    if (n.attribute_count == 0 || separates_text(n) || is_inline_box(n.tag)) return false;
    if (!hides(document_.attribute(id, "style")) && !document_.has_attribute(id, "hidden")) return false;
    std::size_t bytes = 0;
    for (NodeId below = id + 1; below < n.end && bytes <= longest_hidden_words; ++below)
      if (document_.node(below).tag == Tag::text) bytes += document_.node(below).text.size();
    return bytes <= longest_hidden_words;
  }

  void open(NodeId id, const Node& n) {
    if (separates_text(n) || is_inline_box(n.tag) || n.tag == Tag::noscript) flush();
    if (n.tag == Tag::a && document_.has_attribute(id, "href")) ++links_;
    if (n.end > id + 1) open_.push_back(id);
    else if (separates_text(n)) flush();
    if (n.tag == Tag::a && n.end == id + 1 && document_.has_attribute(id, "href")) --links_;
  }

  void close_ended(NodeId next) {
    while (!open_.empty() && document_.node(open_.back()).end <= next) {
      const Node& n = document_.node(open_.back());
      if (separates_text(n) || is_inline_box(n.tag) || n.tag == Tag::noscript) flush();
      if (n.tag == Tag::a && document_.has_attribute(open_.back(), "href")) --links_;
      open_.pop_back();
    }
  }

  void add_text(NodeId id, std::string_view text) {
    const std::size_t before = current_.text.size();
    append_visible(current_.text, text);
    const bool blank = current_.text.find_first_not_of(' ', before) == std::string::npos;
    if (blank) return;
    breaks_ = 0;
    if (current_.first == no_node) {
      current_.first = id;
      set_owner(id);
    }
    current_.last = id;
    if (links_ > 0) link_bytes_ += current_.text.size() - before;
  }

  void line_break() {
    if (++breaks_ >= 2) flush();
    else append_visible(current_.text, " ");
  }

  void set_owner(NodeId id) {
    NodeId up = document_.node(id).parent;
    while (up != no_node && !separates_text(document_.node(up)) && !is_inline_box(document_.node(up).tag)) up = document_.node(up).parent;
    current_.owner = up == no_node ? 0 : up;
    const Tag tag = document_.node(current_.owner).tag;
    const bool is_container = tag == Tag::div || tag == Tag::body || tag == Tag::section || tag == Tag::article || tag == Tag::main ||
                              tag == Tag::html || tag == Tag::other || tag == Tag::center || tag == Tag::form;
    current_.kind = is_container ? Tag::text : tag;
    // <li><p>..</p></li> and <blockquote><p>..</p></blockquote> are list items and quotations, the <footer> of one says whose words they are.
    if (tag == Tag::p || tag == Tag::div || tag == Tag::footer) {
      const NodeId above = document_.node(current_.owner).parent;
      if (above != no_node && (document_.node(above).tag == Tag::li || document_.node(above).tag == Tag::blockquote)) {
        current_.kind = document_.node(above).tag;
      }
    }
  }

  void flush() {
    breaks_ = 0;
    trim_end(current_.text);
    if (!current_.text.empty() && current_.first != no_node) {
      count_characters(current_.text, current_);
      const double share = static_cast<double>(link_bytes_) / static_cast<double>(current_.text.size());
      current_.link_chars = static_cast<std::uint32_t>(std::min(1.0, share) * current_.chars);
      blocks_.push_back(std::move(current_));
    }
    current_ = {};
    link_bytes_ = 0;
  }

  const HtmlDocument& document_;
  std::vector<Block>& blocks_;
  std::vector<NodeId> open_;
  Block current_;
  std::size_t link_bytes_ = 0;
  int links_ = 0;
  int breaks_ = 0;
};

Hints hints_of_tag(Tag tag) {
  switch (tag) {
    case Tag::nav: case Tag::menu: return hint::navigation;
    case Tag::footer: return hint::navigation;
    case Tag::aside: return hint::aside;
    case Tag::figure: case Tag::figcaption: case Tag::caption: case Tag::picture: return hint::caption;
    case Tag::noscript: return hint::hidden;
    case Tag::button: case Tag::select: case Tag::textarea: case Tag::iframe: case Tag::object: case Tag::video: case Tag::audio:
    case Tag::canvas: case Tag::label: case Tag::legend: case Tag::option: case Tag::dialog: return hint::control;
    case Tag::article: case Tag::main: return hint::content;
    case Tag::h1: return hint::headline;
    case Tag::blockquote: return hint::quote;
    case Tag::address: return hint::author;
    default: return 0;
  }
}

Hints hints_of_role(std::string_view role) {
  if (role == "navigation" || role == "menu" || role == "menubar" || role == "contentinfo" || role == "toolbar") return hint::navigation;
  if (role == "complementary") return hint::aside;
  if (role == "dialog" || role == "alertdialog") return hint::pitch;
  if (role == "search" || role == "form" || role == "button") return hint::control;
  if (role == "main" || role == "article") return hint::content;
  return 0;
}

// itemprop is a promise about one property; most of them are not the text.
Hints hints_of_itemprop(std::string_view itemprop) {
  if (itemprop.find("articleBody") != std::string_view::npos || itemprop.find("reviewBody") != std::string_view::npos) return hint::body;
  if (itemprop == "description" || itemprop == "alternativeHeadline") return hint::standfirst;
  if (itemprop == "author" || itemprop == "publisher") return hint::author;
  if (itemprop == "datePublished" || itemprop == "dateModified") return hint::dateline;
  if (itemprop == "comment") return hint::comments;
  return 0;
}

Hints hints_of_element(const HtmlDocument& document, NodeId id, ValueCache<Hints>& hints_of_values) {
  const Node& n = document.node(id);
  Hints hints = hints_of_tag(n.tag);
  const bool is_page = n.tag == Tag::body || n.tag == Tag::html || n.tag == Tag::main;
  for (const Attribute& a : document.attributes(id)) {
    if (is_page && a.name != "itemprop") continue;  // classes of the whole page describe its template
    if (a.name == "id" && n.tag >= Tag::h1 && n.tag <= Tag::h6) continue;  // an anchor
    if (a.name == "class" || a.name == "id" || a.name == "data-component" || a.name == "data-testid" || a.name == "data-type") {
      if (!a.value.empty()) hints |= hints_of_values.get(a.value, hints_of_words);
    } else if (a.name == "role") {
      hints |= hints_of_role(a.value);
    } else if (a.name == "itemprop") {
      hints |= hints_of_itemprop(a.value);
    } else if (a.name == "hidden" || (a.name == "style" && hides(a.value))) {
      hints |= hint::hidden;
    }
  }
  if (n.tag == Tag::footer && document.closest(id, Tag::blockquote) != no_node) hints &= ~hint::navigation;
  // Blog software lists the tags and the author of a post in the class of its <article>.
  if (n.tag == Tag::article) hints &= ~(hint::tags | hint::author | hint::dateline | hint::caption | hint::control);
  return hints;
}

}  // namespace

bool Block::is_prose() const {
  if (chars < 24 || link_density() > 0.45) return false;
  const std::uint32_t plain = chars - link_chars;
  if (kind == Tag::p && ends_sentence && plain >= 30) return true;
  if (stops >= 1 && (ends_sentence ? plain >= 60 : plain >= 80)) return true;
  return plain >= 140 && (commas >= 2 || kind == Tag::p);
}

void count_characters(std::string_view text, Block& block) {
  char32_t before = ' ', last_visible = ' ';
  std::size_t stopless = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const char c = text[at]; is_word_ascii(c) || c == ' ') {
      ++at;
      ++block.chars;
      before = static_cast<unsigned char>(c);
      if (c != ' ') last_visible = before;
      continue;
    }
    const char32_t c = next_character(text, at);
    block.chars += is_wide(c) ? 2 : 1;
    if (c < 0x80 || (c >= 0x2000 && c < 0x2030) || c >= 0x3000 || (c >= 0x0580 && c < 0x1800)) {
      if (is_comma(c)) ++block.commas;
      if (is_stopless_script(c)) ++stopless;
      // "3.5" and "U.S." are no sentence ends: a full stop counts before a space or a closing quote, after two word characters.
      if (is_sentence_end(c) && !is_sentence_end(before)) {
        const bool plain_stop = c == '.';
        const bool followed = at == text.size() || is_ascii_space_or_quote(static_cast<unsigned char>(text[at])) || static_cast<unsigned char>(text[at]) >= 0x80;
        if (!plain_stop || (followed && before != ' ')) ++block.stops;
      }
    }
    if (!is_closing(c)) last_visible = c;
    before = c;
  }
  block.ends_sentence = is_sentence_end(last_visible) || last_visible == ':';
  if (stopless * 2 > block.chars) {
    block.stops += static_cast<std::uint32_t>(stopless / 80);
    block.ends_sentence = block.ends_sentence || stopless >= 60;
  }
}

PageText::PageText(const HtmlDocument& document, std::string_view title) : document_(document) {
  find_blocks();
  read_hints();
  mark_teasers(title);
  if (title.find("ookie") == std::string_view::npos) mark_consent();
  inherit_hints();
}

void PageText::find_blocks() {
  BlockFinder(document_, blocks_).run();
  blocks_before_.resize(document_.size() + 1);
  std::uint32_t before = 0;
  for (NodeId id = 0; id <= document_.size(); ++id) {
    while (before < blocks_.size() && blocks_[before].first < id) ++before;
    blocks_before_[id] = before;
  }
  sum_prose_.assign(1, 0);
  sum_chars_.assign(1, 0);
  sum_links_.assign(1, 0);
  for (const Block& b : blocks_) {
    sum_prose_.push_back(sum_prose_.back() + (b.is_prose() ? b.chars : 0));
    sum_chars_.push_back(sum_chars_.back() + b.chars);
    sum_links_.push_back(sum_links_.back() + b.link_chars);
  }
}

void PageText::read_hints() {
  own_.assign(document_.size(), 0);
  ValueCache<Hints> hints_of_values;
  for (NodeId id = 0; id < document_.size(); ++id) {
    if (document_.node(id).tag != Tag::text) own_[id] = hints_of_element(document_, id, hints_of_values);
  }
  ignore_misleading_hints();
}

bool names_readers_who_pay(const HtmlDocument& document, NodeId id) {
  for (const std::string_view attribute : {document.attribute(id, "class"), document.attribute(id, "id")})
    for (const std::string_view word : {"aywall", "ubscri", "ember", "remium"})
      if (attribute.find(word) != std::string_view::npos) return true;
  return false;
}

// "paywall", "subscription-content": what names subscribers and has paragraphs, but neither link nor control, is the text that they read.
bool PageText::asks_for_nothing(NodeId id) const {
  const BlockRange range = blocks_below(id);
  if (prose_chars(range) < line_chars / 9 || link_chars(range) > 0 || !names_readers_who_pay(document_, id)) return false;
  for (NodeId below = id + 1; below < document_.node(id).end; ++below) {
    const Tag tag = document_.node(below).tag;
    if (tag == Tag::a || tag == Tag::button || tag == Tag::input || tag == Tag::form || tag == Tag::iframe) return false;
  }
  return true;
}

// Class words exclude boxes, not the page: not an element that holds much of the running text, not one of several alike that together do
// (a body split by advertisements), and most words not an element with many paragraphs.
void PageText::ignore_misleading_hints() {
  const double page = std::max<std::uint32_t>(sum_prose_.back(), 1);
  std::unordered_map<std::string_view, std::uint32_t> prose_of_class;
  for (NodeId id = 0; id < document_.size(); ++id) {
    if (!(own_[id] & hint::excluding)) continue;
    const std::string_view name = document_.attribute(id, "class");
    if (!name.empty()) prose_of_class[name] += prose_chars(blocks_below(id));
  }
  for (NodeId id = 0; id < document_.size(); ++id) {
    if (!(own_[id] & hint::excluding)) continue;
    const BlockRange range = blocks_below(id);
    if (chars(range) - link_chars(range) > line_chars) own_[id] &= ~one_line;
    if ((own_[id] & hint::pitch) && asks_for_nothing(id)) own_[id] &= ~hint::pitch;
    if (own_[id] & hint::standfirst) own_[id] &= ~hint::related;  // "teaser-text", "teaser-intro": of this article
    const std::uint32_t prose = prose_chars(range);
    if (prose == 0) continue;
    const auto alike = prose_of_class.find(document_.attribute(id, "class"));
    const bool all_alike = alike != prose_of_class.end() && alike->second > 2 * share_that_is_the_page * page && !(own_[id] & lists_others);
    if (prose > share_that_is_the_page * page || all_alike) own_[id] &= ~hint::excluding;
    else if (prose > box_prose || (own_[id] & hint::body)) own_[id] &= ~(hint::excluding & ~lists_others);
  }
}

// Headings that are links announce other articles. The largest element around them that holds little else is a list of teasers; it ends below
// whatever shows that this page's own article is inside: its headline, an element marked as its text, or running text that no linked
// heading interrupts.
void PageText::mark_teasers(std::string_view title) {
  std::vector<std::uint32_t> linked, headings, landmarks;  // block numbers, ascending
  std::uint32_t run_chars = 0, run_blocks = 0;
  for (std::uint32_t i = 0; i < size(); ++i) {
    const Block& b = blocks_[i];
    if (b.is_heading()) headings.push_back(i);
    const bool is_own_title = !title.empty() && b.text == title;
    if (b.is_heading() && b.link_density() > 0.8 && !is_own_title) {
      linked.push_back(i);
      run_chars = run_blocks = 0;
      continue;
    }
    if (b.is_prose()) run_chars += b.chars, ++run_blocks;
    const bool is_article = run_chars >= article_run_chars && run_blocks >= article_run_blocks;
    if (b.kind == Tag::h1 || is_article || (is_own_title && b.is_heading())) landmarks.push_back(i);
  }
  const NodeId body = fullest_body();
  const auto count = [](const std::vector<std::uint32_t>& sorted, BlockRange r) {
    return static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), r.end) - std::lower_bound(sorted.begin(), sorted.end(), r.begin));
  };
  for (const std::uint32_t i : linked) {
    NodeId widest = no_node;
    for (NodeId up = blocks_[i].owner; up != no_node; up = document_.node(up).parent) {
      const Tag tag = document_.node(up).tag;
      if (tag == Tag::body || tag == Tag::html) break;
      const BlockRange range = blocks_below(up);
      const std::uint32_t of_links = count(linked, range);
      if (of_links * 2 <= count(headings, range) || prose_chars(range) > teaser_prose_per_heading * of_links) break;
      const std::uint32_t first_linked = *std::lower_bound(linked.begin(), linked.end(), range.begin);
      if (prose_chars({range.begin, first_linked}) >= prose_above_teasers) break;
      if (prose_chars(range) > 1500 && prose_chars(range) > 0.6 * sum_prose_.back()) break;
      if (count(landmarks, range) > 0 || (body != no_node && body >= up && body < document_.node(up).end)) break;
      widest = up;
    }
    if (widest != no_node) own_[widest] |= hint::teaser;
  }
}

// Consent dialogues without a telling class: the widest elements in which a third of the running text is in blocks that speak of cookies
// (the word is the same in all languages).
void PageText::mark_consent() {
  const NodeId body = fullest_body();
  std::vector<std::uint32_t> sum(1, 0);
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < size(); ++i) {
    const bool speaks = blocks_[i].is_prose() && blocks_[i].text.find("ookie") != std::string::npos;
    sum.push_back(sum.back() + (speaks ? blocks_[i].chars : 0));
    if (speaks) found.push_back(i);
  }
  for (const std::uint32_t i : found) {
    NodeId widest = no_node;
    for (NodeId up = blocks_[i].owner; up != no_node; up = document_.node(up).parent) {
      const Tag tag = document_.node(up).tag;
      const BlockRange range = blocks_below(up);
      if (tag == Tag::body || tag == Tag::html || tag == Tag::main || tag == Tag::article) break;
      if ((body != no_node && body >= up && body < document_.node(up).end) || (sum[range.end] - sum[range.begin]) * 3 < prose_chars(range)) break;
      const auto shows_headline = [](const Block& b) { return b.kind == Tag::h1; };
      if (std::any_of(blocks_.begin() + range.begin, blocks_.begin() + range.end, shows_headline)) break;
      widest = up;
    }
    if (widest != no_node) own_[widest] |= hint::pitch;
  }
}

// Of the elements marked as an article's text the one with most of it.
NodeId PageText::fullest_body() const {
  NodeId fullest = no_node;
  std::uint32_t most = 0;
  for (NodeId id = 0; id < document_.size(); ++id) {
    if (!(own_[id] & hint::body)) continue;
    const std::uint32_t prose = prose_chars(blocks_below(id));
    if (prose > most) most = prose, fullest = id;
  }
  return fullest;
}

void PageText::exclude_from(std::uint32_t i) {
  for (; i < size(); ++i) blocks_[i].hints |= hint::teaser;
}

void PageText::inherit_hints() {
  inherited_.assign(own_.begin(), own_.end());
  constexpr Hints passed_on = hint::excluding | hint::body | hint::standfirst | hint::quote;
  for (NodeId id = 0; id < document_.size(); ++id) {
    const NodeId parent = document_.node(id).parent;
    if (parent != no_node) inherited_[id] |= inherited_[parent] & passed_on;
  }
  for (Block& b : blocks_) b.hints = inherited_[b.first];
}

BlockRange PageText::blocks_below(NodeId node) const {
  return {blocks_before_[node], blocks_before_[document_.node(node).end]};
}

std::uint32_t PageText::prose_chars(BlockRange r) const { return sum_prose_[r.end] - sum_prose_[r.begin]; }
std::uint32_t PageText::chars(BlockRange r) const { return sum_chars_[r.end] - sum_chars_[r.begin]; }
std::uint32_t PageText::link_chars(BlockRange r) const { return sum_links_[r.end] - sum_links_[r.begin]; }

}  // namespace backfile
