#include "common/version_order.hpp"

#include <charconv>
#include <optional>
#include <tuple>
#include <utility>

#include "common/date.hpp"
#include "common/digest.hpp"

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

std::int64_t instant_of(const std::optional<PartialDate>& captured, const Article& record) {
  for (const auto& date : {captured, record.modified, record.published})
    if (date) return earliest_instant(*date);
  return unknown_instant;
}

}  // namespace

VersionPlace place_of_version(const Article& record, const std::vector<StoredCapture>& captures, std::uint64_t document_number) {
  if (captures.empty()) return {instant_of(record.captured, record), 0, record.source, document_number};
  std::optional<VersionPlace> last;
  for (const auto& [capture, run] : captures) {
    VersionPlace place{instant_of(parse_iso_date(capture.captured), record), run, capture.source, document_number};
    if (!last || earlier_version(*last, place)) last = std::move(place);
  }
  return *last;
}

VersionPlace place_of_version(const Xapian::Database& database, const Article& record, std::string_view unique, Xapian::docid id) {
  return place_of_version(record, read_captures(database, digest64(unique)), id);
}

bool source_before(std::string_view a, std::string_view b) { return split_source(a) < split_source(b); }

bool earlier_version(const VersionPlace& a, const VersionPlace& b) {
  const auto [a_path, a_offset, a_inner] = split_source(a.source);
  const auto [b_path, b_offset, b_inner] = split_source(b.source);
  return std::tie(a.instant, a_path, a.run, a_offset, a_inner, a.order) < std::tie(b.instant, b_path, b.run, b_offset, b_inner, b.order);
}

}  // namespace backfile
