// One pass over the tree. Text is gathered by blocks, since pages split a date over inline elements ("<b>4</b>
// <i>May</i> 2025"); a block without a digit costs nothing, a long one is read only at its two ends, where bylines and
// agencies' lines stand. Distances are counted in characters of visible text.
#include "indexer/extract/dates/date_page.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "indexer/extract/dates/date_markup.hpp"
#include "indexer/extract/dates/date_tokens.hpp"
#include "indexer/extract/dates/date_words.hpp"
#include "indexer/extract/dates/relative_date.hpp"
#include "indexer/extract/dates/zone_names.hpp"

namespace backfile::dates {
namespace {

constexpr std::size_t max_block_bytes = 320;  // a longer block is a paragraph: only its ends are read
constexpr std::size_t end_bytes = 140;
constexpr std::size_t max_found = 200;  // a calendar or a list of everything: more do not make the answer better

class PageReader {
 public:
  PageReader(const HtmlDocument& document, const DateContext& context, Collection& out)
      : document_(document), context_(context), out_(out) {}

  void read() {
    measure();
    NodeId block = no_node;
    for (NodeId id = 0; id < document_.size() && out_.found.size() < max_found;) {
      const Node& node = document_.node(id);
      if (node.tag != Tag::text) {
        if (is_unread_by_dates(node.tag)) {
          id = std::max(node.end, id + 1);
          continue;
        }
        read_attributes(id);
        ++id;
        continue;
      }
      const NodeId owner = block_of(id);
      if (owner != block) {
        end_block();
        block = owner;
      }
      block_nodes_.push_back(id);
      has_digit_ = has_digit_ || may_hold_date(node.text);
      ++id;
    }
    end_block();
  }

 private:
  /// Characters of visible text before each node.
  void measure() {
    before_.resize(document_.size() + 1);
    std::uint32_t total = 0;
    for (NodeId id = 0; id < document_.size();) {
      const Node& node = document_.node(id);
      before_[id] = total;
      if (node.tag != Tag::text && is_unread_by_dates(node.tag)) {
        for (NodeId skipped = id; skipped < std::max(node.end, id + 1); ++skipped) before_[skipped] = total;
        id = std::max(node.end, id + 1);
        continue;
      }
      if (node.tag == Tag::text) total += static_cast<std::uint32_t>(visible_bytes(node.text));
      ++id;
    }
    before_[document_.size()] = total;
    headline_ = context_.headline != no_node ? context_.headline : first_of(Tag::h1);
    if (headline_ != no_node) {
      headline_begin_ = before_[headline_];
      headline_end_ = before_[std::min<NodeId>(document_.node(headline_).end, document_.size())];
    }
    if (context_.body_first != no_node) {
      body_begin_ = before_[context_.body_first];
      const NodeId last = context_.body_last != no_node ? context_.body_last : context_.body_first;
      body_end_ = before_[std::min<NodeId>(document_.node(last).end, document_.size())];
    }
  }

  static std::size_t visible_bytes(std::string_view text) {
    const auto first = std::ranges::find_if(text, [](char c) { return c != ' ' && (c < 9 || c > 13); });
    return static_cast<std::size_t>(text.end() - first);
  }

  NodeId first_of(Tag tag) const {
    const auto& nodes = document_.all(tag);
    return nodes.empty() ? no_node : nodes.front();
  }

  NodeId block_of(NodeId id) const {
    NodeId at = document_.node(id).parent;
    while (at != no_node && flows_in_text(document_.node(at).tag)) at = document_.node(at).parent;
    return at;
  }

  static void append(std::string& text, std::string_view more) {
    const auto alphanumeric = [](char c) {
      return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c & 0x80);
    };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!text.empty() && !more.empty() && alphanumeric(text.back()) && alphanumeric(more.front()) &&
        digit(text.back()) == digit(more.front()))
      text.push_back(' ');
    const auto is_space = [](char c) { return c == ' ' || (c >= 9 && c <= 13); };
    for (std::size_t at = 0; at < more.size();) {
      std::size_t end = at;
      while (end < more.size() && !is_space(more[end])) ++end;
      text.append(more, at, end - at);
      if (end < more.size() && !text.empty() && text.back() != ' ') text.push_back(' ');
      at = end + 1;
    }
  }

