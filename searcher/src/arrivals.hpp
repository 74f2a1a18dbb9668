// When versions arrived, for an answer: what is new since a moment, and when each hit came (common/arrivals.hpp has the archive's side).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include <backfile/searcher.hpp>

#include "searcher/src/archive.hpp"
#include "searcher/src/collector.hpp"

namespace backfile {

/// By the identity of an archive the last arrival that somebody has seen of it.
using SeenArchives = std::map<std::string, std::int64_t, std::less<>>;

/// What a question wants to know of arrivals.
struct ArrivalFilter {
  bool wanted = false;
  std::vector<std::int64_t> after;  // one for each archive, microseconds since 1970, exclusive; below 0: whatever that archive has; empty: no filter
  bool asks_what_is_unseen = false;
  SeenArchives seen{};              // what SearchOptions::seen says, also of archives that are not asked
  [[nodiscard]] bool filters() const { return !after.empty(); }
};

/// Throws Error(usage): for a date that is none, for a token that is none, and for remote archives.
[[nodiscard]] ArrivalFilter arrival_filter(const Archives&, const SearchOptions&);

/// The arrivals of some archives later than the moments of a filter: nothing earlier is read, so that what is new costs as much as it is.
class Arrivals {
 public:
  Arrivals(const Archives&, const ArrivalFilter&);

  /// Leaves the matches that are new.
  void keep_new(MatchSet&) const;
  /// RFC 3339, or empty when it is not known.
  [[nodiscard]] std::string arrived(const MatchSet&, std::uint32_t index) const;
  /// The last arrival of an archive; 0 without any.
  [[nodiscard]] std::int64_t until(std::size_t archive) const { return parts_[archive].until; }

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

/// Tells in `results` what an answer with these arrivals has seen.
void note_seen(const Archives&, const ArrivalFilter&, const Arrivals&, Results& results);

}  // namespace backfile
