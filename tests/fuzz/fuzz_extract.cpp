// Any bytes as a page: extraction ends, and what it says is text: valid UTF-8, one line a field, paragraphs parted by one blank line. The tree below is
// whole: under AddressSanitizer this guards the prefilter, which resolves references within the page's own bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/utf8.hpp"
#include "indexer/extract/extract.hpp"
#include "indexer/extract/html_document.hpp"

namespace {

void require(bool property) {
  if (!property) std::abort();
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = backfile::decode_utf8(text, at);
    if (!c.valid) return false;
    at += c.length;
  }
  return true;
}

void require_line(std::string_view text) {
  require(is_utf8(text) && text.find_first_of("\r\n") == std::string_view::npos);
}

void check_tree(std::string_view bytes) {
  using namespace backfile;
  const HtmlDocument document = HtmlDocument::parse(std::string(bytes));
  for (NodeId id = 0; id < document.size(); ++id) {
    const Node& node = document.node(id);
    require(node.end > id && node.end <= document.size());
    require(node.parent == no_node || document.is_inside(id, node.parent));
    require(is_utf8(node.text));
    for (const Attribute& a : document.attributes(id)) require(is_utf8(a.name) && is_utf8(a.value));
  }
  for (const HtmlDocument::Script& script : document.scripts()) require(is_utf8(script.content));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  check_tree({reinterpret_cast<const char*>(data), size});
  Page page;
  page.source = "page.html";
  page.address = "https://daily.example/2025/05/04/bridge";
  page.address_from = AddressFrom::manifest;
  page.bytes.assign(reinterpret_cast<const char*>(data), size);
  const Article article = extract(std::move(page), {}).article;
  for (const std::string_view line : {std::string_view(article.title), std::string_view(article.section), std::string_view(article.publisher), std::string_view(article.dateline)})
    require_line(line);
  for (const auto& author : article.authors) require_line(author);
  for (const auto& tag : article.tags) require_line(tag);
  require(is_utf8(article.body) && is_utf8(article.standfirst));
  require(article.body.find("\n\n\n") == std::string::npos && !article.body.starts_with('\n') && !article.body.ends_with('\n'));
  return 0;
}