  void end_block() {
    if (has_digit_ || (context_.captured && !block_nodes_.empty() && may_be_relative(block_nodes_.front()))) {
      gather(block_nodes_);
      read_block();
    }
    const auto shows = [&](NodeId id) { return visible_bytes(document_.node(id).text) > 0; };
    if (std::ranges::any_of(block_nodes_, shows)) previous_nodes_.swap(block_nodes_);
    block_nodes_.clear();
    has_digit_ = false;
  }

  void gather(const std::vector<NodeId>& nodes) {
    block_text_.clear();
    pieces_.clear();
    for (const NodeId id : nodes) {
      append(block_text_, document_.node(id).text);
      pieces_.push_back({block_text_.size(), id});
    }
  }

  void read_block() {
    if (block_text_.size() < 6) return;
    const std::string_view text = block_text_;
    if (text.size() <= max_block_bytes) {
      const std::size_t known = out_.found.size();
      read_text(text, 0);
      if (context_.captured && out_.found.size() == known && may_be_relative(pieces_.front().node)) read_relative(text);
      return;
    }
    read_text(text.substr(0, end_bytes), 0);
    if (near_body_end(pieces_.front().node)) read_text(text.substr(text.size() - end_bytes), text.size() - end_bytes);
  }

  /// "Yesterday" is looked for near the headline alone.
  bool may_be_relative(NodeId node) const {
    const Place where = place_by_distance(node);
    return where == Place::byline || where == Place::above;
  }

  void read_relative(std::string_view text) {
    const NodeId node = pieces_.front().node;
    if (out_.found.size() >= max_found) return;
    const auto date = relative_date(text, context_.language, *context_.captured);
    if (!date) return;
    Found found{.date = *date, .source = Source::text, .node = node, .from = "relative"};
    found.alone = true;
    place(found);
    out_.found.push_back(std::move(found));
  }

  /// The text node that holds a byte of the block's text.
  NodeId node_at(std::size_t byte) const {
    const auto piece = std::ranges::upper_bound(pieces_, byte, {}, &Piece::end);
    return piece == pieces_.end() ? pieces_.back().node : piece->node;
  }

  bool near_body_end(NodeId node) const { return context_.body_last != no_node && before_[node] + 2000 > body_end_; }

  void read_text(std::string_view text, std::size_t offset) {
    if (!may_hold_date(text)) return;
    for (const TextDate& date : dates_in_text(text, context_.language)) {
      if (out_.found.size() >= max_found) return;
      vote(date);
      if (date.says_other) continue;
      Found found{.date = date.date,
                  .other_order = date.other_order,
                  .source = Source::text,
                  .modified = date.says_updated,
                  .labelled_published = date.says_published,
                  .two_digit_year = date.two_digit_year,
                  .day_name = date.day_name,
                  .node = node_at(offset + date.begin)};
      const std::size_t rest = text.size() - (date.end - date.begin);
      found.alone = rest <= 60;
      found.opening = offset == 0 && date.begin <= 2;
      if (found.opening && !found.modified && !found.labelled_published) label_by_previous_block(found);
      found.said_published = found.labelled_published;
      place(found);
      // A date that shares its block with many other words is most likely part of a sentence.
      if (!found.labelled_published && !found.modified && rest > 100 && !found.marked && found.place != Place::boxed &&
          found.place != Place::far) {
        found.place = date.begin < 60 && found.place == Place::byline ? Place::byline : Place::inside;
      }
      found.from = "text";
      apply_default_zone(found.date, context_.default_timezone);
      out_.found.push_back(std::move(found));
    }
  }

