// The shape of a page, as far as it tells an article from a list: where its text stands together, and how many headlines it links
// to. One pass over the tree; private to page_kind.cpp. Text is measured in letters: characters that are no white space, an ideograph
// counting as three, so that the same news measures about the same in every script.
#pragma once

#include <cstddef>
#include <string>

#include "indexer/extract/html_document.hpp"

namespace backfile {

struct PageShape {
  // Lines outside menus that are a link and little else, with a headline's length; each address once.
  std::size_t headline_links = 0;
  // Of the longest run of text outside links: paragraphs that follow one another in one container, no headline link between
  // them. An article's is its body (or a good part of it), a list's is one summary.
  std::size_t longest_run = 0;
  // Lines of sentences below an <h1>, before a headline link follows, and their letters: an article's begins there, however short.
  std::size_t lead_lines = 0, lead_letters = 0;
  std::size_t text = 0;              // visible, outside links and menus
  std::size_t all_text = 0;          // visible
  bool asks_password = false;
  std::string run_text;              // the longest run, at most 4 kB of it
  NodeId run_container = no_node;    // what its paragraphs have in common
};

[[nodiscard]] PageShape shape_of(const HtmlDocument&);

}  // namespace backfile
