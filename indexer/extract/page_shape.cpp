#include "indexer/extract/page_shape.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

namespace backfile {
namespace {

// A headline is longer than a menu's word and shorter than a paragraph (letters; eight ideographs are 24).
constexpr std::size_t least_headline = 20, most_headline = 400;
constexpr std::size_t most_run_text = 4096;
constexpr int most_boxes = 3;
// Shorter lines that end like a sentence are dates and labels.
constexpr std::size_t least_sentence = 24;

enum class Place : std::uint8_t { content, menu, unseen };

/// A paragraph in the manner of the page: its text belongs to the run of its container.
bool is_paragraph(Tag tag) { return tag == Tag::p || tag == Tag::div || tag == Tag::blockquote || tag == Tag::pre; }

Place place_of(Tag tag, Place around) {
  switch (tag) {
    case Tag::head: case Tag::noscript: case Tag::script: case Tag::style: case Tag::select: case Tag::option: case Tag::textarea: case Tag::iframe:
    case Tag::svg: case Tag::object: return Place::unseen;
    case Tag::nav: case Tag::footer: case Tag::menu: return std::max(around, Place::menu);
    default: return around;
  }
}

/// Characters that are no white space. Ideographs, kana and Hangul say in one character what other scripts say in three: they count so.
std::size_t visible_letters(std::string_view text) {
  constexpr unsigned char continuation = 0x80, first_lead = 0xc0, first_wide_lead = 0xe3;  // UTF-8; U+3000 begins with e3
  std::size_t letters = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && (byte < continuation || byte >= first_lead)) letters += byte >= first_wide_lead ? 3 : 1;
  }
  return letters;
}

/// It ends with what ends a sentence, quotes and brackets behind that apart.
bool ends_sentence(std::string_view text) {
  using namespace std::string_view_literals;
  constexpr auto marks = std::to_array({"."sv, "!"sv, "?"sv, "\u2026"sv, "\u3002"sv, "\uff01"sv, "\uff1f"sv, "\u061f"sv, "\u06d4"sv, "\u0964"sv});
  constexpr auto closing = std::to_array({" "sv, "\n"sv, "\t"sv, "\r"sv, "\""sv, "'"sv, ")"sv, "\u201d"sv, "\u201c"sv, "\u2019"sv, "\u00bb"sv, "\u300d"sv});
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view mark : closing)
      if (text.ends_with(mark)) text.remove_suffix(mark.size()), cut = true;
  }
  return std::ranges::any_of(marks, [&](std::string_view mark) { return text.ends_with(mark); });
}

/// What is known of a line while walking: the text of a block element. Only a headline that opens one and ends at a <br>, its summary
/// below it, is a line of its own; to cut at every <br> would find lists in pages whose text is laid out with it.
struct Line {
  NodeId block = no_node;
  bool opens_block = true, ends_sentence = false;
  std::size_t linked = 0, unlinked = 0;
  std::string_view href;

  [[nodiscard]] std::size_t letters() const { return linked + unlinked; }
  [[nodiscard]] bool is_link() const { return linked * 10 >= letters() * 6; }  // with little beside it
  [[nodiscard]] bool is_headline() const { return is_link() && letters() >= least_headline && letters() <= most_headline; }
};
constexpr std::size_t no_line = static_cast<std::size_t>(-1);

class ShapeReader {
 public:
  explicit ShapeReader(const HtmlDocument& document)
      : document_(document), places_(document.size(), Place::content), blocks_of_(document.size(), no_node), links_(document.size(), no_node),
        open_line_(document.size(), no_line) {}

  PageShape read() {
    for (NodeId id = 0; id < document_.size(); ++id) look_at(id);
    for (const Line& line : lines_) add_line(line);
    close_run();
    shape_.headline_links = headlines_.size();
    return std::move(shape_);
  }