  /// <dt>Datum</dt><dd>04.05.2025</dd>
  void label_by_previous_block(Found& found) const {
    constexpr std::size_t longest_label = 30;
    std::string previous;
    for (auto id = previous_nodes_.begin(); id != previous_nodes_.end() && previous.size() <= longest_label; ++id)
      append(previous, document_.node(*id).text);
    if (previous.empty() || previous.size() > longest_label) return;
    const Tokens tokens(previous);
    const Label label = label_before(tokens, tokens.size(), 0);
    found.modified = label == Label::updated;
    found.labelled_published = label == Label::published;
  }

  void vote(const TextDate& date) {
    if (date.numeric_order == NumericOrder::day_first) ++out_.votes.day_first;
    if (date.numeric_order == NumericOrder::month_first) ++out_.votes.month_first;
  }

  /// <time datetime>, data-published, data-timestamp ...
  void read_attributes(NodeId id) {
    const Node& node = document_.node(id);
    for (const Attribute& attribute : document_.attributes(id)) {
      const std::string_view name = attribute.name;
      const bool is_datetime = name == "datetime";
      if (!is_datetime &&
          !(name.size() > 7 && name.starts_with("data-") &&
            (name_has(name, "date") || name_has(name, "time") || name_has(name, "publish"))) &&
          !(name == "title" && (node.tag == Tag::time || node.tag == Tag::abbr)))
        continue;
      if (attribute.value.size() < 8 || attribute.value.size() > 64 || out_.found.size() >= max_found) continue;
      const auto date = parse_any_date(attribute.value, context_.language, context_.default_timezone);
      if (!date || date->precision < Precision::day) continue;
      Found found{.date = *date,
                  .source = Source::time_element,
                  .modified = name_has(name, "modif") || name_has(name, "updat"),
                  .node = id};
      if (node.tag == Tag::time) {
        found.marked = true;
        label_by_text(id, found);
      } else if (!is_datetime && name != "title") {
        found.source = Source::text;  // an attribute of a template: no better than the text beside it
      }
      place(found);
      found.from = node.tag == Tag::time ? "time" : std::string(name);
      out_.found.push_back(std::move(found));
    }
  }

