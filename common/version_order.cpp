#include "common/version_order.hpp"

#include <charconv>
#include <tuple>

namespace backfile {
namespace {

/// "crawl.warc.gz#1200+340" -> the file, 1200, 340; what does not end so is a name as a whole.
std::tuple<std::string_view, std::uint64_t, std::uint64_t> split_source(std::string_view source) {
  const std::size_t hash = source.rfind('#');
  if (hash == std::string_view::npos) return {source, 0, 0};
  const char* const last = source.data() + source.size();
  std::uint64_t offset = 0, inner = 0;
  auto [end, error] = std::from_chars(source.data() + hash + 1, last, offset);
  if (error == std::errc() && end != last && *end == '+') {
    const auto rest = std::from_chars(end + 1, last, inner);
    end = rest.ptr;
    error = rest.ec;
  }
  if (error != std::errc() || end != last) return {source, 0, 0};
  return {source.substr(0, hash), offset, inner};
}

}  // namespace

bool source_before(std::string_view a, std::string_view b) { return split_source(a) < split_source(b); }

bool earlier_version(const VersionPlace& a, const VersionPlace& b) {
  if (a.instant != b.instant) return a.instant < b.instant;
  if (a.source != b.source) return source_before(a.source, b.source);
  return a.order < b.order;
}

}  // namespace backfile