 private:
  void look_at(NodeId id) {
    const Node& node = document_.node(id);
    if (node.parent != no_node) {
      places_[id] = place_of(node.tag, places_[node.parent]);
      links_[id] = links_[node.parent];
      blocks_of_[id] = blocks_of_[node.parent];
    }
    if (node.tag == Tag::a && document_.has_attribute(id, "href")) links_[id] = id;
    if (is_block(node.tag)) blocks_of_[id] = id;
    if (node.tag == Tag::br && blocks_of_[id] != no_node) end_headline(blocks_of_[id]);
    if (node.tag == Tag::input && document_.attribute(id, "type") == "password") shape_.asks_password = true;
    if (node.tag == Tag::text && places_[id] != Place::unseen) add_text(id, visible_letters(node.text));
  }

  void end_headline(NodeId block) {
    const std::size_t open = open_line_[block];
    if (open == no_line || !lines_[open].opens_block || !lines_[open].is_headline()) return;
    open_line_[block] = lines_.size();
    Line& rest = lines_.emplace_back();
    rest.block = block;
    rest.opens_block = false;
  }

  void add_text(NodeId id, std::size_t letters) {
    if (letters == 0) return;
    shape_.all_text += letters;
    const NodeId owner = blocks_of_[id];
    if (owner == no_node || places_[id] == Place::menu) return;
    if (open_line_[owner] == no_line) {
      open_line_[owner] = lines_.size();
      lines_.emplace_back().block = owner;
    }
    Line& line = lines_[open_line_[owner]];
    line.ends_sentence = ends_sentence(document_.node(id).text);
    if (links_[id] == no_node) {
      line.unlinked += letters;
      shape_.text += letters;
    } else {
      line.linked += letters;
      line.href = document_.attribute(links_[id], "href");
    }
  }

  /// Lines come in document order of their first text.
  void add_line(const Line& line) {
    if (line.is_link()) {
      if (!line.is_headline()) return;
      headlines_.insert(line.href.substr(0, line.href.find('#')));
      in_lead_ = false;
      close_run();
      return;
    }
    add_to_lead(line);
    const NodeId container = container_of(line.block);
    if (container != run_container_) close_run();
    run_container_ = container;
    run_letters_ += line.unlinked;
    if (run_blocks_.empty() || run_blocks_.back() != line.block) run_blocks_.push_back(line.block);
  }

  void add_to_lead(const Line& line) {
    if (document_.node(line.block).tag == Tag::h1) {
      in_lead_ = true;
      lead_lines_ = lead_letters_ = 0;
    } else if (in_lead_ && line.ends_sentence && line.letters() >= least_sentence) {
      lead_letters_ += line.letters();
      if (++lead_lines_ < shape_.lead_lines) return;
      shape_.lead_lines = lead_lines_;
      shape_.lead_letters = lead_letters_;
    }
  }

  /// What a paragraph shares with its neighbours. A box around one paragraph alone is part of the paragraph.
  [[nodiscard]] NodeId container_of(NodeId id) const {
    if (!is_paragraph(document_.node(id).tag)) return id;
    for (int level = 0; level < most_boxes; ++level) {
      const NodeId parent = document_.node(id).parent;
      if (parent == no_node || document_.node(parent).end != document_.node(id).end || parent + 1 != id) return parent == no_node ? id : parent;
      id = parent;
    }
    return id;
  }

  void close_run() {
    if (run_letters_ > shape_.longest_run) {
      shape_.longest_run = run_letters_;
      shape_.run_text.clear();
      shape_.run_container = run_container_;
      for (const NodeId id : run_blocks_)
        if (shape_.run_text.size() < most_run_text) (shape_.run_text += document_.text_of(id).substr(0, most_run_text)) += ' ';
    }
    run_letters_ = 0;
    run_blocks_.clear();
    run_container_ = no_node;
  }

  const HtmlDocument& document_;
  std::vector<Place> places_;
  std::vector<NodeId> blocks_of_, links_;
  std::vector<std::size_t> open_line_;  // of a block element: its last line
  std::vector<Line> lines_;
  std::vector<NodeId> run_blocks_;
  std::unordered_set<std::string_view> headlines_;
  NodeId run_container_ = no_node;
  std::size_t run_letters_ = 0, lead_lines_ = 0, lead_letters_ = 0;
  bool in_lead_ = false;
  PageShape shape_;
};

}  // namespace

PageShape shape_of(const HtmlDocument& document) { return ShapeReader(document).read(); }

}  // namespace backfile
