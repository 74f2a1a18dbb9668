// A page as a sequence of blocks (paragraphs, headings, list items, loose text), each with counts, and with hints inherited from the
// elements around it. Blocks lie in document order, so that any subtree is a range of them and its features are differences of
// running sums: one pass over the tree, then constant work per question.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/extract/body/class_words.hpp"
#include "indexer/extract/html_document.hpp"

namespace backfile {

struct Block {
  NodeId first = no_node, last = no_node;  // its first and last text node
  NodeId owner = no_node;                  // the nearest block element around it
  Tag kind = Tag::text;                    // p, h1..h6, li, blockquote, td, figcaption ...; text: loose in some container
  std::string text;                        // as shown, white space collapsed
  std::uint32_t chars = 0;                 // characters; ideographs, kana and Hangul count double
  std::uint32_t link_chars = 0;            // of them inside <a href>
  std::uint32_t stops = 0;                 // ends of sentences
  std::uint32_t commas = 0;
  bool ends_sentence = false;              // the last visible character ends one (closing quotes and brackets passed over)
  Hints hints = 0;                         // own and inherited

  [[nodiscard]] double link_density() const { return chars == 0 ? 0 : static_cast<double>(link_chars) / chars; }
  [[nodiscard]] bool is_heading() const { return kind >= Tag::h1 && kind <= Tag::h6; }
  /// Reads like running text, not like a label, a menu or a headline.
  [[nodiscard]] bool is_prose() const;
};

/// Half-open range of block numbers.
struct BlockRange {
  std::uint32_t begin = 0, end = 0;
  [[nodiscard]] bool empty() const { return begin >= end; }
};

class PageText {
 public:
  /// `title`: a heading that says it is this article's own, even if it is a link.
  explicit PageText(const HtmlDocument&, std::string_view title = {});

  /// From block `i` on the page shows other articles.
  void exclude_from(std::uint32_t i);

  [[nodiscard]] const HtmlDocument& document() const noexcept { return document_; }
  [[nodiscard]] const std::vector<Block>& blocks() const noexcept { return blocks_; }
  [[nodiscard]] const Block& block(std::uint32_t i) const { return blocks_[i]; }
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(blocks_.size()); }

  /// Blocks below `node`.
  [[nodiscard]] BlockRange blocks_below(NodeId node) const;
  /// Characters of prose among them, excluded or not.
  [[nodiscard]] std::uint32_t prose_chars(BlockRange) const;
  [[nodiscard]] std::uint32_t chars(BlockRange) const;
  [[nodiscard]] std::uint32_t link_chars(BlockRange) const;
  /// Own hints of an element (what its attributes and tag say), before inheritance.
  [[nodiscard]] Hints own_hints(NodeId node) const { return own_[node]; }
  /// Own and inherited hints of an element.
  [[nodiscard]] Hints hints(NodeId node) const { return inherited_[node]; }

 private:
  void find_blocks();
  void read_hints();
  void ignore_misleading_hints();
  [[nodiscard]] bool asks_for_nothing(NodeId node) const;
  void mark_teasers(std::string_view title);
  [[nodiscard]] NodeId fullest_body() const;
  void mark_consent();
  void inherit_hints();

  const HtmlDocument& document_;
  std::vector<Block> blocks_;
  std::vector<Hints> own_, inherited_;
  std::vector<std::uint32_t> blocks_before_;  // by node: how many blocks start above it
  std::vector<std::uint32_t> sum_prose_, sum_chars_, sum_links_;  // sum_x_[i]: over blocks before i
};

/// Counts of a text: used for blocks and for text from JSON.
void count_characters(std::string_view text, Block& block);

}  // namespace backfile
