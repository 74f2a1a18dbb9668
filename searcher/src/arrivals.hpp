// When versions arrived, for an answer: what is new since a moment, and when each hit came (common/arrivals.hpp has the archive's side).
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include <backfile/searcher.hpp>

#include "searcher/src/archive.hpp"
#include "searcher/src/collector.hpp"

namespace backfile {

/// What a question wants to know of arrivals.
struct ArrivalFilter {
  bool wanted = false;
  std::vector<std::int64_t> after;  // one for each archive, microseconds since 1970, exclusive; below 0: whatever that archive has; empty: no filter
  [[nodiscard]] bool filters() const { return !after.empty(); }
};

/// Throws Error(usage): for a date that is none, for remote archives, and when there is not one moment for each archive.
[[nodiscard]] ArrivalFilter arrival_filter(const Archives&, const SearchOptions&);

/// The arrivals of some archives later than the moments of a filter: nothing earlier is read, so that what is new costs as much as it is.
class Arrivals {
 public:
  Arrivals(const Archives&, const ArrivalFilter&);

  /// Leaves the matches that are new.
  void keep_new(MatchSet&) const;
  /// RFC 3339, or empty when it is not known.
  [[nodiscard]] std::string arrived(const MatchSet&, std::uint32_t index) const;
  /// The last arrival of each archive; 0 without any.
  [[nodiscard]] std::vector<std::int64_t> until() const;

 private:
  struct Part {
    std::unordered_map<std::uint64_t, std::int64_t> listed;  // digests of Q terms
    std::int64_t others = 0;  // when versions that are not listed arrived: 0 unknown, or not new
    std::int64_t until = 0;
    bool filtered = false;
  };
  static Part read(const Xapian::Database&, std::int64_t after);
  /// 0: unknown, or not new.
  [[nodiscard]] std::int64_t instant_of(const MatchSet&, std::uint32_t index) const;

  std::vector<Part> parts_;
};

}  // namespace backfile
