#include "searcher/src/collector.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "common/digest.hpp"
#include "searcher/src/ranking.hpp"
#include "searcher/src/term_lists.hpp"

namespace backfile {
namespace {

using Clock = std::chrono::steady_clock;

/// Sees every match, because the search asks to check as many documents as there are; minds the time meanwhile.
class Watch : public Xapian::MatchSpy {
 public:
  explicit Watch(const Deadline& deadline) : deadline_(deadline) {}
  void operator()(const Xapian::Document&, double) override {
    // Looking at the clock costs as much as everything else that is done for a match.
    if (++seen_ % 1024 == 0) deadline_.check();
  }

 private:
  const Deadline& deadline_;
  std::uint64_t seen_ = 0;
};

/// Keeps what it sees. A spy learns a document's number within its database, but not which database: so only for one.
class Collector final : public Watch {
 public:
  Collector(std::vector<Matched>& matches, const Deadline& deadline) : Watch(deadline), matches_(matches) {}
  void operator()(const Xapian::Document& document, double weight) override {
    Watch::operator()(document, weight);
    matches_.push_back({0, document.get_docid(), rounded_score(weight)});
  }

 private:
  std::vector<Matched>& matches_;
};

/// All matches of several archives, with their merged statistics.
void collect_ranked_list(Xapian::Enquire& enquire, const Archives& archives, const Deadline& deadline, std::vector<Matched>& matches) {
  Watch watch(deadline);
  enquire.add_matchspy(&watch);
  const Xapian::MSet list = enquire.get_mset(0, archives.merged().get_doccount());
  const auto parts = static_cast<Xapian::docid>(archives.size());
  matches.reserve(list.size());
  for (Xapian::MSetIterator i = list.begin(); i != list.end(); ++i) {
    // Xapian interleaves the numbers of databases that are searched together.
    const Xapian::docid number = *i - 1;
    matches.push_back({number % parts, number / parts + 1, rounded_score(i.get_weight())});
  }
}

/// The matches of one archive: they lie together, from `begin` on. The end of them.
std::uint32_t end_of_part(const MatchSet& set, std::uint32_t begin) {
  const auto other = [part = set.matches[begin].archive](const Matched& match) { return match.archive != part; };
  return static_cast<std::uint32_t>(std::ranges::find_if(set.matches.begin() + begin, set.matches.end(), other) - set.matches.begin());
}

/// From the column file where there is one, else from the slot.
void read_keys(const Archives& archives, MatchSet& set) {
  set.keys.resize(set.matches.size());
  for (std::uint32_t begin = 0, end = 0; begin < set.matches.size(); begin = end) {
    end = end_of_part(set, begin);
    ColumnFile* columns = archives.part(set.matches[begin].archive).columns.get();
    if (const auto keys = columns ? columns->keys() : std::nullopt) {
      for (std::uint32_t i = begin; i < end; ++i) set.keys[i] = {(*keys)[set.matches[i].document].instant, (*keys)[set.matches[i].document].hash};
      continue;
    }
    std::vector<std::uint32_t> indices(end - begin);
    std::iota(indices.begin(), indices.end(), begin);
    for_each_value(archives, set, indices, schema::slot::newest, [&](std::uint32_t index, const std::string& value) {
      if (value.size() == 16) set.keys[index] = {from_big_endian64(value), from_big_endian64(std::string_view(value).substr(8))};
    });
  }
}

bool by_place(const Matched& a, const Matched& b) {
  return std::tie(a.archive, a.document) < std::tie(b.archive, b.document);
}

/// Whatever the query.
std::vector<Matched> match_by_xapian(const Archives& archives, const CompiledQuery& compiled, const Deadline& deadline) {
  const Xapian::Database& database = archives.merged();
  Xapian::Enquire enquire(database);
  enquire.set_query(compiled.query);
  if (compiled.ranked)
    enquire.set_weighting_scheme(ranking_weight(compiled.words));
  else
    enquire.set_weighting_scheme(Xapian::BoolWeight());
  // Any order will do; this one lets Xapian skip sorting.
  enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
  // Stops searches that spend long between two matches. They end early without a word: hence the caller's check.
  if (const double seconds = deadline.seconds_left(); seconds > 0) enquire.set_time_limit(seconds);
  std::vector<Matched> matches;
  Collector collector(matches, deadline);
  if (archives.size() == 1) {
    enquire.add_matchspy(&collector);
    enquire.get_mset(0, 1, database.get_doccount());
  } else {
    collect_ranked_list(enquire, archives, deadline, matches);
  }
  if (!std::ranges::is_sorted(matches, by_place)) std::ranges::sort(matches, by_place);
  return matches;
}

}  // namespace

Deadline::Deadline(std::optional<std::chrono::milliseconds> budget) {
  if (budget) end_ = Clock::now() + *budget;
}

void Deadline::check() const {
  if (end_ && Clock::now() >= *end_) throw Error(Errc::deadline, "the search took longer than its time budget");
}

double Deadline::seconds_left() const {
  if (!end_) return 0;
  return std::max(0.001, std::chrono::duration<double>(*end_ - Clock::now()).count());
}

MatchSet collect_matches(const Archives& archives, const CompiledQuery& compiled, const Deadline& deadline) {
  MatchSet set;
  if (compiled.query.empty() || archives.merged().get_doccount() == 0) return set;
  if (auto lists = match_term_lists(archives, compiled, deadline))
    set.matches = std::move(*lists);
  else
    set.matches = match_by_xapian(archives, compiled, deadline);
  deadline.check();
  read_keys(archives, set);
  deadline.check();
  return set;
}

std::vector<std::uint32_t> all_indices(const MatchSet& set) {
  std::vector<std::uint32_t> indices(set.matches.size());
  std::iota(indices.begin(), indices.end(), 0u);
  return indices;
}

GroupIds read_groups(const Archives& archives, const MatchSet& set, schema::slot::Slot slot) {
  GroupIds groups;
  groups.ids.resize(set.matches.size());
  const auto column = archives.size() == 1 && archives.part(0).columns ? archives.part(0).columns->groups(slot) : std::nullopt;
  if (column) {
    for (std::size_t i = 0; i < set.matches.size(); ++i) groups.ids[i] = column->numbers[set.matches[i].document];
    groups.dense_count = column->count;
    return groups;
  }
  for_each_value(archives, set, all_indices(set), slot, [&](std::uint32_t index, const std::string& value) {
    if (value.size() == 8) groups.ids[index] = from_big_endian64(value);
  });
  return groups;
}

}  // namespace backfile
