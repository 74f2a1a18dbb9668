// The order of an article's versions, which writer and reader must agree on. A version stands where its last capture stands, so that a
// text that comes back is the latest again: captured, else the article's own modified, else published, else order of input. That is the
// file, then the run that read it last (a file that was written anew says later what it says now), then the place in the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/article.hpp"
#include "common/capture.hpp"

namespace backfile {

/// What places a version among the others of its article.
struct VersionPlace {
  std::int64_t instant = 0;  // seconds since 1970; unknown_instant sorts first
  std::uint64_t run = 0;
  std::string source;        // of the capture
  std::uint64_t order = 0;   // document number
};
inline constexpr std::int64_t unknown_instant = INT64_MIN;

/// The place of the last of `captures`; of the record itself when there are none.
[[nodiscard]] VersionPlace place_of_version(const Article& record, const std::vector<StoredCapture>& captures, std::uint64_t document_number);

/// The same, read from the archive that holds the version; `unique`: its Q term. Throws Xapian::Error.
[[nodiscard]] VersionPlace place_of_version(const Xapian::Database&, const Article& record, std::string_view unique, Xapian::docid);

/// True when `a` comes before `b`: the last of all is the latest version.
[[nodiscard]] bool earlier_version(const VersionPlace& a, const VersionPlace& b);

/// Compares sources as crawl order does: text before '#', then the offset behind it as a number, then the place within a gzip member
/// that holds several records ("#1200+340").
[[nodiscard]] bool source_before(std::string_view a, std::string_view b);

}  // namespace backfile
