#include "indexer/extract/metadata/byline_text.hpp"

#include <algorithm>
#include <array>

#include "common/text.hpp"
#include "indexer/extract/metadata/author_split.hpp"
#include "indexer/extract/metadata/clean.hpp"

namespace backfile {
namespace {

constexpr std::size_t max_byline_bytes = 200;
constexpr NodeId max_byline_nodes = 16;
constexpr std::size_t max_found = 8;
/// Name-only paragraphs stand within this many nodes of the text's begin or end.
constexpr NodeId edge_nodes = 30;

/// A label that stands alone before the name: "Author", "Autorin/Autor:", "Von:".
bool is_label(std::string_view text) {
  static constexpr auto labels = std::to_array<std::string_view>(
      {"author", "authors", "autor", "autorin", "autoren", "autorin autor", "autor autorin", "autor in", "auteur", "auteurs", "autores", "autora", "autore",
       "von", "by", "par", "por", "written by", "text", "penulis", "yazar", "автор", "forfatter", "skribent", "reporter", "byline"});
  constexpr auto most_letters = 13;  // of the longest label; nearly all texts of a page come here, and few are keys worth making
  if (text.size() > 40 || std::ranges::count_if(text, [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }) > most_letters) return false;
  return std::ranges::find(labels, std::string_view(match_key(text))) != labels.end();
}

class TextBylines {
 public:
  TextBylines(const HtmlDocument& document, NodeId begin, NodeId end) : document_(document), begin_(begin), end_(std::min(end, document.size())) {}

  std::vector<std::string> read(NodeId body_first, NodeId body_last) && {
    for (NodeId id = begin_; id < document_.size() && found_.size() < max_found; ++id)
      if (document_.node(id).tag == Tag::text) read_text(id);
    if (body_first != no_node) {
      body_first_ = body_first;
      body_end_ = body_last == no_node ? document_.size() : document_.node(body_last).end;
      read_lone_names(body_first > edge_nodes ? body_first - edge_nodes : 0, std::min(body_first + edge_nodes, document_.size()));
      const NodeId end = body_last == no_node ? body_first : document_.node(body_last).end;
      read_lone_names(end > body_first + edge_nodes ? end - edge_nodes : body_first, std::min(end + 2, document_.size()));
    }
    return std::move(found_);
  }

 private:
  void read_text(NodeId id) {
    const std::string_view raw = document_.node(id).text;
    if (raw.size() > max_byline_bytes || (id >= end_ && raw.size() > 60) || raw == " ") return;
    const std::string text = clean_value(raw);
    if (text.empty() || text.size() > max_byline_bytes) return;
    if (is_label(text)) return add(text_behind(id));
    if (id >= end_ || byline_prefix_length(text) == 0) return;  // a label is clear anywhere, a word like "by" is not
    // "By" and the name may be parted by markup; the element around both has the whole.
    const std::string whole = small_text(document_.node(id).parent);
    add(whole.empty() ? text : whole);
  }

  /// The next text behind a label, in the same list item, row or box.
  std::string text_behind(NodeId id) const {
    for (NodeId next = id + 1; next < document_.size() && next < id + 8; ++next) {
      if (document_.node(next).tag != Tag::text) continue;
      std::string text = clean_value(document_.node(next).text);
      if (match_key(text).empty()) continue;
      return text.size() <= max_byline_bytes ? text : std::string();
    }
    return {};
  }

  std::string small_text(NodeId id) const {
    if (id == no_node || document_.node(id).end - id > max_byline_nodes) return {};
    std::string text = clean_value(document_.text_of(id));
    return text.size() <= max_byline_bytes ? text : std::string();
  }

  /// A paragraph that is one bold or italic name and nothing else.
  void read_lone_names(NodeId begin, NodeId end) {
    for (NodeId id = begin; id < end && found_.size() < max_found; ++id) {
      const Tag tag = document_.node(id).tag;
      if (tag != Tag::strong && tag != Tag::b && tag != Tag::em && tag != Tag::i) continue;
      const NodeId parent = document_.node(id).parent;
      if (parent == no_node || document_.node(parent).end - parent > 6) continue;
      const Tag block = document_.node(parent).tag;
      if (block != Tag::p && block != Tag::div) continue;
      const std::string text = small_text(parent);
      if (text != small_text(id) || !is_lone_name(text) || text_writes_small(text.substr(0, text.find(' ')))) continue;
      add(text);
    }
  }

  /// "New Government" in bold is a heading where the text has the word "new" too; nobody's first name is written small.
  bool text_writes_small(std::string word) const {
    if (word.empty() || word[0] < 'A' || word[0] > 'Z') return false;
    word = " " + ascii_lower(word) + " ";
    for (NodeId id = body_first_; id < std::min(body_end_, document_.size()); ++id)
      if (document_.node(id).tag == Tag::text && document_.node(id).text.find(word) != std::string_view::npos) return true;
    return false;
  }

  /// Two to four capitalised words a name, nothing else: stricter than a marked byline, since headings look alike.
  static bool is_lone_name(std::string_view text) {
    const auto names = parse_byline(text);
    if (names.empty() || text.size() > 80 || text.find_first_of("?!:.") != std::string_view::npos) return false;
    return std::ranges::all_of(names, [](const AuthorName& n) {
      const std::string& name = n.name;
      const auto spaces = std::ranges::count(name, ' ');
      if (n.kind != NameKind::person || spaces < 1 || spaces > 3) return false;
      for (std::size_t at = 0; at != std::string::npos; at = name.find(' ', at + 1)) {
        const char c = name[at == 0 ? 0 : at + 1];
        if (c >= 'a' && c <= 'z') return false;
      }
      return std::ranges::any_of(name, [](char c) { return c >= 'a' && c <= 'z'; });  // in capitals it is a heading
    });
  }

  void add(std::string text) {
    if (!text.empty()) found_.push_back(std::move(text));
  }

  const HtmlDocument& document_;
  NodeId begin_, end_;
  NodeId body_first_ = no_node, body_end_ = no_node;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> text_bylines(const HtmlDocument& document, NodeId begin, NodeId end, NodeId body_first, NodeId body_last) {
  return TextBylines(document, begin, end).read(body_first, body_last);
}

}  // namespace backfile
