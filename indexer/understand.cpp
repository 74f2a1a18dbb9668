#include "indexer/understand.hpp"

#include <utility>
#include <variant>

#include "common/address.hpp"
#include "common/digest.hpp"
#include "indexer/likeness.hpp"

namespace backfile {
namespace {

void understand_line(const Input& input, Understood& result) {
  result.is_line = true;
  result.bytes = input.bytes.size();
  result.digest = hex16(digest64(input.bytes));
  auto read = read_article_line(input, result.notes);
  if (auto* reject = std::get_if<Reject>(&read)) {
    result.rejected = std::move(*reject);
    return;
  }
  result.readable = true;
  result.article = std::get<Article>(std::move(read));
  if (result.article.site.empty()) result.article.site = site_of_address(result.article.url);
}

void understand_page(Input& input, const ExtractOptions& options, std::uint64_t max_page_bytes, Understood& result) {
  auto loaded = load_page(input, max_page_bytes);
  if (auto* reject = std::get_if<Reject>(&loaded)) {
    result.rejected = std::move(*reject);
    return;
  }
  Page& page = std::get<Page>(loaded);
  result.readable = true;
  result.bytes = page.bytes.size();
  result.digest = hex16(page.digest);
  Extraction extraction = extract(std::move(page), options);
  result.article = std::move(extraction.article);
  result.rejected = std::move(extraction.rejected);
  if (!extraction.address_is_canonical || result.rejected) return;
  result.fallback_address = std::move(extraction.fallback_address);
  result.likeness = text_likeness(result.article.body);
}

}  // namespace

Understood understand(Input input, const ExtractOptions& options, std::uint64_t max_page_bytes) {
  Understood result;
  result.source = input.source;
  result.path = input.path;
  result.stamp = input.stamp;
  result.is_record = input.is_record;
  result.offset = input.offset;
  result.length = input.length;
  switch (input.kind) {
    case Input::Kind::failure:
      result.rejected = std::move(input.failure);
      result.article.url = std::move(input.address);
      break;
    case Input::Kind::capture_again:
      result.original = input.original;
      result.article.captured = input.captured;
      result.article.url = std::move(input.address);
      break;
    case Input::Kind::article_line: understand_line(input, result); break;
    case Input::Kind::page_file:
    case Input::Kind::page_bytes: understand_page(input, options, max_page_bytes, result); break;
  }
  result.article.source = result.source;
  return result;
}

}  // namespace backfile
