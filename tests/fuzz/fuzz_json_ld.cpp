// Any bytes as a JSON-LD script: reading ends, values are within their depth, items and texts are UTF-8.
#include <algorithm>
#include <string>

#include "indexer/extract/metadata/json_ld_graph.hpp"
#include "indexer/extract/metadata/lenient_json.hpp"
#include "tests/fuzz/property.hpp"

namespace {

std::size_t depth_of(const nlohmann::json& value) {
  std::size_t deepest = 0;
  if (value.is_structured())
    for (const auto& inner : value) deepest = std::max(deepest, depth_of(inner));
  return deepest + (value.is_structured() ? 1 : 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  const auto roots = parse_lenient_json(fuzz::text_of(data, size));
  for (const auto& root : roots) fuzz::require(depth_of(root) <= max_json_depth);
  const JsonGraph graph(roots);
  for (const JsonItem& item : graph.items()) {
    (void)graph.resolved(*item.node);
    for (const char* key : {"headline", "author", "articleBody", "datePublished"}) fuzz::require(fuzz::is_utf8(json_text(member(*item.node, key))));
  }
  const PageIdentity identity{.title_keys = {"harbour strike"}, .addresses = {"https://daily.example/a"}};
  for (const std::size_t item : graph.main_items(identity)) fuzz::require(item < graph.items().size());
  return 0;
}
