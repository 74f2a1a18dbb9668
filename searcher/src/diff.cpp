#include "searcher/src/diff.hpp"

#include <algorithm>

#include <backfile/error.hpp>

#include "common/date.hpp"
#include "common/version_order.hpp"
#include "searcher/src/query_dates.hpp"

namespace backfile {
namespace {

constexpr std::int64_t day_seconds = 86'400;

std::int64_t latest_instant(const PartialDate& date) {
  if (!date.has_time()) return (last_day(date) + 1) * day_seconds - 1;
  return earliest_instant(date) + (date.precision == Precision::minute ? 59 : 0);
}

std::optional<DiffTimes::Time> read_time(const char* name, const std::string& typed) {
  if (typed.empty()) return std::nullopt;
  if (const std::optional<PartialDate> date = parse_iso_date(typed)) return DiffTimes::Time{latest_instant(*date), typed};
  const detail::DateText period = detail::parse_date_text(typed);
  if (!period.mistake.empty() || !period.range.to || typed.find("..") != std::string::npos)
    throw Error(Errc::usage, std::string(name) + ": '" + typed + "' is not a date (as in 2024, 2024-05-01 or 2024-05-01T12:00Z)");
  return DiffTimes::Time{latest_instant(*period.range.to), typed};
}

/// From here on a version was the current one.
struct Turn {
  std::int64_t instant = 0;
  std::size_t version = 0;
  std::string captured;
};

std::int64_t instant_of(const Capture& capture, const Version& version) {
  for (const auto& date : {parse_iso_date(capture.captured), version.modified, version.published})
    if (date) return earliest_instant(*date);
  return unknown_instant;
}

/// All captures in their order. Among those of one time the version's place in the history decides.
std::vector<Turn> turns_of(const std::vector<StoredVersion>& versions) {
  std::vector<Turn> turns;
  for (std::size_t i = 0; i < versions.size(); ++i)
    for (const Capture& capture : versions[i].version.captures)
      turns.push_back({instant_of(capture, versions[i].version), i, capture.captured});
  std::ranges::stable_sort(turns, [](const Turn& a, const Turn& b) { return a.instant != b.instant ? a.instant < b.instant : a.version < b.version; });
  return turns;
}

/// The turn that is current at `time`.
const Turn& current_at(const std::vector<Turn>& turns, const DiffTimes::Time& time, std::string_view url) {
  const auto behind = std::ranges::upper_bound(turns, time.instant, {}, &Turn::instant);
  if (behind == turns.begin()) throw Error(Errc::not_found, "no version of '" + std::string(url) + "' is as old as " + time.typed);
  return *(behind - 1);
}

/// The last turn of another version before `turn`.
const Turn& before(const std::vector<Turn>& turns, const Turn& turn, std::string_view url) {
  for (const Turn* earlier = &turn; earlier != turns.data();)
    if ((--earlier)->version != turn.version) return *earlier;
  throw Error(Errc::not_found, "no version of '" + std::string(url) + "' is older than the one to compare with");
}

DiffedVersion diffed(const std::vector<StoredVersion>& versions, const Turn& turn) {
  return {.number = turn.version + 1, .version = versions[turn.version].version, .captured = turn.captured};
}

}  // namespace

DiffTimes read_diff_times(const DiffOptions& options) {
  DiffTimes times{.from = read_time("from", options.from), .to = read_time("to", options.to)};
  if (times.from && times.to && times.from->instant > times.to->instant)
    throw Error(Errc::usage, "from: '" + options.from + "' is later than '" + options.to + "'");
  return times;
}

ArticleDiff diff_versions(const std::vector<StoredVersion>& versions, const DiffTimes& times, std::string_view url) {
  if (versions.size() == 1) throw Error(Errc::not_found, "there is only one version of '" + std::string(url) + "'");
  const std::vector<Turn> turns = turns_of(versions);
  const Turn& to = times.to ? current_at(turns, *times.to, url) : turns.back();
  const Turn& from = times.from ? current_at(turns, *times.from, url) : before(turns, to, url);
  const Article &old = versions[from.version].article, &now = versions[to.version].article;
  return {.versions = versions.size(),
          .from = diffed(versions, from),
          .to = diffed(versions, to),
          .title = diff_words(old.title, now.title),
          .body = diff_words(old.body, now.body)};
}

}  // namespace backfile
