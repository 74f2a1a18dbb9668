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
  set.read_keys(archives);
  deadline.check();
  return set;
}

std::uint32_t MatchSet::end_of_part(std::uint32_t begin) const {
  const auto end = std::ranges::upper_bound(matches.begin() + begin, matches.end(), matches[begin].archive, {}, &Matched::archive);
  return static_cast<std::uint32_t>(end - matches.begin());
}

void MatchSet::read_keys(const Archives& archives) {
  columns_.clear();
  for (std::size_t part = 0; part < archives.size(); ++part) {
    const std::shared_ptr<ColumnFile>& file = archives.part(part).columns;
    const auto keys = file ? file->keys() : std::nullopt;
    if (keys) columns_.push_back({file, *keys});
  }
  if (columns_.size() == archives.size()) return;
  keys_.resize(matches.size());
  for_each_value(archives, *this, all_indices(*this), schema::slot::newest, [&](std::uint32_t index, const std::string& value) {
    if (value.size() == 16) keys_[index] = {from_big_endian64(value), from_big_endian64(std::string_view(value).substr(8))};
  });
}

std::vector<std::uint32_t> all_indices(const MatchSet& set) {
  std::vector<std::uint32_t> indices(set.matches.size());
  std::iota(indices.begin(), indices.end(), 0u);
  return indices;
}

GroupIds read_groups(const Archives& archives, const MatchSet& set, schema::slot::Slot slot) {
  GroupIds groups;
  if (archives.size() == 1) groups.file = archives.part(0).columns;
  if (groups.file) groups.column = groups.file->groups(slot);
  if (groups.column) return groups;
  groups.ids.resize(set.matches.size());
  for_each_value(archives, set, all_indices(set), slot, [&](std::uint32_t index, const std::string& value) {
    if (value.size() == 8) groups.ids[index] = from_big_endian64(value);
  });
  return groups;
}

}  // namespace backfile
