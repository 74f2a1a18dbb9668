#include "indexer/understand.hpp"

#include <utility>
#include <variant>

#include "common/address.hpp"
#include "common/digest.hpp"
#include "indexer/crawl/feed_evidence.hpp"
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

/// Names a payload by all that extraction looks at but the time of capture, which moves no text.
std::uint64_t payload_name(const Page& page, std::string_view fingerprint) {
  std::string all = big_endian64(page.digest);
  for (const std::string_view part : {std::string_view(page.address), std::string_view(page.media_type), std::string_view(page.charset)}) {
    all += part;
    all += '\n';
  }
  all += static_cast<char>('0' + static_cast<int>(page.address_from));
  all += std::to_string(page.http_status);
  all += fingerprint;
  return digest64(all);
}

/// Feeds speak of the page, or may: its address is in the page alone.
bool is_told_of(const Page& page) { return page.feeds && (!page.has_own_address() || page.feeds->digest_of(page.address) != 0); }

void understand_page(Input& input, const UnderstandOptions& options, Understood& result) {
  auto loaded = load_page(input, options.max_page_bytes);
  if (auto* reject = std::get_if<Reject>(&loaded)) {
    result.rejected = std::move(*reject);
    return;
  }
  Page& page = std::get<Page>(loaded);
  result.readable = true;
  result.bytes = page.bytes.size();
  result.digest = hex16(page.digest);
  const std::uint64_t name = payload_name(page, options.fingerprint);
  result.own_address_key = address_key(page.address);
  if (is_told_of(page)) {
    // What the payload gave before, it gave without the feeds, or with what they said then.
    result.outdated_payload_name = name;
  } else {
    if (options.known) result.known = options.known(name, result.own_address_key);
    result.payload_names.push_back(name);
  }
  if (result.known) {
    result.article.url = page.address;
    result.article.captured = page.captured;
    return;
  }
  Extraction extraction = extract(std::move(page), options.extract);
  result.article = std::move(extraction.article);
  result.rejected = std::move(extraction.rejected);
  if (!extraction.address_is_canonical || result.rejected) return;
  result.fallback_address = std::move(extraction.fallback_address);
  result.likeness = text_likeness(result.article.body);
}

}  // namespace

Understood understand(Input input, const UnderstandOptions& options) {
  Understood result;
  result.source = input.source;
  result.path = input.path;
  result.stamp = input.stamp;
  result.is_record = input.is_record;
  result.offset = input.offset;
  result.length = input.length;
  result.payload_names = std::move(input.payload_names);
  switch (input.kind) {
    case Input::Kind::failure:
      result.rejected = std::move(input.failure);
      result.article.url = std::move(input.address);
      break;
    case Input::Kind::capture_again:
      result.is_revisit = true;
      result.original = input.original;
      result.article.captured = input.captured;
      result.own_address_key = address_key(input.address);
      result.article.url = std::move(input.address);
      break;
    case Input::Kind::article_line: understand_line(input, result); break;
    case Input::Kind::page_file:
    case Input::Kind::page_bytes: understand_page(input, options, result); break;
  }
  result.article.source = result.source;
  return result;
}

}  // namespace backfile