  /// "Updated: <time ...>": the label stands in the text before the element or within it.
  void label_by_text(NodeId id, Found& found) const {
    std::string around;
    const NodeId block = block_of(id + 1 < document_.size() && document_.node(id).end > id + 1 ? id + 1 : id);
    const NodeId from = block == no_node ? id : std::max<NodeId>(block, id > 12 ? id - 12 : 0);
    for (NodeId at = from; at < std::min<NodeId>(document_.node(id).end, document_.size()); ++at)
      if (document_.node(at).tag == Tag::text) append(around, document_.node(at).text), around.push_back(' ');
    if (around.size() > 300) around.erase(0, around.size() - 300);
    const Tokens tokens(around);
    // Up to the first number of the date itself.
    std::size_t first = tokens.size();
    std::size_t inner_begin = 0;
    {
      std::size_t inner = 0;
      for (NodeId at = id; at < std::min<NodeId>(document_.node(id).end, document_.size()); ++at)
        if (document_.node(at).tag == Tag::text) inner += document_.node(at).text.size() + 1;
      inner_begin = around.size() > inner ? around.size() - inner : 0;
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].begin >= inner_begin && tokens.is_number(i)) {
        first = i;
        break;
      }
    }
    // A label belongs to the first date after it.
    std::size_t start = 0;
    for (std::size_t i = 0; i < first; ++i)
      if (tokens.is_number(i) && tokens[i].digits == 4) start = i + 1;
    const Label label = label_before(tokens, first, start);
    if (label == Label::updated) found.modified = true;
    if (label == Label::published) found.labelled_published = true;
  }

  /// Kept by node, since the dates of a page share their ancestors.
  const MarkupSays& says(NodeId id) {
    const auto [found, is_new] = says_.try_emplace(id);
    if (is_new) found->second = markup_says(document_.attributes(id));
    return found->second;
  }

  void place(Found& found) {
    found.place = place_by_distance(found.node);
    found.distance = distance_from_headline(found.node);
    NodeId at = found.node;
    if (document_.node(at).tag == Tag::text) at = document_.node(at).parent;
    for (int level = 0; at != no_node; at = document_.node(at).parent, ++level) {
      if (holds_article(at)) break;
      const Tag tag = document_.node(at).tag;
      const MarkupSays& named = says(at);
      if (level < 3) {
        found.marked = found.marked || named.date || named.published;
        found.modified = found.modified || named.updated;
        found.labelled_published = found.labelled_published || named.published;
        if (named.not_a_date) found.place = Place::boxed;
      }
      const bool near = found.place == Place::byline || found.place == Place::above;
      // The article's own footer may hold its date; every other box holds other dates.
      const bool footer =
          tag == Tag::footer && !near && (found.place != Place::tail || document_.closest(at, Tag::article) == no_node);
      if (named.box || (named.weak_box && !near) || footer || tag == Tag::nav ||
          (tag == Tag::aside && !near && !found.labelled_published))
        found.place = Place::boxed;
      if (tag == Tag::aside) found.in_aside = true;
    }
  }

  /// The element holds the headline or the body: what its name says is said of the article too.
  bool holds_article(NodeId id) const {
    return (headline_ != no_node && (id == headline_ || document_.is_inside(headline_, id))) ||
           (context_.body_first != no_node &&
            (id == context_.body_first || document_.is_inside(context_.body_first, id)));
  }

  std::uint32_t distance_from_headline(NodeId id) const {
    if (headline_ == no_node) return 0;
    const std::uint32_t at = before_[id];
    return at >= headline_end_ ? at - headline_end_ : at >= headline_begin_ ? 0 : headline_begin_ - at;
  }

  Place place_by_distance(NodeId id) const {
    const auto at = static_cast<std::int64_t>(before_[id]);
    const auto head = static_cast<std::int64_t>(headline_begin_), head_end = static_cast<std::int64_t>(headline_end_);
    const bool body = context_.body_first != no_node;
    if (headline_ == no_node && !body) return at < 400 ? Place::above : Place::far;
    // Next to the headline, whatever was taken for the body.
    if (headline_ != no_node && at >= head && at < head_end + 250) return Place::byline;
    if (body) {
      const auto begin = static_cast<std::int64_t>(body_begin_), end = static_cast<std::int64_t>(body_end_);
      if (at >= begin && at < end) {
        if (at < begin + 160) return Place::byline;
        return at > end - 250 ? Place::tail : Place::inside;
      }
      if (at >= end) return at < end + 400 ? Place::tail : Place::far;
    }
    if (headline_ != no_node) {
      if (at >= head) return at < head_end + 1500 ? Place::byline : Place::far;
      return at + 300 >= head ? Place::above : Place::far;
    }
    return at + 500 >= static_cast<std::int64_t>(body_begin_) ? Place::above : Place::far;
  }

  struct Piece {
    std::size_t end = 0;  // of its text in block_text_
    NodeId node = no_node;
  };

  const HtmlDocument& document_;
  const DateContext& context_;
  Collection& out_;
  std::vector<NodeId> block_nodes_, previous_nodes_;  // texts of this block and of the one before
  bool has_digit_ = false;                            // in this block
  std::string block_text_;                            // gathered where there is something to read
  std::vector<Piece> pieces_;
  std::vector<std::uint32_t> before_;
  std::unordered_map<NodeId, MarkupSays> says_;
  NodeId headline_ = no_node;
  std::uint32_t headline_begin_ = 0, headline_end_ = 0, body_begin_ = 0, body_end_ = 0;
};

}  // namespace

void collect_from_page(const HtmlDocument& document, const DateContext& context, Collection& collection) {
  if (document.size() > 0) PageReader(document, context, collection).read();
}

}  // namespace backfile::dates
