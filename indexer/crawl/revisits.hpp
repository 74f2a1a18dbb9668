// Which capture a revisit record of a WARC file stands for (WARC 1.1 section 6.7): the server said, or the crawler saw, that the
// payload is the one of an earlier record. Records that came before in the same run are known here, the last few hundred thousand
// of them; for older ones the archive is asked by the names that it keeps of payloads.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/crawl/recent_map.hpp"
#include "indexer/crawl/warc_record.hpp"

namespace backfile {

/// Names under which revisits may speak of the page that `head` holds: its capture, its payload's declared digest.
[[nodiscard]] std::vector<std::uint64_t> payload_names(const WarcHead& head);
/// Names of what `revisit` speaks of, surest first.
[[nodiscard]] std::vector<std::uint64_t> referred_names(const WarcHead& revisit);

class Revisits {
 public:
  /// A page that later records may refer to; `source`: digest64 of what output calls it.
  void remember(const WarcHead& head, std::uint64_t source);
  /// The original's source: by target and date, else by payload digest, else the last record of the same target if the revisit names
  /// no other. The revisit itself may be referred to from now on.
  [[nodiscard]] std::optional<std::uint64_t> resolve(const WarcHead& revisit);

 private:
  std::optional<std::uint64_t> find(const WarcHead& revisit);

  RecentMap<std::uint64_t> sources_{1u << 20};  // about 50 bytes an entry, three entries a page
};

}  // namespace backfile
