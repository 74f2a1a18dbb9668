#include "searcher/src/arrivals.hpp"

#include <algorithm>

#include "common/arrivals.hpp"
#include "common/clock.hpp"
#include "common/date.hpp"
#include "common/digest.hpp"
#include "common/schema.hpp"
#include "searcher/src/query_dates.hpp"

namespace backfile {
namespace {

constexpr std::int64_t second_us = 1'000'000, day_us = 86'400 * second_us;
constexpr std::int64_t everything = -1;

/// Where a date begins.
std::int64_t read_moment(const std::string& typed) {
  if (const auto date = parse_iso_date(typed)) return earliest_instant(*date) * second_us;
  const detail::DateText period = detail::parse_date_text(typed);
  if (!period.mistake.empty() || !period.range.from || typed.find("..") != std::string::npos)
    throw Error(Errc::usage, "'" + typed + "' is not a time (as in 2024-05-01, 2024-05-01T12:00Z, yesterday or past-week)");
  return first_day(*period.range.from) * day_us;
}

/// What an answer was asked to leave out: the last arrival seen, by the identity of its archive.
SeenArchives read_seen(const Seen& seen) {
  SeenArchives archives;
  std::string_view rest = seen.token;
  while (!rest.empty()) {
    const std::string_view entry = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
    const std::size_t at = entry.find('@');
    const auto instant = at == std::string_view::npos ? std::nullopt : from_hex16(entry.substr(at + 1));
    if (!instant || at == 0) throw Error(Errc::usage, "what was seen before is told by something that is no answer's token");
    archives[std::string(entry.substr(0, at))] = static_cast<std::int64_t>(*instant);
  }
  return archives;
}

Seen seen_text(const SeenArchives& archives) {
  Seen seen;
  for (const auto& [identity, instant] : archives)
    seen.token.append(seen.token.empty() ? "" : ",").append(identity).append("@").append(hex16(static_cast<std::uint64_t>(instant)));
  return seen;
}

}  // namespace

ArrivalFilter arrival_filter(const Archives& archives, const SearchOptions& options) {
  ArrivalFilter filter;
  const bool since = !options.new_since.empty();
  filter.wanted = options.arrivals || since || options.seen;
  if (!filter.wanted) return filter;
  if (archives.any_remote()) throw Error(Errc::usage, "when articles arrived is told by local archives alone, not by remote ones");
  if (options.seen) {
    filter.asks_what_is_unseen = true;
    filter.seen = read_seen(*options.seen);
    for (std::size_t i = 0; i < archives.size(); ++i) {
      const auto known = filter.seen.find(archives.part(i).identity);
      filter.after.push_back(known == filter.seen.end() ? everything : known->second);
    }
  }
  if (!since) return filter;
  filter.after.resize(archives.size(), 0);
  const std::int64_t moment = read_moment(options.new_since) - 1;
  for (std::int64_t& instant : filter.after) instant = std::max(instant, moment);
  return filter;
}

Arrivals::Arrivals(const Archives& archives, const ArrivalFilter& filter) {
  for (std::size_t i = 0; i < archives.size(); ++i) parts_.push_back(read(archives.part(i).database, filter.filters() ? filter.after[i] : everything));
}

Arrivals::Part Arrivals::read(const Xapian::Database& database, std::int64_t after) {
  Part part{.listed = {}, .filtered = after >= 0};
  if (const auto built = built_instant(database)) {
    part.until = *built;
    if (*built > after) part.others = *built;
  }
  const std::string start(schema::metadata::arrival);
  for (auto key = database.metadata_keys_begin(start); key != database.metadata_keys_end(start); ++key) {
    const std::int64_t instant = arrival_instant(*key).value_or(0);
    part.until = std::max(part.until, instant);
    if (instant <= after) continue;
    // Keys ascend: of one that went and came again the later arrival counts.
    for (const std::uint64_t version : decode_arrivals(database.get_metadata(*key))) part.listed[version] = instant;
  }
  return part;
}

std::int64_t Arrivals::instant_of(const MatchSet& set, std::uint32_t index) const {
  const Part& part = parts_[set.matches[index].archive];
  const auto found = part.listed.find(set.key(index).hash);
  return found == part.listed.end() ? part.others : found->second;
}

void Arrivals::keep_new(MatchSet& set) const {
  set.keep_if([&](std::uint32_t i) { return !parts_[set.matches[i].archive].filtered || instant_of(set, i) != 0; });
}

std::string Arrivals::arrived(const MatchSet& set, std::uint32_t index) const {
  const std::int64_t instant = instant_of(set, index);
  return instant == 0 ? std::string() : utc_text_of_microseconds(instant);
}

void note_seen(const Archives& archives, const ArrivalFilter& filter, const Arrivals& arrivals, Results& results) {
  SeenArchives seen = filter.seen;
  for (std::size_t i = 0; i < archives.size(); ++i) {
    const auto [entry, is_new] = seen.insert_or_assign(archives.part(i).identity, arrivals.until(i));
    if (is_new && filter.asks_what_is_unseen) ++results.unseen_archives;
  }
  results.seen = seen_text(seen);
}

}  // namespace backfile
