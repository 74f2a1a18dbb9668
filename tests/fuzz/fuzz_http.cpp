// Any bytes as an HTTP message: the head lies inside it, and its body comes out of its codings within the bound.
#include <algorithm>
#include <string>
#include <variant>

#include "indexer/crawl/content_coding.hpp"
#include "indexer/crawl/http_message.hpp"
#include "tests/fuzz/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  constexpr std::uint64_t max_bytes = 1 << 16;
  const std::string_view message = fuzz::text_of(data, size);
  const auto head = parse_http_head(message);
  if (!head) return 0;
  fuzz::require(head->body_begin <= size && head->status >= 0 && head->status <= 999);
  for (const Ending ending : {Ending::whole, Ending::cut}) {
    const auto body = undo_codings(std::string(message.substr(head->body_begin)), head->codings, max_bytes, ending);
    if (const auto* text = std::get_if<std::string>(&body)) fuzz::require(text->size() <= std::max<std::size_t>(max_bytes, size));
  }
  return 0;
}
