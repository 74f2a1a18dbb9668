// Where on the page the text is: candidates for the element (or the run of sibling elements) that holds the article, and the choice
// between them.
#pragma once

#include <string>
#include <vector>

#include "indexer/extract/body/page_text.hpp"
#include "indexer/extract/body/shingles.hpp"

namespace backfile {

struct Container {
  std::string from;            // "microdata", "class", "article", "dense", "json-ld", "page"
  std::vector<NodeId> roots;   // disjoint, in document order
  double weight = 0;           // running text in it, less what does not belong to an article
};

/// Judges blocks and elements by weights: running text counts, menus and links count against.
class ContainerFinder {
 public:
  /// `declared`: the text that the page's JSON says is the article's; may be empty.
  ContainerFinder(const PageText& page, const Shingles& declared);

  /// The densest element: the deepest that holds most of the page's weight.
  [[nodiscard]] Container dense() const;
  /// Elements that say they hold the text (microdata, class), with siblings that say the same.
  [[nodiscard]] std::vector<Container> declared_by_markup() const;
  /// The smallest element around nearly all blocks that are also in the declared text.
  [[nodiscard]] Container around_declared_text() const;

  [[nodiscard]] double weight(NodeId node) const;
  [[nodiscard]] double weight(const Container&) const;

 private:
  const PageText& page_;
  const Shingles& declared_;
  std::vector<double> sums_;  // weights of blocks before i
};

/// The container to render, and why (appended to `notes` when given). `headline`: the block that shows the title, or 0xffffffff.
[[nodiscard]] Container choose_container(const PageText& page, const Shingles& declared, std::uint32_t headline, std::vector<std::string>* notes);

}  // namespace backfile
